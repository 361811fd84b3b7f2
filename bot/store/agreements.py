"""Who has accepted a course's agreement: only to them does the bot write unasked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from bot.kernel.places import Person
from bot.kernel.roles import STAFF
from bot.store import courses
from bot.store.columns import upsert
from bot.store.prepared import Prepared
from bot.store.tables import agreements

VERSION = 1
"""One more when the agreement promises less or asks for more: then everybody is asked anew."""
A = agreements.c
_ACCEPTED = Prepared(
    select(A.version).where(
        A.course == bindparam("course"), A.person == bindparam("person"), A.version >= bindparam("version")
    )
)


def accept(db: Connection, course: str, person: Person, now: datetime) -> None:
    upsert(db, agreements, ("course", "person"), course=course, person=person, version=VERSION, at=now)


def has_accepted(db: Connection, course: str, person: Person) -> bool:
    return _ACCEPTED.first(db, course=course, person=person, version=VERSION) is not None


def may_be_written_to(db: Connection, course: str, person: Person) -> bool:
    """Whoever has accepted; and staff, who need not: they run the course, and are told what it needs."""
    return courses.role_of(db, course, person) in STAFF or has_accepted(db, course, person)
