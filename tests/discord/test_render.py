"""Cards and forms as Discord gets them."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from adapters.discord import render
from bot.kernel.cards import TOKEN, Button, Card, Field, Form, Image, Mention, Option, Select, Strong
from bot.kernel.places import Person, Place
from tests.discord.toy import SEALS
from tests.platforms.discord import rules, spec

SEAL = partial(SEALS.seal, "discord:1")
SAM = Person("discord:1", "77")
CARD = Card(
    "A question",
    ("What is *new*?", ("Asked by ", Strong("Ingrid"), " for ", Mention(SAM, "Sam", ping=True))),
    (
        (Button("Answer", "toy.write", ("a1",), "primary"), Button("Never", "toy.ping", ("1",), "danger")),
        Select("toy.pick", "Pick", options=(Option("Red", "red", "Warm"), Option("Blue", "blue")), value="blue"),
    ),
    Image("https://example.org/a.png", "Two cats"),
    "You can skip this.",
)
FORM = Form(
    "A form",
    "toy.written",
    (
        Field("words", "Words", "paragraph", hint="Any", value="So far", longest=300),
        Field("shade", "Shade", "choice", options=(Option("Red", "red"), Option("Blue", "blue")), value="red"),
        Field("room", "Room", "place", value=str(Place("discord:1", "2")), required=False),
        Field("whom", "Whom", "person", value=str(SAM)),
    ),
    ("a1",),
    intro="Only you see this.",
)
FULL = Card(
    "T" * 150,
    ("*" * 2960, *("p" for _ in range(40))),
    tuple(tuple(Button("b" * 75, "x", (f"{row}{n}",)) for n in range(5)) for row in range(5)),
    Image("https://example.org/a.png", "a"),
    "f" * 300,
)


def faults(message: dict[str, Any]) -> list[str]:
    """By the far end's own rules, and by Discord's description where that is at hand."""
    described = spec.faults_of_body("POST", "/channels/{channel_id}/messages", message) if spec.available() else []
    return [*rules.faults_of_message(message, message["flags"], [], answer=False), *described]


def test_a_card(snapshot: SnapshotAssertion) -> None:
    assert snapshot == render.message(CARD, SEAL, marker="M" * 25)


def test_a_form(snapshot: SnapshotAssertion) -> None:
    assert snapshot == render.modal(FORM, SEAL)


@pytest.mark.parametrize("card", [CARD, FULL, Card("Only a title"), Card(footer="Only a last line")])
def test_discord_takes_every_card(card: Card) -> None:
    assert [] == faults(render.message(card, SEAL, marker="M" * 25))


def test_a_text_that_grows_too_long_by_escaping_ends_in_an_ellipsis() -> None:
    inside = render.message(FULL, SEAL)["components"][0]["components"]
    texts = [part["content"] for part in inside if part["type"] == render.TEXT]
    assert 4000 == sum(map(len, texts)) + 1 or 4000 == sum(map(len, texts))
    assert "…" == texts[-2][-1]


def test_a_private_card_is_ephemeral_and_an_edit_alerts_nobody() -> None:
    assert render.EPHEMERAL & render.message(CARD, SEAL, private=True)["flags"]
    assert {"parse": []} == render.edited(CARD, SEAL)["allowed_mentions"]


def test_markers_differ_in_what_discord_keeps() -> None:
    marks = {render.marks(f"{number:025d}") for number in range(2000)}
    assert 2000 == len(marks)
    assert all(0 < number < 2**31 for pair in marks for number in pair)


def test_the_longest_token_fits() -> None:
    button = Button("b", "x" * TOKEN)
    assert 100 >= len(render.button(button, SEAL)["custom_id"])
