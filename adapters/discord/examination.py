"""Is all well with the token, the sessions left, the permissions in each place? What ``doctor`` says of Discord."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from adapters.discord import permissions
from adapters.discord.errors import door
from adapters.discord.manifest import PERMISSIONS, invite
from adapters.discord.sessions import Sessions
from adapters.discord.wire import Wire
from bot.kernel.errors import Closed, Gone, PlatformError
from bot.kernel.places import Place
from bot.kernel.ports import Finding

_RESET = "Reset it at discord.com/developers, under Bot, and put the new one into HOMEROOM_DISCORD_TOKEN."
_NETWORK = "Look whether this machine is online, and whether programs on it reach https://discord.com."
PATIENCE = 10  # seconds
# Presence, Server Members and Message Content, each twice: for small apps and for large ones.
_PRIVILEGED = sum(1 << bit for bit in (12, 13, 14, 15, 18, 19))


async def examine(wire: Wire, places: Sequence[Place]) -> list[Finding]:
    """One finding each for token, intents, sessions and place; without a token that works, only that."""
    try:
        async with asyncio.timeout(PATIENCE):
            with door():
                application = await wire.request("GET", "/applications/@me")
    except Closed:
        return [Finding("Discord token", "failure", "Discord does not accept it", _RESET)]
    except (PlatformError, TimeoutError) as error:
        why = str(error) or f"nothing within {PATIENCE} seconds"
        return [Finding("Discord", "failure", f"does not answer: {why}", _NETWORK)]
    link = invite(application["id"])
    known = Finding("Discord token", "ok", f"belongs to application {application['id']}")
    return [known, _intents(application), await _sessions(wire), *[await _place(wire, p, link) for p in places]]


def _intents(application: Mapping[str, Any]) -> Finding:
    if application.get("flags", 0) & _PRIVILEGED:
        remedy = "The bot never uses them: switch them off at discord.com/developers, under Bot."
        return Finding("Discord intents", "warning", "privileged intents are switched on", remedy)
    return Finding("Discord intents", "ok", "no privileged intent is switched on")


async def _sessions(wire: Wire) -> Finding:
    try:
        with door():
            sessions = Sessions.read(await wire.request("GET", "/gateway/bot"))
    except PlatformError as error:
        return Finding("Discord sessions", "failure", str(error), "Try again in a few minutes.")
    if sessions.suffice:
        return Finding("Discord sessions", "ok", sessions.words)
    return Finding("Discord sessions", "failure", sessions.words, f"Start the bot in {sessions.reset_minutes} minutes.")


async def _place(wire: Wire, place: Place, link: str) -> Finding:
    what = f"Discord channel {place.channel}"
    try:
        with door():
            bits = await permissions.ours(wire, place.space.partition(":")[2], place.channel)
    except Gone:
        return Finding(what, "failure", "does not exist, or the bot is not in its server", f"Invite it: {link}")
    except PlatformError as error:
        return Finding(what, "failure", f"cannot be looked at: {error}", "Grant the bot View Channel there.")
    missing = [permission for permission in PERMISSIONS if not bits & permission.bit]
    if missing:
        names = ", ".join(permission.name for permission in missing)
        state: Literal["warning", "failure"] = "warning" if all(one.wished for one in missing) else "failure"
        remedy = f"Grant the bot {names} in this channel: Edit Channel, Permissions."
        return Finding(what, state, f"lacks {names}", remedy)
    return Finding(what, "ok", "all permissions are there")
