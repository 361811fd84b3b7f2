"""A rehearsal: every request as it would be sent, the same each time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.discord.platform import DiscordPlatform
from adapters.discord.rehearsal import Rehearsal
from bot.kernel.cards import Button, Card
from bot.kernel.errors import Gone
from bot.kernel.places import Message, Person, Place
from tests.discord.toy import SEALS
from tests.platforms.discord import spec
from tests.world.clock import VirtualClock

HOME = Place("discord:8401", "8402")
SAM = Person("discord:8401", "77")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
CARD = Card("What else?", ("Tell us.",), ((Button("Answer", "toy.write", ("a1",)),),))


async def rehearse() -> list[tuple[str, Mapping[str, Any]]]:
    written: list[tuple[str, Mapping[str, Any]]] = []
    platform = DiscordPlatform(Rehearsal(VirtualClock(), lambda *request: written.append(request)), SEALS)
    question = await platform.post(HOME, CARD, "A" * 25)
    for marker in ("B" * 25, "C" * 25):
        await platform.post(question.thread, Card(body=("Me.",)), marker)
    told = await platform.tell(SAM, Card(body=("Psst.",)), "D" * 25)
    await platform.edit(question, CARD)
    await platform.delete(told)
    assert question == await platform.find(HOME, "A" * 25, LONG_AGO)
    assert await platform.find(SAM, "D" * 25, LONG_AGO) is None
    await rehearse_a_room(platform)
    return written


async def rehearse_a_room(platform: DiscordPlatform) -> None:
    pair = (SAM, Person("discord:8401", "78"))
    room = await platform.gather(HOME, pair, CARD, "E" * 25, None)
    assert room == await platform.gather(HOME, pair, CARD, "E" * 25, LONG_AGO)
    await platform.post(room.place, Card(body=("Psst.",)), "F" * 25)
    await platform.close(room.place)
    assert room == await platform.gather(HOME, pair, CARD, "E" * 25, LONG_AGO)


async def test_every_request_is_written_as_it_would_be_sent() -> None:
    requests = [request for request, _ in await rehearse()]
    posted = "/channels/8402/messages"
    thread = requests[1].split("/")[2]
    assert [
        f"POST {posted}",
        f"POST /channels/{thread}/messages",
        f"GET {posted}/{thread}",
        f"POST {posted}/{thread}/threads",
        f"POST /channels/{thread}/messages",
        f"POST /channels/{thread}/messages",
        "POST /users/@me/channels",
        "POST /channels/177/messages",
        f"PATCH {posted}/{thread}",
    ] == requests[:9]


async def test_a_room_is_opened_for_its_people_and_put_away() -> None:
    requests = [request for request, _ in await rehearse()]
    opened = requests.index("POST /channels/8402/threads")
    room = requests[opened + 1].split("/")[2]
    assert [
        "GET /guilds/8401/members/77",
        "GET /guilds/8401/members/78",
        "POST /channels/8402/threads",
        f"PUT /channels/{room}/thread-members/77",
        f"PUT /channels/{room}/thread-members/78",
        f"POST /channels/{room}/messages",
        "GET /guilds/8401/threads/active",
        "GET /users/@me",
        f"GET /channels/{room}/messages?limit=100",
        f"POST /channels/{room}/messages",
        f"PATCH /channels/{room}",
        "GET /guilds/8401/threads/active",
        "GET /channels/8402/users/@me/threads/archived/private?limit=100",
    ] == requests[opened - 2 : opened + 11]


async def test_the_same_rehearsal_is_the_same() -> None:
    assert await rehearse() == await rehearse()


async def test_the_bodies_are_what_discord_describes() -> None:
    if not spec.available():
        pytest.skip("the shared description of Discord's API is not beside this repository")
    for request, body in await rehearse():
        method, _, path = request.partition(" ")
        route = re.sub(r"\d+", "{message_id}", re.sub(r"\d+", "{channel_id}", path, count=1))
        if method in {"POST", "PATCH"} and route.startswith("/channels/"):
            assert spec.operation(method, route)
            assert [] == spec.faults_of_body(method, route, dict(body))


async def test_what_was_never_said_cannot_be_changed() -> None:
    platform = DiscordPlatform(Rehearsal(VirtualClock(), lambda *request: None), SEALS)
    with pytest.raises(Gone):
        await platform.edit(Message(HOME, "1"), CARD)


async def test_all_is_well_in_a_rehearsal() -> None:
    platform = DiscordPlatform(Rehearsal(VirtualClock(), lambda *request: None), SEALS)
    assert {"ok"} == {finding.state for finding in await platform.examine([HOME])}


async def test_a_message_is_found_behind_hundreds_of_others() -> None:
    clock = VirtualClock()
    platform = DiscordPlatform(Rehearsal(clock, lambda *request: None), SEALS)
    attempted = clock.now()
    said = [await platform.post(HOME, CARD, f"{number:025d}") for number in range(250)]
    assert said[7] == await platform.find(HOME, f"{7:025d}", attempted)
