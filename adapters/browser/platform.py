"""What the bot says unasked, into the made-up course; the world's refusals become ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from adapters.browser.faults import Refusal
from adapters.browser.world import Entry, World
from bot.kernel.cards import Card
from bot.kernel.errors import Closed, Forbidden, Gone, PlatformError, RateLimited, Unclear, Unreachable
from bot.kernel.places import Message, Person, Place
from bot.kernel.ports import Finding


class Browser:
    """A Platform whose far end is a World."""

    name = "browser"

    def __init__(self, world: World) -> None:
        self.world = world

    async def post(self, place: Place, card: Card, marker: str) -> Message:
        with _ours(f"write in #{place.channel}"):
            return self.world.post(place, card, marker).message

    async def tell(self, person: Person, card: Card, marker: str) -> Message:
        with _ours("write to people"):
            return self.world.post(self.world.direct(person.id), card, marker).message

    async def gather(
        self, place: Place, people: Sequence[Person], card: Card, marker: str, since: datetime | None
    ) -> Message:
        with _ours(f"open rooms under #{place.channel}"):
            room = self.world.open_room(place.outside, people, card.title, marker)
            inside = self.world.place(room.id)
            said = self.world.find(inside, marker, since) if since else None
            return (said or self.world.post(inside, card, marker)).message

    async def part(self, room: Place, person: Person) -> None:
        with _ours(f"take people out of #{room.channel}"):
            self.world.part(room.channel, person.id)

    async def close(self, room: Place) -> None:
        with _ours(f"put #{room.channel} away"):
            self.world.put_away(room.channel)

    async def edit(self, message: Message, card: Card) -> None:
        with _ours(f"write in #{message.place.channel}"):
            self.world.edit(message.id, card)

    async def delete(self, message: Message) -> None:
        try:
            with _ours(f"write in #{message.place.channel}"):
                self.world.delete(message.id)
        except Gone:
            return

    async def find(self, place: Place | Person, marker: str, since: datetime) -> Message | None:
        looked = self.world.direct(place.id) if isinstance(place, Person) else place
        with _ours(f"read in #{looked.channel}"):
            found: Entry | None = self.world.find(looked, marker, since)
        return found.message if found else None

    async def examine(self, places: Sequence[Place]) -> Sequence[Finding]:
        return [self._finding(place) for place in places]

    def _finding(self, place: Place) -> Finding:
        if not self.world.members(place.channel):
            return Finding(str(place), "failure", "no such room", "choose a room that the page lists")
        if place.channel in self.world.closed_to_bot:
            return Finding(str(place), "failure", "closed to the bot", f"let it write in #{place.channel}")
        return Finding(str(place), "ok", "can be written in")


@contextmanager
def _ours(grant: str) -> Iterator[None]:
    try:
        yield
    except Refusal as refusal:
        raise translated(refusal, grant) from refusal
    except OSError as broken:
        raise Unclear(str(broken)) from broken


def translated(refusal: Refusal, grant: str) -> PlatformError:
    """What follows from the world's no."""
    match refusal.code:
        case "no_such_room" | "no_such_message":
            return Gone(refusal.code)
        case "no_such_person":
            return Unreachable(refusal.code, refusal.people)
        case "may_not_write":
            return Forbidden(refusal.code, grant)
        case "takes_no_messages":
            return Unreachable(refusal.code)
        case "slow_down":
            return RateLimited(refusal.retry_after)
        case "shut_out":
            return Closed(refusal.code)
