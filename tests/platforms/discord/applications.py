"""The bot's own account: who it is, how it connects, which commands it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.platforms.discord import rules, shapes
from tests.platforms.discord.journal import Call
from tests.platforms.discord.refusals import Refusal
from tests.platforms.discord.server import Route

if TYPE_CHECKING:
    from tests.platforms.discord.world import World

Json = dict[str, Any]
LIMITED_FLAGS = {1 << 8: 1 << 13, 1 << 1: 1 << 15, 1 << 15: 1 << 19}
"""An approved privileged intent shows in the application's flags as its `…_LIMITED` bit."""


def gateway(world: World, call: Call) -> Json:
    return {"url": f"ws://{world.address}/gateway"}


def gateway_for_bots(world: World, call: Call) -> Json:
    return gateway(world, call) | {"shards": 1, "session_start_limit": dict(world.session_start_limit)}


def me(world: World, call: Call) -> Json:
    return shapes.person(world.me) | {"verified": True, "mfa_enabled": True, "locale": "en-US"}


def application(world: World, call: Call) -> Json:
    flags = sum(flag for intent, flag in LIMITED_FLAGS.items() if world.privileged_intents & intent)
    return {
        "id": world.me.id,
        "name": world.me.name,
        "description": "",
        "icon": None,
        "type": None,
        "bot": shapes.person(world.me),
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": shapes.person(world.install_owner),
        "team": None,
        "verify_key": "0" * 64,
        "flags": flags,
        "summary": "",
        "hook": True,
        "is_monetized": False,
        "approximate_guild_count": sum(not guild.left for guild in world.guilds.values()),
        "approximate_user_install_count": 0,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "integration_types_config": {"0": {}},
    }


def check_application(world: World, call: Call) -> None:
    if call.ids["application_id"] != world.me.id:
        raise Refusal(50001)


def commands(world: World, call: Call) -> list[Json]:
    check_application(world, call)
    return world.commands


def put_commands(world: World, call: Call) -> list[Json]:
    check_application(world, call)
    world.commands = registered(world, call.json or [], world.commands, None)
    return world.commands


def guild_commands(world: World, call: Call) -> list[Json]:
    check_application(world, call)
    return world.guild_commands.get(world.need_guild(call.ids["guild_id"]).id, [])


def put_guild_commands(world: World, call: Call) -> list[Json]:
    check_application(world, call)
    guild_id = world.need_guild(call.ids["guild_id"]).id
    known = world.guild_commands.get(guild_id, [])
    world.guild_commands[guild_id] = registered(world, call.json or [], known, guild_id)
    return world.guild_commands[guild_id]


def registered(world: World, table: list[Json], known: list[Json], guild_id: str | None) -> list[Json]:
    """A command keeps its id while its name and type stay."""
    faults = rules.faults_of_commands(table)
    if faults:
        raise Refusal(50035, details=faults)
    ids = {(command["name"], command["type"]): command["id"] for command in known}
    return [stored(world, command, ids, guild_id) for command in table]


def stored(world: World, command: Json, ids: dict[tuple[str, int], str], guild_id: str | None) -> Json:
    kind = command.get("type") or 1
    needed = command.get("default_member_permissions")
    entry: Json = {
        "id": ids.get((command["name"], kind)) or world.ids.next(),
        "application_id": world.me.id,
        "version": world.ids.next(),
        "type": kind,
        "name": command["name"],
        "name_localizations": command.get("name_localizations"),
        "description": command.get("description") or "",
        "description_localizations": command.get("description_localizations"),
        "options": command.get("options") or [],
        "default_member_permissions": None if needed is None else str(needed),
        "nsfw": bool(command.get("nsfw")),
        "integration_types": command.get("integration_types") or [0],
        "contexts": command.get("contexts"),
    }
    if command.get("dm_permission") is False and entry["contexts"] is None:
        entry["contexts"] = [0]
    return entry | ({"guild_id": guild_id} if guild_id else {})


ROUTES: tuple[Route, ...] = (
    ("GET", "/gateway", gateway),
    ("GET", "/gateway/bot", gateway_for_bots),
    ("GET", "/users/@me", me),
    ("GET", "/applications/@me", application),
    ("GET", "/oauth2/applications/@me", application),
    ("GET", "/applications/{application_id}/commands", commands),
    ("PUT", "/applications/{application_id}/commands", put_commands),
    ("GET", "/applications/{application_id}/guilds/{guild_id}/commands", guild_commands),
    ("PUT", "/applications/{application_id}/guilds/{guild_id}/commands", put_guild_commands),
)
