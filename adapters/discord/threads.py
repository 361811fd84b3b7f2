"""Speaking in the thread under a message: it comes to be with the first answer, and wakes for a later one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from adapters.discord import errors, render
from adapters.discord.errors import door, overlooking
from adapters.discord.markup import one_line, words_of
from adapters.discord.wire import Attachment, Refusal, Wire
from bot.kernel.places import Place

NAME, A_WEEK = 100, 7 * 24 * 60


def channel(place: Place) -> str:
    """The channel that requests go to: to Discord, a thread is one."""
    return place.thread or place.channel


async def post(wire: Wire, place: Place, payload: render.Json, files: Sequence[Attachment] = ()) -> Any:
    """The message as Discord made it; its thread is made or woken first where it must be."""

    async def said() -> Any:
        return await wire.request("POST", f"/channels/{channel(place)}/messages", payload, files)

    try:
        return await awake(wire, place, said)
    except Refusal as refusal:
        if not place.thread or refusal.code != errors.UNKNOWN_CHANNEL:
            raise
    await _begin(wire, place)
    return await said()


async def awake(wire: Wire, place: Place, act: Callable[[], Awaitable[Any]]) -> Any:
    """Do it; where an archived thread is in the way, wake the thread and do it again."""
    try:
        return await act()
    except Refusal as refusal:
        if refusal.code != errors.ARCHIVED:
            raise
    await wire.request("PATCH", f"/channels/{channel(place)}", {"archived": False})
    return await act()


async def _begin(wire: Wire, place: Place) -> None:
    """Make the thread of a message, named after what the message says; another answer may have been faster."""
    parent = f"/channels/{place.channel}/messages/{place.thread}"
    with door(errors.READ_HISTORY):
        name = _name(await wire.request("GET", parent))
    with door(errors.CREATE_THREADS), overlooking(errors.THREAD_EXISTS):
        await wire.request("POST", f"{parent}/threads", {"name": name, "auto_archive_duration": A_WEEK})


def _name(message: render.Json) -> str:
    return fitting(words_of(render.first_words(message)), NAME)


def fitting(words: str, most: int) -> str:
    """Words for the name of a thread, which is one line."""
    line = one_line(words) or "…"
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
