"""The part of the page about weeks: what was published of each, in a table, and over time in a chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.dashboard.sections import Section, Table, columns
from bot.features.insights import words
from bot.features.insights.figures import Figure, Week
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


def latest(bot: Bot, week: Week) -> Section:
    """Everything that was published of one week."""
    rows = tuple((words.label(bot, figure), *_cells(bot, figure)) for figure in week.figures)
    title = bot.t("dashboard-latest", week=words.week_name(bot, week))
    table = Table(title, columns(bot, "figure", "value", "interval", "of"), rows)
    return Section("latest", title, table=table.without_void() if rows else None)


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
    names = tuple(dict.fromkeys(part for _, figure in newest for part, _ in figure.parts))
    if 0 < len(names) <= SIDE_BY_SIDE:
        head = (*columns(bot, "week"), *(words.part(bot, part) for part in names))
        return Table(alt, head, tuple((words.week_name(bot, week), *_parts(bot, f, names)) for week, f in newest))
    lines = tuple((words.week_name(bot, week), *_cells(bot, figure)) for week, figure in newest)
    return Table(alt, columns(bot, "week", "value", "interval", "of"), lines).without_void()


def _parts(bot: Bot, figure: Figure, names: Sequence[str]) -> Iterator[str]:
    counts = dict(figure.parts)
    return (words.count(bot, figure, counts[name]) if name in counts else "" for name in names)


def _cells(bot: Bot, figure: Figure) -> tuple[str, str, str]:
    of = bot.t(f"footing-{figure.kind}", count=figure.n) if words.footing(bot, figure) else ""
    return words.value(bot, figure), _between(bot, figure), of


def _between(bot: Bot, figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    return bot.t("dashboard-between", low=round(100 * figure.low), high=round(100 * figure.high))


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
