"""A platform in memory: small, honest, and able to misbehave in every way that real ones do."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from uuid import uuid4

from bot.kernel.cards import Card
from bot.kernel.errors import (
    Closed,
    Forbidden,
    Full,
    Gone,
    Inseparable,
    RateLimited,
    Refused,
    Unclear,
    Unreachable,
)
from bot.kernel.places import Message, Person, Place
from bot.kernel.ports import Clock, Finding
from tests.world.ledger import Change, Ledger, Memory

How = Literal[
    "lost", "applied", "delayed", "limited", "forbidden", "gone", "refused", "banned", "unreachable", "full", "broken"
]

UNDER_WAY = timedelta(seconds=30)
REFUSALS: dict[How, Callable[[], Exception]] = {
    "lost": lambda: Unclear("the line broke before anything was done"),
    "applied": lambda: Unclear("the line broke when all was done"),
    "delayed": lambda: Unclear("the line broke, and it is done half a minute later"),
    "limited": lambda: RateLimited(timedelta(seconds=7)),
    "forbidden": lambda: Forbidden("missing access", "Send Messages"),
    "gone": lambda: Gone("unknown channel"),
    "refused": lambda: Refused("blocked by a filter"),
    "banned": lambda: Closed("the token is not valid"),
    "unreachable": lambda: Unreachable("takes no messages"),
    "full": lambda: Full("a thousand threads are open"),
    "broken": lambda: RuntimeError("a defect in the adapter"),
}


@dataclass(frozen=True, slots=True)
class Request:
    """Something the bot asked of the platform, and what it met (``None``: all went well)."""

    op: str
    where: str
    marker: str
    at: datetime
    met: How | None


@dataclass
class FakePlatform:
    """A Platform. What is next asked of it meets what ``meet`` queued; else what ``weather`` says.

    Everything takes ``delay`` seconds of real time; what is begun while something is ``held`` waits for that. ``lost``
    breaks the line before anything is done, ``applied`` when all is done, ``delayed`` while it is under way: it is done
    half a minute later. Look-ups meet trouble only when ``looks_suffer``. With ``keeps_people`` nobody is taken out of
    a room, as on Slack.
    """

    clock: Clock
    name: str = "fake"
    ledger: Ledger = field(default_factory=Memory)
    weather: Callable[[Request], How | None] = lambda request: None
    looks_suffer: bool = False
    delay: float = 0.0
    held: asyncio.Event | None = None
    requests: list[Request] = field(default_factory=list)
    rooms: dict[str, frozenset[Person]] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    keeps_people: bool = False
    gone: set[Person] = field(default_factory=set)
    _queued: deque[How] = field(default_factory=deque)
    _under_way: list[tuple[datetime, Change]] = field(default_factory=list)

    def meet(self, *how: How) -> None:
        """What the next requests meet, one each."""
        self._queued.extend(how)

    async def post(self, place: Place, card: Card, marker: str) -> Message:
        return await self._say("post", str(place), place, card, marker)

    async def tell(self, person: Person, card: Card, marker: str) -> Message:
        return await self._say("tell", str(person), Place(person.space, f"dm-{person.id}"), card, marker)

    async def gather(
        self, place: Place, people: Sequence[Person], card: Card, marker: str, since: datetime | None
    ) -> Message:
        if self.gone & set(people):
            self._request("gather", str(place), marker)
            raise Unreachable("is not here any more", tuple(person for person in people if person in self.gone))
        room = Place(place.space, place.channel, f"room-{marker[:8]}")
        if since and (found := await self.find(room, marker, since)):
            return found
        self.rooms[str(room)] = frozenset(people)
        return await self._say("gather", str(place), room, card, marker)

    async def part(self, room: Place, person: Person) -> None:
        met = self._request("part", str(room), "")
        if self.keeps_people:
            raise Inseparable("people stay in their rooms here")
        if met in (None, "applied"):
            self.rooms[str(room)] -= {person}
        if met:
            raise REFUSALS[met]()

    async def close(self, room: Place) -> None:
        met = self._request("close", str(room), "")
        if met:
            raise REFUSALS[met]()
        self.closed.add(str(room))

    async def edit(self, message: Message, card: Card) -> None:
        if not self._exists(message):
            self._request("edit", str(message), "")
            raise Gone("unknown message")
        await self._do("edit", self._change("edited", message, card.words))

    async def delete(self, message: Message) -> None:
        if self._exists(message):
            await self._do("delete", self._change("deleted", message, ""))

    async def find(self, place: Place | Person, marker: str, since: datetime) -> Message | None:
        met = self._request("find", str(place), marker, weathered=self.looks_suffer)
        await asyncio.sleep(self.delay)
        if met:
            raise REFUSALS[met]()
        where = Place(place.space, f"dm-{place.id}") if isinstance(place, Person) else place
        mine = (one for one in self.said() if one.marker == marker and one.where == str(where))
        return next((Message(where, one.id) for one in mine if one.instant >= since), None)

    async def examine(self, places: Sequence[Place]) -> Sequence[Finding]:
        return [Finding(str(place), "ok", "can be written in") for place in places]

    async def until_asked(self, *ops: str) -> None:
        """Until something of the kind is under way."""
        async with asyncio.timeout(60):
            while not self.asked(*ops):  # noqa: ASYNC110 - nothing announces that a request was made
                await asyncio.sleep(0.001)

    def said(self) -> list[Change]:
        """The messages that exist, the oldest first, with the words that they have now."""
        self._arrive()
        standing: dict[str, Change] = {}
        for change in self.ledger:
            if change.what == "deleted":
                standing.pop(change.id, None)
            elif change.what == "said" or change.id in standing:
                first = standing.get(change.id, change)
                standing[change.id] = Change("said", first.id, first.where, first.marker, change.text, first.at)
        return list(standing.values())

    def words(self, where: Place | None = None) -> list[str]:
        return [one.text for one in self.said() if where is None or one.where == str(where)]

    def times_said(self) -> Counter[str]:
        """How many messages were ever made for each marker: the count that must be one."""
        self._arrive()
        return Counter(change.marker for change in self.ledger if change.what == "said")

    def asked(self, *ops: str) -> list[Request]:
        return [request for request in self.requests if not ops or request.op in ops]

    async def _say(self, op: str, asked: str, place: Place, card: Card, marker: str) -> Message:
        change = Change("said", uuid4().hex[:12], str(place), marker, card.words, self.clock.now().isoformat())
        await self._do(op, change, asked)
        return Message(place, change.id)

    async def _do(self, op: str, change: Change, asked: str = "") -> None:
        met = self._request(op, asked or change.where, change.marker)
        await (self.held.wait() if self.held else asyncio.sleep(self.delay))
        if met == "delayed":
            self._under_way.append((self.clock.now() + UNDER_WAY, change))
        elif met in (None, "applied"):
            self.ledger.add(change)
        if met:
            raise REFUSALS[met]()

    def _arrive(self) -> None:
        """What was under way when a line broke."""
        now = self.clock.now()
        for change in (change for at, change in self._under_way if at <= now):
            self.ledger.add(change)
        self._under_way = [(at, change) for at, change in self._under_way if at > now]

    def _request(self, op: str, where: str, marker: str, weathered: bool = True) -> How | None:
        request = Request(op, where, marker, self.clock.now(), None)
        met = self._queued.popleft() if self._queued and weathered else None
        met = met or (self.weather(request) if weathered else None)
        self.requests.append(Request(op, where, marker, request.at, met))
        return met

    def _exists(self, message: Message) -> bool:
        self._arrive()
        became = {change.what for change in self.ledger if change.id == message.id}
        return "said" in became and "deleted" not in became

    def _change(self, what: Literal["edited", "deleted"], message: Message, text: str) -> Change:
        return Change(what, message.id, str(message.place), "", text, self.clock.now().isoformat())
