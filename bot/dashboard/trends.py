"""The part of the page about check-ins that came more than once: each question through the weeks, as published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.dashboard.sections import Section, Table, columns
from bot.features.checkins.model import Checkin, Item
from bot.features.checkins.telling import trend, waves, words
from bot.features.checkins.telling.trend import REPEATED, Line
from bot.features.checkins.telling.waves import Wave
from bot.kernel.cards import plain
from bot.kernel.features import Bot
from bot.statistics.estimates import Share

LATELY = 12
"""So many times of one check-in are still legible in a chart."""


def section(bot: Bot, closed: Sequence[Checkin]) -> Section | None:
    """Of check-ins, the newest first; None where none came twice."""
    parts = tuple(part for same in _alike(closed) for part in _parts(bot, same))
    about = (bot.t("dashboard-trends-about"),)
    return Section("trends", bot.t("dashboard-trends"), about, parts=parts) if parts else None


def _alike(closed: Sequence[Checkin]) -> Iterator[tuple[Checkin, ...]]:
    """Those of one kind and name, the oldest first."""
    found: dict[tuple[str, str], list[Checkin]] = {}
    for one in closed:
        if one.kind in REPEATED and one.result:
            found.setdefault((one.kind, one.title), []).append(one)
    return (tuple(reversed(same[:LATELY])) for same in found.values() if len(same) > 1)


def _parts(bot: Bot, same: tuple[Checkin, ...]) -> Iterator[Section]:
    items = tuple({(item.text, item.kind): item for one in same for item in one.items if item.headline}.values())
    for index, item in enumerate(items):
        told = waves.of_item(same, item)
        if len(told) > 1:
            yield _part(bot, Line(same, items, index), told)


def _part(bot: Bot, line: Line, told: Sequence[Wave]) -> Section:
    shown = trend.card(bot, line)
    title = bot.t("dashboard-trend", name=words.name(bot, line.last), question=line.item.text)
    concluded = tuple(map(plain, shown.body[1:]))
    name = f"trend-{line.last.id}-{line.index}"
    return Section(name, title, concluded, shown.chart, _table(bot, title, line.item, told))


def _table(bot: Bot, title: str, item: Item, told: Sequence[Wave]) -> Table:
    """The newest first."""
    rows = tuple(_row(bot, item, wave) for wave in reversed(told))
    alt = bot.t("dashboard-week-table", figure=title)
    return Table(alt, columns(bot, "week", "share", "interval", "people"), rows).without_void()


def _row(bot: Bot, item: Item, wave: Wave) -> tuple[str, ...]:
    week = bot.t("trend-week", week=wave.week)
    share = wave.shown.headline
    return (week, *numbers(bot, share)) if share else (week, words.sentences(bot, item, wave.shown), "", "")


def numbers(bot: Bot, share: Share) -> tuple[str, str, str]:
    """A share, its interval or that everybody answered, and of how many it is."""
    of = bot.t("dashboard-of", part=share.yes, whole=share.answered)
    everybody, ends = share.everybody, words.ends(share.interval)
    interval = bot.t("dashboard-everybody") if everybody else bot.t("between-share", **ends)
    return bot.t("figure-share", share=words.percent(share.point or 0.0)), interval, of
