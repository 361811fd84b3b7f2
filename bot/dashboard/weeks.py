"""The part of the page about weeks: what was published of each, in a table, and over time in a chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.dashboard.sections import Section, Table, columns
from bot.features.insights import words
from bot.features.insights.figures import Figure, Part, Week
from bot.kernel.features import Bot
from bot.kernel.pictures import ALT, Bar, Chart

POINTS = 12
"""So many weeks are still legible in a chart; the table has all of them."""
SIDE_BY_SIDE = 4
"""So many parts of a figure have columns of their own."""
UNITS: Mapping[str, str] = {
    "share": "share",
    "hours": "hours",
    "count": "count",
    "median": "count",
    "per_hundred": "count",
}
Row = tuple[Week, Figure]
Cells = tuple[str, ...]


def latest(bot: Bot, week: Week) -> Section:
    """Everything that was published of one week, and what its intervals mean."""
    rows = tuple(row for figure in week.figures for row in _rows(bot, figure))
    title = bot.t("dashboard-latest", week=words.week_name(bot, week))
    table = Table(title, columns(bot, "figure", "value", "interval", "of"), rows)
    return Section("latest", title, table=table.without_void() if rows else None, note=bot.t("insights-sure"))


def _rows(bot: Bot, figure: Figure) -> Iterator[Cells]:
    """One of a figure, and one of each of its parts."""
    name = words.label(bot, figure)
    if not figure.parts:
        yield name, *_cells(bot, figure)
    for part in figure.parts:
        called = bot.t("dashboard-part", figure=name, part=words.part_name(bot, part.name))
        interval = _certain(bot, figure) or _between(bot, part)
        yield called, words.rounded(bot, part.acts), interval, _of(bot, figure)


def over_time(bot: Bot, weeks: Sequence[Week]) -> Section:
    """Each figure through all weeks in which there was one."""
    found: dict[str, list[Row]] = {}
    for week in weeks:
        for figure in week.figures:
            found.setdefault(figure.key, []).append((week, figure))
    parts = tuple(_part(bot, key, rows) for key, rows in found.items())
    return Section("weeks", bot.t("dashboard-weeks"), parts=parts)


def _part(bot: Bot, key: str, rows: Sequence[Row]) -> Section:
    week, figure = rows[-1]
    name = words.label(bot, figure)
    value, footing = words.value(bot, figure), words.footing(bot, figure)
    last = f"{value} ({footing})" if footing else value
    said = bot.t("dashboard-in-week", week=words.week_name(bot, week), value=last)
    chart = _chart(bot, name, rows[-POINTS:])
    return Section(key, name, (said,), chart, _table(bot, name, rows))


def _table(bot: Bot, name: str, rows: Sequence[Row]) -> Table:
    """The newest week first."""
    alt, newest = bot.t("dashboard-week-table", figure=name), list(reversed(rows))
    names = tuple(dict.fromkeys(part.name for _, figure in newest for part in figure.parts))
    if len(names) > SIDE_BY_SIDE:
        head = columns(bot, "week", "question", "people", "interval")
        lines = [line for week, figure in newest for line in _tallies(bot, week, figure)]
    elif names:
        head = (*columns(bot, "week"), *(words.part_name(bot, part) for part in names), *columns(bot, "of"))
        lines = [(words.week_name(bot, week), *_parts(bot, f, names), _of(bot, f)) for week, f in newest]
    else:
        head = columns(bot, "week", "value", "interval", "of")
        lines = [(words.week_name(bot, week), *_cells(bot, figure)) for week, figure in newest]
    return Table(alt, head, tuple(lines)).without_void()


def _tallies(bot: Bot, week: Week, figure: Figure) -> Iterator[Cells]:
    for part in figure.parts:
        name = words.part_name(bot, part.name)
        yield words.week_name(bot, week), name, words.rounded(bot, part.acts), _certain(bot, figure)


def _parts(bot: Bot, figure: Figure, names: Sequence[str]) -> Iterator[str]:
    told = {part.name: words.part(bot, part) for part in figure.parts}
    return (told.get(name, "") for name in names)


def _cells(bot: Bot, figure: Figure) -> tuple[str, str, str]:
    interval = _certain(bot, figure) or words.interval(bot, figure, "between")
    return words.value(bot, figure), interval, _of(bot, figure)


def _certain(bot: Bot, figure: Figure) -> str:
    """What stands in an interval's place where chance has no part."""
    key = {"none": "dashboard-exact", "rounding": "dashboard-rounded"}.get(figure.doubt)
    return bot.t(key) if key else ""


def _of(bot: Bot, figure: Figure) -> str:
    return bot.t(f"footing-{figure.kind}", count=figure.n) if words.footing(bot, figure) else ""


def _between(bot: Bot, part: Part) -> str:
    if part.low is None or part.high is None:
        return ""
    return bot.t("between-share", low=round(100 * part.low), high=round(100 * part.high))


def _chart(bot: Bot, name: str, rows: Sequence[Row]) -> Chart | None:
    """A line where there are two points or more to join."""
    bars = tuple(_bars(bot, rows))
    if len(bars) < 2:
        return None
    points = "; ".join(
        bot.t("dashboard-point", week=words.week_name(bot, w), value=words.value(bot, f)) for w, f in rows
    )
    alt = bot.t("dashboard-chart-alt", figure=name, points=points)[:ALT]
    return Chart(name, bars, alt, UNITS[rows[-1][1].kind], line=True)


def _bars(bot: Bot, rows: Sequence[Row]) -> Iterator[Bar]:
    for week, figure in rows:
        if figure.kind in UNITS and figure.value is not None:
            yield Bar(words.week_name(bot, week), figure.value, figure.low, figure.high)
