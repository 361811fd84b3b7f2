"""How the shared tables answer for the people in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, String, Table, and_, cast, delete, or_, select, update

from bot.kernel.features import Kept
from bot.kernel.places import Person
from bot.store import tables
from bot.store.columns import CARDS


def rows_of(table: Table, column: Column[Any], *shown: str) -> Kept:
    """A table whose rows belong to the person in one column: shown as they are, erased whole."""

    def export(db: Connection, person: Person) -> Sequence[Mapping[str, Any]]:
        query = select(*(table.c[name] for name in shown)).where(column == person)
        return [row._asdict() for row in db.execute(query)]

    def erase(db: Connection, person: Person) -> None:
        db.execute(delete(table).where(column == person))

    return Kept(table, export, erase)


D = tables.deliveries.c


def words_to(db: Connection, person: Person) -> Sequence[Mapping[str, Any]]:
    """What was said to somebody or in their name, in words: a card also knows others by their ids."""
    query = select(D.kind, D.op, D.due, D.state, D.card).where(D.person == person)
    return [{**row._asdict(), "card": row.card and CARDS.validate_python(row.card).words} for row in db.execute(query)]


def forget_words(db: Connection, person: Person) -> None:
    """What was said to somebody goes; of rooms that they were in, the words go, and what was still to be said."""
    db.execute(delete(tables.deliveries).where(D.person == person))
    rooms = list(db.scalars(select(D.key).where(cast(D.people, String).contains(f'"{person}"', autoescape=True))))
    theirs = or_(D.key.in_(rooms), D.of.in_(rooms))
    waiting = and_(theirs, D.state == "pending", D.op != "close")
    db.execute(update(tables.deliveries).where(waiting).values(state="cancelled", reason="somebody left"))
    db.execute(update(tables.deliveries).where(theirs).values(card=None, people=None))


KEPT = (
    rows_of(tables.staff, tables.staff.c.person, "course", "role"),
    Kept(tables.deliveries, words_to, forget_words),
    Kept(tables.settings, why="values of the whole installation"),
    Kept(tables.events, why="ids of handled events, without people, for a day"),
    Kept(tables.drafts, why="forms left half filled, without their author, for a day"),
    Kept(tables.courses, why="the course itself"),
    Kept(tables.routines, why="what recurs in a course"),
    Kept(tables.occurrences, why="turns of routines"),
    Kept(tables.errands, why="what the bot is to see to, by ids of its own"),
    rows_of(tables.agreements, tables.agreements.c.person, "course", "version", "at"),
    rows_of(tables.safety_contacts, tables.safety_contacts.c.person, "course", "position"),
    rows_of(tables.barred, tables.barred.c.target, "until", "reason"),
)
