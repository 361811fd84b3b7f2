"""A database that fails when a test wants it to."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.kernel.ports import Database

T = TypeVar("T")


@dataclass
class Faulty:
    """A Database; the next writes fail as ``plan`` says, each True for one that fails."""

    inner: Database
    plan: deque[bool] = field(default_factory=deque)

    async def read(self, work: Callable[[Connection], T]) -> T:
        return await self.inner.read(work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        if self.plan and self.plan.popleft():
            raise OperationalError("COMMIT", {}, Exception("disk full"))
        return await self.inner.write(work)

    async def lead(self, name: str) -> bool:
        return await self.inner.lead(name)
