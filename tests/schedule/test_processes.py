"""Real processes: claiming side by side, and killed at any time."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from typing import IO

import pytest
from sqlalchemy import Connection, NullPool, create_engine, func, select

from bot.schedule import routines
from bot.store.address import Address
from bot.store.open import Store, open_store
from bot.store.tables import deliveries, occurrences
from bot.store.tables import routines as table
from tests.world.clock import MONDAY
from tests.world.ledger import Appended
from tests.world.people import SPACE, Place, course, routine, settle_in

ROUTINES, TURNS = 12, 25


@contextmanager
def nursery(address: Address, far_end: Path, speed: float = 1) -> Iterator[subprocess.Popen[bytes]]:
    url = address.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.world.nursery", url, str(far_end), str(speed)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def order(process: subprocess.Popen[bytes], how: bytes) -> None:
    assert process.stdin
    process.stdin.write(how + b"\n")


def born(process: subprocess.Popen[bytes]) -> int:
    """The number of a new process that lives on."""
    order(process, b"live")
    return int(_line(process.stdout).split()[1])


def _line(stream: IO[bytes] | None) -> bytes:
    assert stream
    return stream.readline()


async def prepare(store: Store, count: int, rule: str) -> None:
    """One course with so many routines, each with a place of its own."""

    def work(db: Connection) -> None:
        settle_in(db, MONDAY, course())
        for number in range(count):
            made = routine(f"r{number}", rule=rule, place=Place(SPACE, f"room-{number % 7}"))
            routines.save(db, made, (), MONDAY)

    await store.write(work)


async def test_processes_that_claim_side_by_side_take_each_turn_once(
    postgres_store: Store, postgres_address: Address, tmp_path: Path
) -> None:
    await prepare(postgres_store, 500, "FREQ=DAILY;COUNT=1")
    with nursery(postgres_address, tmp_path / "far-end", speed=1e6) as process:
        for _ in range(4):
            order(process, b"claim")
        lines = [_line(process.stdout).split() for _ in range(8)]
    took = [int(words[1]) for words in lines if words[0] == b"took"]
    assert (4, 500) == (len(took), sum(took))
    assert len([count for count in took if count]) > 1
    counts = [select(func.count()).select_from(one) for one in (occurrences, deliveries)]
    assert [500, 1500] == [await postgres_store.read(lambda db, c=count: db.scalar(c)) for count in counts]


@pytest.mark.parametrize(("kind", "kills"), [("sqlite", 25), ("postgres", 10)])
async def test_killed_at_any_time_nothing_is_lost_and_nothing_said_twice(
    request: pytest.FixtureRequest, kind: str, kills: int, tmp_path: Path
) -> None:
    address: Address = request.getfixturevalue(f"{kind}_address")
    far_end = tmp_path / "far-end"
    store = await open_store(address)
    await prepare(store, ROUTINES, f"FREQ=MINUTELY;COUNT={TURNS}")
    await store.close()
    _live_and_die(address, far_end, kills)
    _check_far_end(far_end)
    if address.file:
        with closing(sqlite3.connect(str(address.file))) as db:
            assert [("ok",)] == db.execute("PRAGMA integrity_check").fetchall()


def _live_and_die(address: Address, far_end: Path, kills: int) -> None:
    rng = Random(11)
    with nursery(address, far_end, speed=400) as process:
        for _ in range(kills):
            pid = born(process)
            time.sleep(rng.uniform(0.01, 0.3))
            os.kill(pid, signal.SIGKILL)
        pid = born(process)
        _wait_until_all_is_said(address)
        os.kill(pid, signal.SIGKILL)


def _wait_until_all_is_said(address: Address) -> None:
    open_rows = select(func.count()).where(deliveries.c.state.not_in(("sent", "cancelled")))
    armed = select(func.count()).where(table.c.next_due.is_not(None))
    engine = create_engine(address.url, poolclass=NullPool)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with engine.connect() as db:
            if db.scalar(open_rows) == db.scalar(armed) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("not everything was said in half a minute")


def _check_far_end(far_end: Path) -> None:
    said = Counter(change.marker for change in Appended(far_end) if change.what == "said")
    assert 2 * ROUTINES * TURNS == len(said)
    assert {1} == set(said.values())
