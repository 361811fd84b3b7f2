"""What people do on Discord, and what they see of it."""

from __future__ import annotations

import asyncio

import pytest

from adapters.discord.connect import Connection, Way
from bot.kernel.cards import Button, Card
from bot.kernel.places import Person, Place
from bot.store.notes import KeptNotes
from tests.discord import toy
from tests.platforms.discord.answers import Answer
from tests.platforms.discord.far_end import FakeDiscord
from tests.platforms.discord.reading import buttons_of, fields_of, text_of


async def hello(discord: FakeDiscord) -> Answer:
    return await discord.command(discord.student, discord.general, "toy hello")


async def form(discord: FakeDiscord) -> Answer:
    return await discord.press(discord.student, await hello(discord), label="Write")


@pytest.mark.usefixtures("connection")
class TestAnswers:
    async def test_a_command_is_answered_privately(self, discord: FakeDiscord) -> None:
        answer = await hello(discord)
        place = f"discord:{discord.guild.id}/{discord.general.id}"
        assert answer.ephemeral
        assert f"### Hello\nYou are Sam in {place}.\n**Sam**" == text_of(answer)
        assert ["Ping", "Write"] == list(buttons_of(answer))

    async def test_typed_options_come_as_what_they_are(self, discord: FakeDiscord) -> None:
        answer = await discord.command(discord.student, discord.general, "toy count", number=3, loud=True, theme="rest")
        assert "3 True rest" == text_of(answer)

    async def test_a_command_without_what_it_needs_opens_a_form(self, discord: FakeDiscord) -> None:
        asked = await discord.command(discord.student, discord.general, "toy plan", zone="Europe/Berlin")
        assert ("modal", "Toy Plan") == (asked.kind, asked.data["title"])
        filled = {"where": discord.general, "start": "2027-01-11", "whom": discord.owner}
        answer = await discord.submit(discord.student, asked, filled)
        space = f"discord:{discord.guild.id}"
        shown = f"{space}/{discord.general.id} Europe/Berlin 2027-01-11 slow {space}/@{discord.owner.id}"
        assert shown == text_of(answer)

    async def test_wrong_fields_come_back_in_words_with_the_way_back_into_the_form(self, discord: FakeDiscord) -> None:
        answer = await discord.submit(discord.student, await form(discord), {"words": "wrong"})
        assert answer.ephemeral
        assert "**Your words**: Please write something right." in text_of(answer)
        again = await discord.press(discord.student, answer, label="Try again")
        assert "wrong" == again.data["components"][1]["component"]["value"]

    async def test_an_update_changes_the_message_that_was_pressed(self, discord: FakeDiscord) -> None:
        said = await hello(discord)
        answer = await discord.press(discord.student, said, label="Ping")
        assert ("update", said.message) == (answer.kind, answer.message)
        twice = await discord.press(discord.student, answer, label="Ping")
        assert "### Ping\nSam pressed 2 times." == text_of(twice)

    async def test_a_menu_brings_addresses(self, discord: FakeDiscord) -> None:
        buddies = discord.guild.channel("buddies")
        picked = await discord.press(discord.student, await hello(discord), label="Pick a place", values=[buddies])
        assert f"You picked discord:{discord.guild.id}/{buddies.id}." == text_of(picked)

    async def test_a_form_shows_its_introduction_and_its_fields(self, discord: FakeDiscord) -> None:
        asked = await form(discord)
        assert {"Your words": "words", "A colour": "shade", "A room": "room"} == fields_of(asked)
        assert "Write a line\nOnly \\*you\\* see this.\nYour words\nAnything\nA colour\nA room" == text_of(asked)

    async def test_fields_left_empty_are_empty(self, discord: FakeDiscord) -> None:
        answer = await discord.submit(discord.student, await form(discord), {"words": "fine", "shade": "blue"})
        assert "a1: fine / blue /" == text_of(answer).strip()

    async def test_a_form_that_would_follow_a_form_waits_behind_a_button(self, discord: FakeDiscord) -> None:
        answer = await discord.submit(discord.student, await form(discord), {"words": "more"})
        assert "modal" == (await discord.press(discord.student, answer, label="Open the form")).kind

    async def test_an_update_after_a_form_changes_the_private_message_it_came_from(self, discord: FakeDiscord) -> None:
        said = await hello(discord)
        asked = await discord.press(discord.student, said, label="Write")
        answer = await discord.submit(discord.student, asked, {"words": "change"})
        assert ("update", said.message) == (answer.kind, answer.message)

    async def test_typing_brings_suggestions(self, discord: FakeDiscord) -> None:
        found = await discord.complete(discord.student, discord.general, "toy count", "theme", "f")
        assert {"Food": "food", "Films": "films"} == found.choices
        zones = await discord.complete(discord.student, discord.general, "toy plan", "zone", "berl")
        assert {"Europe/Berlin": "Europe/Berlin"} == zones.choices

    async def test_people_who_manage_the_server_are_told_apart(self, discord: FakeDiscord) -> None:
        closed = await discord.command(discord.owner, discord.general, "room door close")
        refused = await discord.command(discord.student, discord.general, "room door close")
        assert "Closed." == text_of(closed)
        assert "This is for people with one of these roles" in text_of(refused)


