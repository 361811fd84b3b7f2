"""Servers, channels, members and direct conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.platforms.discord import shapes
from tests.platforms.discord.journal import Call
from tests.platforms.discord.permissions import Can
from tests.platforms.discord.refusals import Refusal
from tests.platforms.discord.server import Route
from tests.platforms.discord.things import DM, Channel

if TYPE_CHECKING:
    from tests.platforms.discord.world import World

Json = dict[str, Any]


def channel(world: World, call: Call) -> Json:
    return shapes.channel(world, world.need_channel(call.ids["channel_id"]))


def edit_channel(world: World, call: Call) -> Json:
    place = world.need_channel(call.ids["channel_id"])
    body: Json = call.json
    if place.kind == DM:
        raise Refusal(50024)
    if place.is_thread:
        edit_thread(world, place, body)
    elif Can.MANAGE_CHANNELS not in world.can(world.me, place):
        raise Refusal(50013)
    place.name = body.get("name") or place.name
    place.topic = body.get("topic", place.topic)
    world.announce_channel("THREAD_UPDATE" if place.is_thread else "CHANNEL_UPDATE", place)
    return shapes.channel(world, place)


def edit_thread(world: World, thread: Channel, body: Json) -> None:
    """An archived one is opened first (50083), by anybody in it; locks, and threads of others, need MANAGE_THREADS."""
    manages = Can.MANAGE_THREADS in world.can(world.me, thread)
    mine = thread.owner_id == world.me.id or (body == {"archived": False} and world.me.id in thread.people)
    if (not mine or thread.locked or "locked" in body) and not manages:
        raise Refusal(50013)
    if thread.archived:
        if body.get("archived") is not False:
            raise Refusal(50083)
        if thread.guild:
            thread.guild.need_room_for_a_thread()
    for name in ("archived", "locked", "invitable"):
        if body.get(name) is not None:
            setattr(thread, name, body[name])
    thread.auto_archive_minutes = body.get("auto_archive_duration") or thread.auto_archive_minutes


def delete_channel(world: World, call: Call) -> Json:
    place = world.need_channel(call.ids["channel_id"])
    needed = Can.MANAGE_THREADS if place.is_thread else Can.MANAGE_CHANNELS
    if place.kind != DM and needed not in world.can(world.me, place):
        raise Refusal(50013)
    shape = shapes.channel(world, place)
    if place.kind != DM:
        world.delete_channel(place)
    return shape


def typing(world: World, call: Call) -> None:
    world.need_channel(call.ids["channel_id"], Can.SEND_MESSAGES)


def guild(world: World, call: Call) -> Json:
    return shapes.guild(world.need_guild(call.ids["guild_id"]))


def guild_channels(world: World, call: Call) -> list[Json]:
    """All of them, also those that the bot may not enter; threads are listed elsewhere."""
    places = world.need_guild(call.ids["guild_id"]).channels.values()
    return [shapes.channel(world, place) for place in places if not (place.is_thread or place.deleted)]


def roles(world: World, call: Call) -> list[Json]:
    entry = world.need_guild(call.ids["guild_id"])
    return [shapes.role(entry, one) for one in entry.roles.values()]


def member(world: World, call: Call) -> Json:
    entry = world.need_guild(call.ids["guild_id"])
    return shapes.member(entry, world.need_member(entry, call.ids["user_id"]).person)


def find_members(world: World, call: Call) -> list[Json]:
    entry = world.need_guild(call.ids["guild_id"])
    start, most = call.query["query"].lower(), int(call.query.get("limit", "1"))
    named = [m.person for m in entry.members.values() if (m.nick or m.person.name).lower().startswith(start)]
    return [shapes.member(entry, person) for person in named[:most]]


def user(world: World, call: Call) -> Json:
    person = world.people.get(call.ids["user_id"])
    if person is None:
        raise Refusal(10013)
    return shapes.person(person)


def my_guilds(world: World, call: Call) -> list[Json]:
    mine = [entry for entry in world.guilds.values() if not entry.left]
    return [{"id": entry.id, "name": entry.name, "owner": False, "features": []} for entry in mine]


def leave_guild(world: World, call: Call) -> None:
    world.remove_guild(world.need_guild(call.ids["guild_id"]))


def open_dm(world: World, call: Call) -> Json:
    """An open one is returned again. `dm_openings_left` counts down to 40003."""
    person = world.people.get(str((call.json or {}).get("recipient_id")))
    if person is None or person is world.me or person.bot:
        raise Refusal(50033)
    known = any(c.kind == DM and person.id in c.people for c in world.channels.values())
    if not known and world.dm_openings_left is not None:
        if world.dm_openings_left <= 0:
            raise Refusal(40003)
        world.dm_openings_left -= 1
    return shapes.channel(world, world.dm(person))


ROUTES: tuple[Route, ...] = (
    ("GET", "/channels/{channel_id}", channel),
    ("PATCH", "/channels/{channel_id}", edit_channel),
    ("DELETE", "/channels/{channel_id}", delete_channel),
    ("POST", "/channels/{channel_id}/typing", typing),
    ("GET", "/guilds/{guild_id}", guild),
    ("GET", "/guilds/{guild_id}/channels", guild_channels),
    ("GET", "/guilds/{guild_id}/roles", roles),
    ("GET", "/guilds/{guild_id}/members/search", find_members),
    ("GET", "/guilds/{guild_id}/members/{user_id}", member),
    ("GET", "/users/@me/guilds", my_guilds),
    ("DELETE", "/users/@me/guilds/{guild_id}", leave_guild),
    ("POST", "/users/@me/channels", open_dm),
)
LAST: tuple[Route, ...] = (("GET", "/users/{user_id}", user),)
