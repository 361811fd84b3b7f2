"""The far end, played: rooms, people and what was said, kept in memory and gone with the process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from adapters.browser.cast import BOT, PEOPLE, ROOMS, SPACE, Resident, Room
from adapters.browser.faults import Faults, How, Refusal
from bot.kernel.cards import Card
from bot.kernel.places import Message, Person, Place
from bot.kernel.ports import Clock

DIRECT = "dm-"


@dataclass(frozen=True, slots=True)
class Entry:
    """One message. With ``only`` a whisper: nobody but that person sees it."""

    id: str
    place: Place
    author: str
    card: Card
    at: datetime
    marker: str = ""
    only: str = ""
    edited: bool = False

    @property
    def message(self) -> Message:
        return Message(self.place, self.id)


@dataclass(frozen=True, slots=True)
class Change:
    """Something happened to a message; ``number`` counts changes from 1."""

    number: int
    what: Literal["said", "edited", "deleted"]
    entry: Entry


@dataclass(frozen=True, slots=True)
class Move:
    """A room was opened, put away or came back, or its people changed: ``came`` are new in it, ``went`` are out."""

    number: int
    room: Room
    came: frozenset[str]
    went: frozenset[str] = frozenset()


Listener = Callable[[Change], None]
Watcher = Callable[[Move], None]


class World:
    """A Space with its rooms and people. Ids count up from 1, so the same acts give the same ids."""

    def __init__(
        self, clock: Clock, rooms: Iterable[Room] = ROOMS, people: Iterable[Resident] = PEOPLE, space: str = SPACE
    ) -> None:
        self.clock = clock
        self.space = space
        self.rooms = {room.id: room for room in rooms}
        self.people = {resident.id: resident for resident in people}
        self.closed_to_bot: set[str] = set()
        self.changes = 0
        self._entries: dict[str, Entry] = {}
        self._marked: dict[str, str] = {}
        self._opened: dict[str, str] = {}
        self._faults = Faults()
        self._opening = Faults()
        self._listeners: list[Listener] = []
        self._watchers: list[Watcher] = []
        self._ids = 0

    def place(self, room: str, thread: str = "") -> Place:
        return Place(self.space, room, thread)

    def direct(self, person: str) -> Place:
        """The room of one person and the bot."""
        return Place(self.space, DIRECT + person)

    def person(self, id_: str) -> Person:
        return Person(self.space, id_)

    def members(self, room: str) -> frozenset[str]:
        """Who is in a room; empty when there is no such room."""
        if room.startswith(DIRECT):
            return frozenset({room.removeprefix(DIRECT)}) & self.people.keys()
        known = self.rooms.get(room)
        if known is None:
            return frozenset()
        return known.members if known.members or known.marker else frozenset(self.people)

    @property
    def channels(self) -> list[Room]:
        """The rooms that were there from the beginning."""
        return [room for room in self.rooms.values() if not room.marker]

    def strangers(self, people: Iterable[Person]) -> tuple[Person, ...]:
        """Those who do not live here, or no more."""
        return tuple(one for one in people if one.space != self.space or one.id not in self.people)

    def sees(self, person: str, place: Place) -> bool:
        hangs = not place.thread or self._hangs(place)
        return place.space == self.space and hangs and person in self.members(place.channel)

    def _hangs(self, place: Place) -> bool:
        """A thread hangs under a message of its channel, also when that has been deleted since."""
        under = self._entries.get(place.thread)
        return under.place == place.outside if under else bool(self.said(place))

    def say(self, place: Place, card: Card, author: str, only: str = "", marker: str = "") -> Entry:
        self._ids += 1
        room = self.rooms.get(place.channel)
        if room and room.away and not only:
            self._furnish(replace(room, away=False))
        entry = Entry(str(self._ids), place, author, card, self.clock.now(), marker, only)
        if marker:
            self._marked[marker] = entry.id
        return self._keep("said", entry)

    def change(self, id_: str, card: Card) -> Entry:
        return self._keep("edited", replace(self._entries[id_], card=card, edited=True))

    def forget(self, id_: str) -> None:
        entry = self._entries.pop(id_)
        self._tell(Change(self._count(), "deleted", entry))

    def post(self, place: Place, card: Card, marker: str) -> Entry:
        breaks = self._faults.before()
        self._let_write(place)
        entry = self.say(place, card, BOT, marker=marker)
        self._faults.after(breaks)
        return entry

    def edit(self, id_: str, card: Card) -> None:
        breaks = self._faults.before()
        if id_ not in self._entries:
            raise Refusal("no_such_message")
        self.change(id_, card)
        self._faults.after(breaks)

    def delete(self, id_: str) -> None:
        breaks = self._faults.before()
        if id_ not in self._entries:
            raise Refusal("no_such_message")
        self.forget(id_)
        self._faults.after(breaks)

    def find(self, place: Place, marker: str, since: datetime) -> Entry | None:
        self._let_write(place)
        entry = self._entries.get(self._marked.get(marker, ""))
        return entry if entry and entry.place == place and entry.at >= since else None

    def open_room(self, under: Place, people: Sequence[Person], name: str, marker: str) -> Room:
        """The room that was opened with this marker, else a new one; all these people are in it from now on."""
        breaks = self._opening.before()
        self._let_write(under)
        if gone := self.strangers(people):
            raise Refusal("no_such_person", people=gone)
        id_ = self._opened.setdefault(marker, f"room-{len(self._opened) + 1}")
        room = self.rooms.get(id_) or Room(id_, name, marker=marker)
        inside = room.members | {person.id for person in people}
        if inside != room.members:
            self._furnish(replace(room, members=inside))
        self._opening.after(breaks)
        return self.rooms[id_]

    def part(self, id_: str, who: str) -> None:
        """Out of a room that the bot opened: they do not see it any more."""
        breaks = self._opening.before()
        room = self.rooms.get(id_)
        if room and room.marker and who in room.members:
            self._furnish(replace(room, members=room.members - {who}))
        self._opening.after(breaks)

    def put_away(self, id_: str) -> None:
        """It can still be read and written in; what is said there brings it back."""
        breaks = self._opening.before()
        room = self.rooms.get(id_)
        if room and room.marker and not room.away:
            self._furnish(replace(room, away=True))
        self._opening.after(breaks)

    def _furnish(self, room: Room) -> None:
        before = self.rooms.get(room.id)
        inside = before.members if before else frozenset()
        self.rooms[room.id] = room
        move = Move(self._count(), room, room.members - inside, inside - room.members)
        for watcher in tuple(self._watchers):
            watcher(move)

    def break_next(self, how: How) -> None:
        """The next thing that a bot says meets this."""
        self._faults.how = how

    def break_opening(self, how: How) -> None:
        """The next thing that a bot does with a room itself meets this."""
        self._opening.how = how

    def _let_write(self, place: Place) -> None:
        if not self.members(place.channel) or (place.thread and not self._hangs(place)):
            raise Refusal("takes_no_messages" if place.channel.startswith(DIRECT) else "no_such_room")
        if place.channel in self.closed_to_bot:
            raise Refusal("takes_no_messages" if place.channel.startswith(DIRECT) else "may_not_write")

    def entry(self, id_: str) -> Entry | None:
        return self._entries.get(id_)

    def entries(self) -> Iterable[Entry]:
        """Everything that was said and is still there, oldest first."""
        return tuple(self._entries.values())

    def said(self, place: Place) -> list[Entry]:
        """What everybody in a room or thread sees, oldest first."""
        return [entry for entry in self._entries.values() if entry.place == place and not entry.only]

    def shows(self, person: str, entry: Entry) -> bool:
        return entry.only in {"", person} and person in self.members(entry.place.channel)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Be told of every change; call what comes back to hear no more."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Be told when a room comes to be or changes; call what comes back to hear no more."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def _keep(self, what: Literal["said", "edited"], entry: Entry) -> Entry:
        self._entries[entry.id] = entry
        self._tell(Change(self._count(), what, entry))
        return entry

    def _count(self) -> int:
        self.changes += 1
        return self.changes

    def _tell(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener(change)
