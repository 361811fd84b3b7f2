"""discord.py's client with everything switched off that costs memory or power: it hears interactions and servers."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord
from discord.gateway import KeepAliveHandler

from adapters.discord.inbound import space
from adapters.discord.line import watch

Interactions = Callable[[Mapping[str, Any]], Awaitable[None]]
Arrivals = Callable[[discord.Guild], Awaitable[None]]
READY_AFTER = 0.5


async def _nobody(_: Any) -> None:
    """Where nobody listens: a client that only asks."""


class Client(discord.Client):
    """No privileged intent, no members, no messages kept.

    ``opened`` is set while the gateway speaks with us, from READY or RESUMED on; ``under_way`` are the events that
    are being dealt with.
    """

    def __init__(self, on_act: Interactions = _nobody, on_server: Arrivals = _nobody) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            guild_ready_timeout=READY_AFTER,
            max_ratelimit_timeout=30.0,
            http_trace=watch(),
        )
        self.opened = asyncio.Event()
        self.under_way: set[asyncio.Task[Any]] = set()
        self.before_identify: Callable[[], Awaitable[None]] | None = None
        self._on_act, self._on_server = on_act, on_server
        # as Discord describes it: discord.py's objects of a press cost as much as the answer, and nobody asks them
        self._connection.parsers["INTERACTION_CREATE"] = self._hear

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """A new session after a lost one counts like the first: whether enough are left is asked each time."""
        await super().before_identify_hook(shard_id, initial=initial)
        if not initial and self.before_identify:
            await self.before_identify()

    async def on_connect(self) -> None:
        self.opened.set()

    async def on_resumed(self) -> None:
        self.opened.set()

    async def on_disconnect(self) -> None:
        self.opened.clear()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._deal(self._on_server(guild))

    async def on_guild_available(self, guild: discord.Guild) -> None:
        await self._deal(self._on_server(guild))

    def _hear(self, raw: Mapping[str, Any]) -> None:
        task = asyncio.create_task(self._deal(self._on_act(raw)))
        self.under_way.add(task)

    async def _deal(self, work: Awaitable[None]) -> None:
        """discord.py runs each event in a task of its own, and forgets it."""
        if task := asyncio.current_task():
            self.under_way.add(task)
            task.add_done_callback(self.under_way.discard)
        await work

    async def finish(self, seconds: float = 5.0) -> None:
        """Wait for what is under way."""
        if self.under_way:
            await asyncio.wait(self.under_way, timeout=seconds)

    async def close(self) -> None:
        """discord.py leaves the hearts of sockets beating that the other side has shut; there is one bot a process."""
        await super().close()
        for thread in threading.enumerate():
            if isinstance(thread, KeepAliveHandler):
                thread.stop()

    def spaces(self) -> list[str]:
        return [space(guild.id) for guild in self.guilds]
