"""One call of a method, as its handler sees it."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from tests.platforms.slack.methods import Args, Refused

if TYPE_CHECKING:
    from tests.platforms.slack.far_end import FakeSlack
    from tests.platforms.slack.people import User
    from tests.platforms.slack.places import Channel
    from tests.platforms.slack.workspace import Workspace

Item = TypeVar("Item")


@dataclass(frozen=True)
class Desk:
    """Who asks (the workspace's bot), with which arguments."""

    slack: FakeSlack
    space: Workspace
    args: Args

    def needs(self, scope: str, told: str = "") -> None:
        """``told`` is what Slack says is needed, where it says more than that."""
        if scope and scope not in self.space.scopes:
            raise Refused("missing_scope", needed=told or scope, provided=",".join(sorted(self.space.scopes)))

    def channel(self, scope: str = "") -> Channel:
        """The channel named by the arguments, if the bot may know that it exists.

        ``scope`` (``read``, ``history``) is asked for in the flavour of that channel: ``groups:read``.
        """
        channel = self.space.channels.get(self.args["channel"])
        if channel is None or (channel.kind != "channel" and self.space.bot.id not in channel.members):
            raise Refused("channel_not_found")
        if scope:
            self.needs(f"{channel.scope}:{scope}")
        return channel

    def user(self, name: str = "user") -> User:
        if self.args[name] not in self.space.users:
            raise Refused("user_not_found")
        return self.space.users[self.args[name]]

    def page(self, items: list[Item], default: int = 100) -> tuple[list[Item], dict[str, Any]]:
        """One page of a list and what points to the next; a cursor is opaque to the app."""
        start, size = _position(self.args.get("cursor", "")), self.args.get("limit", default)
        more = start + size < len(items)
        cursor = base64.b64encode(f"next:{start + size}".encode()).decode() if more else ""
        return items[start : start + size], {"next_cursor": cursor}


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise Refused("invalid_cursor") from None
    if word != "next" or not number.isdecimal():
        raise Refused("invalid_cursor")
    return int(number)
