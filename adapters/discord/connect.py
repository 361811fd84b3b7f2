"""Connecting to Discord, staying connected, and ending it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass

import discord
import structlog
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord import commands
from adapters.discord.attachments import Draw, nothing_drawn
from adapters.discord.client import Client
from adapters.discord.conversation import Conversation
from adapters.discord.errors import door
from adapters.discord.greeting import Greeting
from adapters.discord.limits import Limits, Paced
from adapters.discord.line import Line
from adapters.discord.platform import DiscordPlatform
from adapters.discord.sessions import Sessions
from bot.kernel.app import App
from bot.kernel.errors import Closed, PlatformError, RateLimited, Unclear
from bot.kernel.ports import Notes
from bot.kernel.seals import Seals

log = structlog.get_logger()
_FATAL = {
    4004: "Discord does not accept the token",
    4010: "Discord does not accept the shard",
    4011: "the bot is in so many servers that Discord asks for shards",
    4012: "Discord no longer speaks this version of its gateway",
    4013: "Discord does not know the intents that were asked for",
    4014: "Discord does not allow the intents that were asked for",
}


def reach(token: str, seals: Seals, api: str = "", limits: Limits | None = None) -> tuple[DiscordPlatform, Line]:
    """A platform that speaks without listening (for ``doctor``); the line is to be closed."""
    _speak_to(api)
    line = Line(Client(), token, limits or Paced())
    return DiscordPlatform(line, seals), line


def _speak_to(api: str) -> None:
    """Another base address, with its version: a proxy, or the far end of a test. discord.py keeps it in a class."""
    if api:
        Route.BASE = api.rstrip("/")


@dataclass(frozen=True, slots=True)
class Way:
    """How it reaches Discord: another base address, the limits that it keeps to, and who draws its charts."""

    api: str = ""
    limits: Limits | None = None
    draw: Draw = nothing_drawn


class Connection:
    """One bot on Discord: its ``platform`` speaks as soon as it is made; ``start`` makes it listen."""

    def __init__(self, app: App, token: str, notes: Notes, way: Way | None = None) -> None:
        way = way or Way()
        _speak_to(way.api)
        self.app, self.notes = app, notes
        self.greeting = Greeting(app, notes)
        self.client = Client(lambda raw: self.conversation.hear(raw), self.greeting.on_server)
        self.line = Line(self.client, token, way.limits or Paced())
        self.conversation = Conversation(app, self.line, self.client.spaces, draw=way.draw)
        self.platform = DiscordPlatform(self.line, app.seals, draw=way.draw)
        self._running: asyncio.Task[None] | None = None

    async def start(self) -> str:
        """Returns when Discord has said READY: who the bot is, and in how many servers.

        Raises Closed when trying again would not help, Unclear or RateLimited when it would.
        """
        await self.line.enter()
        sessions = await self._sessions()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(sessions.url)
        self.client.before_identify = self._may_identify
        await self.greeting.remember()
        await self._tell_commands()
        self._running = asyncio.create_task(self.client.connect())
        opened = asyncio.create_task(self.client.opened.wait())
        await asyncio.wait({self._running, opened}, return_when=asyncio.FIRST_COMPLETED)
        opened.cancel()
        if self._running.done():
            await self.ended()
        servers = len(self.client.guilds)
        return f"{self.client.user} in {servers} server{'' if servers == 1 else 's'}"

    async def hears(self) -> bool:
        """From READY or RESUMED until the gateway hangs up; that it went silent is found out within two minutes."""
        return self.client.opened.is_set()

    async def ended(self) -> None:
        """Returns when the connection was closed by us; raises Closed when Discord ended it for good."""
        if self._running is None:
            return
        try:
            await asyncio.shield(self._running)
        except discord.ConnectionClosed as error:
            raise Closed(_FATAL.get(error.code, f"Discord closed the connection with code {error.code}")) from error
        except discord.PrivilegedIntentsRequired as error:
            raise Closed(_FATAL[4014]) from error

    async def close(self) -> None:
        """Gives the answers that are being made, then leaves."""
        await self.client.finish()
        await self.line.close()
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    async def _sessions(self) -> Sessions:
        with door():
            sessions = Sessions.read(await self.line.request("GET", "/gateway/bot"))
        if not sessions.suffice:
            raise Closed(f"only {sessions.words}; start the bot in {sessions.reset_minutes} minutes")
        return sessions

    async def _may_identify(self) -> None:
        """discord.py lets go of a connection over which it could not identify, and nobody would close it."""
        try:
            with suppress(Unclear, RateLimited):
                await self._sessions()
        except Closed:
            await self.line.close()
            raise

    async def _tell_commands(self) -> None:
        """Commands that could not be registered are registered at the next start; the bot runs meanwhile."""
        application = str(self.client.application_id)
        try:
            with door():
                told = await commands.sync(self.line, application, self.app.commands, self.notes)
        except Closed:
            raise
        except PlatformError as error:
            log.warning("commands not registered", why=str(error)[:200])
        else:
            log.info("commands", registered=told)
