"""The people of a course to whom somebody can turn: without two of them, what goes deep stays off."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, func, select

from bot.kernel.places import Person
from bot.store.columns import upsert
from bot.store.tables import safety_contacts

ENOUGH, MOST = 2, 4
WITHOUT = 2
"""The deepest question that a course may be asked while it has too few contacts: belonging.md §5.4."""
C = safety_contacts.c
_HOW_MANY = select(func.count()).where(C.course == bindparam("in_course"))


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to turn to: who, and what students read about them (“Maria Lopez, student services”)."""

    person: Person
    name: str
    position: int = 0


def contacts(db: Connection, course: str) -> tuple[Contact, ...]:
    """Those of a course, in the order in which they were named."""
    query = select(C.person, C.name, C.position).where(C.course == course).order_by(C.position, C.person)
    return tuple(Contact(row.person, row.name, row.position) for row in db.execute(query))


def contact(db: Connection, course: str, id_: str) -> Contact | None:
    """The one with this id on the platform."""
    return next((one for one in contacts(db, course) if one.person.id == id_), None)


def ready(db: Connection, course: str) -> bool:
    """Whether free text in check-ins, pulses and questions of depth 3 may be asked."""
    return (db.scalar(_HOW_MANY, {"in_course": course}) or 0) >= ENOUGH


def name(db: Connection, course: str, person: Person, called: str) -> None:
    """They are a contact from now on, after those who are; or are called otherwise."""
    known = contacts(db, course)
    place = next((one.position for one in known if one.person == person), None)
    position = place if place is not None else max((one.position for one in known), default=0) + 1
    row = {"course": course, "person": person, "name": called, "position": position}
    upsert(db, safety_contacts, ("course", "person"), **row)


def drop(db: Connection, course: str, person: Person) -> bool:
    """False when they were none."""
    mine = (C.course == course, C.person == person)
    return bool(db.execute(delete(safety_contacts).where(*mine)).rowcount)
