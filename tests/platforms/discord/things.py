"""The things of which a server is made: people, roles, channels, messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.platforms.discord.permissions import NOTHING, USUAL, Can
from tests.platforms.discord.refusals import Refusal

TEXT, DM, CATEGORY, PUBLIC_THREAD, PRIVATE_THREAD = 0, 1, 4, 11, 12
THREADS = frozenset({10, PUBLIC_THREAD, PRIVATE_THREAD})
EPHEMERAL, LOADING, V2 = 1 << 6, 1 << 7, 1 << 15
ADDED, REMOVED = 1, 2


@dataclass(eq=False)
class Person:
    """Somebody with an account. `dms_closed` refuses the bot's direct messages (50007)."""

    id: str
    name: str
    bot: bool = False
    locale: str = "en-US"
    dms_closed: bool = False

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"


@dataclass(eq=False)
class Role:
    id: str
    name: str
    permissions: Can = NOTHING
    managed_by: str | None = None


@dataclass(eq=False)
class Member:
    person: Person
    joined: float
    roles: list[str] = field(default_factory=list)
    nick: str | None = None
    timed_out: bool = False


@dataclass(eq=False, repr=False)
class Guild:
    """A server. `deleted` and `left` make it unknown to the bot (10004)."""

    id: str
    name: str
    owner_id: str
    bot_role: Role
    locale: str = "en-US"
    roles: dict[str, Role] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    system_channel_id: str | None = None
    max_active_threads: int = 1000
    left: bool = False

    def __repr__(self) -> str:
        return f"<Guild {self.name}>"

    @property
    def everyone(self) -> Role:
        return self.roles[self.id]

    def channel(self, name: str) -> Channel:
        return next(c for c in self.channels.values() if c.name == name.lstrip("#"))

    @property
    def threads(self) -> list[Channel]:
        return [c for c in self.channels.values() if c.is_thread and not c.deleted]

    def need_room_for_a_thread(self) -> None:
        if sum(not thread.archived for thread in self.threads) >= self.max_active_threads:
            raise Refusal(160006)


@dataclass(eq=False, repr=False)
class Channel:
    """A text channel, a thread or a direct conversation.

    `forbidden` hides it from the bot (50001), `denied` takes single permissions from the bot (50013),
    `deleted` makes it unknown (10003).
    """

    id: str
    kind: int
    name: str = ""
    guild: Guild | None = None
    parent: Channel | None = None
    owner_id: str | None = None
    topic: str | None = None
    overwrites: dict[str, tuple[Can, Can]] = field(default_factory=dict)
    people: dict[str, float] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    created: float = 0.0
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    auto_archive_minutes: int = 1440
    forbidden: bool = False
    denied: Can = NOTHING
    deleted: bool = False

    def __repr__(self) -> str:
        return f"<Channel #{self.name or self.id}>"

    @property
    def is_thread(self) -> bool:
        return self.kind in THREADS

    @property
    def is_private_thread(self) -> bool:
        return self.kind == PRIVATE_THREAD

    @property
    def mention(self) -> str:
        return f"<#{self.id}>"


@dataclass(eq=False, repr=False)
class Message:
    """`only_for` names the one person who sees an ephemeral message; `pinged` who was notified by it."""

    id: str
    channel: Channel
    author: Person
    sent: float
    content: str = ""
    components: list[dict[str, Any]] = field(default_factory=list)
    embeds: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    flags: int = 0
    kind: int = 0
    nonce: str | int | None = None
    edited: float | None = None
    deleted: bool = False
    only_for: str | None = None
    interaction: dict[str, Any] | None = None
    reference: dict[str, Any] | None = None
    pinged: frozenset[str] = frozenset()
    pinged_roles: frozenset[str] = frozenset()
    pinged_everyone: bool = False
    thread: Channel | None = None

    def __repr__(self) -> str:
        return f"<Message {self.id} by {self.author.name} in {self.channel}>"

    @property
    def is_ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    @property
    def is_loading(self) -> bool:
        return bool(self.flags & LOADING)


def everyone_role(guild_id: str) -> Role:
    return Role(guild_id, "@everyone", USUAL)
