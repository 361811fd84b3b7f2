"""Where things are said in a workspace, and what was said there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from tests.platforms.slack.workspace import Workspace

Kind = Literal["channel", "group", "im", "mpim"]
SCOPES: dict[Kind, str] = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


@dataclass(eq=False)
class Message:
    """One message. ``only_for`` is the one person who can see it; ``thread_ts`` is the parent's ``ts`` in a reply."""

    channel: Channel = field(repr=False)
    ts: str
    user: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    metadata: dict[str, Any] | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    bot_id: str = ""
    only_for: str | None = None
    edited: str | None = None
    deleted: bool = False
    files: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    def json(self, metadata: bool = True) -> dict[str, Any]:
        """The message as Slack's API gives it; with its metadata only for those who asked."""
        app = self.channel.space.app_id
        replies = self.channel.replies(self.ts)
        found: dict[str, Any] = {
            "type": "message",
            "user": self.user,
            "ts": self.ts,
            "text": self.text,
            "team": self.channel.space.id,
            "blocks": self.blocks or None,
            "bot_id": self.bot_id or None,
            "app_id": app if self.bot_id else None,
            "thread_ts": self.ts if replies else self.thread_ts,
            "reply_count": len(replies) or None,
            "latest_reply": replies[-1].ts if replies else None,
            "edited": {"user": self.user, "ts": self.edited} if self.edited else None,
            "metadata": self.metadata if metadata else None,
            "files": self.files or None,
        }
        return {name: value for name, value in found.items() if value is not None}


@dataclass(eq=False)
class Channel:
    """A channel, a private one (``group``), a direct message (``im``) or one of several people (``mpim``)."""

    id: str
    space: Workspace = field(repr=False)
    name: str
    kind: Kind = "channel"
    members: list[str] = field(default_factory=list)
    archived: bool = False
    posts: list[Message] = field(default_factory=list, repr=False)
    ephemerals: list[Message] = field(default_factory=list, repr=False)
    _by_ts: dict[str, Message] = field(default_factory=dict, repr=False)
    _replies: dict[str, list[Message]] = field(default_factory=dict, repr=False)

    @property
    def messages(self) -> list[Message]:
        """What the channel shows, oldest first: no replies (but those also sent to it), nothing ephemeral."""
        return [post for post in self.posts if not post.is_reply or post.broadcast]

    def replies(self, ts: str) -> list[Message]:
        return self._replies.get(ts, [])

    def thread(self, ts: str) -> list[Message]:
        """A message and its replies, oldest first."""
        parent = self.find(ts)
        return [*([parent] if parent else []), *self.replies(ts)]

    def find(self, ts: str) -> Message | None:
        return self._by_ts.get(ts)

    def add(self, message: Message) -> None:
        """Show it to one person if it is only for them, and to everybody otherwise."""
        if message.only_for:
            self.ephemerals.append(message)
            return
        self.posts.append(message)
        self._by_ts[message.ts] = message
        if message.is_reply and message.thread_ts:
            self._replies.setdefault(message.thread_ts, []).append(message)

    def remove(self, message: Message) -> None:
        message.deleted = True
        self._by_ts.pop(message.ts, None)
        for shelf in (self.posts, self.ephemerals, self.replies(message.thread_ts or "")):
            if message in shelf:
                shelf.remove(message)

    @property
    def scope(self) -> str:
        """The first half of the scopes that concern it: ``channels``, ``groups``, ``im`` or ``mpim``."""
        return SCOPES[self.kind]

    def json(self, members: bool = False) -> dict[str, Any]:
        """The ``channel`` object of conversations.info."""
        me = self.space.bot.id
        common = {
            "id": self.id,
            "created": 1_700_000_000,
            "is_archived": self.archived,
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_im": self.kind == "im",
            "is_mpim": self.kind == "mpim",
            "is_private": self.kind != "channel",
            "context_team_id": self.space.id,
        }
        if self.kind == "im":
            return common | {"user": next(one for one in [*self.members, me] if one != me), "is_open": True}
        count = {"num_members": len(self.members)} if members else {}
        return (
            common | {"name": self.name, "is_general": self.name == "general", "is_member": me in self.members} | count
        )
