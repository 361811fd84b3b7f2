"""A tiny bot on the real discord.py, as raw as an adapter: it proves the far end, not the bot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.platforms.discord.addresses import kept_addresses
from tests.platforms.discord.far_end import FakeDiscord

Json = dict[str, Any]
V2, EPHEMERAL = 1 << 15, 1 << 6
Reaction = Callable[[discord.Interaction], Json | None]


def words(text: str) -> Json:
    return {"type": 10, "content": text}


def button(label: str, custom_id: str) -> Json:
    return {"type": 2, "style": 1, "label": label, "custom_id": custom_id}


def card(*parts: Json, flags: int = 0, **more: Any) -> Json:
    """A V2 message of one container; buttons go into a row."""
    rows = [{"type": 1, "components": [part]} if part["type"] == 2 else part for part in parts]
    return {"flags": V2 | flags, "components": [{"type": 17, "components": rows}], **more}


class Visitor(discord.Client):
    """Answers every interaction with what `react` returns; None leaves it unanswered."""

    def __init__(self, react: Reaction, intents: discord.Intents) -> None:
        super().__init__(intents=intents, guild_ready_timeout=0.05, allowed_mentions=discord.AllowedMentions.none())
        self.react = react
        self.seen: list[discord.Interaction] = []
        self.events: list[str] = []
        self.session: asyncio.Task[None] | None = None

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        self.seen.append(interaction)
        answer = self.react(interaction)
        if answer is not None:
            await self.callback(interaction, answer)

    async def callback(self, interaction: discord.Interaction, answer: Json) -> Any:
        path = "/interactions/{webhook_id}/{webhook_token}/callback"
        route = Route("POST", path, webhook_id=interaction.id, webhook_token=interaction.token)
        return await self.http.request(route, json=answer)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """discord.py would wait five seconds before it identifies again."""

    async def on_resumed(self) -> None:
        self.events.append("resumed")

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self.events.append(f"joined {guild.name}")

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self.events.append(f"left {guild.name}")

    async def ask(self, method: str, path: str, json: Any = None, **query: Any) -> Any:
        more = {} if json is None else {"json": json}
        return await self.http.request(Route(method, path), params=query, **more)

    async def post(self, channel_id: str, body: Json) -> Json:
        found: Json = await self.ask("POST", f"/channels/{channel_id}/messages", body)
        return found

    async def sync(self, *commands: Json) -> None:
        await self.ask("PUT", f"/applications/{self.application_id}/commands", list(commands))

    async def arrive(self, far_end: FakeDiscord, token: str) -> None:
        Route.BASE = far_end.api
        await self.login(token)
        gateway = await self.ask("GET", "/gateway/bot")
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway["url"])
        self.session = asyncio.create_task(self.connect())
        ready = asyncio.create_task(self.wait_until_ready())
        await asyncio.wait({self.session, ready}, return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            ready.cancel()
            self.session.result()


@asynccontextmanager
async def visiting(
    far_end: FakeDiscord,
    react: Reaction = lambda _: None,
    *,
    intents: discord.Intents | None = None,
    token: str | None = None,
) -> AsyncIterator[Visitor]:
    """A connected bot, gone again afterwards with everything that it opened."""
    bot = Visitor(react, intents or discord.Intents(guilds=True))
    with kept_addresses():
        try:
            await bot.arrive(far_end, token or far_end.token)
            yield bot
        finally:
            await bot.close()
            if bot.session is not None:
                await asyncio.gather(bot.session, return_exceptions=True)
