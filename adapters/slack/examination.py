"""Is all well between us and Slack: the token, its scopes, each channel. For ``doctor``."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Literal

from adapters.slack import files, rooms
from adapters.slack.commands import SCOPES
from adapters.slack.errors import INVITE
from adapters.slack.line import Line
from bot.kernel.errors import Closed, Forbidden, PlatformError
from bot.kernel.places import Place
from bot.kernel.ports import Finding

_TOKEN = "Slack token"  # noqa: S105 - what the finding is called
_NEW = "copy the Bot User OAuth Token (app settings > OAuth & Permissions) into HOMEROOM_SLACK_BOT_TOKEN"
_SOCKET = (
    "app settings > Basic Information > App-Level Tokens: generate one with connections:write and copy it into "
    "HOMEROOM_SLACK_APP_TOKEN; then Socket Mode: switch it on"
)
_AGAIN = "look whether this machine is online, and whether programs on it reach https://slack.com; then try again"
PATIENCE = 10  # seconds
_MISSING = "app settings > OAuth & Permissions: add these, or paste `homeroom slack manifest`; then reinstall the app"


async def examine(line: Line, places: Sequence[Place], app_token: str = "") -> list[Finding]:
    """A finding for each token, one for the scopes, one for each place; without a token that works, only that."""
    try:
        async with asyncio.timeout(PATIENCE):
            me = await line.call("auth.test", {})
    except Closed as error:
        return [Finding(_TOKEN, "failure", str(error), _NEW)]
    except (PlatformError, TimeoutError) as error:
        why = str(error) or f"nothing within {PATIENCE} seconds"
        return [Finding("Slack", "failure", f"does not answer: {why}", _AGAIN)]
    token = Finding(_TOKEN, "ok", f"{me.get('user', 'the bot')} in {me.get('team', 'a workspace')}")
    scopes = _scopes(line.granted)
    socket = [await examine_app_token(line, app_token)] if app_token else []
    return [token, scopes, *socket, *[await _place(line, place) for place in places]]


def _scopes(granted: Sequence[str]) -> Finding:
    if not granted:
        return Finding("Slack scopes", "warning", "Slack did not say which are granted", _MISSING)
    missing = [scope for scope, _ in SCOPES if scope not in granted]
    if missing:
        state: Literal["warning", "failure"] = "failure" if set(missing) - rooms.SCOPES - files.SCOPES else "warning"
        return Finding("Slack scopes", state, "missing: " + ", ".join(missing), _MISSING)
    return Finding("Slack scopes", "ok", f"all {len(SCOPES)} granted")


async def examine_app_token(line: Line, app_token: str) -> Finding:
    """Does Socket Mode open with this token? (What it opens is not used, and closes by itself.)"""
    try:
        await line.call("apps.connections.open", {"app_token": app_token})
    except PlatformError as error:
        return Finding("Slack Socket Mode", "failure", str(error), _SOCKET if isinstance(error, Closed) else _AGAIN)
    return Finding("Slack Socket Mode", "ok", "opens")


async def _place(line: Line, place: Place) -> Finding:
    what = f"Slack channel {place.channel}"
    try:
        channel = (await line.call("conversations.info", {"channel": place.channel}))["channel"]
    except Forbidden as error:
        return Finding(what, "failure", str(error), error.grant)
    except PlatformError as error:
        return Finding(what, "failure", str(error), "look whether it still exists; if it is private, " + INVITE)
    what = f"Slack channel #{channel.get('name', place.channel)}"
    if channel.get("is_archived"):
        return Finding(what, "failure", "archived", "unarchive it, or choose another channel")
    if not channel.get("is_member", channel.get("is_im")):
        return Finding(what, "failure", "Homeroom is not in it", INVITE)
    return Finding(what, "ok", "Homeroom is in it")
