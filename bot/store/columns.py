"""The kinds of column that both databases keep alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import import_module
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import JSON, BigInteger, Dialect, String, Table
from sqlalchemy import Connection as Connection
from sqlalchemy.types import TypeDecorator

from bot.kernel.cards import Card
from bot.store.prepared import Prepared

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
CARDS: TypeAdapter[Card] = TypeAdapter(Card)
"""A card as ``Data`` keeps it, and back."""


@cache
def _row(dialect: str, table: Table, columns: tuple[str, ...], key: tuple[str, ...] = ()) -> Prepared:
    """One row; with a ``key``, what is not part of it takes the place of what is there."""
    changed = tuple(name for name in columns if name not in key) if key else ()
    return Prepared(_insert(dialect, table, key, changed), columns)


@cache
def _insert(dialect: str, table: Table, key: tuple[str, ...], changed: tuple[str, ...]) -> Any:
    """INSERT with ON CONFLICT, built once: making the statement costs more than running it."""
    made: Any = import_module(f"sqlalchemy.dialects.{dialect}").insert(table)  # the other one's 2 MiB stay unread
    made = made.execution_options(preserve_rowcount=True)  # PostgreSQL's driver forgets it when the cursor closes
    if not changed:
        return made.on_conflict_do_nothing()
    return made.on_conflict_do_update(index_elements=key, set_={name: made.excluded[name] for name in changed})


def insert_new(db: Connection, table: Table, **row: Any) -> bool:
    """Insert, unless a row with this key is there already; True when it was new."""
    return bool(_row(db.dialect.name, table, tuple(row)).run(db, **row))


def insert_all(db: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert many at once, but for those whose key is there already. All rows have the same columns."""
    if rows:
        _row(db.dialect.name, table, tuple(rows[0])).run_all(db, rows)


def upsert(db: Connection, table: Table, key: tuple[str, ...], **row: Any) -> None:
    """Insert, or give the row with this key the new values."""
    _row(db.dialect.name, table, tuple(row), key).run(db, **row)
