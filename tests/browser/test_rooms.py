"""Rooms of a few people in the made-up course: who is in them, who sees them, what becomes of them."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from adapters.browser.faults import How
from adapters.browser.platform import Browser
from adapters.browser.rehearsal import Rehearsal
from adapters.browser.world import World
from bot.kernel.cards import Button, Card
from bot.kernel.errors import Closed, Forbidden, Gone, PlatformError, RateLimited, Unclear, Unreachable
from bot.kernel.places import Message, Person, Place
from tests.browser.conftest import Served
from tests.browser.test_streams import events, until
from tests.world.clock import VirtualClock

MEET = Card("Ama and Bruno", ("Meet each other.",), ((Button("A plant", "toy.answer", ("A plant",)),),))


async def gather(world: World, *people: str, card: Card = MEET, marker: str = "marker") -> Message:
    inside = [world.person(who) for who in people or ("ama", "bruno")]
    return await Browser(world).gather(world.place("general"), inside, card, marker, None)


@pytest.fixture
def world() -> World:
    return World(VirtualClock())


async def test_rooms_are_numbered_so_that_the_same_acts_give_the_same_ids(world: World) -> None:
    first = await gather(world)
    second = await gather(world, "chen", "divya", marker="another")
    assert ["browser:demo/room-1#1", "browser:demo/room-2#2"] == [str(first), str(second)]


async def test_the_same_marker_means_the_same_room(world: World) -> None:
    first = await gather(world)
    since = world.clock.now() - timedelta(minutes=1)
    people = [world.person(who) for who in ("ama", "bruno", "chen")]
    again = await Browser(world).gather(world.place("general"), people, MEET, "marker", since)
    assert first == again
    assert {"ama", "bruno", "chen"} == world.members("room-1")
    assert 1 == len(world.said(first.place))


async def test_strangers_are_named_and_no_room_is_left_behind(world: World) -> None:
    elsewhere = Person("browser:other", "ama")
    with pytest.raises(Unreachable) as refused:
        await gather(world, "ama", "nobody")
    with pytest.raises(Unreachable) as foreign:
        await Browser(world).gather(world.place("general"), [world.person("ama"), elsewhere], MEET, "m", None)
    assert ((world.person("nobody"),), (elsewhere,)) == (refused.value.people, foreign.value.people)
    assert world.channels == list(world.rooms.values())


async def test_in_a_rehearsal_anybody_can_be_brought_together() -> None:
    world = Rehearsal(VirtualClock())
    card = await gather(world, "9001", "9002")
    await Browser(world).post(card.place, MEET, "another")
    assert {"9001", "9002"} == world.members(card.place.channel)
    assert 2 == len(world.said(card.place))


async def test_a_room_needs_a_channel_that_the_bot_may_write_in(world: World) -> None:
    world.closed_to_bot.add("general")
    with pytest.raises(Forbidden) as refused:
        await gather(world)
    with pytest.raises(Gone):
        await Browser(world).gather(world.place("nowhere"), [world.person("ama")], MEET, "marker", None)
    assert "open rooms under #general" == refused.value.grant
    assert world.channels == list(world.rooms.values())


ERRORS: tuple[tuple[How, type[PlatformError], int], ...] = (
    ("lost", Unclear, 0),
    ("applied", Unclear, 1),
    ("limited", RateLimited, 0),
    ("forbidden", Forbidden, 0),
    ("banned", Closed, 0),
)


@pytest.mark.parametrize(("how", "error", "opened"), ERRORS)
async def test_each_way_to_break_is_met_once(world: World, how: How, error: type[PlatformError], opened: int) -> None:
    world.break_opening(how)
    with pytest.raises(error):
        await gather(world)
    assert opened == len(world.rooms) - len(world.channels)
    card = await gather(world)
    assert 1 == len(world.said(card.place))


async def test_what_is_said_in_a_room_that_was_put_away_brings_it_back(world: World) -> None:
    card = await gather(world)
    await Browser(world).close(card.place)
    away = world.rooms["room-1"].away
    world.say(card.place, MEET, "homeroom", only="ama")
    whispered = world.rooms["room-1"].away
    world.say(card.place, MEET, "bruno")
    assert (True, True, False) == (away, whispered, world.rooms["room-1"].away)


async def test_a_room_that_is_gone_is_put_away_and_a_channel_never(world: World) -> None:
    await Browser(world).close(Place("browser:demo", "room-9"))
    await Browser(world).close(world.place("general"))
    assert [] == [room for room in world.rooms.values() if room.away]


async def test_only_those_in_a_room_know_of_it(served: Served) -> None:
    await gather(served.course.world)
    rooms = {who: (await served.state(who))["rooms"] for who in ("ama", "bruno", "chen", "dana")}
    names = {who: [room["name"] for room in seen if "members" in room] for who, seen in rooms.items()}
    assert {"ama": ["Ama and Bruno"], "bruno": ["Ama and Bruno"], "chen": [], "dana": []} == names
    assert [1, 1, 0, 0] == [len(await served.messages(who, "room-1")) for who in rooms]


async def test_only_those_in_a_room_can_do_anything_there(served: Served) -> None:
    card = await gather(served.course.world)
    (said,) = await served.messages("ama", "room-1")
    token = said["card"]["rows"][0]["buttons"][0]["token"]
    await served.type("hello", who="bruno", room="room-1")
    await served.type("hello", who="dana", room="room-1", expect=403)
    await served.act("pressed", "chen", token=token, message=card.id, expect=403)
    assert ["homeroom", "bruno"] == [one["author"] for one in await served.messages("ama", "room-1")]


async def test_a_whisper_in_a_room_is_for_one_of_them(served: Served) -> None:
    await gather(served.course.world)
    answer = await served.type("/show", who="ama", room="room-1")
    assert "whisper" == answer["is"]
    assert [2, 1] == [len(await served.messages(who, "room-1")) for who in ("ama", "bruno")]


async def test_no_menu_or_command_finds_a_room_of_a_few(served: Served) -> None:
    await gather(served.course.world, card=Card("Ama-and-Bruno"))
    found = await served.complete("/course setup channel:#", who="ama")
    form = (await served.type("/course setup", who="ama"))["form"]
    values = {"name": "P", "zone": "berlin?", "start": "2026-03-09", "channel": {"address": "browser:demo/room-1"}}
    wrong = (await served.act("filled", "ama", token=form["token"], values=values))["form"]
    assert ["#welcome", "#general", "#ideas"] == [one["label"] for one in found["options"]]
    assert ["zone", "channel"] == list(wrong["errors"])
    assert "" == next(room["address"] for room in (await served.state("ama"))["rooms"] if room["id"] == "room-1")


async def test_a_room_without_a_title_is_named_after_its_people(served: Served) -> None:
    await gather(served.course.world, "gael", "ines", card=Card(body=("Hello",)))
    assert "Gaël, Inés" in [room["name"] for room in (await served.state("ines"))["rooms"]]


async def test_who_is_taken_out_sees_nothing_of_it_and_an_empty_room_is_not_everybodys(world: World) -> None:
    card = await gather(world)
    for who in ("bruno", "bruno", "ama", "chen"):
        await Browser(world).part(card.place, world.person(who))
    await Browser(world).part(world.place("general"), world.person("ama"))
    assert frozenset() == world.members("room-1")
    assert [False, False] == [world.sees(who, card.place) for who in ("ama", "dana")]
    assert world.sees("ama", world.place("general"))


async def test_the_page_of_whoever_is_taken_out_hears_that_and_nothing_more(served: Served) -> None:
    world = served.course.world
    card = await gather(world, "ama", "bruno", "chen")
    ama, chen = (asyncio.create_task(heard(served, who, most)) for who, most in (("ama", 3), ("chen", 3)))
    await until(served, 2)
    await Browser(world).part(card.place, world.person("chen"))
    await served.type("Only for us", who="bruno", room="room-1")
    await served.type("Said to all", who="bruno")
    smaller, said = (await ama)[1:]
    left, public = (await chen)[1:]
    assert (["ama", "bruno"], []) == (smaller["room"]["members"], smaller["messages"])
    assert "room-1" == said["message"]["room"]
    assert "room-1" == left["left"]
    assert "general" == public["message"]["room"]
    assert [] == await served.messages("chen", "room-1")


async def heard(served: Served, who: str, most: int) -> list[Any]:
    return [data for _, data in await events(served.client, served.address, who, most)]


async def test_open_pages_hear_of_their_rooms_and_of_no_others(served: Served) -> None:
    world = served.course.world
    ama, chen, dana = (
        asyncio.create_task(heard(served, who, most)) for who, most in (("ama", 5), ("chen", 3), ("dana", 2))
    )
    await until(served, 3)
    card = await gather(world)
    people = [world.person(who) for who in ("ama", "bruno", "chen")]
    await Browser(world).gather(world.place("general"), people, MEET, "marker", world.clock.now())
    await Browser(world).close(card.place)
    await served.type("Said to all", who="bruno")
    opened, said, grown, closed = (await ama)[1:]
    came, left = (await chen)[1:]
    assert (["ama", "bruno"], []) == (opened["room"]["members"], opened["messages"])
    assert "Ama and Bruno" == said["message"]["card"]["title"]
    assert (["ama", "bruno", "chen"], []) == (grown["room"]["members"], grown["messages"])
    assert [card.id] == [one["id"] for one in came["messages"]]
    assert [(True, []), (True, [])] == [(one["room"]["away"], one["messages"]) for one in (closed, left)]
    assert "bruno" == (await dana)[1]["message"]["author"]
