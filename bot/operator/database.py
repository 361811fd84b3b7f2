"""A look at the database without changing it, whether or not the bot is running."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, create_engine, false, select, update
from sqlalchemy.exc import DBAPIError

from bot.kernel.places import Place
from bot.kernel.ports import Finding
from bot.store import migrate, notes, sqlite
from bot.store.address import Address
from bot.store.tables import courses, routines, settings
from bot.trouble import Trouble, in_one_line

PATIENCE = 5


@dataclass(frozen=True, slots=True)
class Look:
    """What was found, the places that the bot speaks in, and whether a key for its seals is kept."""

    findings: tuple[Finding, ...]
    places: tuple[Place, ...] = ()
    has_key: bool = False


def look(address: Address) -> Look:
    """Reachable? Writable? Of which version? In use?"""
    if address.file is not None and not address.file.exists():
        return Look((_of_new_file(address.file),))
    try:
        with in_one_line(), _connected(address) as db:
            return _look_into(db, address)
    except Trouble as trouble:
        found, remedy = str(trouble).removeprefix("database: "), f"HOMEROOM_DATABASE is {address}."
        server = "Look whether the server runs and this machine reaches it. " if address.file is None else ""
        return Look((Finding("database", "failure", found, server + remedy),))


def needs_upgrade(address: Address) -> bool:
    """Whether opening this database will migrate it, as far as that can be seen."""
    if address.file is not None and not address.file.exists():
        return True
    with _connected(address) as db:
        return migrate.version(db) != migrate.HEAD


def _of_new_file(file: Path) -> Finding:
    folder = file.absolute().parent
    if not folder.is_dir():
        return Finding("database", "failure", f"there is no folder {folder}", "Make it, or change HOMEROOM_DATABASE.")
    if not os.access(folder, os.W_OK):
        return Finding("database", "failure", f"this user may not write in {folder}", "Let it, or change the folder.")
    return Finding("database", "ok", f"{file} will be made at the first start")


@contextmanager
def _connected(address: Address) -> Iterator[Connection]:
    engine = _engine(address)
    try:
        with engine.connect() as db:
            yield db
            db.rollback()
    finally:
        engine.dispose()


def _engine(address: Address) -> Engine:
    if address.file is None:
        return create_engine(address.url, poolclass=NullPool, connect_args={"connect_timeout": PATIENCE})
    return sqlite.engine(address.url, "BEGIN IMMEDIATE", poolclass=NullPool)


def _look_into(db: Connection, address: Address) -> Look:
    reached = migrate.version(db)
    if migrate.is_foreign(db):
        remedy = "Let HOMEROOM_DATABASE name a file of its own."
        return Look((Finding("database", "failure", f"{address} belongs to another program", remedy),))
    if reached != migrate.HEAD:
        return Look((Finding("database", "ok", str(address)), _of_version(reached)))
    return Look(
        (_writable(db, address), _of_version(reached), *_in_use(address)),
        _places(db),
        bool(notes.get(db, notes.SECRET_KEY)),
    )


def _writable(db: Connection, address: Address) -> Finding:
    try:
        db.execute(update(settings).where(false()).values(value=""))
    except DBAPIError as error:
        words = " ".join(str(error.orig).split())
        return Finding("database", "failure", f"{address} cannot be written: {words}", "Let the bot's user write.")
    return Finding("database", "ok", f"{address}, can be written")


def _of_version(reached: str) -> Finding:
    if not reached:
        return Finding("migrations", "ok", "no tables yet; they are made at the first start")
    if reached == migrate.HEAD:
        return Finding("migrations", "ok", f"at {reached}, the newest")
    if reached in migrate.known():
        remedy = "Start the bot, or run `homeroom db upgrade`."
        return Finding("migrations", "warning", f"at {reached}, the newest is {migrate.HEAD}", remedy)
    remedy = "Install the newer version, or restore a backup made before."
    return Finding("migrations", "failure", f"at {reached}, made by a newer Homeroom", remedy)


def _in_use(address: Address) -> Iterator[Finding]:
    if address.file is None or not address.file.with_name(address.file.name + ".lock").exists():
        return
    try:
        sqlite.hold(address.file).close()
    except sqlite.InUse:
        yield Finding("running", "ok", "a Homeroom is running with this database")


def _places(db: Connection) -> tuple[Place, ...]:
    homes = db.scalars(select(courses.c.home).where(courses.c.state != "draft"))
    rhythms = db.scalars(select(routines.c.place))
    return tuple(sorted({place.outside for place in (*homes, *rhythms)}))
