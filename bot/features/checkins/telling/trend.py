"""One question over the weeks: each time as it was published, and what it can and cannot tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated

from bot.features.checkins import store
from bot.features.checkins.model import Checkin, Item, Kind
from bot.features.checkins.planning import links
from bot.features.checkins.telling import pictures, results, waves, words
from bot.features.checkins.telling.waves import Wave
from bot.kernel.cards import HINT, LABEL, OPTIONS, Card, Option, Row, Select, Strong, Text
from bot.kernel.errors import UserError
from bot.kernel.events import Call, Press
from bot.kernel.features import Bot
from bot.kernel.options import from_source
from bot.kernel.pictures import Chart
from bot.kernel.replies import Reply, Update, Whisper
from bot.statistics.estimates import Change, Share, smallest_change
from bot.statistics.shown import Shown

REPEATED: tuple[Kind, ...] = ("connection", "pulse", "own")
UP = Item("", "yes")
"""Words of change speak of one side only: of those who went up."""
WHICH = from_source("closed checkin")
COMPARED = 3
"""So many of the last comparisons of the same people are told."""


@dataclass(frozen=True, slots=True)
class Line:
    """One question of a kind of check-in, in all the times it was asked, the oldest first."""

    closed: tuple[Checkin, ...]
    items: tuple[Item, ...]
    index: int

    @property
    def item(self) -> Item:
        return self.items[self.index]

    @property
    def last(self) -> Checkin:
        return self.closed[-1]


def show(
    bot: Bot, call: Call, kind: Annotated[str, "Which: connection, pulse, or one of your own", WHICH] = "connection"
) -> Reply:
    """Show one question of a check-in over the weeks."""
    typed = kind.strip().lower()
    closed = [one for one in _repeated(bot) if typed in (one.kind, one.title.lower())]
    return Whisper(card(bot, _line(bot, closed[0] if closed else None)))


def _repeated(bot: Bot) -> list[Checkin]:
    return store.closed_ones(bot.db, bot.course.id, *REPEATED)


def complete(bot: Bot, typed: str) -> Sequence[Option]:
    """What was closed, by its title."""
    titles = dict.fromkeys(one.title for one in _repeated(bot)) if bot.standing.course else ()
    return [Option(title, title) for title in titles if typed.strip().lower() in title.lower()][:OPTIONS]


def on_other(bot: Bot, press: Press, course: str, checkin: str) -> Reply:
    """Another question was chosen."""
    index = next((int(value) for value in press.values if value.isdecimal()), 0)
    return Update(card(bot, _line(bot, results.closed(bot, press, course, checkin), index)))


def _line(bot: Bot, last: Checkin | None, index: int = 0) -> Line:
    """The question of this number among those that have a headline, in every check-in like this one."""
    if last is None or last.result is None:
        raise UserError("trend-none")
    closed = [one for one in store.closed_ones(bot.db, last.course, last.kind) if one.title == last.title]
    items = tuple({(item.text, item.kind): item for one in closed for item in one.items if item.headline}.values())
    if not items:
        raise UserError("trend-none")
    return Line(tuple(reversed(closed)), items, min(index, len(items) - 1))


def card(bot: Bot, line: Line) -> Card:
    told = waves.of_item(line.closed, line.item)
    name = bot.t("trend-title", name=words.name(bot, line.last))
    body: tuple[Text | str, ...] = (
        (Strong(line.item.text), "\n", "\n".join(_wave(bot, line.item, wave) for wave in told)),
        *_concluded(bot, line.item, waves.exact(told)),
        *_compared(bot, line),
    )
    return Card(name, body, _others(bot, line), footer=bot.t("trend-footer"), chart=_picture(bot, line, told))


def _wave(bot: Bot, item: Item, wave: Wave) -> str:
    share = wave.shown.headline
    if wave.shown.form in ("fewer", "withheld"):
        return bot.t("trend-hidden", week=wave.week)
    if share is None:
        return bot.t("trend-told", week=wave.week, told=words.sentences(bot, item, wave.shown))
    counted = {"week": wave.week, "count": share.yes, "answered": share.answered}
    values = {**counted, "percent": words.percent(share.point or 0), "label": bot.t(f"number-headline-{item.kind}")}
    key = "trend-whole" if share.everybody else "trend-exact"
    return bot.t(key, **values, **words.ends(share.interval))


def _concluded(bot: Bot, item: Item, told: Sequence[tuple[int, Share]]) -> Iterator[str]:
    """What the first and the last figure tell together, and what they cannot."""
    if len(told) < 2:
        yield bot.t("trend-too-few")
        return
    (before, first), (after, last) = told[0], told[-1]
    yield bot.t(f"trend-moved-{waves.moved(first, last)}", first=before, last=after)
    if item.kind == "agree":
        yield bot.t("trend-noise", points=round(smallest_change(last.answered), 1), answered=last.answered)
    if waves.rose_from_low(first, last):
        yield bot.t("trend-regression")


def _compared(bot: Bot, line: Line) -> Iterator[str]:
    """The same people twice: of those who let their answers be compared."""
    asked = links.asked_before(line.item, line.closed)
    for (before, _), (after, number) in list(pairwise(asked))[-COMPARED:]:
        changes = after.result.changes if after.result else ()
        if shown := changes[number] if changes else None:
            yield bot.t("trend-same", first=before.week, last=after.week, told=_changed(bot, shown))


def _changed(bot: Bot, shown: Shown) -> str:
    if shown.counts:
        return _all_sides(bot, Change(**dict(shown.counts)))
    if shown.headline:
        counted = {"yes": shown.headline.yes, "answered": shown.answered}
        return bot.t("change-up", **{name: bot.t("number-word", n=n) for name, n in counted.items()})
    if shown.words:
        return words.in_words(bot, "change-words", UP, shown)
    return bot.t("change-hidden")


def _all_sides(bot: Bot, change: Change) -> str:
    sides = {"pairs": change.pairs, "up": change.up, "same": change.same, "down": change.down}
    said = bot.t("change-sides", **{name: bot.t("number-word", n=n) for name, n in sides.items()})
    rising = change.rising
    if not rising.answered:
        return said
    level = bot.t(f"result-level-{change.level.replace(' ', '-')}")
    share = bot.t("change-rising", percent=words.percent(rising.point or 0), level=level, **words.ends(rising.interval))
    return f"{said} {share}"


def _others(bot: Bot, line: Line) -> tuple[Row, ...]:
    """The way to the other questions of the same check-in."""
    if len(line.items) < 2:
        return ()
    options = [Option(item.text[:LABEL], str(index)) for index, item in enumerate(line.items[:OPTIONS])]
    args = (line.last.course, line.last.id)
    return (Select("checkin.trend", bot.t("trend-other")[:HINT], args, tuple(options), value=str(line.index)),)


def _picture(bot: Bot, line: Line, told: Sequence[Wave]) -> Chart | None:
    bars = [pictures.bar(bot.t("trend-week", week=week), share) for week, share in waves.exact(told)]
    if len(bars) < 2:
        return None
    title = bot.t("trend-chart", label=bot.t(f"number-headline-{line.item.kind}"))
    return Chart(title, tuple(bars), pictures.alt(bot, "trend-alt", bars), line=True)
