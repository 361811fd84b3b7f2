"""A course on a Discord and on a Slack at once, and the bot between them as a process of its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.operator.process import Running, running
from tests.platforms import discord as ds
from tests.platforms import slack as sl
from tests.platforms.discord import FakeDiscord
from tests.platforms.slack import FakeSlack

LONG, OFTEN = 20.0, 0.02
PASS = "Not for me"
ROOMS = ("general", "random", "projects", "introductions")


@dataclass
class Campus:
    """The far ends live on while processes of the bot come and go over one database in ``folder``."""

    discord: FakeDiscord
    slack: FakeSlack
    folder: Path
    heard: list[str] = field(default_factory=list)
    """Everything that the processes have said on standard output and standard error."""

    @property
    def variables(self) -> dict[str, str]:
        return {
            "discord_token": self.discord.token,
            "discord_api": self.discord.api,
            "slack_bot_token": self.slack.bot_token,
            "slack_app_token": self.slack.app_token,
            "slack_api": self.slack.api,
        }

    @asynccontextmanager
    async def bot(self, at: datetime, **variables: str) -> AsyncIterator[Running]:
        """A bot that believes it started ``at``, connected to both; told to stop at the end unless it has ended."""
        self._set_clocks(at)
        async with running(self.folder, **{**self.variables, "clock": at.isoformat(), **variables}) as process:
            await process.says("ready: ")
            await process.says("ready: ")
            try:
                yield process
            finally:
                if process.process.returncode is None:
                    process.process.terminate()
                self.heard += [*process.lines, await process.complaints()]
                await process.process.wait()

    def _set_clocks(self, at: datetime) -> None:
        """What the platforms stamp on messages has to go with what the bot believes."""
        ahead = at.timestamp() - time.time()
        self.discord.clock.advance(at.timestamp() - self.discord.clock.time())
        self.slack.clock.now = lambda: time.time() + ahead

    async def set_up(self, start: str) -> None:
        """A course of each platform's own, by the slash commands of whoever manages the space."""
        ingrid, general = self.discord.owner, self.discord.general
        facts = {"name": "Python 101", "zone": "Europe/Berlin", "start": start}
        preview = await self.discord.command(ingrid, general, "course setup", **facts, weeks=12)
        await self.discord.press(ingrid, preview, label="Start the course")
        typed = "course setup " + " ".join(f'{name}:"{value}"' for name, value in facts.items())
        shown = await (await self.slack.command("owner", "general", "/homeroom", f"{typed} weeks:12")).message()
        await self.slack.press("owner", shown, "Start the course")

    async def schedule(self, days: str, at: str, *rooms: str) -> None:
        """A rhythm in each of these rooms, on both."""
        for room in rooms:
            there = self.discord.guild.channel(room)
            options = {"days": days, "at": at, "channel": there}
            told = await self.discord.command(
                self.discord.owner, self.discord.general, "icebreaker schedule", **options
            )
            assert there.id in ds.text_of(told), ds.text_of(told)
            typed = f'icebreaker schedule days:"{days}" at:"{at}" channel:#{room}'
            shown = await (await self.slack.command("owner", "general", "/homeroom", typed)).message()
            assert f"#{room}" in sl.text_of(shown), sl.text_of(shown)

    def questions(self, where: str) -> list[Any]:
        """The icebreakers that stand in ``discord #general`` or another room, the oldest first."""
        platform, _, room = where.partition(" #")
        if platform == "discord":
            there = self.discord.messages(self.discord.guild.channel(room))
            return [post for post in there if PASS in ds.buttons_of(post)]
        return [post for post in self.slack.channel(room).posts if PASS in sl.buttons_of(post)]

    def asked(self) -> dict[str, int]:
        """How many icebreakers stand in each room of both platforms."""
        rooms = [f"{platform} #{room}" for platform in ("discord", "slack") for room in ROOMS]
        return {room: len(self.questions(room)) for room in rooms}


@asynccontextmanager
async def campus(folder: Path) -> AsyncIterator[Campus]:
    """Both far ends, with the same rooms."""
    async with FakeDiscord() as discord, FakeSlack() as slack:
        for room in ROOMS[1:]:
            discord.create_channel(discord.guild, room)
        for room in ROOMS[2:]:
            slack.team.add_channel(room)
        slack.channel("random").members.append(slack.team.bot.id)
        yield Campus(discord, slack, folder)


async def eventually(true: Callable[[], object], within: float = LONG) -> None:
    """Returns as soon as it is true."""
    async with asyncio.timeout(within):
        while True:
            if true():
                return
            await asyncio.sleep(OFTEN)
