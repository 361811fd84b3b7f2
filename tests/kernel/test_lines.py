"""A command typed as one line is understood as somebody in a hurry writes it."""

from __future__ import annotations

from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.all import FEATURES
from bot.kernel import lines
from bot.kernel.commands import command
from bot.kernel.errors import UserError
from bot.kernel.help import command_table
from bot.kernel.places import Person, Place
from bot.kernel.text import t

TABLE = {c.path: c for feature in FEATURES for c in feature.commands}
GENERAL, ANA = Place("fake:1", "general"), Person("fake:1", "ana")


def mention(word: str) -> object:
    return {"#general": GENERAL, "@ana": ANA}.get(word, word)


def read(line: str) -> tuple[str, dict[str, object]]:
    found = lines.read(line, TABLE, mention)
    return found.command.name, dict(found.options)


def answered(line: str) -> str:
    """The sentence that says what is wrong with it; nothing when it is understood."""
    try:
        read(line)
    except UserError as error:
        return t(error.key, "en", **error.values)
    return ""


UNDERSTOOD = {
    "course status": ("course status", {}),
    "/Course STATUS": ("course status", {}),
    "icebreaker preview 5": ("icebreaker preview", {"count": "5"}),
    "icebreaker preview count:5": ("icebreaker preview", {"count": "5"}),
    "icebreaker preview count=5": ("icebreaker preview", {"count": "5"}),
    "icebreaker preview COUNT: 5": ("icebreaker preview", {"count": "5"}),
    "icebreaker schedule days:tue,thu at:10:00": ("icebreaker schedule", {"days": "tue,thu", "at": "10:00"}),
    "icebreaker schedule days:tue, thu at:10:00": ("icebreaker schedule", {"days": "tue, thu", "at": "10:00"}),
    "icebreaker schedule days: tue, thu at: 10:00": ("icebreaker schedule", {"days": "tue, thu", "at": "10:00"}),
    "icebreaker schedule tue, thu 10:00": ("icebreaker schedule", {"days": "tue, thu", "at": "10:00"}),
    "icebreaker schedule themes: days:tue": ("icebreaker schedule", {"themes": "", "days": "tue"}),
    "icebreaker schedule at:10:00 tue channel:#general": (
        "icebreaker schedule",
        {"at": "10:00", "days": "tue", "channel": GENERAL},
    ),
    'icebreaker schedule themes:"small joys, play" days:mon': (
        "icebreaker schedule",
        {"themes": "small joys, play", "days": "mon"},
    ),
    "icebreaker schedule themes:“small joys” days:mon": (
        "icebreaker schedule",
        {"themes": "small joys", "days": "mon"},
    ),
    'icebreaker schedule days:mon themes:"small joys': (
        "icebreaker schedule",
        {"days": "mon", "themes": "small joys"},
    ),
    "course setup name:“Botany 101” zone:Europe/Berlin": (
        "course setup",
        {"name": "Botany 101", "zone": "Europe/Berlin"},
    ),
    'course setup "Botany 101" Europe/Berlin 2027-01-11': (
        "course setup",
        {"name": "Botany 101", "zone": "Europe/Berlin", "start": "2027-01-11"},
    ),
    "course staff add @ana mentor": ("course staff add", {"person": ANA, "role": "mentor"}),
    "course staff add person:@ana role:mentor": ("course staff add", {"person": ANA, "role": "mentor"}),
    "course staff remove @ana": ("course staff remove", {"person": ANA}),
    "icebreaker suggest Tea or coffee?": ("icebreaker suggest", {"question": "Tea or coffee?"}),
    "icebreaker suggest What is best: tea, or coffee?": (
        "icebreaker suggest",
        {"question": "What is best: tea, or coffee?"},
    ),
    'icebreaker suggest "Best: tea or coffee?" labels:"Tea, Coffee, Both"': (
        "icebreaker suggest",
        {"question": "Best: tea or coffee?", "labels": "Tea, Coffee, Both"},
    ),
    "icebreaker suggest Have you seen https://example.org/a:b ?": (
        "icebreaker suggest",
        {"question": "Have you seen https://example.org/a:b ?"},
    ),
    "buddy preferences hours:Mon-Fri 18-21; Sat 9-12 mode:live": (
        "buddy preferences",
        {"hours": "Mon-Fri 18-21; Sat 9-12", "mode": "live"},
    ),
    "buddy preferences hello:I like rain, and tea: green zone:New York": (
        "buddy preferences",
        {"hello": "I like rain, and tea: green", "zone": "New York"},
    ),
    "poll ask question:Which one? options:Tea; Green tea open_for:2 days": (
        "poll ask",
        {"question": "Which one?", "options": "Tea; Green tea", "open_for": "2 days"},
    ),
    "icebreaker schedule days:tue thu at:2:30 pm": ("icebreaker schedule", {"days": "tue thu", "at": "2:30 pm"}),
    "buddies schedule day:tue 3": ("buddies schedule", {"day": "tue", "every": "3"}),
    "buddies forecast students:30 3": ("buddies forecast", {"students": "30", "size": "3"}),
    "icebreaker stop Tue, Thu 10:00": ("icebreaker stop", {"rhythm": "Tue, Thu 10:00"}),
}


