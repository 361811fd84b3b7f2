"""Rooms for a few people: private threads, which Discord opens anew each time it is asked, found again by name."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from functools import partial
from typing import Any

from adapters.discord import errors, snowflakes, threads
from adapters.discord.errors import door, overlooking
from adapters.discord.wire import Refusal, Wire
from bot.kernel.errors import Forbidden, Gone, Refused, Unclear, Unreachable
from bot.kernel.places import Person, Place

PRIVATE_THREAD, SIGN, PAGE = 12, 5, 100
_NOT_HERE = frozenset({errors.UNKNOWN_MEMBER, errors.UNKNOWN_USER})
_CANNOT_COME = _NOT_HERE | {errors.NOT_SEEN, errors.THREAD_FULL}


def name(title: str, marker: str) -> str:
    """The title, and a sign of the marker: Discord keeps nothing else with a room by which to know it again."""
    sign = f" · {marker[:SIGN]}"
    return threads.fitting(title, threads.NAME - len(sign)) + sign


async def begun(wire: Wire, place: Place, name: str, since: datetime) -> Place | None:
    """Our own room of this name, opened at ``since`` or later; it may have been archived meanwhile."""
    with door(errors.VIEW):
        active = await wire.request("GET", f"/guilds/{_guild(place)}/threads/active")
        if room := await _ours(wire, active["threads"], place, name, since):
            return room
    with door(errors.READ_HISTORY):
        path = f"/channels/{place.channel}/users/@me/threads/archived/private?limit={PAGE}"
        return await _ours(wire, (await wire.request("GET", path))["threads"], place, name, since)


async def _ours(wire: Wire, listed: Sequence[Any], place: Place, name: str, since: datetime) -> Place | None:
    here = [one for one in listed if (one["name"], one["parent_id"]) == (name, place.channel)]
    recent = [one for one in here if int(one["id"]) >= snowflakes.smallest(since)]
    if not recent:
        return None
    me = (await wire.request("GET", "/users/@me"))["id"]
    ids = sorted(int(one["id"]) for one in recent if one["owner_id"] == me)
    return Place(place.space, place.channel, str(ids[0])) if ids else None


async def ready(wire: Wire, place: Place, name: str, people: Sequence[Person]) -> Place:
    """The room itself, or one opened in this channel; Unreachable with those who have left the server.

    They are looked for first: who is told of a room that closes again wonders what they did, and rooms are scarce.
    """
    with door():
        gone = tuple([person for person in people if not await _is_here(wire, person)])
    if not gone:
        return place if place.thread else await _open(wire, place, name)
    if place.thread:
        await _give_up(wire, place, people)
    raise Unreachable("not in the server", gone)


async def _is_here(wire: Wire, person: Person) -> bool:
    with overlooking(*_NOT_HERE):
        await wire.request("GET", f"/guilds/{_guild(person)}/members/{person.id}")
        return True
    return False


async def _open(wire: Wire, place: Place, name: str) -> Place:
    """Only we and moderators can let others in."""
    asked = {"name": name, "type": PRIVATE_THREAD, "invitable": False, "auto_archive_duration": threads.A_WEEK}
    with door(errors.CREATE_ROOMS):
        room = await wire.request("POST", f"/channels/{place.channel}/threads", asked)
    return Place(place.space, place.channel, room["id"])


async def bring(wire: Wire, room: Place, people: Sequence[Person]) -> None:
    """Let them in; who is in already stays. Raises Unreachable with those whom Discord does not let in."""
    with door(errors.SEND_IN_THREADS):
        shut_out = tuple([person for person in people if not await _came(wire, room, person)])
    if shut_out:
        raise Unreachable("cannot come into the room", shut_out)


async def _came(wire: Wire, room: Place, person: Person) -> bool:
    try:
        await threads.awake(wire, room, partial(wire.request, "PUT", _membership(room, person)))
    except Refusal as refusal:
        if refusal.code not in _CANNOT_COME:
            raise
        if refusal.code == errors.NOT_SEEN:  # by them, unless we do not see the room ourselves
            await wire.request("GET", f"/channels/{room.thread}")
        return False
    return True


@asynccontextmanager
async def given_up_if_refused(wire: Wire, room: Place, people: Sequence[Person]) -> AsyncIterator[None]:
    """Nobody is left in a room where nothing will be said; one that was deleted meanwhile may be opened again."""
    try:
        yield
    except (Forbidden, Refused, Unreachable):
        await _give_up(wire, room, people)
        raise
    except Gone as error:
        raise Unclear("the room was deleted while it was being opened") from error


async def _give_up(wire: Wire, room: Place, people: Sequence[Person]) -> None:
    """Everybody out, and archived: to delete it would take the right to manage everybody's threads.

    Where even this is refused, what led to it is still what staff should hear of.
    """
    with suppress(Forbidden):
        for person in people:
            await part(wire, room, person)
        await close(wire, room)


async def part(wire: Wire, room: Place, person: Person) -> None:
    """Take somebody out: of a private thread, whoever opened it may. Nobody sits in one that was deleted."""
    with door(errors.MANAGE_THREADS), overlooking(errors.UNKNOWN_CHANNEL, *_NOT_HERE):
        await threads.awake(wire, room, partial(wire.request, "DELETE", _membership(room, person)))


async def close(wire: Wire, room: Place) -> None:
    """Archive it: people can still read it, and write to open it again.

    Who opened a room may archive it, unless a moderator has locked it; then it is closed already.
    """
    with (
        door(),
        overlooking(errors.UNKNOWN_CHANNEL, errors.ARCHIVED, errors.LOCKED, errors.NOT_ALLOWED),
    ):
        await wire.request("PATCH", f"/channels/{room.thread}", {"archived": True})


def _membership(room: Place, person: Person) -> str:
    return f"/channels/{room.thread}/thread-members/{person.id}"


def _guild(of: Place | Person) -> str:
    return of.space.partition(":")[2]
