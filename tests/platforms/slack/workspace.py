"""A workspace: its people, channels, modals and Home tabs, and the app installed in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.platforms.slack.people import User
from tests.platforms.slack.places import Channel, Kind, Message
from tests.platforms.slack.views import View

SLACKBOT = "USLACKBOT"
READS = {f"{kind}:{what}" for kind in ("channels", "groups", "im", "mpim") for what in ("read", "history", "write")}
EVERY_SCOPE = frozenset({*READS, "chat:write", "commands", "files:write", "users:read", "team:read", "channels:join"})


class Workspace:
    """Number ``n`` has the id ``T00000n`` and the bot token ``xoxb-T00000n-secret``.

    ``scopes`` are those granted to the bot; ``auth_error`` (``token_revoked``, ``account_inactive``, …), once set,
    is what every call gets.
    """

    def __init__(self, number: int, app_id: str) -> None:
        self.id = f"T{number:06}"
        self.app_id = app_id
        self.name = f"Course {number}"
        self.domain = f"course-{number}"
        self.bot_token = f"xoxb-{self.id}-secret"
        self.scopes: set[str] = set(EVERY_SCOPE)
        self.auth_error: str | None = None
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.views: dict[str, View] = {}
        self.modals: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self._private: dict[frozenset[str], Channel] = {}
        self._number = number
        self._count = 0
        self.bot_id = self._id("B")
        self.users[SLACKBOT] = User(SLACKBOT, self.id, "slackbot", "Slackbot", "America/Los_Angeles")
        self.bot = self.add_user("homeroom", is_bot=True, bot_id=self.bot_id)

    def _id(self, letter: str) -> str:
        self._count += 1
        return f"{letter}{self._number:06}{self._count:03}"

    def next_view(self) -> str:
        return self._id("V")

    def add_user(self, name: str, **fields: Any) -> User:
        """A new person, in no channel but ``general``; ``fields`` are those of ``User``."""
        user = User(self._id("U"), self.id, name, **({"real_name": name.title()} | fields))
        self.users[user.id] = user
        for channel in self.channels.values():
            if channel.name == "general" and not user.is_bot:
                channel.members.append(user.id)
        return user

    def add_channel(
        self, name: str, members: Iterable[User | str] | None = None, *, private: bool = False, bot: bool = True
    ) -> Channel:
        """A new channel with these people (with nobody named: everyone), and the bot unless ``bot`` is false."""
        people = [one.id for one in self.users.values() if not one.is_bot and one.id != SLACKBOT]
        inside = people if members is None else [self.user(one).id for one in members]
        return self._add(name, "group" if private else "channel", [*inside, *([self.bot.id] if bot else [])])

    def _add(self, name: str, kind: Kind, members: list[str]) -> Channel:
        channel = Channel(self._id("D" if kind == "im" else "C"), self, name, kind, members)
        self.channels[channel.id] = channel
        return channel

    def user(self, who: User | str) -> User:
        """By id or by handle."""
        if isinstance(who, User):
            return who
        name = who.lstrip("@")
        found = self.users.get(who) or next((one for one in self.users.values() if one.name == name), None)
        if found is None:
            raise LookupError(f"nobody is called {who}")
        return found

    def channel(self, where: Channel | str) -> Channel:
        """By id or by name."""
        if isinstance(where, Channel):
            return where
        name = where.lstrip("#")
        found = self.channels.get(where) or next((one for one in self.channels.values() if one.name == name), None)
        if found is None:
            raise LookupError(f"no channel is called {where}")
        return found

    def private(self, users: Iterable[str]) -> Channel | None:
        """The direct message of the bot with exactly these people, if there is one."""
        return self._private.get(frozenset(users))

    def open_private(self, users: list[str]) -> Channel:
        kind: Kind = "im" if len(users) == 1 else "mpim"
        names = "--".join(self.users[one].name for one in [*users, self.bot.id])
        name = f"mpdm-{names}-1" if kind == "mpim" else ""
        if frozenset(users) not in self._private:
            self._private[frozenset(users)] = self._add(name, kind, [*users, self.bot.id])
        return self._private[frozenset(users)]

    def archive(self, where: Channel | str) -> None:
        """An archived channel loses its bots."""
        channel = self.channel(where)
        channel.archived = True
        channel.members = [one for one in channel.members if not self.users[one].is_bot]

    @property
    def posts(self) -> list[Message]:
        """Every message of the bot that exists and is not ephemeral."""
        return [post for channel in self.channels.values() for post in channel.posts if post.user == self.bot.id]
