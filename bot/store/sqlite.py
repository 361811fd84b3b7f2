"""SQLite: one thread that writes, a few that read.

A burst of writes is committed together: each work runs whole inside a savepoint of one transaction,
and every caller waits for the commit that made its work durable. Works never interleave, so none can
lose another's rows, and a caller that is cancelled leaves no transaction open.
"""

from __future__ import annotations

import asyncio
import errno
import fcntl
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, TypeVar

from sqlalchemy import URL, Connection, Engine, NullPool, QueuePool, create_engine, event

from bot.store import scrubbing
from bot.store.failures import run

T = TypeVar("T")
BATCH, READERS = 64, 3  # a hundred presses at once wait for the disk twice; with 16 it was seven times
PATIENCE, AGAIN = 1000, 0.1
"""For how long (ms) a log that holds what was deleted for good waits for readers, and when (s) it is tried again."""
WAITING = "busy_timeout=5000"
PRAGMAS = ("journal_mode=WAL", "foreign_keys=ON", WAITING, "secure_delete=ON")

Job = tuple[Callable[[Connection], Any], "asyncio.Future[Any]"]
Outcome = tuple["asyncio.Future[Any]", Any, BaseException | None]


class InUse(Exception):
    """Another process has this file open."""


def engine(url: URL, begin: str, synchronous: str = "FULL", **pool: Any) -> Engine:
    """An engine whose transactions start with ``begin``: the driver's own habit of starting late is off.

    There is an event for that, too; but where one is listened to, every statement takes a third longer.
    """
    made = create_engine(url, hide_parameters=True, **pool)  # people's words are no part of an error

    def start(dbapi_connection: Any) -> None:
        dbapi_connection.execute(begin)

    made.dialect.do_begin = start  # type: ignore[method-assign]

    @event.listens_for(made, "connect")
    def connect(connection: Any, _: object) -> None:
        connection.isolation_level = None
        for pragma in (*PRAGMAS, f"synchronous={synchronous}"):
            connection.execute(f"PRAGMA {pragma}")

    return made


def hold(file: Path) -> IO[bytes]:
    """Keep every other process off the file until the handle is closed or this process dies."""
    real = file.resolve()  # by whichever link it is called
    if not real.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "there is no such folder", str(real.parent))
    handle = real.with_name(real.name + ".lock").open("ab")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        handle.close()
        raise InUse(f"{file} is in use by another homeroom; stop that one first") from None
    return handle


class SQLite:
    """A Database over one file. One that need not outlive a power cut (a rehearsal's) waits for no disk."""

    def __init__(self, url: URL, durable: bool = True) -> None:
        self._lock = hold(Path(url.database or ""))
        synchronous = "FULL" if durable else "OFF"
        self.engine = engine(url, "BEGIN IMMEDIATE", synchronous, poolclass=NullPool)
        self._reading = engine(url, "BEGIN", poolclass=QueuePool, pool_size=READERS)
        event.listen(self._reading, "connect", _only_look)
        try:
            self._writing = self.engine.connect()
        except BaseException:
            self._lock.close()
            raise
        self._readers = ThreadPoolExecutor(READERS, "read")
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._closed = False
        self._writer = threading.Thread(target=self._write_on, name="write", daemon=True)
        self._writer.start()

    async def read(self, work: Callable[[Connection], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    def _read(self, work: Callable[[Connection], T]) -> T:
        with self._reading.begin() as db:
            return run(work, db)

    async def write(self, work: Callable[[Connection], T]) -> T:
        if self._closed:
            raise RuntimeError("the store is closed")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._jobs.put((work, future))
        return await future

    async def lead(self, name: str) -> bool:
        """Only one process has the file, so it leads in everything."""
        return True

    async def close(self) -> None:
        """What was asked for until now is still done."""
        self._closed = True
        self._jobs.put(None)
        await asyncio.to_thread(self._end)

    def _end(self) -> None:
        self._writer.join()
        self._readers.shutdown()
        self._reading.dispose()
        self._lock.close()

    def _write_on(self) -> None:
        with self._writing as db:
            clean = _scrub(db, 0)  # the process before this one may have died with something to scrub
            while (jobs := self._waiting(None if clean else AGAIN)) is not None:
                outcomes = _commit_together(db, jobs) if jobs else []
                if scrubbing.asked(db):
                    clean = _scrub(db, PATIENCE)
                elif not clean:
                    clean = _scrub(db, 0)
                _settle(outcomes)

    def _waiting(self, patience: float | None) -> list[Job] | None:
        """The next job and those behind it: a batch, or an eighth of a long queue; None when the store closes."""
        jobs: list[Job] = []
        most = max(BATCH, self._jobs.qsize() // 8)
        with suppress(queue.Empty):
            while len(jobs) < most and not (jobs and self._jobs.empty()):
                job = self._jobs.get(timeout=patience)
                if job is None:
                    self._jobs.put(None)
                    return jobs or None
                jobs.append(job)
        return jobs


def _scrub(db: Connection, patience: int) -> bool:
    """Empty the log into the file, where free pages hold zeros; False while a reader (for ``patience`` ms) needs it."""
    raw: Any = db.connection.driver_connection
    try:
        raw.execute(f"PRAGMA busy_timeout={patience}")
        return not raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:
        return False
    finally:
        raw.execute(f"PRAGMA {WAITING}")


def _only_look(connection: Any, _: object) -> None:
    connection.execute("PRAGMA query_only=ON")


def _commit_together(db: Connection, jobs: list[Job]) -> list[Outcome]:
    """What became of each job; if the commit fails, none of them happened."""
    outcomes: list[Outcome] = []
    try:
        with db.begin():
            outcomes += [(future, *tried(db, work)) for work, future in jobs]
    except BaseException as error:  # whatever it is, the thread must live and the callers must know
        db.connection.driver_connection.rollback()  # type: ignore[union-attr]  # a commit that fails leaves it open
        return [(future, None, error) for _, future in jobs]
    return outcomes


def tried(db: Connection, work: Callable[[Connection], Any]) -> tuple[Any, Exception | None]:
    """What a work gave, or how it failed: it is then undone, alone."""
    raw: Any = db.connection.driver_connection  # it takes a tenth of the time that SQLAlchemy would
    raw.execute("SAVEPOINT work")
    try:
        result = run(work, db)
    except Exception as error:
        if not raw.in_transaction:
            raise  # the disk is full, and SQLite has undone everything
        raw.execute("ROLLBACK TO work")
        raw.execute("RELEASE work")
        return None, error
    raw.execute("RELEASE work")
    return result, None


def _settle(outcomes: list[Outcome]) -> None:
    """Tell every caller, each on its own loop, in one go."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Outcome]] = {}
    for outcome in outcomes:
        by_loop.setdefault(outcome[0].get_loop(), []).append(outcome)
    for loop, settled in by_loop.items():
        with suppress(RuntimeError):  # a loop that has been closed: nobody waits there any more
            loop.call_soon_threadsafe(_tell, settled)


def _tell(settled: list[Outcome]) -> None:
    for future, result, error in settled:
        if future.done():
            continue
        if error:
            future.set_exception(error)
        else:
            future.set_result(result)
