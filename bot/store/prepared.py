"""Statements that run with every act and every turn: SQLAlchemy says what they are, SQLite's own driver runs them.

Of a statement that takes SQLite three microseconds, compiled though it is, SQLAlchemy makes more than twenty: of a
press with five statements that was a fifth. A Prepared is compiled once, with the same converters for values and
columns. On PostgreSQL, where the way to the server takes longer, everything goes SQLAlchemy's way.

    _ROLE = Prepared(select(staff.c.role).where(staff.c.person == bindparam("person")))
    _ROLE.scalar(db, person=person)
"""

from __future__ import annotations

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError

DIALECT = sqlite.dialect()
Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """SQL for the driver; its values in their order, with gaps for those ``given``; how a row is made and read."""

    sql: str
    values: tuple[Any, ...]
    given: tuple[tuple[int, str, Convert | None], ...]
    row: Callable[[Iterable[Any]], Any]
    read: tuple[tuple[int, Convert], ...]


class Prepared:
    """A statement, whose values come by name: those of its ``bindparam``, or the ``columns`` of an insert.

    Rows are named tuples, and errors are SQLAlchemy's, as everywhere else. A list of values (``IN``) is SQLAlchemy's to
    spell out each time: a statement with one goes its way.
    """

    def __init__(self, statement: Any, columns: Sequence[str] | None = None) -> None:
        self.statement, self._columns = statement, columns

    def all(self, db: Connection, /, **values: Any) -> Sequence[Any]:
        if plan := self._driven(db):
            return [_read(plan, row) for row in _run(plan, db, values).fetchall()]
        return db.execute(self.statement, values).all()

    def first(self, db: Connection, /, **values: Any) -> Any:
        """None where there is no row."""
        if plan := self._driven(db):
            row = _run(plan, db, values).fetchone()
            return None if row is None else _read(plan, row)
        return db.execute(self.statement, values).first()

    def scalar(self, db: Connection, /, **values: Any) -> Any:
        row = self.first(db, **values)
        return None if row is None else row[0]

    def run(self, db: Connection, /, **values: Any) -> int:
        """How many rows it changed."""
        plan = self._driven(db)
        return int((_run(plan, db, values) if plan else db.execute(self.statement, values)).rowcount)

    def run_all(self, db: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Once for each of these values."""
        if plan := self._driven(db):
            try:
                _driver(db).executemany(plan.sql, [_bound(plan, row) for row in rows])
            except sqlite3.Error as error:
                raise _as_sqlalchemys(plan, error) from error
        elif rows:
            db.execute(self.statement, list(rows))

    def scalars(self, db: Connection, /, **values: Any) -> list[Any]:
        """The first column of every row."""
        return [row[0] for row in self.all(db, **values)]

    def _driven(self, db: Connection) -> Plan | None:
        """Within a transaction of SQLite: one that SQLAlchemy would only begin now is left to it."""
        return self._plan if db.dialect.name == "sqlite" and db.in_transaction() else None

    @cached_property
    def _plan(self) -> Plan | None:
        """None where SQLAlchemy has something to add each time."""
        compiled: Any = self.statement.compile(dialect=DIALECT, column_keys=self._columns)
        if compiled.post_compile_params or compiled.insert_prefetch or compiled.update_prefetch:
            return None
        names = list(enumerate(compiled.positiontup))
        given = tuple((at, name, _binding(compiled, name)) for at, name in names if _is_open(compiled, name))
        values = tuple(None if _is_open(compiled, name) else _constant(compiled, name) for _, name in names)
        columns = list(self.statement.exported_columns)
        row: Any = namedtuple("Row", [column.key for column in columns], rename=True)  # type: ignore[misc]
        readers = ((at, _reading(column)) for at, column in enumerate(columns))
        return Plan(compiled.string, values, given, row._make, tuple((at, read) for at, read in readers if read))


def _run(plan: Plan, db: Connection, values: Mapping[str, Any]) -> sqlite3.Cursor:
    try:
        found: sqlite3.Cursor = _driver(db).execute(plan.sql, _bound(plan, values))
    except sqlite3.Error as error:
        raise _as_sqlalchemys(plan, error) from error
    return found


def _as_sqlalchemys(plan: Plan, error: sqlite3.Error) -> BaseException:
    return DBAPIError.instance(plan.sql, None, error, sqlite3.Error, hide_parameters=True, dialect=DIALECT)


def _driver(db: Connection) -> Any:
    return db.connection.driver_connection


def _bound(plan: Plan, values: Mapping[str, Any]) -> list[Any]:
    row = list(plan.values)
    for at, name, convert in plan.given:
        row[at] = convert(values[name]) if convert else values[name]
    return row


def _read(plan: Plan, row: tuple[Any, ...]) -> Any:
    if not plan.read:
        return plan.row(row)
    cells = list(row)
    for at, convert in plan.read:
        cells[at] = convert(cells[at])
    return plan.row(cells)


def _is_open(compiled: Any, name: str) -> bool:
    """A value that comes with each run; the others stand in the statement."""
    return bool(compiled.binds[name].required)


def _binding(compiled: Any, name: str) -> Convert | None:
    convert: Convert | None = compiled.binds[name].type.dialect_impl(DIALECT).bind_processor(DIALECT)
    return convert


def _reading(column: Any) -> Convert | None:
    convert: Convert | None = column.type.dialect_impl(DIALECT).result_processor(DIALECT, None)
    return convert


def _constant(compiled: Any, name: str) -> Any:
    convert, value = _binding(compiled, name), compiled.binds[name].effective_value
    return convert(value) if convert else value
