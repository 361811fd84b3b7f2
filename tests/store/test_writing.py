"""Transactions: whole or not at all, side by side or one after the other, on both databases."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from bot.store import notes
from bot.store.address import Address
from bot.store.open import Store, open_store
from bot.store.postgres import Postgres
from bot.store.sqlite import SQLite

Work = Callable[[Connection], None]


def puts(name: str, value: str = "1") -> Work:
    return lambda db: notes.put(db, name, value)


def fails(db: Connection) -> None:
    notes.put(db, "lost", "1")
    raise ZeroDivisionError


async def value(store: Store, name: str) -> str:
    return await store.read(lambda db: notes.get(db, name))


async def count(store: Store) -> int:
    return int(await store.read(lambda db: db.scalar(text("SELECT count(*) FROM settings"))) or 0)


def increment(db: Connection) -> None:
    db.execute(text("UPDATE settings SET value = CAST(CAST(value AS INTEGER) + 1 AS VARCHAR) WHERE name = 'count'"))


async def test_a_work_that_fails_among_many_loses_only_itself(store: Store) -> None:
    works = [fails if index % 7 == 3 else puts(f"kept {index}") for index in range(100)]
    outcomes = await asyncio.gather(*(store.write(work) for work in works), return_exceptions=True)
    failed = [index for index, outcome in enumerate(outcomes) if isinstance(outcome, ZeroDivisionError)]
    assert [index for index in range(100) if index % 7 == 3] == failed
    assert 100 - len(failed) == await count(store)


async def test_a_broken_rule_of_the_schema_loses_only_its_own_work(store: Store) -> None:
    twice = text("INSERT INTO settings (name, value) VALUES ('same', '1')")

    def insert(db: Connection) -> None:
        db.execute(twice)

    outcomes = await asyncio.gather(*(store.write(insert) for _ in range(5)), return_exceptions=True)
    assert 4 == sum(isinstance(outcome, IntegrityError) for outcome in outcomes)
    assert 1 == await count(store)


async def test_works_do_not_interleave(store: Store) -> None:
    await store.write(puts("count", "0"))
    await asyncio.gather(*(store.write(increment) for _ in range(200)))
    assert "200" == await value(store, "count")


async def test_a_caller_that_is_cancelled_leaves_no_transaction_open(store: Store) -> None:
    begun, finish = threading.Event(), threading.Event()

    def slow(db: Connection) -> None:
        notes.put(db, "slow", "1")
        begun.set()
        finish.wait(5)

    caller = asyncio.create_task(store.write(slow))
    await asyncio.to_thread(begun.wait, 5)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    finish.set()
    await asyncio.wait_for(store.write(puts("next")), 5)
    await asyncio.wait_for(store.write(puts("slow", "2")), 5)
    assert ("1", "2") == (await value(store, "next"), await value(store, "slow"))


async def test_nobody_reads_what_is_not_committed(store: Store) -> None:
    begun, finish = threading.Event(), threading.Event()

    def slow(db: Connection) -> None:
        notes.put(db, "slow", "1")
        begun.set()
        finish.wait(5)

    caller = asyncio.create_task(store.write(slow))
    await asyncio.to_thread(begun.wait, 5)
    assert "" == await value(store, "slow")
    finish.set()
    await caller
    assert "1" == await value(store, "slow")


async def test_a_read_sees_one_state_however_long_it_takes(sqlite_store: Store) -> None:
    looked, go_on = threading.Event(), threading.Event()

    def twice(db: Connection) -> tuple[str, str]:
        first = notes.get(db, "name")
        looked.set()
        go_on.wait(5)
        return first, notes.get(db, "name")

    reader = asyncio.create_task(sqlite_store.read(twice))
    await asyncio.to_thread(looked.wait, 5)
    await sqlite_store.write(puts("name"))
    go_on.set()
    assert ("", "") == await reader


async def test_a_read_cannot_write(store: Store) -> None:
    with pytest.raises(DBAPIError):
        await store.read(puts("name"))
    assert "" == await value(store, "name")
    await store.write(puts("name"))
    assert "1" == await value(store, "name")


async def test_errors_do_not_tell_what_people_wrote(store: Store) -> None:
    secret = text("INSERT INTO settings (name, nothing) VALUES (:name, 1)")
    with pytest.raises(DBAPIError) as caught:
        await store.write(lambda db: db.execute(secret, {"name": "my private words"}))
    assert "private" not in str(caught.value)


async def test_a_work_that_runs_out_of_items_is_an_error_like_any_other(store: Store) -> None:
    async def run_out() -> None:
        await store.write(lambda db: next(iter(())))

    outcomes = await asyncio.wait_for(
        asyncio.gather(run_out(), store.write(puts("kept")), return_exceptions=True), timeout=5
    )
    assert isinstance(outcomes[0], RuntimeError)
    assert "1" == await value(store, "kept")


async def test_a_closed_store_refuses(store: Store) -> None:
    pending = asyncio.gather(*(store.write(puts(str(index))) for index in range(20)))
    await asyncio.sleep(0)
    await store.close()
    await pending
    with pytest.raises(RuntimeError):
        await store.write(puts("late"))
    with pytest.raises(RuntimeError):
        await value(store, "late")


async def test_a_burst_is_committed_together(sqlite_store: Store) -> None:
    commits: list[Connection] = []
    event.listen(sqlite_store.engine, "commit", commits.append)
    await asyncio.gather(*(sqlite_store.write(puts(str(index))) for index in range(1000)))
    assert 1000 == await count(sqlite_store)
    assert len(commits) <= 100


async def test_a_work_is_in_the_file_when_its_caller_goes_on(sqlite_store: Store, sqlite_address: Address) -> None:
    await sqlite_store.write(puts("name", "kept"))
    with closing(sqlite3.connect(sqlite_address.url.database or "")) as other:
        assert [("kept",)] == other.execute("SELECT value FROM settings WHERE name = 'name'").fetchall()


def breaks_the_commit(db: Connection) -> None:
    db.execute(text("CREATE TABLE late (name REFERENCES settings (name) DEFERRABLE INITIALLY DEFERRED)"))
    db.execute(text("INSERT INTO late VALUES ('nobody')"))


async def test_a_commit_that_fails_reaches_every_caller_and_the_next_one_works(sqlite_store: Store) -> None:
    works = [puts("one"), breaks_the_commit, puts("two")]
    outcomes = await asyncio.gather(*(sqlite_store.write(work) for work in works), return_exceptions=True)
    assert [True] * 3 == [isinstance(outcome, IntegrityError) for outcome in outcomes]
    assert 0 == await count(sqlite_store)
    await asyncio.wait_for(sqlite_store.write(puts("three")), 5)
    assert 1 == await count(sqlite_store)


def most_pages(pages: int) -> Callable[[Connection], None]:
    """SQLite never goes below what the file has: 1 means that it may not grow."""
    return lambda db: db.exec_driver_sql(f"PRAGMA max_page_count={pages}").close()


async def test_a_full_disk_loses_nothing_that_was_kept(sqlite_store: Store) -> None:
    await sqlite_store.write(puts("kept"))
    await sqlite_store.write(most_pages(1))
    big = [puts(f"big {index}", "x" * 50_000) for index in range(5)]
    outcomes = await asyncio.gather(*(sqlite_store.write(work) for work in big), return_exceptions=True)
    assert {OperationalError} == {type(outcome) for outcome in outcomes}
    await sqlite_store.write(most_pages(1_000_000))
    await asyncio.wait_for(sqlite_store.write(puts("after")), 5)
    names = ("kept", "after", "big 0")
    assert ["1", "1", ""] == [await value(sqlite_store, name) for name in names]


async def test_the_pragmas_are_in_force(sqlite_store: Store) -> None:
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "secure_delete": 1,
    }

    def pragmas(db: Connection) -> dict[str, object]:
        return {name: db.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected}

    assert (expected, expected) == (await sqlite_store.write(pragmas), await sqlite_store.read(pragmas))


async def test_what_was_deleted_is_not_in_the_file_any_more(sqlite_store: Store, sqlite_address: Address) -> None:
    file = Path(sqlite_address.url.database or "")
    await sqlite_store.write(puts("secret", "the words nobody should find again"))
    await sqlite_store.write(lambda db: db.execute(text("DELETE FROM settings")))
    await sqlite_store.close()
    assert b"nobody should find" not in await asyncio.to_thread(file.read_bytes)


async def test_two_works_that_lock_each_other_out_are_both_done(postgres_store: Store) -> None:
    await postgres_store.write(puts("a"))
    await postgres_store.write(puts("b"))
    both = threading.Barrier(2, timeout=5)
    runs: list[str] = []

    def crosswise(first: str, second: str) -> Work:
        def work(db: Connection) -> None:
            runs.append(first)
            db.execute(text("UPDATE settings SET value = value || '1' WHERE name = :name"), {"name": first})
            if len(runs) <= 2:
                both.wait()
            db.execute(text("UPDATE settings SET value = value || '1' WHERE name = :name"), {"name": second})

        return work

    await asyncio.gather(postgres_store.write(crosswise("a", "b")), postgres_store.write(crosswise("b", "a")))
    assert ("111", "111") == (await value(postgres_store, "a"), await value(postgres_store, "b"))
    assert len(runs) >= 3


async def test_a_transaction_that_cannot_be_serialized_is_run_again(postgres_store: Store) -> None:
    await postgres_store.write(puts("count", "0"))
    both, runs = threading.Barrier(2, timeout=5), []

    def strictly(db: Connection) -> None:
        db.execute(text("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"))
        found = notes.get(db, "count")
        runs.append(found)
        if len(runs) <= 2:
            both.wait()
        notes.put(db, "count", str(int(found) + 1))

    await asyncio.gather(postgres_store.write(strictly), postgres_store.write(strictly))
    assert ("2", 3) == (await value(postgres_store, "count"), len(runs))


async def test_a_work_that_can_never_be_serialized_is_given_up(postgres_store: Store) -> None:
    runs: list[int] = []

    def hopeless(db: Connection) -> None:
        runs.append(1)
        db.execute(text("DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40001'; END $$"))

    with pytest.raises(OperationalError):
        await postgres_store.write(hopeless)
    assert 4 == len(runs)


async def test_each_address_opens_its_own_kind(address: Address) -> None:
    store = await open_store(address)
    assert (SQLite if address.file else Postgres) is type(store)
    await store.close()
