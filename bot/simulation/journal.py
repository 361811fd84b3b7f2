"""What the platform saw, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from bot.kernel.cards import Card
from bot.kernel.places import Message, Person, Place
from bot.kernel.ports import Clock, Database, Finding, Platform
from bot.simulation.classmates import Seen
from bot.store.tables import deliveries

D = deliveries.c
_UNDER_WAY = select(D.kind, D.key, D.prompt, D.person).where(
    D.platform == bindparam("on"), D.state == "attempting", D.marker == bindparam("its_marker")
)
"""Which Delivery is just being said: there is an index of those, and none of markers."""


@dataclass
class Journal:
    """A Platform that writes down what another is told to say: the rehearsal's, down to the request."""

    platform: Platform
    database: Database
    clock: Clock
    zone: ZoneInfo
    log: TextIO
    requests: Sequence[Any]
    heard: list[Seen] = field(default_factory=list)
    rooms: dict[Place, tuple[Person, ...]] = field(default_factory=dict)
    written: dict[Message, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.platform.name

    async def post(self, place: Place, card: Card, marker: str) -> Message:
        message = await self.platform.post(place, card, marker)
        said = self.written[message] = await self._said(marker)
        inside = self.rooms.get(place, ())
        self._write("post", place, inside, card, said)
        if inside or not place.thread:
            self.heard.append(Seen(card, inside))
        return message

    async def tell(self, person: Person, card: Card, marker: str) -> Message:
        message = await self.platform.tell(person, card, marker)
        said = self.written[message] = await self._said(marker)
        self._write("tell", message.place, (person,), card, said)
        self.heard.append(Seen(card, (person,)))
        return message

    async def gather(
        self, place: Place, people: Sequence[Person], card: Card, marker: str, since: datetime | None
    ) -> Message:
        message = await self.platform.gather(place, people, card, marker, since)
        self.rooms[message.place] = tuple(people)
        self._write("gather", message.place, people, card, await self._said(marker))
        self.heard.append(Seen(card, tuple(people)))
        return message

    async def part(self, room: Place, person: Person) -> None:
        await self.platform.part(room, person)
        self.rooms[room] = tuple(one for one in self.rooms.get(room, ()) if one != person)
        self._write("part", room, (person,), None, None)

    async def close(self, room: Place) -> None:
        await self.platform.close(room)
        self._write("close", room, self.rooms.get(room, ()), None, None)

    async def edit(self, message: Message, card: Card) -> None:
        await self.platform.edit(message, card)
        self._write("edit", message.place, (), card, self.written.get(message))

    async def delete(self, message: Message) -> None:
        await self.platform.delete(message)
        self._write("delete", message.place, (), None, self.written.get(message))

    async def find(self, place: Place | Person, marker: str, since: datetime) -> Message | None:
        return await self.platform.find(place, marker, since)

    async def examine(self, places: Sequence[Place]) -> Sequence[Finding]:
        return await self.platform.examine(places)

    async def _said(self, marker: str) -> Any:
        asked = {"on": self.name, "its_marker": marker}
        return await self.database.read(lambda db: db.execute(_UNDER_WAY, asked).first())

    def _write(self, op: str, place: Place, people: Sequence[Person], card: Card | None, said: Any) -> None:
        now = self.clock.now()
        line = {
            "at": now.isoformat(),
            "local": now.astimezone(self.zone).replace(tzinfo=None).isoformat(),
            "op": op,
            "place": str(place),
            "people": [str(p) for p in people] or ([str(said.person)] if said and said.person else []),
            "kind": said.kind if said else f"buddy_{op}" if op in ("part", "close") else "",
            "key": said.key if said else "",
            "prompt": said.prompt if said else "",
            "text": card.words if card else "",
        }
        if self.requests:
            line["request"] = self.requests[-1]
        self.log.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