@pytest.mark.parametrize("line", UNDERSTOOD)
def test_it_is_understood(line: str) -> None:
    assert UNDERSTOOD[line] == read(line)


@pytest.mark.parametrize(
    ("typed", "about"),
    [("icebreaker", "icebreaker"), ("/Buddies ", "buddies"), ("course staff", "course"), ("/", None), ("", None)],
)
def test_a_line_that_only_begins_commands_asks_what_they_are(typed: str, about: str | None) -> None:
    found = lines.read(typed, command_table(FEATURES))
    assert ("help", about) == (found.command.name, found.options.get("about"))


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("icebraker nwo", "icebreaker now"),
        ("icebreaker perview", "icebreaker preview"),
        ("course staff ad @ana", "course staff add"),
        ("course sta", "course status"),
        ("status", "course status"),
        ("coursesetup", "course setup"),
        ("icebreaker themse", "icebreaker themes"),
    ],
)
def test_a_typo_gets_the_nearest_command(typed: str, near: str) -> None:
    with pytest.raises(UserError) as error:
        read(typed)

    assert ("unknown-command", near) == (error.value.key, error.value.values["near"])


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("safety shown", "safety show"),
        ("safety contact add", "safety contacts add"),
        ("buddy schedule tue", "buddies schedule"),
        ("buddies join", "buddy join"),
        ("🙂", "help"),
        ("//", "help"),
        ("x" * 5000, "help"),
    ],
)
def test_the_first_word_says_which_commands_are_near_and_help_is_for_what_is_near_none(typed: str, near: str) -> None:
    with pytest.raises(UserError) as error:
        lines.read(typed, command_table(FEATURES))

    assert near == error.value.values["near"]


@pytest.mark.parametrize("typed", ["safety status", "Safety  STATUS", "safety policy of ours", "safety foo"])
def test_what_is_like_no_command_is_answered_with_all_that_begin_so(typed: str) -> None:
    with pytest.raises(UserError) as error:
        lines.read(typed, command_table(FEATURES))

    assert ("unknown-after", "safety") == (error.value.key, error.value.values["first"])
    assert "card, contacts add, contacts remove, show" == error.value.values["after"]
    assert "comes one of these: card, contacts add, contacts remove, show." in t(
        error.value.key, "en", **error.value.values
    )


def test_an_unknown_option_is_answered_with_those_there_are() -> None:
    with pytest.raises(UserError) as error:
        read("icebreaker preview cuont:5")

    sentence = t(error.value.key, "en", **error.value.values)
    assert "“icebreaker preview” has no option “cuont”. It takes: count." == sentence


def test_words_too_many_are_named() -> None:
    with pytest.raises(UserError) as error:
        read("course status now please")

    assert ("extra-words", "now please") == (error.value.key, error.value.values["words"])


def test_an_option_given_twice_counts_as_last_said() -> None:
    assert ("icebreaker preview", {"count": "5"}) == read("icebreaker preview count:3 count:5")


def test_a_text_may_look_like_an_option_where_the_command_has_none() -> None:
    def shout(bot: object, call: object, what: Annotated[str, "What"]) -> None:
        """Shout."""

    found = lines.read('shout "note: this"', {("shout",): command("shout", shout)})  # type: ignore[arg-type]
    assert {"what": "note: this"} == found.options


@given(st.text(max_size=300))
def test_any_line_is_understood_or_answered_in_a_sentence(line: str) -> None:
    for typed in (line, f"icebreaker suggest {line}", f"course setup {line}", f"icebreaker schedule x{line}:{line}"):
        assert len(answered(typed)) < 300


def test_a_very_long_word_does_not_come_back_whole() -> None:
    with pytest.raises(UserError) as error:
        read(f"icebreaker preview {'x' * 2000}:1")

    assert len(t(error.value.key, "en", **error.value.values)) < 300
