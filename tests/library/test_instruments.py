"""An instrument is asked in the same words each time, says that it is not validated, and is checked like any prompt."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
import yaml

from bot.library.check import check
from bot.library.instruments import instruments
from bot.library.load import PROMPTS, load
from bot.library.schema import instrument_schema
from tests.library.shelf import GOOD, HEAD, put

SHIPPED = {one.id: one for one in load(PROMPTS).instruments}
PULSE = """\
id: pulse
title: Pulse
about: For tests.
author: Somebody
licence: CC0-1.0
validated: false
open_days: 3
items:
  - id: P1
    text: "How is this week?"
    kind: load
"""


def broken(folder: Path, text: str) -> list[str]:
    put(folder, HEAD + GOOD)
    (folder / "en" / "checkins").mkdir()
    put(folder, text, "en/checkins/pulse.yaml")
    return [str(breach).partition("checkins/")[2] for breach in check(folder)]


def test_the_three_that_the_bot_brings_are_there() -> None:
    assert {"pulse", "connection", "exit"} == set(SHIPPED)
    assert [False] * 3 == [one.validated for one in SHIPPED.values()]


def test_the_trust_item_is_asked_in_weeks_six_and_twelve_only() -> None:
    asked = {week: [item.id for item in SHIPPED["connection"].asked(week)] for week in (1, 6, 7, 12)}

    assert ["C1", "C2", "C3", "C4", "C5"] == asked[1] == asked[7]
    assert ["C1", "C2", "C3", "C4", "C5", "C6"] == asked[6] == asked[12]


def test_a_pulse_asks_about_load_and_not_about_mood() -> None:
    assert [("How is this week?", "load")] == [(item.text, item.kind) for item in SHIPPED["pulse"].items]


@pytest.mark.parametrize("file", instruments(PROMPTS / "en"), ids=lambda file: file.stem)
def test_an_editor_finds_the_schema_and_nothing_to_underline(file: Path) -> None:
    text = file.read_text("utf-8")
    assert "# yaml-language-server: $schema=../../schema/instrument.schema.json" == text.splitlines()[0]
    jsonschema.validate(yaml.safe_load(text), yaml.safe_load(instrument_schema()))


def test_a_good_one_has_nothing_to_mend(tmp_path: Path) -> None:
    assert [] == broken(tmp_path, PULSE)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: load", "kind: mood", "pulse.yaml:11: P1: `mood` is not one of"),
        ("validated: false", "validated: true", "pulse.yaml:6: pulse: "),
        ("id: pulse", "id: exit", "pulse.yaml:1: the `id` of pulse.yaml is `pulse`"),
        ("id: P1", "id: first", "pulse.yaml:9: first: `first` should look like C1: a capital and a digit"),
        ("open_days: 3", "open_days: 30", "pulse.yaml:7: pulse: `open_days`"),
        ("title: Pulse", "title: Pulse\nmood: yes", "pulse.yaml:3: pulse: `mood` is not a known key"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    [complaint] = broken(tmp_path, PULSE.replace(old, new))
    assert complaint.startswith(said)


def test_two_items_with_one_id_are_refused(tmp_path: Path) -> None:
    twins = PULSE + "  - id: P1\n    text: Again?\n    kind: load\n"
    assert ["pulse.yaml:1: two items have the same id"] == [
        line.replace("pulse: ", "") for line in broken(tmp_path, twins)
    ]
