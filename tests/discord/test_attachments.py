"""Pictures and files on Discord: they go with the words, and never instead of them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.discord import answers, attachments, render
from adapters.discord.attachments import Attached, attach, nothing_drawn
from adapters.discord.connect import Connection
from adapters.discord.conversation import Conversation
from adapters.discord.platform import DiscordPlatform
from bot.kernel.cards import Card
from bot.kernel.commands import command
from bot.kernel.errors import Forbidden
from bot.kernel.events import Call
from bot.kernel.features import Bot, Feature
from bot.kernel.pictures import Bar, Chart, File
from bot.kernel.places import Person, Place
from bot.kernel.replies import Reply, Whisper
from tests.platforms.discord.far_end import FakeDiscord
from tests.platforms.discord.permissions import Can
from tests.platforms.discord.reading import text_of
from tests.platforms.discord.rules import tree
from tests.platforms.discord.things import Message
from tests.world.languages import speaking

A, B = "A" * 25, "B" * 25
PNG = b"\x89PNG made up"
CHART = Chart("Belonging", (Bar("Agree", 0.46),), "46 % *agree*.")
RESULTS = Card("Results", ("In words.",), chart=CHART, footer="Thank you.")
TALK = Card("A talk", file=File("Ana & Bo’s talk.ics", "text/calendar", "BEGIN:VCALENDAR"))


async def drawn(chart: Chart) -> bytes:
    return PNG


def sealed(action: str, args: tuple[str, ...]) -> str:
    return action


@pytest.fixture
def platform(connection: Connection) -> DiscordPlatform:
    return replace(connection.platform, draw=drawn)


@pytest.fixture
def home(discord: FakeDiscord) -> Place:
    return Place(f"discord:{discord.guild.id}", discord.general.id)


def pictures(message: Message) -> list[str | None]:
    return [item["description"] for part in tree(message.components) for item in part.get("items", ())]


async def test_a_chart_is_a_picture_between_the_words_and_the_last_line(
    discord: FakeDiscord, platform: DiscordPlatform, home: Place
) -> None:
    await platform.post(home, RESULTS, A)

    (message,) = discord.messages(discord.general)
    (attachment,) = message.attachments
    assert ("chart-1.png", CHART.alt) == (attachment["filename"], attachment["description"])
    assert PNG == discord.files[attachment["id"]]
    assert [CHART.alt] == pictures(message)
    assert "### Results\nIn words.\n-# Thank you." == text_of(message)


async def test_what_could_not_be_drawn_is_said(discord: FakeDiscord, platform: DiscordPlatform, home: Place) -> None:
    await replace(platform, draw=nothing_drawn).post(home, RESULTS, A)

    (message,) = discord.messages(discord.general)
    assert ("### Results\nIn words.\n46 % \\*agree\\*.\n-# Thank you.", []) == (text_of(message), message.attachments)


async def test_the_same_marker_is_the_same_message_with_a_picture_too(
    discord: FakeDiscord, platform: DiscordPlatform, home: Place
) -> None:
    assert await platform.post(home, RESULTS, A) == await platform.post(home, RESULTS, A)
    assert 1 == len(discord.messages(discord.general))


async def test_a_file_keeps_what_discord_leaves_of_its_name(
    discord: FakeDiscord, platform: DiscordPlatform, home: Place
) -> None:
    await platform.tell(Person(home.space, discord.student.id), TALK, A)

    (message,) = discord.dms(discord.student)
    (attachment,) = message.attachments
    assert ("Ana_Bo_s_talk.ics", b"BEGIN:VCALENDAR") == (attachment["filename"], discord.files[attachment["id"]])


async def test_an_edit_brings_a_picture(discord: FakeDiscord, platform: DiscordPlatform, home: Place) -> None:
    said = await platform.post(home, Card("Results", ("Not yet.",)), A)
    await platform.edit(said, RESULTS)

    (message,) = discord.messages(discord.general)
    assert [CHART.alt] == pictures(message)


async def test_where_pictures_are_forbidden_the_words_are_said(
    discord: FakeDiscord, platform: DiscordPlatform, home: Place
) -> None:
    discord.general.denied |= Can.ATTACH_FILES
    await platform.post(home, replace(RESULTS, file=TALK.file), A)

    (message,) = discord.messages(discord.general)
    assert "46 % \\*agree\\*.\nThe file “Ana & Bo’s talk.ics” cannot be attached here." in text_of(message)
    assert [] == message.attachments


async def test_what_is_said_of_a_file_is_said_in_its_readers_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = File("talk.ics", "text/calendar", "BEGIN:VCALENDAR", "tlh")
    for _ in speaking(tmp_path, monkeypatch, "discord-no-file = { $name } vIngeHlaHbe'\n"):
        assert "talk.ics vIngeHlaHbe'" in str(render.message(Card("A talk", file=file), sealed))


async def test_where_words_are_forbidden_that_is_what_staff_hear(
    discord: FakeDiscord, platform: DiscordPlatform, home: Place
) -> None:
    discord.general.denied |= Can.SEND_MESSAGES
    with pytest.raises(Forbidden) as caught:
        await platform.post(home, RESULTS, A)

    assert "Send Messages" == caught.value.grant


async def test_a_file_that_is_too_large_leaves_the_words(
    discord: FakeDiscord, platform: DiscordPlatform, home: Place
) -> None:
    discord.fail_next("POST /channels/{}/messages", code=40005)
    await platform.post(home, TALK, A)

    (message,) = discord.messages(discord.general)
    assert "cannot be attached here" in text_of(message)


async def test_the_texts_make_room_for_all_that_is_shown() -> None:
    card = Card("T", tuple("x" for _ in range(60)), chart=CHART, file=TALK.file, footer="F")
    payload = render.message(card, sealed, attached=await attach(card, drawn))

    assert 40 == len(list(tree(payload["components"])))


async def test_a_picture_that_takes_its_time_comes_after_the_first_answer(
    discord: FakeDiscord, connection: Connection
) -> None:
    async def slowly(chart: Chart) -> bytes:
        await asyncio.sleep(0.3)
        return PNG

    answering(connection.conversation, RESULTS)
    connection.conversation.patience, connection.conversation.draw = 0.1, slowly
    answer = await discord.command(discord.student, discord.general, "toy hello")
    settled = await answer.settled()

    assert ("deferred", True, [CHART.alt]) == (answer.kind, answer.ephemeral, pictures(settled))


async def test_a_heavy_file_is_given_time(
    discord: FakeDiscord, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "HEAVY", 10)
    answering(connection.conversation, TALK)
    answer = await discord.command(discord.student, discord.general, "toy hello")
    (attachment,) = (await answer.settled()).attachments

    assert ("deferred", "Ana_Bo_s_talk.ics") == (answer.kind, attachment["filename"])


async def test_an_answer_whose_picture_is_refused_is_given_without(
    discord: FakeDiscord, connection: Connection
) -> None:
    answering(connection.conversation, RESULTS)
    connection.conversation.draw = drawn
    discord.fail_next("POST /interactions/{}/{}/callback", code=50013)
    answer = await discord.command(discord.student, discord.general, "toy hello")

    assert ("message", True) == (answer.kind, "46 % \\*agree\\*." in text_of(answer))


def answering(conversation: Conversation, card: Card) -> None:
    """The toy says this when it is greeted."""

    def hello(bot: Bot, call: Call) -> Reply:
        """Say hello."""
        return Whisper(card)

    toy = Feature("toy", commands=(command("toy hello", hello),))
    conversation.app = replace(conversation.app, features=(toy,))


def test_a_first_answer_lists_what_comes_with_it() -> None:
    attached = Attached(picture=attachments.Attachment("chart-1.png", "image/png", PNG, "Alt."))
    answer = answers.prompt({"type": 2}, Whisper(RESULTS), sealed, attached)

    assert [{"id": "0", "filename": "chart-1.png", "description": "Alt."}] == answer["data"]["attachments"]
