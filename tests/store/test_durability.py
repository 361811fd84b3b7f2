"""What a caller was told is kept, is kept: whenever the process is killed."""

from __future__ import annotations

import os
import signal
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

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        os.write(1, f"{os.getpid()}\\n".encode())
        asyncio.run(main(sys.argv[1], line.strip()))
    os.waitpid(child, 0)
    os.write(1, b"dead\\n")
"""
"""Forks one writer for each line. That spares each the second of imports."""


def test_ten_killed_writers_lose_nothing_that_they_were_told_is_kept(sqlite_address: Address) -> None:
    rng, told = Random(3), set[str]()
    command = [sys.executable, "-c", WRITER, str(sqlite_address.url)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as process:
        assert process.stdin
        assert process.stdout
        for life in range(10):
            process.stdin.write(f"{life}\n".encode())
            writer, first = int(process.stdout.readline()), process.stdout.readline()
            time.sleep(rng.uniform(0, 0.1))
            os.kill(writer, signal.SIGKILL)
            told |= {line.decode().rstrip() for line in (first, *iter(process.stdout.readline, b"dead\n"))}
        process.stdin.close()
    with closing(sqlite3.connect(sqlite_address.url.database or "")) as db:
        kept = {name for (name,) in db.execute("SELECT name FROM settings")}
        assert [("ok",)] == db.execute("PRAGMA integrity_check").fetchall()
    assert len(told) > 200
    assert set() == told - kept
