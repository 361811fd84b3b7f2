"""PostgreSQL: a few connections, each work its own transaction; one process leads where only one may."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from bot.store import scrubbing
from bot.store.failures import asks_again, run

T = TypeVar("T")
CONNECTIONS, LED, TRIES = 8, 4, 4


class Postgres:
    """A Database over a PostgreSQL server."""

    def __init__(self, url: URL) -> None:
        pool = {"pool_size": CONNECTIONS, "max_overflow": LED, "pool_pre_ping": True}
        self.engine = create_engine(url, hide_parameters=True, **pool)  # people's words are no part of an error
        self._looking = self.engine.execution_options(postgresql_readonly=True)
        self._threads = ThreadPoolExecutor(CONNECTIONS, "postgres")
        self._led: dict[str, Connection] = {}

    async def read(self, work: Callable[[Connection], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, _run, self._looking, work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, _run, self.engine, work)

    async def lead(self, name: str) -> bool:
        """Whether this process is the one that does ``name``; it stays so until it ends or loses its connection."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._lead, name)

    def _lead(self, name: str) -> bool:
        try:
            if name in self._led:
                self._led[name].execute(text("SELECT 1"))
                return True
        except DBAPIError:
            self._led.pop(name).invalidate()
        db = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if db.scalar(text("SELECT pg_try_advisory_lock(hashtext(:name))"), {"name": f"homeroom {name}"}):
            self._led[name] = db
            return True
        db.close()
        return False

    async def close(self) -> None:
        await asyncio.to_thread(self._threads.shutdown)
        for db in self._led.values():
            db.invalidate()
            db.close()
        self.engine.dispose()


def _run(engine: Engine, work: Callable[[Connection], T]) -> T:
    for tries_left in reversed(range(TRIES)):
        try:
            with engine.begin() as db:
                done, gone = run(work, db), scrubbing.asked(db)
            if gone:
                _scrub(engine, gone)
            return done
        except DBAPIError as error:
            if not asks_again(error) or not tries_left:
                raise
    raise AssertionError("the loop returns or raises")


def _scrub(engine: Engine, tables: frozenset[str]) -> None:
    """Rows that were deleted lie in their pages until they are cleaned up, which no transaction may do."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
        db.execute(text(f"VACUUM {', '.join(sorted(tables))}"))
