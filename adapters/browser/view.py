"""What one person sees of the world, as data for the page."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from adapters.browser import render
from adapters.browser.cast import Room
from adapters.browser.controls import Controls
from adapters.browser.world import DIRECT, Change, Entry, Move, World

Json = dict[str, Any]


@dataclass(frozen=True)
class View:
    """``run`` names this run of the demo: what a page remembered of another is void."""

    world: World
    seal: render.Seal
    controls: Controls
    run: str

    def state(self, who: str) -> Json:
        """All of it, for a page that opens; ``changes`` is the number of the last change in it."""
        shown = [entry for entry in self.world.entries() if self.world.shows(who, entry)]
        people = self.world.people.values()
        return {
            "run": self.run,
            "me": who,
            "people": [asdict(one) | {"address": str(self.world.person(one.id))} for one in people],
            "rooms": self.rooms(who),
            "messages": [self.message(entry) for entry in shown],
            "clock": self.clock(),
            "changes": self.world.changes,
        }

    def rooms(self, who: str) -> list[Json]:
        """The rooms that somebody is in, last of all the one with the bot alone."""
        mine = [room for room in self.world.rooms.values() if who in self.world.members(room.id)]
        alone: Json = {"id": DIRECT + who, "address": "", "name": "Homeroom", "about": "", "direct": True}
        return [*(self._gathered(room) if room.marker else self._channel(room) for room in mine), alone]

    def _channel(self, room: Room) -> Json:
        address, closed = str(self.world.place(room.id)), bool(room.members)
        return {"id": room.id, "address": address, "name": room.name, "about": room.about, "closed": closed}

    def _gathered(self, room: Room) -> Json:
        """A room that the bot opened: no menu lists it, so it shows no address."""
        inside = [one for one in self.world.people.values() if one.id in room.members]
        name = room.name or ", ".join(one.name for one in inside)
        return {"id": room.id, "address": "", "name": name, "members": [one.id for one in inside], "away": room.away}

    def message(self, entry: Entry) -> Json:
        return {
            "id": entry.id,
            "room": entry.place.channel,
            "thread": entry.place.thread,
            "author": entry.author,
            "at": entry.at.isoformat(),
            "whisper": bool(entry.only),
            "edited": entry.edited,
            "card": render.card(entry.card, self.seal),
        }

    def change(self, who: str, change: Change) -> Json | None:
        """A change as this person's page is told of it; None if it is none of theirs."""
        if not self.world.shows(who, change.entry):
            return None
        gone = change.what == "deleted"
        about = {"gone": change.entry.id} if gone else {"message": self.message(change.entry)}
        return {"number": change.number, "new": change.what == "said", **about}

    def move(self, who: str, move: Move) -> Json | None:
        """A room as this person's page is told of it, with what was said there before they came; or that they left."""
        if who in move.went:
            return {"number": move.number, "left": move.room.id}
        if who not in move.room.members:
            return None
        said = [entry for entry in self.world.entries() if entry.place.channel == move.room.id and not entry.only]
        missed = [self.message(entry) for entry in said] if who in move.came else []
        return {"number": move.number, "room": self._gathered(move.room), "messages": missed}

    def clock(self) -> Json:
        return {"now": self.controls.now().isoformat(), "zone": self.controls.zone}
