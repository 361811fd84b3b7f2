"""A life that is lived once and begun again from where it stood, as often as anybody likes."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from copy import copy, deepcopy
from dataclasses import dataclass
from typing import Any

from bot.store.address import Address
from tests.world.school import School


@dataclass(frozen=True, repr=False)
class Past:
    """What was in the SQLite database when a school closed, and what everybody outside of the bot remembers."""

    database: Address
    memories: dict[str, Any]
    chance: Any

    @classmethod
    async def of(cls, database: Address, life: Callable[[School], Awaitable[None]]) -> Past:
        async with School.opened(database) as school:
            await life(school)
        return cls(database, memories(school), school.core.app.means.rng.getstate())

    @asynccontextmanager
    async def again(self, database: Address) -> AsyncIterator[School]:
        """The same school after a restart of the bot, with a copy of all rows in a SQLite database of its own."""
        shutil.copy(str(self.database.file), str(database.file))
        async with School.opened(database) as school:
            remember(school, deepcopy(self.memories))
            school.core.app.means.rng.setstate(self.chance)
            yield school


def memories(school: School) -> dict[str, Any]:
    """Of the clock, the platform and the people."""
    platform = {name: copy(value) for name, value in vars(school.platform).items() if name != "clock"}
    return {"now": school.clock.now(), "platform": platform, "shown": school.shown, "agreed": school.agreed}


def remember(school: School, known: dict[str, Any]) -> None:
    school.clock.set(known["now"])
    vars(school.platform).update(known["platform"])
    school.shown, school.agreed = known["shown"], known["agreed"]
