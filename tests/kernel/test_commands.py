"""One declaration is a command everywhere: its options, its help and its form come from the handler's signature."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Literal

import pytest

from bot.features.all import FEATURES
from bot.kernel.commands import Command, command, form_of, missing, usual
from bot.kernel.events import Call
from bot.kernel.features import Bot
from bot.kernel.options import DATE, TIME, WEEKDAYS, YES_NO
from bot.kernel.places import Person, Place
from bot.kernel.replies import Reply
from bot.kernel.roles import EVERYBODY, STAFF

COMMANDS = [c for feature in FEATURES for c in feature.commands]


def pick(
    bot: Bot,
    call: Call,
    days: Annotated[tuple[int, ...], "On which days", WEEKDAYS],
    at: Annotated[time, "At what time of the day; in the zone of the course, which may not be yours"],
    where: Annotated[Place | None, "Where"] = None,
    who: Annotated[Person | None, "For whom"] = None,
    until: Annotated[date | None, "The last day"] = None,
    loud: Annotated[bool, "Loud"] = False,
    mood: Annotated[Literal["merry", "calm"], "Which mood"] = "calm",
) -> Reply:
    """Pick something.

    What stands below is for those who read the code.
    """
    raise AssertionError("only declared")


def declared(**changes: object) -> Command:
    usual = {"path": ("toy", "pick"), "help": "Pick.", "options": (), "may": EVERYBODY, "handler": pick}
    return Command(**{**usual, **changes})  # type: ignore[arg-type]


def test_a_signature_is_a_declaration() -> None:
    found = command("toy pick", pick, STAFF)

    assert (("toy", "pick"), "Pick something.", STAFF) == (found.path, found.help, found.may)
    assert ["days", "at", "where", "who", "until", "loud", "mood"] == [o.name for o in found.options]
    assert ["days", "at"] == [o.name for o in found.options if o.required]
    assert [WEEKDAYS, TIME] == [o.kind for o in found.options[:2]]
    assert ["place", "person"] == [o.kind.native for o in found.options[2:4]]
    assert [DATE, YES_NO] == [o.kind for o in found.options[4:6]]
    assert ("merry", "calm") == found.options[6].kind.choices
    assert [None, None, None, False, "calm"] == [o.default for o in found.options[2:]]


@pytest.mark.parametrize(
    "changes",
    [
        {"path": ()},
        {"path": ("a", "b", "c", "d")},
        {"path": ("x" * 33,)},
        {"help": ""},
        {"help": "x" * 101},
        {"options": command("toy pick", pick).options * 4},
    ],
)
def test_what_no_platform_would_register_cannot_be_declared(changes: dict[str, object]) -> None:
    declared(path=("x" * 32,), help="x" * 100)
    with pytest.raises(ValueError, match="does not fit"):
        declared(**changes)


def test_an_option_with_too_long_a_name_or_help_cannot_be_declared() -> None:
    def wordy(bot: Bot, call: Call, it: Annotated[str, "x" * 101]) -> Reply:
        """Say too much."""
        raise AssertionError("only declared")

    def silent(bot: Bot, call: Call, it: str) -> Reply:
        """Say too little."""
        raise AssertionError("only declared")

    for handler in (wordy, silent):
        with pytest.raises(ValueError, match="does not fit"):
            command("toy", handler)


def test_a_handler_without_a_sentence_cannot_be_a_command() -> None:
    def nameless(bot: Bot, call: Call) -> Reply:
        raise AssertionError("only declared")

    with pytest.raises(ValueError, match="does not fit"):
        command("toy", nameless)


def test_what_is_missing_is_what_is_required_and_not_given() -> None:
    found = command("toy pick", pick)

    assert ["at"] == [o.name for o in missing(found, {"days": "mon"})]
    assert () == missing(found, {"days": "mon", "at": "10:00"})


def test_a_form_asks_for_what_is_required_first_and_for_no_more_than_fits() -> None:
    form = form_of(command("toy pick", pick), {"mood": "merry", "at": "10:00"}, "Send")

    assert ["days", "at", "where", "who", "mood"] == [f.name for f in form.fields]
    assert {"days": "", "at": "10:00", "where": "", "who": "", "mood": "merry"} == {
        f.name: f.value for f in form.fields
    }
    assert ["text", "text", "place", "person", "choice"] == [f.kind for f in form.fields]
    assert ("Toy Pick", "command", ("toy", "pick"), "Send") == (form.title, form.action, form.args, form.submit)


def test_a_long_help_is_cut_to_a_label_and_given_whole_as_a_hint() -> None:
    at = form_of(command("toy pick", pick), {}, "Send").fields[1]

    assert "At what time of the day" == at.label
    assert "At what time of the day; in the zone of the course, which may not be yours" == at.hint


def test_what_a_field_cannot_show_is_not_in_it() -> None:
    given = {"where": "general", "who": "@ana", "mood": "Merry"}

    shown = {f.name: f.value for f in form_of(command("toy pick", pick), given, "Send").fields}
    strange = {f.name: f.value for f in form_of(command("toy pick", pick), {"mood": "grim"}, "Send").fields}
    place = form_of(command("toy pick", pick), {"where": Place("fake:1", "general")}, "Send").fields[2]

    assert {"days": "", "at": "", "where": "", "who": "", "mood": "merry"} == shown
    assert "calm" == strange["mood"]
    assert "fake:1/general" == place.value


def test_what_was_given_at_length_does_not_break_the_form() -> None:
    form = form_of(command("toy pick", pick), {"days": "x" * 5000}, "Send")

    assert 200 == len(form.fields[0].value)


@pytest.mark.parametrize("each", COMMANDS, ids=lambda each: each.name)
def test_every_command_has_a_form_whose_fields_start_as_its_defaults(each: Command) -> None:
    if not each.options:
        return
    form = form_of(each, {}, "Send")

    defaults = {option.name: usual(option) for option in each.options}
    assert {f.name: defaults[f.name] for f in form.fields} == {f.name: f.value for f in form.fields}
    assert [] == [f.value for f in form.fields if set(f.value) & set("()[]{}")]
    assert not [f.label for f in form.fields if f.label.endswith((" ", ",", " the", " a"))]


def test_no_two_commands_have_the_same_path_and_none_stands_in_the_way_of_another() -> None:
    paths = [c.path for c in COMMANDS]

    assert len(paths) == len(set(paths))
    assert [] == [(a, b) for a in paths for b in paths if a != b and b[: len(a)] == a]
