"""Threads: started from a message or on their own, joined, listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.platforms.discord import permissions, shapes
from tests.platforms.discord.journal import Call
from tests.platforms.discord.permissions import Can
from tests.platforms.discord.refusals import Refusal
from tests.platforms.discord.server import Reply, Route
from tests.platforms.discord.things import ADDED, PRIVATE_THREAD, PUBLIC_THREAD, REMOVED, TEXT, Channel, Message

if TYPE_CHECKING:
    from tests.platforms.discord.world import World

Json = dict[str, Any]
MOST_PARTICIPANTS = 1000
MEMBERS = 1 << 14 | 1 << 15


def start_from_message(world: World, call: Call) -> Reply:
    """Its id is the message's; a message has one at most (160004)."""
    parent = world.need_channel(call.ids["channel_id"], Can.CREATE_PUBLIC_THREADS)
    if parent.kind != TEXT:
        raise Refusal(50024)
    post = world.need_message(parent, call.ids["message_id"])
    if post.id in world.channels:
        raise Refusal(160004)
    post.thread = opened(world, parent, PUBLIC_THREAD, call.json, post.id)
    return Reply(201, shapes.channel(world, post.thread))


def start(world: World, call: Call) -> Reply:
    """Discord's default kind is the private one."""
    kind = call.json.get("type") or PRIVATE_THREAD
    needed = Can.CREATE_PRIVATE_THREADS if kind == PRIVATE_THREAD else Can.CREATE_PUBLIC_THREADS
    parent = world.need_channel(call.ids["channel_id"], needed)
    if parent.kind != TEXT or kind not in {PUBLIC_THREAD, PRIVATE_THREAD}:
        raise Refusal(50024)
    return Reply(201, shapes.channel(world, opened(world, parent, kind, call.json, world.ids.next())))


def opened(world: World, parent: Channel, kind: int, body: Json, thread_id: str) -> Channel:
    if parent.guild:
        parent.guild.need_room_for_a_thread()
    now = world.clock.time()
    thread = Channel(thread_id, kind, body["name"].strip(), parent.guild, parent, world.me.id, created=now)
    thread.auto_archive_minutes = body.get("auto_archive_duration") or 1440
    thread.invitable = body.get("invitable") is not False
    thread.people[world.me.id] = now
    world.add_channel(thread)
    world.announce_channel("THREAD_CREATE", thread)
    return thread


def need_thread(world: World, call: Call) -> Channel:
    thread = world.need_channel(call.ids["channel_id"])
    if not thread.is_thread:
        raise Refusal(50024)
    return thread


def need_active(world: World, call: Call) -> Channel:
    thread = need_thread(world, call)
    if thread.archived:
        raise Refusal(50083)
    if thread.locked and Can.MANAGE_THREADS not in world.can(world.me, thread):
        raise Refusal(160005)
    return thread


def add_person(world: World, call: Call) -> None:
    """Whoever is in it already stays. 50001 for somebody who doesn't see its channel is likely, not documented."""
    thread, person_id = need_active(world, call), call.ids["user_id"]
    if Can.SEND_MESSAGES_IN_THREADS not in world.can(world.me, thread):
        raise Refusal(50013)
    if thread.guild and thread.parent:
        world.need_member(thread.guild, person_id)
        if Can.VIEW_CHANNEL not in permissions.in_channel(thread.parent, person_id):
            raise Refusal(50001)
    if person_id in thread.people:
        return
    if len(thread.people) >= MOST_PARTICIPANTS:
        raise Refusal(30033)
    thread.people[person_id] = world.clock.time()
    note(world, thread, ADDED)


def note(world: World, thread: Channel, kind: int) -> None:
    """What Discord itself writes into a thread about who comes and goes."""
    line = Message(world.ids.next(), thread, world.me, world.clock.time(), kind=kind)
    thread.messages.append(line)


def join(world: World, call: Call) -> None:
    thread = need_active(world, call)
    thread.people.setdefault(world.me.id, world.clock.time())


def remove_person(world: World, call: Call) -> None:
    thread = need_active(world, call)
    mine = thread.is_private_thread and thread.owner_id == world.me.id
    if not mine and Can.MANAGE_THREADS not in world.can(world.me, thread):
        raise Refusal(50013)
    if call.ids["user_id"] not in world.people:
        raise Refusal(10013)
    if thread.people.pop(call.ids["user_id"], None) is not None:
        note(world, thread, REMOVED)


def people(world: World, call: Call) -> list[Json]:
    """Only for bots that are allowed to know a server's members."""
    thread = need_thread(world, call)
    if not world.privileged_intents & MEMBERS:
        raise Refusal(50001)
    return [shapes.thread_member(thread, person_id) for person_id in thread.people]


def active(world: World, call: Call) -> Json:
    """All that the bot can see, private ones too; newest first."""
    guild = world.need_guild(call.ids["guild_id"])
    seen = [thread for thread in guild.threads if not thread.archived and world.can(world.me, thread)]
    return listed(world, sorted(seen, key=lambda thread: -int(thread.id)))


def archived(kind: int, *, joined: bool = False) -> Any:
    """All of a kind, or those that the bot is in, the newest first; the private ones of others are for moderators."""

    def listing(world: World, call: Call) -> Json:
        parent = world.need_channel(call.ids["channel_id"], Can.READ_MESSAGE_HISTORY)
        if kind == PRIVATE_THREAD and not joined and Can.MANAGE_THREADS not in world.can(world.me, parent):
            raise Refusal(50013)
        threads = parent.guild.threads if parent.guild else []
        found = [t for t in threads if t.parent is parent and t.archived and t.kind == kind]
        if joined:
            found = [thread for thread in found if world.me.id in thread.people]
        limit = int(call.query.get("limit", "50"))
        newest = sorted(found, key=lambda thread: -int(thread.id))[:limit]
        return listed(world, newest) | {"has_more": len(newest) < len(found)}

    return listing


def listed(world: World, threads: list[Channel]) -> Json:
    me = world.me.id
    mine = [shapes.thread_member(thread, me) for thread in threads if me in thread.people]
    return {"threads": [shapes.channel(world, thread) for thread in threads], "members": mine}


ROUTES: tuple[Route, ...] = (
    ("POST", "/channels/{channel_id}/messages/{message_id}/threads", start_from_message),
    ("POST", "/channels/{channel_id}/threads", start),
    ("GET", "/channels/{channel_id}/thread-members", people),
    ("PUT", "/channels/{channel_id}/thread-members/@me", join),
    ("PUT", "/channels/{channel_id}/thread-members/{user_id}", add_person),
    ("DELETE", "/channels/{channel_id}/thread-members/{user_id}", remove_person),
    ("GET", "/channels/{channel_id}/threads/archived/public", archived(PUBLIC_THREAD)),
    ("GET", "/channels/{channel_id}/threads/archived/private", archived(PRIVATE_THREAD)),
    ("GET", "/channels/{channel_id}/users/@me/threads/archived/private", archived(PRIVATE_THREAD, joined=True)),
    ("GET", "/guilds/{guild_id}/threads/active", active),
)
