"""What the bot says unasked on Discord."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from adapters.discord import errors, permissions, render, rooms, snowflakes, threads
from adapters.discord.attachments import Attached, Draw, attach, nothing_drawn, sent
from adapters.discord.errors import door, overlooking
from adapters.discord.examination import examine
from adapters.discord.wire import Attachment, Refusal, Wire
from bot.kernel.cards import Card
from bot.kernel.errors import Forbidden, Unclear
from bot.kernel.places import Message, Person, Place
from bot.kernel.ports import Finding
from bot.kernel.seals import Seals

PAGE, A_WHILE = 100, timedelta(minutes=10)
ROOMS_AT_ONCE, IN_TIME = 16, 45.0
SAID_AND_DELETED = "deleted"


@dataclass(frozen=True)
class DiscordPlatform:
    """Says, edits and finds messages over one wire; every error of Discord's leaves it as one of ours."""

    wire: Wire
    seals: Seals
    name: str = "discord"
    draw: Draw = nothing_drawn
    _rooms: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(ROOMS_AT_ONCE))

    async def post(self, place: Place, card: Card, marker: str) -> Message:
        with door(errors.SEND_IN_THREADS if place.thread else errors.SEND):
            return await self._say(place, card, marker)

    async def tell(self, person: Person, card: Card, marker: str) -> Message:
        with door():
            return await self._say(await self._private(person), card, marker)

    async def gather(
        self, place: Place, people: Sequence[Person], card: Card, marker: str, since: datetime | None
    ) -> Message:
        """A few at a time: other words wait behind the requests of those that are open, and a crash leaves few halves.

        All requests of one end within the minute after which the outbox takes it that none is in flight.
        """
        try:
            async with self._rooms, asyncio.timeout(IN_TIME):
                return await self._gathered(place, people, card, marker, since)
        except TimeoutError as error:
            raise Unclear("the room was not ready in time") from error

    async def part(self, room: Place, person: Person) -> None:
        await rooms.part(self.wire, room, person)

    async def close(self, room: Place) -> None:
        await rooms.close(self.wire, room)

    async def _gathered(
        self, place: Place, people: Sequence[Person], card: Card, marker: str, since: datetime | None
    ) -> Message:
        """The card is said when everybody is there: where it stands, nothing is left to do."""
        name = rooms.name(card.title, marker)
        room = await rooms.begun(self.wire, place, name, since) if since else None
        if room and since and (said := await self.find(room, marker, since)):
            return said
        room = await rooms.ready(self.wire, room or place, name, people)
        async with rooms.given_up_if_refused(self.wire, room, people):
            await rooms.bring(self.wire, room, people)
            return await self.post(room, card, marker)

    async def edit(self, message: Message, card: Card) -> None:
        async def change(attached: Attached) -> None:
            payload = render.edited(card, partial(self.seals.seal, message.place.space), attached)
            act = partial(self._request, "PATCH", message, payload, attached.every)
            await threads.awake(self.wire, message.place, act)

        with door(errors.SEND_IN_THREADS if message.place.thread else errors.VIEW):
            await sent(change, await attach(card, self.draw))

    async def delete(self, message: Message) -> None:
        with door(errors.VIEW), overlooking(errors.UNKNOWN_MESSAGE, errors.UNKNOWN_CHANNEL):
            await threads.awake(self.wire, message.place, partial(self._request, "DELETE", message))

    async def find(self, place: Place | Person, marker: str, since: datetime) -> Message | None:
        with door(errors.READ_HISTORY):
            if isinstance(place, Person):
                return await self._found(await self._private(place), marker, since, private=True)
            with overlooking(*((errors.UNKNOWN_CHANNEL,) if place.thread else ())):
                return await self._found(place, marker, since)
            return None

    async def examine(self, places: Sequence[Place]) -> Sequence[Finding]:
        return await examine(self.wire, places)

    async def _say(self, place: Place, card: Card, marker: str) -> Message:
        """Say it; what Discord says was said with this nonce and deleted since is not said again."""

        async def say(attached: Attached) -> Any:
            payload = render.message(card, partial(self.seals.seal, place.space), marker=marker, attached=attached)
            return await threads.post(self.wire, place, payload, attached.every)

        with overlooking(errors.UNKNOWN_MESSAGE):
            said = await sent(say, await attach(card, self.draw))
            return Message(place, said["id"])
        return Message(place, SAID_AND_DELETED)

    async def _private(self, person: Person) -> Place:
        """The conversation with somebody: opening it again gives the same one."""
        channel = await self.wire.request("POST", "/users/@me/channels", {"recipient_id": person.id})
        return Place(person.space, channel["id"])

    async def _request(self, method: str, message: Message, json: Any = None, files: Sequence[Attachment] = ()) -> None:
        if message.id == SAID_AND_DELETED:
            raise Refusal(404, errors.UNKNOWN_MESSAGE)
        path = f"/channels/{threads.channel(message.place)}/messages/{message.id}"
        await self.wire.request(method, path, json, files)

    async def _found(self, place: Place, marker: str, since: datetime, private: bool = False) -> Message | None:
        ids, seen = render.marks(marker), False
        async for message in self._history(place, since):
            seen = True
            if message.get("nonce") == marker or _marks(message) == ids:
                return Message(place, message["id"])
        if not seen and not private:
            await self._may_look(place)
        return None

    async def _history(self, place: Place, since: datetime) -> AsyncIterator[render.Json]:
        """The newest messages, and those that followed ``since``: whatever our clock says, it is among them."""
        page = await self._page(place, "")
        for message in page:
            yield message
        after, until = snowflakes.smallest(since), snowflakes.smallest(since + A_WHILE)
        if len(page) < PAGE or int(page[-1]["id"]) < after:
            return
        while after < until and (page := await self._page(place, f"&after={after}")):
            for message in page:
                yield message
            after = int(page[0]["id"])

    async def _page(self, place: Place, part: str) -> list[render.Json]:
        """At most a hundred messages, the newest first."""
        found: list[render.Json] = await self.wire.request(
            "GET", f"/channels/{threads.channel(place)}/messages?limit={PAGE}{part}"
        )
        return found

    async def _may_look(self, place: Place) -> None:
        """Discord shows an empty history to whoever may not read it."""
        guild_id = place.space.partition(":")[2]
        if not await permissions.ours(self.wire, guild_id, place.channel) & permissions.READ_HISTORY:
            raise Forbidden("the history is hidden", errors.READ_HISTORY)


def _marks(message: render.Json) -> tuple[int, int] | None:
    match message.get("components"):
        case [{"id": int(first), "components": [{"id": int(second)}, *_]}, *_]:
            return first, second
    return None
