"""SQLite: one thread that writes, a few that read.

A burst of writes is committed together: each work runs whole inside a savepoint of one transaction,
and every caller waits for the commit that made its work durable. Works never interleave, so none can
lose another's rows, and a caller that is cancelled leaves no transaction open.
"""

from __future__ import annotations

import asyncio
import fcntl
import queue
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any, TypeVar

from sqlalchemy import URL, Connection, Engine, NullPool, QueuePool, create_engine, event

T = TypeVar("T")
BATCH, READERS = 200, 3
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000", "secure_delete=ON")

Job = tuple[Callable[[Connection], Any], "asyncio.Future[Any]"]
Outcome = tuple["asyncio.Future[Any]", Any, Exception | None]


class InUse(Exception):
    """Another process has this file open."""


def engine(url: URL, begin: str, **pool: Any) -> Engine:
    """An engine whose transactions start with ``begin``: the driver's own habit of starting late is off."""
    made = create_engine(url, **pool)

    @event.listens_for(made, "connect")
    def connect(connection: Any, _: object) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(made, "begin")
    def start(db: Connection) -> None:
        db.exec_driver_sql(begin)

    return made


def hold(file: Path) -> IO[bytes]:
    """Keep every other process off the file until the handle is closed or this process dies."""
    handle = file.with_name(file.name + ".lock").open("ab")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        handle.close()
        raise InUse(f"{file} is in use by another homeroom; stop that one first") from None
    return handle


class SQLite:
    """A Database over one file."""

    def __init__(self, url: URL) -> None:
        self._lock = hold(Path(url.database or ""))
        self.engine = engine(url, "BEGIN IMMEDIATE", poolclass=NullPool)
        self._reading = engine(url, "BEGIN", poolclass=QueuePool, pool_size=READERS)
        self._readers = ThreadPoolExecutor(READERS, "read")
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write_on, name="write", daemon=True)
        self._writer.start()

    async def read(self, work: Callable[[Connection], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    def _read(self, work: Callable[[Connection], T]) -> T:
        with self._reading.begin() as db:
            return work(db)

    async def write(self, work: Callable[[Connection], T]) -> T:
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._jobs.put((work, future))
        return await future

    async def lead(self, name: str) -> bool:
        """Only one process has the file, so it leads in everything."""
        return True

    async def close(self) -> None:
        self._jobs.put(None)
        await asyncio.to_thread(self._writer.join)
        self._readers.shutdown()
        self._reading.dispose()
        self._lock.close()

    def _write_on(self) -> None:
        with self.engine.connect() as db:
            while jobs := self._waiting():
                _settle(_commit_together(db, jobs))

    def _waiting(self) -> list[Job]:
        """The next job and those behind it, up to a batch; none when the store closes."""
        jobs: list[Job] = []
        while len(jobs) < BATCH and not (jobs and self._jobs.empty()):
            job = self._jobs.get()
            if job is None:
                self._jobs.put(None)
                break
            jobs.append(job)
        return jobs


def _commit_together(db: Connection, jobs: list[Job]) -> list[Outcome]:
    """What became of each job; if the commit fails, none of them happened."""
    outcomes: list[Outcome] = []
    try:
        with db.begin():
            outcomes += [(future, *_run(db, work)) for work, future in jobs]
    except Exception as error:
        return [(future, None, error) for _, future in jobs]
    return outcomes


def _run(db: Connection, work: Callable[[Connection], Any]) -> tuple[Any, Exception | None]:
    db.exec_driver_sql("SAVEPOINT work")
    try:
        result = work(db)
    except Exception as error:
        db.exec_driver_sql("ROLLBACK TO work")
        db.exec_driver_sql("RELEASE work")
        return None, error
    db.exec_driver_sql("RELEASE work")
    return result, None


def _settle(outcomes: list[Outcome]) -> None:
    """Tell every caller, each on its own loop, in one go."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Outcome]] = {}
    for outcome in outcomes:
        by_loop.setdefault(outcome[0].get_loop(), []).append(outcome)
    for loop, settled in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_tell, settled)


def _tell(settled: list[Outcome]) -> None:
    for future, result, error in settled:
        if future.done():
            continue
        if error:
            future.set_exception(error)
        else:
            future.set_result(result)
