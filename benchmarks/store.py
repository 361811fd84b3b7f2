"""Writing durably, three ways side by side in one run: `python -m benchmarks.store`.

Each write is one upsert by SQLAlchemy Core in a transaction of its own, on SQLite with WAL and synchronous=FULL;
whoever asked goes on when it is on the disk. A burst asks for 10,000 at once, a steady stream for 1,000 a second.

- our store: works of a burst are committed together, in a thread of their own;
- one commit for each write, in a thread;
- SQLAlchemy's asyncio over aiosqlite, one commit for each write, five connections (`pip install aiosqlite`; it is no
  dependency of Homeroom, and its line is left out when it is not there).

Beneath them stands what the machine can do at all: the same rows in one transaction of Python's own sqlite3.
Of three bursts the middle one is shown. Then one statement by itself, a row asked for by its key: through SQLAlchemy
(built once, compiled once), prepared (`bot/store/prepared.py`), and by the driver. Takes about a minute.
"""

from __future__ import annotations

import asyncio
import importlib.util
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, event, select

from benchmarks.tables import percentile, table
from bot.store import notes
from bot.store.address import Address
from bot.store.open import open_store
from bot.store.prepared import Prepared
from bot.store.sqlite import PRAGMAS, engine
from bot.store.tables import settings

BURST, SAMPLE, PER_SECOND, SECONDS, TURNS = 10_000, 1_000, 1_000, 4, 20
UPSERT = "INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
Write = Callable[[int], Awaitable[None]]


def put(db: Connection, number: int) -> None:
    notes.put(db, f"vote {number % 5000}", f"{number}")


async def burst(write: Write, count: int) -> list[float]:
    """Everybody asks at once; the seconds that each waited."""
    begun = time.perf_counter()

    async def one(number: int) -> float:
        await write(number)
        return time.perf_counter() - begun

    return await asyncio.gather(*(one(number) for number in range(count)))


async def steady(write: Write) -> list[float]:
    """One after the other at their times, whether or not those before are done."""
    begun = time.perf_counter()

    async def one(number: int) -> float:
        due = begun + number / PER_SECOND
        await asyncio.sleep(due - time.perf_counter())
        await write(number)
        return time.perf_counter() - due

    return await asyncio.gather(*(one(number) for number in range(PER_SECOND * SECONDS)))


async def figures(name: str, write: Write, count: int) -> tuple[str, ...]:
    await burst(write, 50)
    waits = sorted([await burst(write, count) for _ in range(3)], key=max)[1]
    even = await steady(write)
    ms = [1000 * percentile(values, part) for values in (waits, even) for part in (0.5, 0.99)]
    return (name, f"{count:,}", f"{max(waits):.2f}", f"{count / max(waits):,.0f}", *(f"{figure:,.1f}" for figure in ms))


async def ours(folder: Path) -> tuple[str, ...]:
    store = await open_store(Address.parse(f"sqlite:///{folder}/ours.sqlite"))

    async def write(number: int) -> None:
        await store.write(lambda db: put(db, number))

    found = await figures("our store", write, BURST)
    await store.close()
    return found


async def one_by_one(folder: Path) -> tuple[str, ...]:
    address = Address.parse(f"sqlite:///{folder}/one.sqlite")
    await (await open_store(address)).close()
    made, thread, loop = engine(address.url, "BEGIN IMMEDIATE"), ThreadPoolExecutor(1), asyncio.get_running_loop()

    def commit(number: int) -> None:
        with made.begin() as db:
            put(db, number)

    async def write(number: int) -> None:
        await loop.run_in_executor(thread, commit, number)

    found = await figures("a commit for each", write, BURST)
    thread.shutdown()
    made.dispose()
    return found


async def aiosqlite(folder: Path) -> tuple[str, ...]:
    from sqlalchemy.ext.asyncio import create_async_engine

    address = Address.parse(f"sqlite:///{folder}/aio.sqlite")
    await (await open_store(address)).close()
    made = create_async_engine(address.url.set(drivername="sqlite+aiosqlite"), pool_timeout=600)

    @event.listens_for(made.sync_engine, "connect")
    def connect(connection: sqlite3.Connection, _: object) -> None:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").close()

    async def write(number: int) -> None:
        async with made.begin() as db:
            await db.run_sync(put, number)

    found = await figures("asyncio over aiosqlite", write, SAMPLE)
    await made.dispose()
    return found


def bare(folder: Path) -> tuple[str, ...]:
    with closing(sqlite3.connect(folder / "bare.sqlite")) as db:
        for pragma in PRAGMAS:
            db.execute(f"PRAGMA {pragma}")
        db.execute("CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT)")
        begun = time.perf_counter()
        rows = ((f"vote {number % 5000}", f"{number}") for number in range(BURST))
        with db:
            db.executemany(UPSERT, rows)
        spent = time.perf_counter() - begun
    return ("sqlite3, one transaction", f"{BURST:,}", f"{spent:.2f}", f"{BURST / spent:,.0f}", "-", "-", "-", "-")


def asked(folder: Path) -> None:
    """Microseconds of the processor for one row, the least of some turns."""
    made = engine(Address.parse(f"sqlite:///{folder}/ours.sqlite").url, "BEGIN")
    query = select(settings.c.value).where(settings.c.name == bindparam("name"))
    prepared, sql = Prepared(query), "SELECT value FROM settings WHERE name = ?"
    with made.begin() as db:
        driver: Any = db.connection.driver_connection
        ways: dict[str, Callable[[], object]] = {
            "SQLAlchemy": lambda: db.execute(query, {"name": "vote 7"}).first(),
            "prepared": lambda: prepared.first(db, name="vote 7"),
            "sqlite3 itself": lambda: driver.execute(sql, ("vote 7",)).fetchone(),
        }
        rows = [(name, f"{min(_microseconds(way) for _ in range(TURNS)):.1f}") for name, way in ways.items()]
    made.dispose()
    table(("one row by its key", "µs"), *rows)


def _microseconds(way: Callable[[], object]) -> float:
    begun = time.process_time()
    for _ in range(SAMPLE):
        way()
    return (time.process_time() - begun) * 1e6 / SAMPLE


async def main() -> None:
    has_aiosqlite = importlib.util.find_spec("aiosqlite") is not None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [await ours(folder), await one_by_one(folder)]
        rows += [await aiosqlite(folder)] if has_aiosqlite else []
        rows += [bare(folder)]
        asked(folder)
    head = ("", "burst", "s", "writes/s", "p50 ms", "p99 ms", "1000/s: p50 ms", "p99 ms")
    table(head, *rows)
    print(f"\nOurs is {float(rows[1][2]) / float(rows[0][2]):.1f} times as fast in a burst as a commit for each.")
    if not has_aiosqlite:
        print("aiosqlite is not installed: left out (pip install aiosqlite).")


if __name__ == "__main__":
    asyncio.run(main())