async def test_in_a_thread_the_place_is_the_thread(discord: FakeDiscord, connection: Connection) -> None:
    home = Place(f"discord:{discord.guild.id}", discord.general.id)
    question = await connection.platform.post(home, Card("Who is there?"), "A" * 25)
    await connection.platform.post(question.thread, Card("Me."), "B" * 25)
    (thread,) = discord.threads(discord.general)
    assert f"You are Sam in {question.thread}." in text_of(await discord.command(discord.student, thread, "toy hello"))


class TestPrivateMessages:
    async def test_a_button_works_in_a_private_message(self, discord: FakeDiscord, connection: Connection) -> None:
        sam = Person(f"discord:{discord.guild.id}", discord.student.id)
        card = Card(body=("Psst.",), rows=((Button("Ping", "toy.ping", ("1",)),),))
        await connection.platform.tell(sam, card, "M" * 25)
        answer = await discord.press(discord.student, discord.dms(discord.student)[0], label="Ping")
        assert "### Ping\nSam pressed 1 times." == text_of(answer)

    async def test_a_button_of_nobody_gets_a_sentence(self, discord: FakeDiscord, connection: Connection) -> None:
        sam = Person("discord:1", discord.student.id)
        card = Card(body=("Psst.",), rows=((Button("Ping", "toy.ping", ("1",)),),))
        await connection.platform.tell(sam, card, "M" * 25)
        answer = await discord.press(discord.student, discord.dms(discord.student)[0], label="Ping")
        assert "I can only do this inside a server" in text_of(answer)


class TestSlowness:
    @pytest.fixture(autouse=True)
    def slow(self, database: toy.Stalling, connection: Connection) -> None:
        connection.conversation.patience = 0.1

    async def test_a_slow_command_is_answered_later(self, discord: FakeDiscord, database: toy.Stalling) -> None:
        database.seconds = 0.2
        answer = await hello(discord)
        assert "deferred" == answer.kind
        assert "### Hello" in text_of(await answer.settled())

    async def test_a_slow_press_still_changes_its_message(self, discord: FakeDiscord, database: toy.Stalling) -> None:
        said = await hello(discord)
        database.seconds = 0.2
        answer = await discord.press(discord.student, said, label="Ping")
        assert "Sam pressed 1 times." in text_of(await answer.settled())
        assert "Sam pressed 1 times." in text_of(said)

    async def test_a_slow_choice_is_answered_beside_its_message(
        self, discord: FakeDiscord, database: toy.Stalling
    ) -> None:
        said = await hello(discord)
        database.seconds = 0.2
        answer = await discord.press(discord.student, said, label="Pick a place", values=[discord.general])
        (beside,) = await answer.followed()
        assert (True, discord.student.id) == (beside.is_ephemeral, beside.only_for)
        assert "You picked" in text_of(beside)

    async def test_a_form_that_can_no_longer_open_waits_behind_a_button(
        self, discord: FakeDiscord, database: toy.Stalling
    ) -> None:
        database.seconds = 0.2
        answer = await discord.command(discord.student, discord.general, "toy plan", zone="Asia/Tokyo")
        ready = await answer.settled()
        database.seconds = 0.0
        asked = await discord.press(discord.student, ready, label="Open the form")
        assert "Asia/Tokyo" in {part["component"].get("value") for part in asked.data["components"]}

    async def test_slow_suggestions_are_none(
        self, discord: FakeDiscord, database: toy.Stalling, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("adapters.discord.conversation.TYPING_PATIENCE", 0.1)
        database.seconds = 0.2
        assert {} == (await discord.complete(discord.student, discord.general, "toy count", "theme", "f")).choices


async def test_the_same_act_delivered_twice_is_answered_once(discord: FakeDiscord, connection: Connection) -> None:
    said = await hello(discord)
    event = discord._event(said.interaction)
    discord.gateway.dispatch("INTERACTION_CREATE", event, guild_id=discord.guild.id)
    await hello(discord)
    assert 2 == len(discord.ephemerals(discord.student))


async def test_what_cannot_be_understood_harms_nothing(discord: FakeDiscord, connection: Connection) -> None:
    said = await hello(discord)
    for broken in ({"data": {}}, {"type": 9}, {"data": {"custom_id": "x" * 100, "component_type": 2}, "type": 3}):
        await connection.conversation.hear({"id": "1", "token": "t", **broken})
    discord.surprises.clear()
    assert "update" == (await discord.press(discord.student, said, label="Ping")).kind


async def test_buttons_outlive_the_process(discord: FakeDiscord, database: toy.Stalling) -> None:
    first = Connection(toy.app(database), discord.token, KeptNotes(database), Way(discord.api))
    await first.start()
    said = await hello(discord)
    await first.close()
    second = Connection(toy.app(database), discord.token, KeptNotes(database), Way(discord.api))
    await second.start()
    assert "update" == (await discord.press(discord.student, said, label="Ping")).kind
    await second.close()


async def test_a_hundred_people_at_once_are_all_answered(discord: FakeDiscord, connection: Connection) -> None:
    people = [discord.person(f"Student {n}") for n in range(100)]
    for person in people:
        discord.add_member(discord.guild, person)
    answers = await asyncio.gather(*(discord.command(one, discord.general, "toy hello") for one in people))
    assert {"message"} == {answer.kind for answer in answers}
