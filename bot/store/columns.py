"""The kinds of column that both databases keep alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, Dialect, String, Table
from sqlalchemy import Connection as Connection
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Instant(TypeDecorator[datetime]):
    """An instant, kept as microseconds since 1970 in UTC: it sorts, and no driver can drop its zone."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Printed(TypeDecorator[Any]):
    """A value that prints and parses (a Place, a date, a Role), kept as its text."""

    impl = String
    cache_ok = True

    def __init__(self, parse: Callable[[str], Any], show: Callable[[Any], str] = str) -> None:
        super().__init__()
        self.parse = parse
        self.show = show

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else self.show(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else self.parse(value)


Data = JSON(none_as_null=True)


def insert(db: Connection, table: Table) -> Any:
    """The dialect's own INSERT, for the sake of its ON CONFLICT."""
    return (postgresql if db.dialect.name == "postgresql" else sqlite).insert(table)


def insert_new(db: Connection, table: Table, **row: Any) -> bool:
    """Insert, unless a row with this key is there already; True when it was new."""
    return bool(db.execute(insert(db, table).values(**row).on_conflict_do_nothing()).rowcount)


def upsert(db: Connection, table: Table, key: tuple[str, ...], **row: Any) -> None:
    """Insert, or give the row with this key the new values."""
    changed = {name: value for name, value in row.items() if name not in key}
    db.execute(insert(db, table).values(**row).on_conflict_do_update(index_elements=key, set_=changed))
