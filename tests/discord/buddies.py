"""Ana, Sam and Lee, and a room for two of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from adapters.discord.platform import DiscordPlatform
from bot.kernel.cards import Button, Card, Mention
from bot.kernel.places import Message, Person, Place
from tests.discord.toy import MENU
from tests.platforms.discord import things
from tests.platforms.discord.far_end import FakeDiscord
from tests.platforms.discord.reading import text_of

A, B = "K7Q2M" + "A" * 20, "B" * 25
NAME = "Ana and Sam · K7Q2M"
OPENING = "POST /channels/{}/threads"
BRINGING = "PUT /channels/{}/thread-members/{}"
SAYING = "POST /channels/{}/messages"
LETTING_OUT = "DELETE /channels/{}/thread-members/{}"


@dataclass
class Buddies:
    """Ana, Sam and Lee in a course; the bot opens rooms for Ana and Sam."""

    discord: FakeDiscord
    platform: DiscordPlatform

    def __post_init__(self) -> None:
        self.sam, self.ana, self.lee = self.discord.student, self.comes("Ana"), self.comes("Lee")
        self.home = Place(f"discord:{self.discord.guild.id}", self.discord.general.id)
        self.began = datetime.fromtimestamp(self.discord.clock.time(), UTC) - timedelta(seconds=1)
        self.pair = (self.person(self.ana), self.person(self.sam))
        hello = (Mention(self.pair[0], "Ana", ping=True), ", meet ", Mention(self.pair[1], "Sam", ping=True), ".")
        self.card = Card("Ana and Sam", (hello,), ((Button("Ping", "toy.ping", ("1",)),), MENU))

    def comes(self, name: str) -> things.Person:
        person = self.discord.person(name)
        self.discord.add_member(self.discord.guild, person)
        return person

    def leaves(self, somebody: things.Person) -> None:
        del self.discord.guild.members[somebody.id]

    def person(self, somebody: things.Person) -> Person:
        return Person(self.home.space, somebody.id)

    def break_at(self, step: str, happened: bool) -> None:
        """The line breaks, once as the bot sees it: its client repeats at once what can be repeated without harm."""
        times = 1 if step.startswith("POST") else 2
        self.discord.fail_next(step, disconnect=True, apply=happened, times=times)

    async def gather(self, *, again: bool = False, card: Card | None = None) -> Message:
        since = self.began if again else None
        return await self.platform.gather(self.home, self.pair, card or self.card, A, since)

    @property
    def rooms(self) -> list[things.Channel]:
        return self.discord.threads(self.discord.general)

    @property
    def room(self) -> things.Channel:
        (found,) = self.rooms
        return found

    def people(self, room: things.Channel) -> set[str]:
        return {self.discord.people[id_].name for id_ in room.people}

    def said(self) -> list[str]:
        return [text_of(message) for message in self.discord.messages(self.room)]

    @property
    def words(self) -> list[str]:
        """What the room says when all went well."""
        return [f"### Ana and Sam\n<@{self.ana.id}>, meet <@{self.sam.id}>."]
