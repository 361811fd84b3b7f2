"""How the shared tables answer for the people in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, select

from bot.kernel.features import Kept
from bot.kernel.places import Person
from bot.store import tables


def rows_of(table: Table, column: Column[Any], *shown: str) -> Kept:
    """A table whose rows belong to the person in one column: shown as they are, erased whole."""

    def export(db: Connection, person: Person) -> Sequence[Mapping[str, Any]]:
        query = select(*(table.c[name] for name in shown)).where(column == person)
        return [row._asdict() for row in db.execute(query)]

    def erase(db: Connection, person: Person) -> None:
        db.execute(delete(table).where(column == person))

    return Kept(table, export, erase)


KEPT = (
    rows_of(tables.staff, tables.staff.c.person, "course", "role"),
    rows_of(tables.deliveries, tables.deliveries.c.person, "kind", "op", "due", "state", "card"),
    Kept(tables.settings, why="values of the whole installation"),
    Kept(tables.events, why="ids of handled events, without people, for a day"),
    Kept(tables.drafts, why="forms left half filled, without their author, for a day"),
    Kept(tables.courses, why="the course itself"),
    Kept(tables.routines, why="what recurs in a course"),
    Kept(tables.occurrences, why="turns of routines"),
    rows_of(tables.barred, tables.barred.c.target, "until", "reason"),
)
