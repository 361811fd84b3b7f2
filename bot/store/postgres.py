"""PostgreSQL: a few connections, each work its own transaction; one process leads where only one may."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")
CONNECTIONS, TRIES = 8, 4
AGAIN = {"40001", "40P01"}  # serialization failure, deadlock: the server asks for the work to be run again


class Postgres:
    """A Database over a PostgreSQL server."""

    def __init__(self, url: URL) -> None:
        self.engine = create_engine(url, pool_size=CONNECTIONS, max_overflow=2, pool_pre_ping=True)
        self._threads = ThreadPoolExecutor(CONNECTIONS, "postgres")
        self._led: dict[str, Connection] = {}

    async def read(self, work: Callable[[Connection], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, work)

    write = read

    def _run(self, work: Callable[[Connection], T]) -> T:
        for tries_left in reversed(range(TRIES)):
            try:
                with self.engine.begin() as db:
                    return work(db)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", "") not in AGAIN or not tries_left:
                    raise
        raise AssertionError("the loop returns or raises")

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
        self._threads.shutdown()
        for db in self._led.values():
            db.invalidate()
            db.close()
        self.engine.dispose()
