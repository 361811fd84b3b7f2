"""What a chart looks like, in Vega-Lite: pure, and asking nobody for data."""

from __future__ import annotations

from math import ceil
from textwrap import wrap
from typing import Any

from bot.drawing.colours import FAINT, FIGURE, INK, PAPER
from bot.kernel.pictures import Chart

Json = dict[str, Any]
WIDTH, HEIGHT, STEP, MANY, TICKS = 240, 180, 32, 12, 4
LETTER = 9.5
"""How wide a letter of a title is; one of a label is two thirds of that."""
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
_DATUM_AS_SHARE = "format(100 * datum.value, '.0f') + '\N{NO-BREAK SPACE}%'"
_DATUM = "'' + datum.value"
_DATUM_IN = {"share": _DATUM_AS_SHARE, "hours": "datum.value + '\N{NO-BREAK SPACE}h'"}


def vega(chart: Chart) -> Json:
    """Bars beside their labels, or points joined by a line; intervals as thin rules, every value also in figures."""
    layers = _line(chart) if chart.line else _bars(chart)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": PAPER,
        "padding": 10,
        "title": {"text": wrap(chart.title, _letters(chart)) or [""], "anchor": "start", "offset": 12},
        "data": {"values": _rows(chart)},
        "width": _width(chart),
        "height": HEIGHT if chart.line else {"step": STEP},
        "layer": layers,
        "config": _CONFIG,
    }


_CONFIG: Json = {
    "font": FONT,
    "view": {"stroke": None},
    "title": {"fontSize": 16, "fontWeight": "bold", "color": INK},
    "axis": {"labelFontSize": 13, "labelColor": INK, "ticks": False, "domain": False, "title": None, "grid": False},
    "text": {"fontSize": 13, "color": INK},
}


def _width(chart: Chart) -> int:
    return max(WIDTH, 54 * len(chart.bars)) if chart.line else WIDTH


def _letters(chart: Chart) -> int:
    """So many letters of the title have room in a line: a drawing does not grow for its title."""
    beside = 5 if chart.line else max(len(bar.label) for bar in chart.bars)
    return int(_width(chart) / LETTER) + beside * 2 // 3


def scale(chart: Chart) -> float:
    """How many dots of a PNG stand for one; the largest charts stay below 100 kB, and are large enough."""
    return 2 if len(chart.bars) <= MANY else 1.5


def _rows(chart: Chart) -> list[Json]:
    """``at`` keeps labels apart that are the same; ``end`` is where figures may stand without covering anything."""
    return [
        {
            "at": f"{number:02}",
            "label": label,
            "value": bar.value,
            "low": bar.low,
            "high": bar.high,
            "end": max(bar.value, bar.high or 0.0),
            "shown": value,
        }
        for number, (bar, (label, value, _)) in enumerate(zip(chart.bars, chart.rows, strict=True))
    ]


def _scale(chart: Chart) -> Json:
    """Shares are seen against the whole; everything begins at nothing."""
    return {"domain": [0, 1 if chart.unit == "share" else _highest(chart)], "nice": chart.line}


def _highest(chart: Chart) -> float:
    return max(max(bar.value, bar.high or 0.0) for bar in chart.bars) or 1


def _names(chart: Chart) -> Json:
    """An axis that says the label of each place."""
    listed = ", ".join(f"'{number:02}'" for number in range(len(chart.bars)))
    return {"labelExpr": f"data('source_0')[indexof([{listed}], datum.value)].label", "labelLimit": 300}


def _bars(chart: Chart) -> list[Json]:
    y: Json = {"field": "at", "type": "ordinal", "axis": _names(chart) | {"labelPadding": 8}}
    x: Json = {"field": "value", "type": "quantitative", "scale": _scale(chart), "axis": None}
    end = x | {"field": "end"}
    return [
        {"mark": {"type": "bar", "color": FIGURE, "height": 18}, "encoding": {"y": y, "x": x}},
        *_intervals({"y": y, "x": x | {"field": "low"}, "x2": {"field": "high"}}),
        {
            "mark": {"type": "text", "align": "left", "dx": 8},
            "encoding": {"y": y, "x": end, "text": {"field": "shown"}},
        },
    ]


def _line(chart: Chart) -> list[Json]:
    axis = {
        "labelExpr": _DATUM_IN.get(chart.unit, _DATUM),
        "grid": True,
        "gridColor": FAINT,
        "tickCount": TICKS if chart.unit == "share" else min(TICKS, ceil(_highest(chart))),
        "labelPadding": 8,
    }
    x: Json = {"field": "at", "type": "ordinal", "axis": _names(chart) | {"labelPadding": 8, "labelAngle": 0}}
    y: Json = {"field": "value", "type": "quantitative", "scale": _scale(chart), "axis": axis}
    end = y | {"field": "end"}
    return [
        *_intervals({"x": x, "y": y | {"field": "low"}, "y2": {"field": "high"}}),
        {"mark": {"type": "line", "color": FIGURE, "strokeWidth": 2.5}, "encoding": {"x": x, "y": y}},
        {
            "mark": {"type": "point", "color": FIGURE, "fill": FIGURE, "size": 60, "opacity": 1},
            "encoding": {"x": x, "y": y},
        },
        {"mark": {"type": "text", "dy": -12}, "encoding": {"x": x, "y": end, "text": {"field": "shown"}}},
    ]


def _intervals(between: Json) -> list[Json]:
    """A rule from end to end on a lighter one, so that it stands out on a bar as well as beside it."""
    known = [{"filter": "isValid(datum.low) && isValid(datum.high)"}]
    return [
        {"transform": known, "mark": {"type": "rule", "color": colour, "strokeWidth": width}, "encoding": between}
        for colour, width in ((PAPER, 5), (INK, 2))
    ]
