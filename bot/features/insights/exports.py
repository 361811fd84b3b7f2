"""The published figures as files: CSV that no spreadsheet takes for formulas, and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.features.insights import words
from bot.features.insights.figures import Figure, Week
from bot.kernel.features import Bot
from bot.kernel.pictures import File

HEAD = (
    *("week", "from", "to", "key", "figure", "part", "state", "value", "low", "high"),
    *("doubt", "share_low", "share_high", "n", "band"),
)
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
MEDIA = {"csv": "text/csv", "json": "application/json"}


def file(bot: Bot, weeks: Sequence[Week], way: str, *, staff: bool) -> File:
    """``way`` is ``csv`` or ``json``. Both hold the same figures as everything else that is shown."""
    content = csv_of(bot, weeks, staff=staff) if way == "csv" else json_of(bot, weeks, staff=staff)
    return File(f"insights-{bot.course.id}.{way}", MEDIA[way], content, bot.locale)


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
    rest = (figure.n or None, figure.band)
    if figure.kind not in ("split", "tallies"):
        yield *days, *name, "", figure.state, figure.value, figure.low, figure.high, figure.doubt, None, None, *rest
    for part, count, low, high in figure.parts:
        yield *days, *name, words.part_name(bot, part), figure.state, count, None, None, figure.doubt, low, high, *rest


def _harmless(cell: object) -> object:
    """A cell that begins as a formula does is text, and says so."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULAS) else text


def json_of(bot: Bot, weeks: Sequence[Week], *, staff: bool) -> str:
    """Every week as it is kept, with the figures that these may see, and why each might be otherwise."""
    shown = []
    for week in weeks:
        seen = replace(week, figures=week.seen_by(staff=staff))
        dumped = seen.dump()
        figures = [one | {"doubt": f.doubt} for one, f in zip(dumped["figures"], seen.figures, strict=True)]
        shown.append({"week": week.week, **dumped, "figures": figures})
    about = [bot.t("insights-limits"), bot.t("insights-sure"), bot.t("insights-file-about")]
    return json.dumps({"course": bot.course.name, "about": about, "weeks": shown}, ensure_ascii=False, indent=2)
