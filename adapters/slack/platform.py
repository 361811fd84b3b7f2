"""What the bot says unasked in Slack: posts, private words, rooms, edits, and the look for its own marker."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

import structlog

from adapters.slack import charts, examination, files, render, rooms
from adapters.slack.limits import Limits, Paced
from adapters.slack.line import Line
from adapters.slack.texts import Native
from bot.kernel.cards import Card
from bot.kernel.errors import Gone, Inseparable, RateLimited, Refused, Unreachable
from bot.kernel.pictures import File
from bot.kernel.places import Message, Person, Place
from bot.kernel.ports import Finding
from bot.kernel.seals import Seals

log = structlog.get_logger()
T = TypeVar("T")
MARK, PAGE, MANY = "homeroom_delivery", 200, 20_000
SILENT = {"unfurl_links": False, "unfurl_media": False}


class SlackPlatform:
    """The Platform of every workspace that the line reaches; ``app_token`` is looked at by ``examine`` alone."""

    name = "slack"

    def __init__(self, line: Line, seals: Seals, limits: Limits | None = None, app_token: str = "") -> None:
        self.line = line
        self._app_token = app_token
        self._seals = seals
        self._limits = limits or Paced()
        self._direct: dict[Person, str] = {}

    def seal(self, space: str) -> render.Seal:
        return partial(self._seals.seal, space)

    async def post(self, place: Place, card: Card, marker: str) -> Message:
        async def say(words: Native) -> Message:
            return await self.say(place, words | _marked(marker))

        said = await self._shown(say, card, place.space)
        if card.file:
            await self.hand(place if place.channel.startswith("D") else said.thread, card.file)
        return said

    async def tell(self, person: Person, card: Card, marker: str) -> Message:
        try:
            return await self.post(await self.direct(person), card, marker)
        except Gone as gone:
            self._direct.pop(person, None)
            raise Unreachable(str(gone)) from gone

    async def gather(
        self, place: Place, people: Sequence[Person], card: Card, marker: str, since: datetime | None
    ) -> Message:
        room = await rooms.opened(self._call, place.space, people)
        try:
            said = await self.find(room, marker, since) if since else None
            return said or await self.post(room, card, marker)
        except Gone as gone:  # the room, not the channel that it was asked for in
            raise Unreachable(str(gone)) from gone

    async def part(self, room: Place, person: Person) -> None:
        """Nobody can be taken out of a group conversation, nor leave it: ``conversations.kick`` is for channels."""
        raise Inseparable("a group conversation keeps its people")

    async def close(self, room: Place) -> None:
        """A group conversation cannot be archived, and the bot can neither leave it nor take it off people's lists.

        Nothing needs to be done: it sinks in their lists, and stays theirs.
        """

    async def _shown(self, show: Callable[[Native], Awaitable[T]], card: Card, space: str) -> T:
        """With the chart as Slack draws it; where it does not yet, in signs: what was refused was not said."""
        if card.chart:
            try:
                return await show(render.message(card, self.seal(space), charts.native))
            except Refused as refused:
                log.info("chart shown in signs", why=str(refused))
        return await show(render.message(card, self.seal(space)))

    async def hand(self, place: Place, file: File) -> None:
        """A file, in a thread or a private conversation; never raises."""
        await files.handed(self.line, self._call, place, file)

    async def say(self, place: Place, words: Native) -> Message:
        """Post what is rendered already."""
        thread = {"thread_ts": place.thread} if place.thread else {}
        said = await self._call("chat.postMessage", place, SILENT | thread | words)
        return Message(place, str(said["ts"]))

    async def edit(self, message: Message, card: Card) -> None:
        """A file went out with the message itself, and does not go out again."""

        async def change(words: Native) -> None:
            await self._call("chat.update", message.place, {"ts": message.id, **words})

        await self._shown(change, card, message.place.space)

    async def delete(self, message: Message) -> None:
        try:
            await self._call("chat.delete", message.place, {"ts": message.id})
        except Gone as gone:
            if "message_not_found" not in str(gone):
                raise

    async def find(self, place: Place | Person, marker: str, since: datetime) -> Message | None:
        where = await self.direct(place) if isinstance(place, Person) else place
        async for message in self._ours(where, since):
            if message.get("metadata", {}).get("event_payload", {}).get("key") == marker:
                return Message(where, str(message["ts"]))
        return None

    async def examine(self, places: Sequence[Place]) -> Sequence[Finding]:
        return await examination.examine(self.line, places, self._app_token)

    async def direct(self, person: Person) -> Place:
        """The direct message with somebody; opened once, for Slack lets us open 50 a minute."""
        if person not in self._direct:
            if len(self._direct) >= MANY:
                self._direct.clear()
            opened = await self._call("conversations.open", Place(person.space, ""), {"users": person.id})
            self._direct[person] = str(opened["channel"]["id"])
        return Place(person.space, self._direct[person])

    async def _ours(self, place: Place, since: datetime) -> AsyncIterator[Native]:
        """What was said there since, page by page, with its metadata."""
        method = "conversations.replies" if place.thread else "conversations.history"
        thread = {"ts": place.thread} if place.thread else {}
        wanted = {"oldest": f"{since.timestamp():.6f}", "inclusive": True, "include_all_metadata": True, "limit": PAGE}
        cursor: Native = {}
        while True:
            page = await self._call(method, place, thread | wanted | cursor)
            for message in page["messages"]:
                yield message
            after = (page.get("response_metadata") or {}).get("next_cursor")
            if not after:
                return
            cursor = {"cursor": after}

    async def _call(self, method: str, place: Place, args: Native) -> Mapping[str, Any]:
        """One paced call that concerns a place. A 429 holds back whatever would meet the same."""
        await self._limits.turn(method, place.space, place.channel)
        channel = {"channel": place.channel} if place.channel else {}
        try:
            return await self.line.call(method, channel | args)
        except RateLimited as limited:
            self._limits.hold(method, place.space, limited.retry_after)
            raise


def _marked(marker: str) -> Native:
    return {"metadata": {"event_type": MARK, "event_payload": {"key": marker}}}
