"""What the bot needs of the world: platforms to speak through, a clock, a database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, TypeVar

from sqlalchemy import Connection

from bot.kernel.cards import Card
from bot.kernel.places import Message, Person, Place

T = TypeVar("T")


class Clock(Protocol):
    """The wall clock; it may jump."""

    def now(self) -> datetime:
        """This instant, in UTC."""
        ...


class Database(Protocol):
    """Transactions: each a function of a connection, run whole or not at all, outside the event loop."""

    async def read(self, work: Callable[[Connection], T]) -> T: ...

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Returns when the work is durable."""
        ...

    async def lead(self, name: str) -> bool:
        """Whether this process is the one that does ``name`` now; among several only one is."""
        ...


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of ``doctor``: what was looked at, whether it is well, and what to do if not."""

    what: str
    state: Literal["ok", "warning", "failure"]
    found: str
    remedy: str = ""


class Platform(Protocol):
    """What the bot says unasked. Every method raises only PlatformErrors.

    ``marker`` is the idempotency key (25 characters) that the platform keeps with the message.
    """

    @property
    def name(self) -> str: ...

    async def post(self, place: Place, card: Card, marker: str) -> Message:
        """Say it in a channel, or in the thread of a message (which comes to be with its first answer)."""
        ...

    async def tell(self, person: Person, card: Card, marker: str) -> Message:
        """A private word."""
        ...

    async def gather(
        self, place: Place, people: Sequence[Person], card: Card, marker: str, since: datetime | None
    ) -> Message:
        """Open a room for these people alone, named after the card's title, and say the card there first.

        ``place`` is the channel that it hangs in, where a platform has such. With ``since`` an attempt at that
        instant or later may have come half way: what it opened is used, and what it said is not said again.
        Raises Unreachable with those who cannot be brought in, and Full where no more rooms may be open.
        """
        ...

    async def part(self, room: Place, person: Person) -> None:
        """This person is out of a room that ``gather`` opened, and reads nothing that is written there from now on.

        Who is out already stays out. Raises Inseparable where the platform takes nobody out of a room.
        """
        ...

    async def close(self, room: Place) -> None:
        """Nothing more will happen in this room: it is put away, and nobody is shut out of what was said."""
        ...

    async def edit(self, message: Message, card: Card) -> None: ...

    async def delete(self, message: Message) -> None:
        """A message that is gone already is deleted."""
        ...

    async def find(self, place: Place | Person, marker: str, since: datetime) -> Message | None:
        """Our own message with this marker, said at ``since`` or later; Forbidden when we may not look."""
        ...

    async def examine(self, places: Sequence[Place]) -> Sequence[Finding]:
        """Is all well with the token, the permissions, the reach into these places?"""
        ...


class Notes(Protocol):
    """A few named values that outlive the process."""

    async def get(self, name: str) -> str:
        """Empty when never put."""
        ...

    async def put(self, name: str, value: str) -> None: ...
