"""The published figures as files: CSV that no spreadsheet takes for formulas, and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence

from bot.features.insights import words
from bot.features.insights.figures import Figure, Week
from bot.kernel.features import Bot
from bot.kernel.pictures import File

HEAD = ("week", "from", "to", "key", "figure", "part", "state", "value", "low", "high", "n", "band")
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
MEDIA = {"csv": "text/csv", "json": "application/json"}


def file(bot: Bot, weeks: Sequence[Week], way: str, *, staff: bool) -> File:
    """``way`` is ``csv`` or ``json``. Both hold the same figures as everything else that is shown."""
    content = csv_of(bot, weeks, staff=staff) if way == "csv" else json_of(bot, weeks, staff=staff)
    return File(f"insights-{bot.course.id}.{way}", MEDIA[way], content)


def csv_of(bot: Bot, weeks: Sequence[Week], *, staff: bool) -> str:
    """One line for each figure of each week, and for each part of a split."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(HEAD)
    for week in weeks:
        for figure in week.seen_by(staff=staff):
            table.writerows([_harmless(cell) for cell in row] for row in _rows(bot, week, figure))
    return out.getvalue()


def _rows(bot: Bot, week: Week, figure: Figure) -> Iterator[Sequence[object]]:
    zone = bot.course.tz
    days = (week.week, *(instant.astimezone(zone).date() for instant in (week.first, week.last)))
    name = (figure.key, words.label(bot, figure))
    rest = (figure.low, figure.high, figure.n or None, figure.band)
    if figure.kind != "split":
        yield *days, *name, "", figure.state, figure.value, *rest
    for part, count in figure.parts:
        yield *days, *name, words.part(bot, part), figure.state, count, *rest


def _harmless(cell: object) -> object:
    """A cell that begins as a formula does is text, and says so."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULAS) else text


def json_of(bot: Bot, weeks: Sequence[Week], *, staff: bool) -> str:
    """Every week as it is kept, with the figures that these may see."""
    shown = []
    for week in weeks:
        dumped = week.dump()
        figures = [one for one in dumped["figures"] if staff or not one["staff_only"]]
        shown.append({"week": week.week, **dumped, "figures": figures})
    about = {"course": bot.course.name, "about": bot.t("insights-limits"), "weeks": shown}
    return json.dumps(about, ensure_ascii=False, indent=2)
