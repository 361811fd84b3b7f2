"""What a chart looks like: every value in figures, nothing by colour alone, and nobody asked for anything."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.drawing.colours import FAINT, FIGURE, INK, NIGHT, PAPER, adaptive
from bot.drawing.spec import vega
from bot.kernel.pictures import Bar, Chart, shown

AGREE = Chart("Belonging", (Bar("Agree", 0.46, 0.28, 0.83), Bar("Not", 0.54)), "46 % agree.")
LOAD = Chart("Load", (Bar("Week 1", 3), Bar("Week 2", 4.5)), "It rose.", "hours", line=True)


def marks(chart: Chart) -> list[str]:
    return [layer["mark"]["type"] for layer in vega(chart)["layer"]]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_shares_are_bars_with_their_intervals() -> None:
    assert ["bar", "rule", "rule", "text"] == marks(AGREE)


def test_time_is_a_line_with_points() -> None:
    assert ["rule", "rule", "line", "point", "text"] == marks(LOAD)


def test_every_value_stands_there_in_figures() -> None:
    assert ["46\N{NO-BREAK SPACE}%", "54\N{NO-BREAK SPACE}%"] == [row["shown"] for row in vega(AGREE)["data"]["values"]]
    assert ["3\N{NO-BREAK SPACE}h", "4.5\N{NO-BREAK SPACE}h"] == [row["shown"] for row in vega(LOAD)["data"]["values"]]


def test_shares_are_seen_against_the_whole() -> None:
    bar, *_ = vega(AGREE)["layer"]
    assert [0, 1] == bar["encoding"]["x"]["scale"]["domain"]


@pytest.mark.parametrize(("highest", "ticks"), [(1, 1), (2, 2), (2.5, 3), (9, 4), (700, 4)])
def test_what_is_counted_is_marked_in_whole_numbers(highest: float, ticks: int) -> None:
    spec = vega(Chart("Asked", (Bar("Week 1", 1), Bar("Week 2", highest)), "Some.", "count", line=True))
    axes = {json.dumps(layer["encoding"]["y"]["axis"]) for layer in spec["layer"]}
    assert [ticks] == [json.loads(axis)["tickCount"] for axis in axes]


@pytest.mark.parametrize("line", [True, False])
def test_a_title_is_broken_into_lines_that_a_narrow_drawing_has_room_for(line: bool) -> None:
    few = Chart(
        "How far buddy groups have come in their nine questions", (Bar("Agree", 1), Bar("No", 2)), "x", line=line
    )
    many = Chart(few.title, few.bars * 6, "x", line=line)
    lines, wide = vega(few)["title"]["text"], vega(many)["title"]["text"]
    assert few.title == " ".join(lines)
    assert 30 >= max(map(len, lines))
    assert (len(wide) < len(lines)) == line


def test_two_bars_of_one_label_stay_two() -> None:
    twice = Chart("Twice", (Bar("Other", 1), Bar("Other", 2)), "1 and 2.", "count")
    assert ["00", "01"] == [row["at"] for row in vega(twice)["data"]["values"]]


def test_nothing_at_all_can_be_shown() -> None:
    nothing = Chart("Nobody", (Bar("Words", 0),), "Nobody.", "count")
    bar, *_ = vega(nothing)["layer"]
    assert [0, 1] == bar["encoding"]["x"]["scale"]["domain"]


@pytest.mark.parametrize("words", ["'); alert(1)//", '"+datum.value+"', "<svg onload=alert(1)>", "\\u0027"])
def test_peoples_words_are_data_and_never_expressions(words: str) -> None:
    spec = vega(Chart(words, (Bar(words, 1), Bar("b", 2)), words, "count", line=True))
    assert words not in json.dumps([expression(part) for part in parts(spec)], ensure_ascii=False)


def parts(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [found for one in value for found in parts(one)]
    return [value, *(found for one in value.values() for found in parts(one))] if isinstance(value, dict) else []


def expression(part: dict[str, Any]) -> list[Any]:
    return [part.get(name) for name in ("labelExpr", "filter", "calculate", "expr", "url", "href")]


@pytest.mark.parametrize("paper", [PAPER, NIGHT[PAPER]])
def test_ink_and_figures_can_be_read_by_day_and_by_night(paper: str) -> None:
    inks = (INK, FIGURE) if paper == PAPER else (NIGHT[INK], NIGHT[FIGURE])
    assert [] == [ink for ink in inks if contrast(ink, paper) < 4.5]


def test_a_drawing_turns_dark_with_its_reader() -> None:
    turned = adaptive('<svg width="1"><path fill="#14232e"/></svg>')
    assert turned.startswith('<svg width="1"><style>@media (prefers-color-scheme:dark)')
    assert f'svg [stroke="{FAINT}"]{{stroke:{NIGHT[FAINT]}}}' in turned


@pytest.mark.parametrize(
    ("value", "unit", "read"),
    [
        (0.464, "share", "46 %"),
        (0.625, "share", "63 %"),
        (1, "share", "100 %"),
        (12, "count", "12"),
        (2.25, "count", "2.2"),
        (0.5, "hours", "0.5 h"),
    ],
)
def test_values_are_read_as_people_say_them(value: float, unit: str, read: str) -> None:
    assert read == shown(value, unit).replace("\N{NO-BREAK SPACE}", " ")
