"""The part of the page about check-ins: what was published of each, in the words in which the chat told it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.dashboard.sections import Section, Table, columns
from bot.dashboard.trends import numbers
from bot.features.checkins.asking.cards import label
from bot.features.checkins.model import Checkin, Item, Result
from bot.features.checkins.telling import cards, pictures, words
from bot.kernel.features import Bot
from bot.statistics.shown import Shown

Told = tuple[Item, Shown]
MOST = 6
"""So many of the newest stand here whole; what came more than once stands in the trends as well."""


def section(bot: Bot, closed: Sequence[Checkin]) -> Section:
    """Of these, the newest first."""
    parts = tuple(_part(bot, one, one.result) for one in closed[:MOST] if one.result)
    about = () if parts else (bot.t("dashboard-no-checks"),)
    return Section("checkins", bot.t("dashboard-checks"), about, parts=parts, whole=True)


def _part(bot: Bot, checkin: Checkin, result: Result) -> Section:
    told = tuple(zip(checkin.items, result.shown, strict=True))
    return Section(
        f"checkin-{checkin.id}",
        cards.title(bot, checkin),
        (words.took_part(bot, result.shown),),
        pictures.of_checkin(bot, checkin, told),
        _table(bot, told),
        bot.t("result-words-note") if any(shown.form == "words" for _, shown in told) else "",
        items=tuple((item.text, words.sentences(bot, item, shown)) for item, shown in told),
    )


def _table(bot: Bot, told: Sequence[Told]) -> Table | None:
    """Only what is told in numbers; the rest stands in words."""
    rows = tuple(row for item, shown in told for row in _rows(bot, item, shown))
    head = columns(bot, "question", "answer", "share", "interval", "people")
    return Table(bot.t("dashboard-check-table"), head, rows).without_void() if rows else None


def _rows(bot: Bot, item: Item, shown: Shown) -> Iterator[tuple[str, ...]]:
    says_more = len(shown.options) > 1 or not shown.table
    if shown.headline and says_more:
        yield (item.text, bot.t(f"number-headline-{item.kind}"), *numbers(bot, shown.headline))
    for value, share in shown.table.items():
        yield (item.text, label(bot, item, value), *numbers(bot, share))
