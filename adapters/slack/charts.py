"""Charts on Slack: its own kind of block where a refusal can be answered, bars of signs everywhere else; pure."""

from __future__ import annotations

from adapters.slack.texts import Native, shorten
from bot.kernel.pictures import Chart

TITLE, NAME, CELLS = 50, 20, 20
_SIGNS = {"share": "%", "hours": "h"}


def native(chart: Chart) -> Native:
    """The block ``data_visualization`` (docs.slack.dev): a title of 50 characters, labels of 20, each of its own.

    Slack brings it to workspaces little by little, and it draws no intervals: those stand in the card's words.
    """
    names = _names([bar.label for bar in chart.bars])
    scale = 100 if chart.unit == "share" else 1
    points = [
        {"label": name, "value": round(scale * bar.value, 1)} for name, bar in zip(names, chart.bars, strict=True)
    ]
    sign = _SIGNS.get(chart.unit, "n")
    drawn = {
        "type": "line" if chart.line else "bar",
        "series": [{"name": sign, "data": points}],
        "axis_config": {"categories": names, "y_label": sign},
    }
    return {"type": "data_visualization", "title": shorten(chart.title, TITLE), "chart": drawn}


def _names(labels: list[str]) -> list[str]:
    """Short enough, and no two the same."""
    names: list[str] = []
    for number, label in enumerate(labels, 1):
        name = shorten(label, NAME)
        mark = f" {number}"
        names.append(name if name not in names else shorten(label, NAME - len(mark)) + mark)
    return names


def bars(chart: Chart) -> Native:
    """The same in signs of one width: label, bar, value and interval, line by line."""
    whole = 1.0 if chart.unit == "share" else max((bar.value for bar in chart.bars), default=0.0) or 1.0
    lines = []
    for bar, (label, value, interval) in zip(chart.bars, chart.rows, strict=True):
        cells = "▇" * round(CELLS * min(1.0, bar.value / whole)) or "▏"
        lines += [label, f"{cells} {value}" + (f" ({interval})" if interval else "")]
    title = {"type": "text", "text": chart.title or " ", "style": {"bold": True}}
    return {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [title]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "\n".join(lines)}]},
        ],
    }
