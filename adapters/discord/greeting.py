"""The bot came to a server: telling the app once, with a channel in which it may speak."""

from __future__ import annotations

from dataclasses import dataclass, field

import discord
import structlog

from adapters.discord.inbound import space
from bot.kernel.app import App
from bot.kernel.events import Joined
from bot.kernel.places import Person, Place
from bot.kernel.ports import Notes

log = structlog.get_logger()
NOTE = "discord.servers"


@dataclass(eq=False)
class Greeting:
    """Which servers are known already is noted, so that a start with a thousand of them asks the database nothing."""

    app: App
    notes: Notes
    _known: set[str] = field(default_factory=set)

    async def remember(self) -> None:
        self._known |= set((await self.notes.get(NOTE)).split())

    async def on_server(self, guild: discord.Guild) -> None:
        """A server in which the bot may not speak yet, or that could not be greeted, is greeted at a later start."""
        name, channel = str(guild.id), _where(guild)
        if name in self._known or channel is None:
            return
        self._known.add(name)
        try:
            await self.app.greet(_joined(guild, channel))
            await self.notes.put(NOTE, " ".join(sorted(self._known)))
        except Exception as error:
            self._known.discard(name)
            log.error("not greeted", space=space(guild.id), why=type(error).__name__)
        else:
            log.info("came to a server", space=space(guild.id))


def _where(guild: discord.Guild) -> discord.TextChannel | None:
    """The channel for system messages, or else the first in which the bot may speak."""
    channels = [guild.system_channel] if guild.system_channel else []
    return next((channel for channel in (*channels, *guild.text_channels) if _may_speak(channel)), None)


def _may_speak(channel: discord.TextChannel) -> bool:
    can = channel.permissions_for(channel.guild.me)
    return can.view_channel and can.send_messages


def _joined(guild: discord.Guild, channel: discord.TextChannel) -> Joined:
    """Discord does not say who invited the bot; whoever owns the server stands for them."""
    where = space(guild.id)
    return Joined(
        id=f"joined:{guild.id}",
        person=Person(where, str(guild.owner_id)),
        name="",
        place=Place(where, str(channel.id)),
        locale=str(guild.preferred_locale),
        manages=True,
    )
