"""Discord's far end for the contract tests: the real adapter over a gateway, and people who type and press."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord import greeting
from adapters.discord.connect import Connection, Way
from adapters.discord.limits import Unlimited
from adapters.discord.platform import DiscordPlatform
from bot.drawing.drawer import Drawer
from bot.kernel.app import App
from bot.kernel.places import Person as Somebody
from bot.kernel.places import Place
from bot.store.notes import KeptNotes
from tests.contract.harness import Seen
from tests.platforms.discord.answers import Answer
from tests.platforms.discord.far_end import FakeDiscord
from tests.platforms.discord.options import INTEGER, find
from tests.platforms.discord.permissions import Can, in_channel
from tests.platforms.discord.reading import buttons_of, fields_of, text_of
from tests.platforms.discord.rules import tree
from tests.platforms.discord.things import Message, Person

MISFORTUNES: dict[str, dict[str, Any]] = {
    "lost": {"disconnect": True},
    "applied": {"disconnect": True, "apply": True},
    "limited": {"status": 429, "retry_after": 1.0},
    "forbidden": {"code": 50013},
    "gone": {"code": 10003},
    "banned": {"status": 429, "via": False},
    "unreachable": {"code": 50007},
}
STUDENTS = ("ana", "bo", "cy")
MARKUP = re.compile(r"\\(.)|\*\*|^(?:#{1,3} |-# )", re.MULTILINE)


@dataclass
class DiscordHarness:
    """A Harness. ``end`` is the far end: give it to the next ``open_discord`` for a restart."""

    end: FakeDiscord
    platform: DiscordPlatform
    name: str = "discord"

    @property
    def home(self) -> Place:
        return Place(f"discord:{self.end.guild.id}", self.end.general.id)

    async def command(self, who: str, path: str, **options: str) -> Seen:
        _, _, leaf = find(self.end.commands, path)
        whole = {option["name"] for option in leaf.get("options", ()) if option["type"] == INTEGER}
        given = {name: int(value) if name in whole else self._value(value) for name, value in options.items()}
        return await _answer(await self.end.command(self._person(who), self.end.general, path, **given))

    async def press(self, who: str, on: Seen, label: str, *values: str) -> Seen:
        chosen = [self._value(value) for value in values]
        return await _answer(await self.end.press(self._person(who), on.handle, label=label, values=chosen))

    async def submit(self, who: str, form: Seen, **values: str) -> Seen:
        given = {name: self._value(value) for name, value in values.items()}
        return await _answer(await self.end.submit(self._person(who), form.handle, given))

    async def complete(self, who: str, path: str, option: str, typed: str) -> list[str]:
        answer = await self.end.complete(self._person(who), self.end.general, path, option, typed)
        return list(answer.choices.values())

    def said(self, place: Place) -> list[Seen]:
        channel = self.end.channels.get(place.thread or place.channel)
        return [_seen("message", message) for message in self.end.messages(channel)] if channel else []

    def thread(self, post: Seen) -> Place:
        return Place(self.home.space, post.handle.channel.id, post.handle.id)

    def alerted(self) -> tuple[str, ...]:
        public = [post for post in self.end.posts.values() if post.channel.guild and not post.is_ephemeral]
        people = {self.end.people[id_].name for post in public for id_ in post.pinged}
        return tuple(sorted(people | {"everyone" for post in public if post.pinged_everyone}))

    def told(self, who: str) -> list[Seen]:
        return [_seen("message", message) for message in self.end.dms(self._person(who))]

    def person(self, who: str) -> Somebody:
        return Somebody(self.home.space, self._person(who).id)

    def rooms(self, who: str) -> list[Place]:
        """Whoever manages threads looks into all of them; of the others only those who are in one."""
        threads = (thread for thread in self.end.guild.threads if thread.is_private_thread)
        seen = [thread for thread in threads if in_channel(thread, self._person(who).id) & Can.VIEW_CHANNEL]
        return [Place(self.home.space, thread.parent.id, thread.id) for thread in seen if thread.parent]

    async def chart(self, who: str, on: Seen) -> str:
        """Only of a picture that is there: one that was uploaded, and is a PNG."""
        shown = [item for part in tree(on.handle.components) for item in part.get("items", ())]
        drawn = [item for item in shown if self._uploaded(item["media"]).startswith(b"\x89PNG")]
        return "\n".join(item["description"] for item in drawn)

    async def files(self, who: str, on: Seen) -> dict[str, str]:
        shown = [part["file"] for part in tree(on.handle.components) if "file" in part]
        return {one["url"].rpartition("/")[2]: self._uploaded(one).decode() for one in shown}

    def _uploaded(self, media: dict[str, Any]) -> bytes:
        return self.end.files[media["attachment_id"]]

    def forbid_pictures(self) -> None:
        self.end.general.denied |= Can.ATTACH_FILES

    def leave(self, who: str) -> None:
        gone = self._person(who).id
        del self.end.guild.members[gone]
        for thread in self.end.guild.threads:
            thread.people.pop(gone, None)

    def break_opening(self, how: str) -> None:
        self.end.fail_next("POST /channels/{}/threads", **MISFORTUNES[how])

    def break_parting(self, how: str) -> None:
        """Its client repeats at once what can be repeated without harm."""
        times = 2 if how in ("lost", "applied") else 1
        self.end.fail_next("DELETE /channels/{}/thread-members/{}", times=times, **MISFORTUNES[how])

    def break_next(self, how: str) -> None:
        self.end.fail_next("POST /channels/{}/messages", **MISFORTUNES[how])

    def posts(self) -> int:
        mine = (post for post in self.end.posts.values() if post.author is self.end.me)
        return sum(not (post.is_ephemeral or post.deleted) for post in mine)

    def _person(self, who: str) -> Person:
        return next(person for person in self.end.people.values() if person.name == who)

    def _value(self, value: str | bool) -> Any:
        if isinstance(value, str) and value.startswith("#"):
            return self.end.guild.channel(value)
        return self._person(value[1:]) if isinstance(value, str) and value.startswith("@") else value


async def _answer(answer: Answer) -> Seen:
    """What has come before the eyes of whoever acted; a drawing may take a while."""
    if answer.kind == "deferred" and not answer.interaction.message:
        return _seen("whisper", await answer.settled(within=20.0))
    if answer.kind == "modal":
        return Seen("form", _words(text_of(answer)), fields=tuple(fields_of(answer).values()), handle=answer)
    if answer.message is None:
        return Seen("nothing")
    return _seen("update" if answer.kind == "update" else "whisper", answer.message)


def _seen(kind: Any, message: Message) -> Seen:
    return Seen(kind, _words(text_of(message)), tuple(buttons_of(message)), handle=message)


def _words(markdown: str) -> str:
    """As it is read: a backslash before a sign is not, nor are the signs of headings, last lines and bold words."""
    return MARKUP.sub(lambda match: match[1] or "", markdown)


def _furnished() -> FakeDiscord:
    end = FakeDiscord()
    end.owner.name = "owner"
    for name in STUDENTS:
        end.add_member(end.guild, end.person(name))
    return end


@asynccontextmanager
async def open_discord(app: App, end: FakeDiscord | None, drawer: Drawer) -> AsyncIterator[DiscordHarness]:
    """Connect the real adapter to a Discord, a new one unless the old one is given (which then keeps its address)."""
    end = end or _furnished()
    end.clock.time = lambda: app.clock.now().timestamp()  # type: ignore[method-assign]
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    async with end:
        notes = KeptNotes(app.database)
        await notes.put(greeting.NOTE, end.guild.id)  # it came to this server long ago, and has said hello
        connection = Connection(app, end.token, notes, Way(end.api, Unlimited(), drawer.png))
        await connection.start()
        try:
            yield DiscordHarness(end, connection.platform)
        finally:
            await connection.close()
            Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway
    assert ([], [], []) == (end.violations, end.ignored, end.surprises)
