"""What the bot asks of a server: the fewest permissions, each with its reason, and the link that invites it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from adapters.discord import errors

ADMINISTRATOR, MANAGE_SERVER = 1 << 3, 1 << 5


@dataclass(frozen=True, slots=True)
class Permission:
    """One permission: its bit, what Discord calls it, and why the bot needs it; or, ``wished``, would be glad of it."""

    bit: int
    name: str
    why: str
    wished: bool = False


PERMISSIONS = (
    Permission(1 << 10, errors.VIEW, "to see the channels in which it is to speak"),
    Permission(1 << 11, errors.SEND, "to ask icebreakers and to welcome people"),
    Permission(1 << 35, errors.CREATE_THREADS, "to open a thread under a question with its first answer"),
    Permission(
        1 << 38,
        errors.SEND_IN_THREADS,
        "to put people's answers into that thread, in their names, and to write in the rooms of buddies",
    ),
    Permission(
        1 << 36,
        errors.CREATE_ROOMS,
        "to open a room that only two or three buddies see; without it, buddies are introduced in another way",
        wished=True,
    ),
    Permission(
        1 << 15,
        errors.ATTACH,
        "to show results as a picture, and to hand over files; without it, the same is said in words",
        wished=True,
    ),
    Permission(
        1 << 16,
        errors.READ_HISTORY,
        "to look, after a broken connection, whether its own message arrived, so that nothing is said twice",
    ),
)
INVITED_WITH = sum(permission.bit for permission in PERMISSIONS)
SCOPES = ("bot", "applications.commands")


def invite(application_id: str) -> str:
    """The link with which somebody who manages a server adds the bot to it."""
    asked = {"client_id": application_id, "scope": " ".join(SCOPES), "permissions": str(INVITED_WITH)}
    return f"https://discord.com/oauth2/authorize?{urlencode(asked)}"


def manages(bits: int) -> bool:
    """Whoever has these permissions may manage the whole server."""
    return bool(bits & (ADMINISTRATOR | MANAGE_SERVER))
