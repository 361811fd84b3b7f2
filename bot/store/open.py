"""Opening the database: the right kind, migrated, ready."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL
from pathlib import Path

from sqlalchemy import NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from bot.store.address import Address
from bot.store.alone import Alone
from bot.store.migrate import HEAD, migrate, version
from bot.store.postgres import Postgres
from bot.store.sqlite import SQLite

Store = SQLite | Postgres | Alone
ROOT = Path(__file__).parents[2]


async def upgrade_apart(address: Address) -> None:
    """Let a process of its own bring a SQLite file to this version, where it is not yet there.

    Alembic's five MiB are then not this process's to carry for months. What goes wrong is ``open_store``'s to tell.
    """
    file = address.file
    if file is None or await asyncio.to_thread(_is_current, address, file):
        return
    command = (sys.executable, "-m", "bot", "db", "upgrade")
    environment = {**os.environ, "HOMEROOM_DATABASE": f"sqlite:///{file.resolve()}"}
    child = await asyncio.create_subprocess_exec(*command, env=environment, cwd=ROOT, stdout=DEVNULL, stderr=DEVNULL)
    await child.wait()


def _is_current(address: Address, file: Path) -> bool:
    """Whether there is nothing to do; also when it cannot be known."""
    if not file.exists():
        return False
    looking = create_engine(address.url, poolclass=NullPool)
    try:
        with looking.connect() as db:
            return version(db) == HEAD
    except DBAPIError:
        return True


def open_alone(file: Path) -> Store:
    """A new SQLite file for a rehearsal."""
    return Alone(Address.parse(f"sqlite:///{file}").url)


async def open_store(address: Address, durable: bool = True) -> Store:
    """The database at this address, its tables as this version wants them.

    Raises InUse when another process has the file, NewerDatabase when a newer version wrote it.
    """
    store: Store = Postgres(address.url) if address.file is None else SQLite(address.url, durable)
    try:
        await asyncio.to_thread(migrate, store.engine)
    except BaseException:
        await store.close()
        raise
    return store
