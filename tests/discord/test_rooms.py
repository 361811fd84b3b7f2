"""Rooms for a few people: private threads on Discord."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import pytest

from adapters.discord import rooms
from adapters.discord.platform import ROOMS_AT_ONCE
from bot.kernel.cards import Card, Mention
from bot.kernel.errors import Forbidden, Full, Gone, PlatformError, Refused, Unclear, Unreachable
from tests.discord.buddies import LETTING_OUT, NAME, SAYING, A, B, Buddies
from tests.platforms.discord import things
from tests.platforms.discord.permissions import Can
from tests.platforms.discord.reading import buttons_of, text_of


class TestOpening:
    async def test_a_room_is_open_to_its_people_alone(self, buddies: Buddies) -> None:
        said = await buddies.gather()
        room = buddies.room
        assert (NAME, things.PRIVATE_THREAD, False) == (room.name, room.kind, room.invitable)
        assert {"Homeroom", "Ana", "Sam"} == buddies.people(room)
        seen = [buddies.discord.sees(who, room) for who in (buddies.ana, buddies.sam, buddies.lee)]
        assert [True, True, False] == seen
        assert (buddies.words, buddies.home, room.id) == (buddies.said(), said.place.outside, said.place.thread)

    async def test_only_the_pings_of_its_card_alert_people(self, buddies: Buddies) -> None:
        await buddies.gather(card=Card("Ana and Sam", ((Mention(buddies.pair[0], "Ana", ping=True), " comes"),)))
        (message,) = buddies.discord.messages(buddies.room)
        assert {buddies.ana.id} == message.pinged

    async def test_what_is_said_later_lands_in_the_room(self, buddies: Buddies) -> None:
        opened = await buddies.gather()
        later = await buddies.platform.post(opened.place, Card(body=("A question.",)), B)
        assert [*buddies.words, "A question."] == buddies.said()
        assert later == await buddies.platform.find(opened.place, B, buddies.began)
        await buddies.platform.edit(later, Card(body=("Another.",)))
        assert "Another." == buddies.said()[1]

    async def test_who_presses_a_button_there_is_in_the_room(self, buddies: Buddies) -> None:
        opened = await buddies.gather()
        (message,) = buddies.discord.messages(buddies.room)
        answer = await buddies.discord.press(
            buddies.ana, message, label="Pick a place", values=[buddies.discord.general]
        )
        assert (True, "You picked " + str(buddies.home) + ".") == (answer.ephemeral, text_of(answer).replace("\\", ""))
        assert ["Ping"] == list(buttons_of(message))
        assert opened.id == message.id

    async def test_a_long_title_leaves_room_for_the_sign(self, buddies: Buddies) -> None:
        await buddies.gather(card=Card("Ana \n" * 30, ("Hi.",)))
        assert (100, True) == (len(buddies.room.name), buddies.room.name.endswith("… · K7Q2M"))

    async def test_a_card_without_a_title_names_its_room_too(self) -> None:
        assert "… · K7Q2M" == rooms.name("", A)


class TestRefusals:
    @pytest.mark.parametrize(
        ("denied", "grant"),
        [
            (Can.CREATE_PRIVATE_THREADS, "Create Private Threads"),
            (Can.SEND_MESSAGES_IN_THREADS, "Send Messages in Threads"),
            (Can.VIEW_CHANNEL, "View Channel"),
        ],
    )
    async def test_the_missing_permission_is_named_and_no_open_room_is_left(
        self, buddies: Buddies, denied: Can, grant: str
    ) -> None:
        buddies.discord.general.denied = denied
        with pytest.raises(Forbidden) as error:
            await buddies.gather()
        assert (grant, []) == (error.value.grant, [room for room in buddies.rooms if not room.archived])

    async def test_without_sight_of_the_past_nothing_is_opened_twice(self, buddies: Buddies) -> None:
        buddies.discord.general.denied = Can.READ_MESSAGE_HISTORY
        with pytest.raises(Forbidden) as error:
            await buddies.gather(again=True)
        assert ("Read Message History", []) == (error.value.grant, buddies.rooms)

    async def test_no_more_rooms_than_discord_allows(self, buddies: Buddies) -> None:
        buddies.discord.guild.max_active_threads = 0
        with pytest.raises(Full):
            await buddies.gather()

    async def test_a_sleeping_room_does_not_wake_where_no_more_may_be_open(self, buddies: Buddies) -> None:
        opened = await buddies.gather()
        await buddies.platform.close(opened.place)
        buddies.discord.guild.max_active_threads = 0
        with pytest.raises(Full):
            await buddies.platform.post(opened.place, Card(body=("A question.",)), B)

    async def test_words_that_moderation_blocks_leave_nobody_in_an_empty_room(self, buddies: Buddies) -> None:
        buddies.discord.fail_next(SAYING, code=200000)
        with pytest.raises(Refused):
            await buddies.gather()
        assert (True, {"Homeroom"}) == (buddies.room.archived, buddies.people(buddies.room))

    async def test_giving_up_may_be_forbidden_too(self, buddies: Buddies) -> None:
        buddies.discord.fail_next(SAYING, code=200000)
        buddies.discord.fail_next(LETTING_OUT, code=50013)
        with pytest.raises(Refused):
            await buddies.gather()

    async def test_a_room_deleted_meanwhile_is_opened_again(self, buddies: Buddies) -> None:
        buddies.discord.fail_next(SAYING, code=10003)
        buddies.discord.fail_next("GET /channels/{}/messages/{}", code=10008)
        with pytest.raises(Unclear):
            await buddies.gather()
        buddies.discord.delete_channel(buddies.room)
        await buddies.gather(again=True)
        assert buddies.words == buddies.said()

    async def test_a_channel_that_is_gone(self, buddies: Buddies) -> None:
        buddies.discord.delete_channel(buddies.discord.general)
        with pytest.raises(Gone):
            await buddies.gather()

    @pytest.mark.parametrize(("code", "follows"), [(160006, Full), (30033, Unreachable), (160005, Forbidden)])
    async def test_what_follows_from_refusals_of_threads(
        self, buddies: Buddies, code: int, follows: type[PlatformError]
    ) -> None:
        opened = await buddies.gather()
        buddies.discord.fail_next(SAYING, code=code)
        with pytest.raises(follows):
            await buddies.platform.post(opened.place, Card(body=("A question.",)), B)


class TestClosing:
    async def test_a_closed_room_is_archived_and_its_people_still_see_it(self, buddies: Buddies) -> None:
        opened = await buddies.gather()
        for _ in range(2):
            await buddies.platform.close(opened.place)
        room = buddies.room
        assert (True, False, True) == (room.archived, room.locked, buddies.discord.sees(buddies.sam, room))

    async def test_what_is_said_later_opens_it_again(self, buddies: Buddies) -> None:
        opened = await buddies.gather()
        await buddies.platform.close(opened.place)
        await buddies.platform.post(opened.place, Card(body=("One more thing.",)), B)
        assert (False, [*buddies.words, "One more thing."]) == (buddies.room.archived, buddies.said())
        await buddies.platform.close(opened.place)
        await buddies.platform.edit(opened, Card(body=("Changed.",)))
        assert (False, "Changed.") == (buddies.room.archived, buddies.said()[0])

    async def test_a_room_that_is_gone_is_closed(self, buddies: Buddies) -> None:
        opened = await buddies.gather()
        buddies.discord.delete_channel(buddies.room)
        await buddies.platform.close(opened.place)
        with pytest.raises(Gone):
            await buddies.platform.post(opened.place, Card(body=("A question.",)), B)

    async def test_a_room_that_a_moderator_locked_is_closed(self, buddies: Buddies) -> None:
        opened = await buddies.gather()
        buddies.room.locked = True
        before = len(buddies.discord.calls)
        await buddies.platform.close(opened.place)
        assert (True, 1) == (buddies.room.locked, len(buddies.discord.calls[before:])), "asked once, and left as it is"


async def test_many_rooms_are_opened_a_few_at_a_time(buddies: Buddies) -> None:
    pairs = [(buddies.person(buddies.comes(f"A{n}")), buddies.person(buddies.comes(f"B{n}"))) for n in range(24)]
    opening = [
        buddies.platform.gather(buddies.home, pair, Card("Two", ("Hi.",)), f"{number:025}", None)
        for number, pair in enumerate(pairs)
    ]
    await asyncio.gather(*opening)
    steps = [call.route for call in buddies.discord.calls if call.method == "POST"]
    opened = [step.endswith("/threads") - step.endswith("/messages") for step in steps]
    assert (24, True) == (len(buddies.rooms), 1 < max(accumulate(opened)) <= ROOMS_AT_ONCE)
    assert [1] * 24 == [len(buddies.discord.messages(room)) for room in buddies.rooms]


async def test_a_room_that_takes_too_long_is_looked_for_later(
    buddies: Buddies, monkeypatch: pytest.MonkeyPatch
) -> None:
    buddies.discord.fail_next(SAYING, delay=2.0)
    monkeypatch.setattr("adapters.discord.platform.IN_TIME", 1.0)
    with pytest.raises(Unclear):
        await buddies.gather()
    monkeypatch.undo()
    await buddies.gather(again=True)
    assert buddies.words == buddies.said()


async def test_opening_a_room_takes_six_requests_for_two(buddies: Buddies) -> None:
    before = len(buddies.discord.calls)
    await buddies.gather()
    made: Sequence[Any] = buddies.discord.calls[before:]
    assert ["GET", "GET", "POST", "PUT", "PUT", "POST"] == [call.method for call in made]


class TestParting:
    async def test_one_request_is_enough(self, buddies: Buddies) -> None:
        opened = await buddies.gather()
        before = len(buddies.discord.calls)
        await buddies.platform.part(opened.place, buddies.pair[1])
        assert 1 == len(buddies.discord.calls[before:])
        assert {"Homeroom", "Ana"} == buddies.people(buddies.room)

    async def test_a_room_that_is_gone_keeps_nobody(self, buddies: Buddies) -> None:
        opened = await buddies.gather()
        buddies.discord.delete_channel(buddies.room)
        before = len(buddies.discord.calls)
        await buddies.platform.part(opened.place, buddies.pair[1])
        assert ["DELETE"] == [call.method for call in buddies.discord.calls[before:]], "asked once, and content"

    async def test_a_room_that_a_moderator_has_locked_says_what_it_would_take(self, buddies: Buddies) -> None:
        opened = await buddies.gather()
        buddies.room.locked = True
        with pytest.raises(Forbidden) as refused:
            await buddies.platform.part(opened.place, buddies.pair[1])
        assert "Manage Threads" == refused.value.grant

    async def test_nobody_comes_back_by_being_named(self, buddies: Buddies) -> None:
        opened = await buddies.gather()
        await buddies.platform.part(opened.place, buddies.pair[1])
        await buddies.platform.post(opened.place, Card(body=((Mention(buddies.pair[1], "Sam"), " wrote once."),)), B)
        assert {"Homeroom", "Ana"} == buddies.people(buddies.room)
