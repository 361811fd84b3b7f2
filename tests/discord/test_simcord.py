"""The same adapter in simcord: a second opinion on what Discord takes, and on what people then see."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import simcord

from adapters.discord import commands
from adapters.discord.client import Client
from adapters.discord.connect import Connection, Way
from adapters.discord.limits import Unlimited
from adapters.discord.talk import Talk
from bot.kernel.cards import Card
from bot.kernel.places import Person, Place
from bot.store.notes import KeptNotes
from tests.discord import toy


class Silent(Talk):
    """simcord plays the far end of discord.py's own client, so answers go that way, too."""

    @staticmethod
    def takes(path: str) -> bool:
        return False


@pytest.fixture
def connection(database: toy.Stalling) -> Connection:
    made = Connection(toy.app(database), "no token", KeptNotes(database), Way(limits=Unlimited()))
    made.line.talk = Silent("")
    return made


@pytest.fixture
async def simcord_bot(connection: Connection) -> Client:
    """simcord's own fixture ``simcord_env`` connects it."""
    return connection.client


@pytest.fixture
async def guild(simcord_env: simcord.Env, connection: Connection) -> Any:
    """A server in which the commands are known."""
    application = str(connection.client.application_id)
    await commands.sync(connection.line, application, connection.app.commands, connection.notes)
    return simcord_env.create_guild("Course")


def texts(response: simcord.InteractionResult) -> list[str]:
    inside = response.response.components[0]["components"]
    return [part["content"] for part in inside if part["type"] == 10]


async def test_a_command_its_button_and_its_form(simcord_env: simcord.Env, guild: Any) -> None:
    room = guild.create_text_channel("general")
    sam = guild.add_member(simcord_env.create_user("sam"))

    hello = await sam.slash(room, "toy hello")
    pressed = await sam.click(hello.response.message, label="Ping")
    assert ["### Ping", "sam pressed 1 times."] == texts(pressed)

    again = await sam.slash(room, "toy hello")
    form = await sam.click(again.response.message, label="Write")
    told = await sam.submit_modal(form, {"words": "fine", "shade": ["blue"]})
    assert ["a1: fine / blue /"] == [text.strip() for text in texts(told)]


async def test_what_is_said_unasked_and_its_thread(guild: Any, connection: Connection) -> None:
    room = guild.create_text_channel("general")
    home = Place(f"discord:{guild.id}", str(room.id))

    question = await connection.platform.post(home, Card("Who is there?"), "A" * 25)
    answer = await connection.platform.post(question.thread, Card(body=("Me.",)), "B" * 25)
    assert question.id == answer.place.thread


async def test_a_room_for_two(simcord_env: simcord.Env, guild: Any, connection: Connection) -> None:
    channel = guild.create_text_channel("general")
    home = Place(f"discord:{guild.id}", str(channel.id))
    people = [guild.add_member(simcord_env.create_user(name)) for name in ("ana", "sam")]
    pair = [Person(home.space, str(person.id)) for person in people]

    card, long_ago = Card("Ana and Sam", ("Hello.",)), datetime(2020, 1, 1, tzinfo=UTC)
    opened = await connection.platform.gather(home, pair, card, "A" * 25, None)
    again = await connection.platform.gather(home, pair, card, "A" * 25, long_ago)
    await connection.platform.close(opened.place)
    assert opened == again
