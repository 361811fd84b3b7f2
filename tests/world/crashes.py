"""Death at a chosen point: between any two things that a process does to its database or its platform."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection

from bot.kernel.cards import Card
from bot.kernel.places import Message, Person, Place
from bot.kernel.ports import Database, Finding, Platform

T = TypeVar("T")


class Crash(BaseException):
    """The process is dead: nothing catches this."""


@dataclass
class Doom:
    """One life: it ends at the point after ``left`` others, and then nothing happens any more."""

    left: int
    dead: bool = False

    def point(self) -> None:
        self.left -= 1
        if self.dead or self.left < 0:
            self.dead = True
            raise Crash

    async def around(self, act: Any) -> Any:
        """Death comes before it, or when it has happened and nobody knows."""
        try:
            self.point()
        except Crash:
            act.close()
            raise
        result = await act
        self.point()
        return result


@dataclass(frozen=True)
class MortalDatabase:
    """A Database whose process may die at any time; what was committed stays."""

    inner: Database
    doom: Doom

    async def read(self, work: Callable[[Connection], T]) -> T:
        return await self.doom.around(self.inner.read(work))  # type: ignore[no-any-return]

    async def write(self, work: Callable[[Connection], T]) -> T:
        return await self.doom.around(self.inner.write(work))  # type: ignore[no-any-return]

    async def lead(self, name: str) -> bool:
        return await self.doom.around(self.inner.lead(name))  # type: ignore[no-any-return]


@dataclass(frozen=True)
class MortalPlatform:
    """A Platform whose caller may die at any time; what was said stays."""

    inner: Platform
    doom: Doom

    @property
    def name(self) -> str:
        return self.inner.name

    async def post(self, place: Place, card: Card, marker: str) -> Message:
        return await self.doom.around(self.inner.post(place, card, marker))  # type: ignore[no-any-return]

    async def tell(self, person: Person, card: Card, marker: str) -> Message:
        return await self.doom.around(self.inner.tell(person, card, marker))  # type: ignore[no-any-return]

    async def gather(
        self, place: Place, people: Sequence[Person], card: Card, marker: str, since: datetime | None
    ) -> Message:
        return await self.doom.around(self.inner.gather(place, people, card, marker, since))  # type: ignore[no-any-return]

    async def close(self, room: Place) -> None:
        await self.doom.around(self.inner.close(room))

    async def edit(self, message: Message, card: Card) -> None:
        await self.doom.around(self.inner.edit(message, card))

    async def delete(self, message: Message) -> None:
        await self.doom.around(self.inner.delete(message))

    async def find(self, place: Place | Person, marker: str, since: datetime) -> Message | None:
        return await self.doom.around(self.inner.find(place, marker, since))  # type: ignore[no-any-return]

    async def examine(self, places: Sequence[Place]) -> Sequence[Finding]:
        return await self.inner.examine(places)


def let_the_dead_rest(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What a loop does with the errors of tasks that nobody waits for any more."""
    if not isinstance(context.get("exception"), Crash):
        loop.default_exception_handler(context)


async def bury() -> None:
    """Everything that the dead process had begun meets its end."""
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*rest, return_exceptions=True)
