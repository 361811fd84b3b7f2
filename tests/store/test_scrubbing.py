"""What was deleted for good is gone from the disk when the caller hears of it, or as soon as nobody reads any more."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, text

from bot.store import notes, scrubbing
from bot.store.address import Address
from bot.store.open import Store
from bot.store.tables import settings
from tests.conftest import opened

SECRET = "d41f0c5e77"


def keep(db: Connection) -> None:
    for number in range(200):
        notes.put(db, f"{SECRET}/{number}", SECRET)


def drop(db: Connection) -> None:
    db.execute(delete(settings).where(settings.c.value == SECRET))
    scrubbing.wanted(db, settings)


def on_disk(address: Address) -> bytes:
    file = Path(address.url.database or "")
    return b"".join(Path(f"{file}{end}").read_bytes() for end in ("", "-wal", "-shm"))


async def gone(address: Address) -> None:
    async with asyncio.timeout(20):
        while True:
            if SECRET.encode() not in on_disk(address):
                return
            await asyncio.sleep(0.02)


def copied(file: Path) -> dict[str, bytes]:
    """A database and its log, as they lie there."""
    return {end: Path(f"{file}{end}").read_bytes() for end in ("", "-wal")}


def put_back(file: Path, left: dict[str, bytes]) -> None:
    for end, data in left.items():
        Path(f"{file}{end}").write_bytes(data)


async def test_it_is_gone_when_the_caller_is_told(sqlite_store: Store, sqlite_address: Address) -> None:
    await sqlite_store.write(keep)
    assert SECRET.encode() in on_disk(sqlite_address)
    await sqlite_store.write(drop)

    assert SECRET.encode() not in on_disk(sqlite_address)


async def test_it_lies_in_the_log_where_nobody_wants_it_scrubbed(sqlite_store: Store, sqlite_address: Address) -> None:
    await sqlite_store.write(keep)
    await sqlite_store.write(lambda db: db.execute(delete(settings)).rowcount)

    assert SECRET.encode() in on_disk(sqlite_address)


async def test_a_reader_delays_it_and_nothing_else(
    sqlite_store: Store, sqlite_address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.sqlite.PATIENCE", 20)
    await sqlite_store.write(keep)
    reading, done = threading.Event(), threading.Event()

    def read(db: Connection) -> None:
        db.execute(text("SELECT count(*) FROM settings")).all()
        reading.set()
        done.wait(20)

    reader = asyncio.create_task(sqlite_store.read(read))
    await asyncio.to_thread(reading.wait, 20)
    await sqlite_store.write(drop)
    assert SECRET.encode() in on_disk(sqlite_address)
    await sqlite_store.write(lambda db: notes.put(db, "meanwhile", "written"))
    done.set()
    await reader
    await gone(sqlite_address)


async def test_what_a_process_left_in_the_log_goes_when_the_next_one_opens_it(sqlite_address: Address) -> None:
    file = Path(sqlite_address.url.database or "")
    async with opened(sqlite_address) as store:
        await store.write(keep)
        await store.write(lambda db: db.execute(delete(settings)).rowcount)
        left = copied(file)  # as when it is killed here
    put_back(file, left)
    assert SECRET.encode() in left["-wal"]

    async with opened(sqlite_address) as store:
        await gone(sqlite_address)
        assert "" == await store.read(lambda db: notes.get(db, f"{SECRET}/1"))


async def test_a_work_that_fails_scrubs_nothing_and_harms_nobody(sqlite_store: Store) -> None:
    await sqlite_store.write(keep)

    def fail(db: Connection) -> None:
        drop(db)
        raise LookupError

    with pytest.raises(LookupError):
        await sqlite_store.write(fail)
    assert SECRET == await sqlite_store.read(lambda db: notes.get(db, f"{SECRET}/7"))


async def test_on_postgresql_the_pages_of_the_table_are_given_back(postgres_store: Store) -> None:
    size = text("SELECT pg_relation_size('settings')")
    await postgres_store.write(keep)
    assert 0 < await postgres_store.read(lambda db: db.scalar(size))
    await postgres_store.write(drop)

    assert 0 == await postgres_store.read(lambda db: db.scalar(size))
