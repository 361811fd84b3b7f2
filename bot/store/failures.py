"""Errors that need more than to be raised."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")
AGAIN = {"40001", "40P01"}  # serialization failure, deadlock: PostgreSQL asks for the work to be run again
POSTGRES_FAILS = {"08", "40", "53", "57", "58"}  # classes: connection, rollback, resources, operator, system
SQLITE_FAILS = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
}


def asks_again(error: BaseException) -> bool:
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", "") in AGAIN


def is_the_databases(error: BaseException) -> bool:
    """It was not the work that failed but the database under it: a full disk, a broken line, a deadlock."""
    if not isinstance(error, DBAPIError):
        return False
    state, code = getattr(error.orig, "sqlstate", None) or "", getattr(error.orig, "sqlite_errorcode", 0)
    return error.connection_invalidated or state[:2] in POSTGRES_FAILS or code & 0xFF in SQLITE_FAILS


def is_lost(db: Connection, error: BaseException) -> bool:
    """The whole transaction must be given up, whatever a work would make of the error."""
    if is_the_databases(error) or db.invalidated:
        return True
    return db.dialect.name == "sqlite" and not db.connection.driver_connection.in_transaction  # type: ignore[union-attr]


def run(work: Callable[[Connection], T], db: Connection) -> T:
    """A future refuses StopIteration, and whoever awaits it would wait for ever."""
    try:
        return work(db)
    except StopIteration as error:
        raise RuntimeError("a work ran out of items") from error


@contextmanager
def apart(db: Connection) -> Iterator[None]:
    """What fails within it is undone, and nothing else. SQLAlchemy's own way makes each savepoint's words anew."""
    db.exec_driver_sql("SAVEPOINT apart")
    try:
        yield
    except Exception as error:
        if not is_lost(db, error):
            db.exec_driver_sql("ROLLBACK TO SAVEPOINT apart")
            db.exec_driver_sql("RELEASE SAVEPOINT apart")
        raise
    db.exec_driver_sql("RELEASE SAVEPOINT apart")
