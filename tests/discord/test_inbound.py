"""Interactions as Discord sends them, as the values that the core knows."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord import inbound
from bot.kernel.events import Call, Press, Submission, Typing
from bot.kernel.places import Message, Person, Place

SPACE = "discord:1"
SAM: dict[str, Any] = {"id": "77", "username": "sam", "global_name": None}


def nowhere(token: str) -> str:
    return ""


def event(kind: int, data: dict[str, Any], **more: Any) -> dict[str, Any]:
    channel = {"id": "2", "type": 0}
    member = {"user": SAM, "nick": None, "permissions": "0"}
    shared = {"id": "9", "application_id": "8", "token": "t", "guild_id": "1", "channel": channel, "member": member}
    return {**shared, "type": kind, "locale": "de", "data": data, **more}


def call(**more: Any) -> Any:
    return inbound.read(event(2, {"name": "help"}, **more), nowhere)


def test_a_command_with_options_of_each_type() -> None:
    leaf = {"type": 1, "name": "add", "options": [
        {"type": 6, "name": "whom", "value": "78"},
        {"type": 7, "name": "where", "value": "3"},
        {"type": 3, "name": "word", "value": "hi"},
        {"type": 4, "name": "number", "value": 4},
        {"type": 5, "name": "sure", "value": False},
    ]}  # fmt: skip
    thread = {"id": "3", "type": 11, "parent_id": "2"}
    data = {"name": "course", "options": [{"type": 2, "name": "staff", "options": [leaf]}]}
    data["resolved"] = {"channels": {"3": thread}}  # type: ignore[assignment]
    read = inbound.read(event(2, data), nowhere)
    options = {"whom": Person(SPACE, "78"), "where": Place(SPACE, "2", "3"), "word": "hi", "number": 4, "sure": False}
    who: dict[str, Any] = {"id": "9", "person": Person(SPACE, "77"), "name": "sam", "place": Place(SPACE, "2")}
    assert Call(**who, locale="de", path=("course", "staff", "add"), options=options) == read


@pytest.mark.parametrize(
    ("nick", "display", "shown"), [("Sammy", "Sam B", "Sammy"), (None, "Sam B", "Sam B"), (None, None, "sam")]
)
def test_the_name_is_the_one_that_the_server_shows(nick: str | None, display: str | None, shown: str) -> None:
    member = {"user": {**SAM, "global_name": display}, "nick": nick, "permissions": "0"}
    assert shown == call(member=member).name


def test_a_name_cannot_turn_the_text_around() -> None:
    member = {"user": SAM, "nick": "\u202emas\u2066", "permissions": "0"}
    assert "mas" == call(member=member).name


@pytest.mark.parametrize(("bits", "manages"), [(1 << 3, True), (1 << 5, True), (1 << 4 | 1 << 13, False), (0, False)])
def test_managing_the_server_is_a_matter_of_two_permissions(bits: int, manages: bool) -> None:
    assert manages == call(member={"user": SAM, "permissions": str(bits)}).manages


@pytest.mark.parametrize("kind", [10, 11, 12])
def test_a_thread_is_a_place_in_its_channel(kind: int) -> None:
    assert Place(SPACE, "2", "3") == call(channel={"id": "3", "type": kind, "parent_id": "2"}).place


def test_a_press_with_what_was_chosen() -> None:
    data = {"custom_id": "token", "component_type": 5, "values": ["78", "79"]}
    read = inbound.read(event(3, data, message={"id": "5", "flags": 0}), nowhere)
    assert isinstance(read, Press)
    assert ("token", (f"{SPACE}/@78", f"{SPACE}/@79")) == (read.token, read.values)
    assert Message(Place(SPACE, "2"), "5") == read.message


def test_a_form_with_each_kind_of_field() -> None:
    fields = [
        {"type": 10, "id": 1},
        {"type": 18, "component": {"type": 4, "custom_id": "words", "value": "hi"}},
        {"type": 18, "component": {"type": 3, "custom_id": "shade", "values": ["red"]}},
        {"type": 18, "component": {"type": 8, "custom_id": "room", "values": ["3"]}},
        {"type": 18, "component": {"type": 5, "custom_id": "whom", "values": []}},
    ]
    read = inbound.read(event(5, {"custom_id": "token", "components": fields}), nowhere)
    assert isinstance(read, Submission)
    assert {"words": "hi", "shade": "red", "room": Place(SPACE, "3"), "whom": ""} == dict(read.values)


def test_what_is_being_typed() -> None:
    options = [
        {"type": 3, "name": "days", "value": "tue"},
        {"type": 3, "name": "zone", "value": "ber", "focused": True},
    ]
    read = inbound.read(event(4, {"name": "course", "options": options}), nowhere)
    assert isinstance(read, Typing)
    assert (("course",), "zone", "ber") == (read.path, read.option, read.typed)


def test_in_a_private_message_the_seal_names_the_server() -> None:
    data = {"custom_id": "token", "component_type": 2}
    raw = event(3, data, guild_id=None, member=None, user=SAM, message={"id": "5", "flags": 0})
    read = inbound.read(raw, {"token": SPACE}.__getitem__)
    assert isinstance(read, Press)
    assert (Person(SPACE, "77"), False) == (read.person, read.manages)


def test_without_a_server_there_is_nothing_to_do() -> None:
    assert call(guild_id=None, member=None, user=SAM) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = (
    "name",
    "options",
    "type",
    "value",
    "focused",
    "custom_id",
    "component_type",
    "values",
    "components",
    "resolved",
)


@given(
    st.integers(0, 9), st.dictionaries(st.sampled_from(KEYS), JSON), st.sampled_from(("channel", "member", "id")), JSON
)
@settings(max_examples=300)
def test_anything_else_is_refused_or_read_and_never_worse(kind: int, data: dict[str, Any], key: str, odd: Any) -> None:
    try:
        read = inbound.read(event(kind, data, **{key: odd}), nowhere)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return
    assert read is None or read.person.space == SPACE
