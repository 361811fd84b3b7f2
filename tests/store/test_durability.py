"""What a caller was told is kept, is kept: whenever the process is killed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from random import Random

from bot.store.address import Address

WRITER = """
import asyncio, itertools, os, sys
from bot.store import notes
from bot.store.address import Address
from bot.store.open import open_store

async def write_on(store, life, numbers):
    for number in numbers:
        name = f"{life}/{number}"
        await store.write(lambda db: notes.put(db, name, "kept"))
        os.write(1, f"{name}\\n".encode())

async def main(url, life):
    store = await open_store(Address.parse(url))
    numbers = itertools.count()
    await asyncio.gather(*(write_on(store, life, numbers) for _ in range(20)))

asyncio.run(main(*sys.argv[1:]))
"""


def test_ten_killed_writers_lose_nothing_that_they_were_told_is_kept(sqlite_address: Address) -> None:
    rng, told = Random(3), set[str]()
    for life in range(10):
        command = [sys.executable, "-c", WRITER, str(sqlite_address.url), f"{life}"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert process.stdout
        first = process.stdout.readline()
        time.sleep(rng.uniform(0, 0.1))
        process.kill()
        told |= {line.decode() for line in (first + process.communicate()[0]).splitlines()}
    with closing(sqlite3.connect(sqlite_address.url.database or "")) as db:
        kept = {name for (name,) in db.execute("SELECT name FROM settings")}
        assert [("ok",)] == db.execute("PRAGMA integrity_check").fetchall()
    assert len(told) > 200
    assert set() == told - kept
