"""The command table as Discord's grouped slash commands, and registering them when they have changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from adapters.discord.wire import Wire
from bot.kernel.commands import Command, Option
from bot.kernel.ports import Notes
from bot.kernel.roles import OWNERS

Json = dict[str, Any]
SUBCOMMAND, GROUP = 1, 2
_TYPES = {"text": 3, "whole": 4, "yes_no": 5, "person": 6, "place": 7}
_MANAGE_SERVER = 1 << 5
_IN_SERVERS = {"contexts": [0], "integration_types": [0]}
NOTE = "discord.commands"


def native(commands: Iterable[Command]) -> list[Json]:
    """All commands as one bulk overwrite.

    No option is required natively: a command without the options it needs opens a form instead of being refused.
    A noun whose every command is for owners is shown only to whoever manages the server, until its admins decide
    otherwise; who may really use it is checked when it is used. What appointed staff may use is shown to everybody:
    Discord knows nothing of our roles, and would hide it from them too.
    """
    nouns: dict[str, list[Command]] = {}
    for command in commands:
        nouns.setdefault(command.path[0], []).append(command)
    return [_noun(name, of) for name, of in nouns.items()]


def _noun(name: str, commands: Sequence[Command]) -> Json:
    only_owners = all(command.may <= OWNERS for command in commands)
    reserved = {"default_member_permissions": _MANAGE_SERVER} if only_owners else {}
    return {**_node(name, 1, commands), "type": 1, **_IN_SERVERS, **reserved}


def _node(name: str, depth: int, commands: Sequence[Command]) -> Json:
    """A command, or the words that may follow this one."""
    if [len(command.path) for command in commands] == [depth]:
        options = [_option(option) for option in commands[0].options]
        return {"type": SUBCOMMAND, "name": name, "description": commands[0].help, "options": options}
    words: dict[str, list[Command]] = {}
    for command in commands:
        if len(command.path) == depth:
            raise ValueError(f"/{command.name} cannot be a command and have others below it")
        words.setdefault(command.path[depth], []).append(command)
    options = [_node(word, depth + 1, of) for word, of in words.items()]
    return {"type": GROUP, "name": name, "description": ", ".join(words)[:100], "options": options}


def _option(option: Option) -> Json:
    kind = option.kind
    shape: Json = {"type": _TYPES[kind.native], "name": option.name, "description": option.help}
    if kind.native == "place":
        shape["channel_types"] = [0, 5]
    if kind.choices:
        shape["choices"] = [{"name": choice, "value": choice} for choice in kind.choices]
    elif kind.source:
        shape["autocomplete"] = True
    return shape


async def sync(wire: Wire, application: str, commands: Mapping[tuple[str, ...], Command], notes: Notes) -> bool:
    """Register the commands if they are not what Discord was last told; True when it was told."""
    table = native(commands.values())
    words = json.dumps([application, table], sort_keys=True)
    digest = hashlib.sha256(words.encode()).hexdigest()
    if await notes.get(NOTE) == digest:
        return False
    await wire.request("PUT", f"/applications/{application}/commands", table)
    await notes.put(NOTE, digest)
    return True
