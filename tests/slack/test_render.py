"""Cards and forms as Slack wants them: checked by slack-sdk's own models, and by the rules that they leave out."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View
from syrupy.assertion import SnapshotAssertion

from adapters.slack import render
from adapters.slack.render import Origin
from adapters.slack.texts import notification
from bot.kernel.cards import (
    Button,
    Card,
    Channel,
    Field,
    Form,
    Image,
    Link,
    Mention,
    Moment,
    Option,
    Select,
    Strong,
)
from bot.kernel.places import Person, Place
from tests.platforms.slack import blocks, views
from tests.slack import toy

SPACE = "slack:T1"
HOME = Place(SPACE, "C1")
ANA, BO = Person(SPACE, "U1"), Person(SPACE, "U2")
NIGHT = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
FRUIT = (Option("Apple", "apple", "green"), Option("Pear", "pear"))


def seal(action: str, args: tuple[str, ...]) -> str:
    return ":".join((action, *args))


FULL = Card(
    "A <title>",
    (
        "A paragraph & *stars*",
        (Mention(ANA, "Ana", ping=True), " and ", Mention(BO, "Bo"), " in ", Channel(HOME), " at ", Moment(NIGHT)),
        (Strong("Strong"), " words, ", Moment(NIGHT, "relative")),
    ),
    (
        (Button("Yes", "yes", ("1",), "primary"), Button("No", "no", ("1",), "danger"), Button("Later", "later")),
        Select("fruit", "Which fruit?", options=FRUIT, value="pear"),
        Select("fruits", "Which fruits?", options=FRUIT, most=2),
        Select("room", "Which room?", of="places", value=str(HOME)),
        Select("who", "Who?", of="people", value=str(ANA)),
    ),
    Image("https://example.org/chart.png", "A chart of nothing"),
    "The end",
)
FORM = Form(
    "Set a course up",
    "course.setup",
    (
        Field("name", "What it is called", hint="Maths 1", value="Maths", longest=80),
        Field("about", "About it", "paragraph", required=False, longest=3000),
        Field("zone", "Time zone", value="Europe/Berlin", complete="zone"),
        Field("home", "Home channel", "place", value=str(HOME)),
    ),
    ("k3f9",),
    intro="Only you see this.",
    submit="Send",
)


def test_a_card_with_everything(snapshot: SnapshotAssertion) -> None:
    assert snapshot == render.message(FULL, seal)


def test_a_form_with_everything(snapshot: SnapshotAssertion) -> None:
    assert snapshot == render.form(FORM, seal, Origin(HOME, "https://hooks.slack.com/actions/T1/1/x", True))


@pytest.mark.parametrize("shown", [FULL, Card(footer="Small"), Card("Title alone"), Card(body=("",), footer="x")])
def test_slack_takes_every_card(shown: Card) -> None:
    native = render.message(shown, seal)
    assert [] == blocks.check(native["blocks"])
    assert native["blocks"] == [block.to_dict() for block in Block.parse_all(native["blocks"])] or not native["blocks"]
    assert [] == views.check(render.window(shown, seal, Origin(HOME)), "modal")


def test_slack_takes_every_form() -> None:
    kinds = (
        Field("choice", "Fruit", "choice", options=FRUIT, value="pear"),
        Field("who", "Who", "person", value=str(ANA)),
        Field("other", "Who else", "person", required=False),
    )
    for fields in (FORM.fields, kinds):
        native = render.form(Form("A form", "act", fields), seal, Origin(HOME))
        assert [] == views.check(native, "modal")
        View(**native).validate_json()


def test_a_view_remembers_its_token_and_its_origin() -> None:
    origin = Origin(Place(SPACE, "C1", "17.2"), "https://hooks.slack.com/commands/1", True)
    assert ("course.setup:k3f9", origin) == render.unpack(render.form(FORM, seal, origin))


def test_a_message_of_many_paragraphs_stays_within_fifty_blocks() -> None:
    native = render.message(Card("T", tuple(f"{n}" for n in range(300)), FULL.rows, FULL.image, "F"), seal)
    assert [] == blocks.check(native["blocks"])
    assert "299" in json.dumps(native["blocks"])


def test_a_direct_message_is_no_channel_to_choose_beforehand() -> None:
    menu = Select("room", "Which room?", of="places", value=f"{SPACE}/D1")
    (row,) = render.blocks(Card(rows=(menu,), footer="x"), seal)[:1]
    assert "initial_conversation" not in row["elements"][0]


def test_the_notification_escapes_peoples_words_and_keeps_what_is_native() -> None:
    expected = (
        "A &lt;title&gt;\nA paragraph &amp; *stars*\nAna and Bo in <#C1> at "
        "<!date^1772490600^{date_short_pretty}, {time}|2026-03-02 22:30 UTC>\n"
        "Strong words, <!date^1772490600^{ago}|2026-03-02 22:30 UTC>\nA chart of nothing\nThe end"
    )
    assert expected == notification(FULL)


def texts(native: Any) -> list[tuple[str, str]]:
    """The type and words of every text in it."""
    if isinstance(native, list):
        return [found for each in native for found in texts(each)]
    if not isinstance(native, dict):
        return []
    inner = [found for value in native.values() for found in texts(value)]
    own = native.get("text")
    return [(native["type"], own), *inner] if isinstance(own, str) and "type" in native else inner


EVIL = st.sampled_from(
    ["<!channel>", "<@U9>", "<#C9>", "{0.__class__}", "*b*", "&lt;!here&gt;", "<http://x|y>", "\u202e"]
)
WORDS = st.lists(EVIL | st.text(max_size=20), min_size=1, max_size=5).map("".join).filter(str.strip)


@given(WORDS, WORDS, WORDS)
def test_nobodys_words_are_ever_markup(title: str, name: str, words: str) -> None:
    """S3 of contracts.md §5.2."""
    body = ((Mention(ANA, name), words, Strong(words)), words)
    card = Card(title[:150], body, ((Button(words[:75].strip() or "x", "a"),),), footer=words[:300])
    native = render.message(card, seal)
    assert {kind for kind, _ in texts(native["blocks"])} <= {"plain_text", "text"}
    assert not {"user", "broadcast", "usergroup", "channel", "link"} & {
        part["type"] for part in parts(native["blocks"])
    }
    assert not set("<>") & set(native["text"])


def parts(native: list[Any]) -> list[Any]:
    """What stands in rich text."""
    sections = [section for block in native if block["type"] == "rich_text" for section in block["elements"]]
    return [part for section in sections for part in section["elements"]]


def test_the_toy_tray_is_sealed_by_the_real_seals() -> None:
    (row,) = [block for block in render.blocks(toy.tray(), seal_of_space) if block["type"] == "actions"][:1]
    assert all(element["action_id"] == element["value"] for element in row["elements"])
    assert len({element["action_id"] for element in row["elements"]}) == 3
    assert ("toy.again", ("1",)) == toy.SEALS.open(SPACE, row["elements"][0]["action_id"])


def seal_of_space(action: str, args: tuple[str, ...]) -> str:
    return toy.SEALS.seal(SPACE, action, args)


def test_a_link_to_a_page_of_the_bot_s_own_is_one_of_rich_text_and_only_its_label_in_notifications() -> None:
    card = Card(body=(("See ", Link("the <page>", "http://x.example/a_b")),))
    [section] = render.message(card, seal)["blocks"][0]["elements"]
    assert {"type": "link", "url": "http://x.example/a_b", "text": "the <page>"} == section["elements"][1]
    assert "See the &lt;page&gt;" == notification(card)
