"""Everything that this Discord knows, and the builders with which a test furnishes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from tests.platforms.discord import permissions, shapes
from tests.platforms.discord.clock import Clock, Snowflakes
from tests.platforms.discord.journal import Journal
from tests.platforms.discord.permissions import EVERYTHING, NOTHING, Can
from tests.platforms.discord.refusals import Refusal
from tests.platforms.discord.things import DM, TEXT, Channel, Guild, Member, Message, Person, Role, everyone_role

GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 0, 1 << 9, 1 << 12


class Announcer(Protocol):
    def dispatch(self, event: str, data: dict[str, Any], *, guild_id: str | None, intent: int = 0) -> int: ...


class World:
    """State by id, and what may be wrong with it. Ids are strings, as on the wire."""

    gateway: Announcer

    def __init__(self, token: str, clock: Clock) -> None:
        self.token = token
        self.clock = clock
        self.ids = Snowflakes(clock)
        self.journal = Journal()
        self.people: dict[str, Person] = {}
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}
        self.posts: dict[str, Message] = {}
        self.files: dict[str, bytes] = {}
        self.nonces: dict[str, Message] = {}
        self.commands: list[dict[str, Any]] = []
        self.guild_commands: dict[str, list[dict[str, Any]]] = {}
        self.address = ""
        self.install_owner = self.person("Operator")
        self.me = self.person("Homeroom", bot=True)
        self.session_start_limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
        self.privileged_intents = 0
        self.nonce_window = 120.0
        self.history_has_nonce = False
        self.dm_openings_left: int | None = None

    def person(self, name: str, *, bot: bool = False, locale: str = "en-US", dms_closed: bool = False) -> Person:
        person = Person(self.ids.next(), name, bot, locale, dms_closed)
        self.people[person.id] = person
        return person

    def create_guild(self, name: str, owner: Person, *, channels: Iterable[str] = ("general",)) -> Guild:
        """A server into which the bot has just been invited; a connected bot is told."""
        guild_id = self.ids.next()
        bot_role = Role(self.ids.next(), self.me.name, NOTHING, managed_by=self.me.id)
        guild = Guild(guild_id, name, owner.id, bot_role)
        guild.roles = {guild_id: everyone_role(guild_id), bot_role.id: bot_role}
        self.guilds[guild_id] = guild
        self.add_member(guild, owner)
        self.add_member(guild, self.me, bot_role)
        for title in channels:
            self.create_channel(guild, title, quiet=True)
        guild.system_channel_id = next(iter(guild.channels), None)
        self.announce_guild(guild)
        return guild

    def announce_guild(self, guild: Guild) -> None:
        """A new server: the ones of READY say that they are available again, this one doesn't."""
        data = shapes.guild_create(self, guild)
        del data["unavailable"]
        self.gateway.dispatch("GUILD_CREATE", data, guild_id=guild.id, intent=GUILDS)

    def remove_guild(self, guild: Guild) -> None:
        """The bot is removed from the server."""
        guild.left = True
        guild.members.pop(self.me.id, None)
        self.gateway.dispatch("GUILD_DELETE", {"id": guild.id}, guild_id=guild.id, intent=GUILDS)

    def create_role(self, guild: Guild, name: str, can: Can = NOTHING) -> Role:
        role = Role(self.ids.next(), name, can)
        guild.roles[role.id] = role
        return role

    def add_member(self, guild: Guild, person: Person, *roles: Role, nick: str | None = None) -> Member:
        member = Member(person, self.clock.time(), [role.id for role in roles], nick)
        guild.members[person.id] = member
        return member

    def create_channel(self, guild: Guild, name: str, *, kind: int = TEXT, quiet: bool = False) -> Channel:
        channel = Channel(self.ids.next(), kind, name, guild, created=self.clock.time())
        self.add_channel(channel)
        if not quiet:
            self.announce_channel("CHANNEL_CREATE", channel)
        return channel

    def add_channel(self, channel: Channel) -> None:
        self.channels[channel.id] = channel
        if channel.guild:
            channel.guild.channels[channel.id] = channel

    def announce_channel(self, event: str, channel: Channel) -> None:
        if channel.guild and not channel.guild.left:
            data = shapes.channel(self, channel)
            self.gateway.dispatch(event, data, guild_id=channel.guild.id, intent=GUILDS)

    def delete_channel(self, channel: Channel) -> None:
        channel.deleted = True
        if channel.guild:
            channel.guild.channels.pop(channel.id, None)
        self.announce_channel("THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE", channel)

    def dm(self, person: Person) -> Channel:
        """The conversation between the bot and a person; made when first asked for."""
        for channel in self.channels.values():
            if channel.kind == DM and person.id in channel.people:
                return channel
        now = self.clock.time()
        channel = Channel(self.ids.next(), DM, people={person.id: now, self.me.id: now}, created=now)
        self.add_channel(channel)
        return channel

    def can(self, person: Person, channel: Channel) -> Can:
        bits = permissions.in_channel(channel, person.id)
        if person is self.me:
            home = channel.parent or channel
            if channel.forbidden or home.forbidden:
                return NOTHING
            bits &= ~(channel.denied | home.denied)
        return bits

    def need_guild(self, guild_id: str) -> Guild:
        guild = self.guilds.get(guild_id)
        if guild is None or guild.left:
            raise Refusal(10004)
        return guild

    def need_channel(self, channel_id: str, needed: Can = NOTHING) -> Channel:
        """The channel, if the bot sees it (else 10003, 50001) and may do what it is about to (else 50013)."""
        channel = self.channels.get(channel_id)
        if channel is None or channel.deleted or (channel.parent and channel.parent.deleted):
            raise Refusal(10003)
        bits = self.can(self.me, channel)
        if Can.VIEW_CHANNEL not in bits:
            raise Refusal(50001)
        if needed & ~bits:
            raise Refusal(50013)
        return channel

    def need_message(self, channel: Channel, message_id: str) -> Message:
        message = self.posts.get(message_id)
        if message is None or message.deleted or message.channel is not channel or message.is_ephemeral:
            raise Refusal(10008)
        return message

    def need_member(self, guild: Guild, person_id: str) -> Member:
        if person_id not in self.people:
            raise Refusal(10013)
        if person_id not in guild.members:
            raise Refusal(10007)
        return guild.members[person_id]

    def app_permissions(self, channel: Channel) -> Can:
        if channel.guild is None:
            return Can.ATTACH_FILES | Can.EMBED_LINKS | Can.MENTION_EVERYONE
        bits = self.can(self.me, channel)
        return EVERYTHING if Can.ADMINISTRATOR in bits else bits
