"""SQLite without threads: for a rehearsal, in which nothing happens at the same time and nobody else waits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Connection, NullPool

from bot.store import scrubbing
from bot.store.failures import run
from bot.store.migrate import migrate
from bot.store.sqlite import engine, hold, tried

T = TypeVar("T")


class Alone:
    """A Database whose works run where they are asked for, one after the other, all in one transaction.

    What fails is undone alone. Nothing outlives the process: the file goes with the rehearsal.
    """

    def __init__(self, url: URL) -> None:
        self._lock = hold(Path(url.database or ""))
        self.engine = engine(url, "BEGIN IMMEDIATE", "OFF", poolclass=NullPool)
        migrate(self.engine)
        self._db = self.engine.connect()
        self._whole = self._db.begin()

    async def read(self, work: Callable[[Connection], T]) -> T:
        return run(work, self._db)  # there is nothing to undo

    async def write(self, work: Callable[[Connection], T]) -> T:
        return self._do(work)

    def _do(self, work: Callable[[Connection], T]) -> T:
        done: T
        done, failure = tried(self._db, work)
        scrubbing.asked(self._db)
        if failure:
            raise failure
        return done

    async def lead(self, name: str) -> bool:
        return True

    async def close(self) -> None:
        self._whole.rollback()
        self._db.close()
        self._lock.close()
