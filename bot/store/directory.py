"""What the database knows of whoever acts: seen before? which course? what are they in it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, select

from bot.kernel.cards import Form
from bot.kernel.courses import Course
from bot.kernel.errors import UserError
from bot.kernel.events import Event
from bot.kernel.features import Bot, Standing
from bot.kernel.places import Person, Place
from bot.kernel.roles import Role
from bot.store import agreements, courses
from bot.store.columns import insert_new
from bot.store.tables import drafts, events, routines

FORMS: TypeAdapter[Form] = TypeAdapter(Form)


@dataclass(frozen=True, slots=True)
class Directory:
    """The kernel's questions about an event, answered from the tables.

    ``owners`` are people whom the operator named: no platform tells a bot who installed it.
    """

    owners: frozenset[Person] = frozenset()

    def is_new(self, db: Connection, event: Event, bot: Bot) -> bool:
        return not event.id or insert_new(db, events, id=digest(f"{event.person.space}/{event.id}"), at=bot.now)

    def standing(self, db: Connection, event: Event, course: str | None) -> Standing:
        found = courses.get(db, course) if course else here(db, event)
        if course and (found is None or found.space != event.person.space):
            raise UserError("course-gone")
        if event.manages or event.person in self.owners:
            return Standing(found, Role.OWNER)
        if found is None:
            return Standing(None, Role.INSTRUCTOR if courses.is_staff_somewhere(db, event.person) else Role.STUDENT)
        return Standing(found, courses.role_of(db, found.id, event.person) or Role.STUDENT)

    def may_write_to(self, db: Connection, course: str, person: Person) -> bool:
        return agreements.may_be_written_to(db, course, person)

    def accept(self, bot: Bot, person: Person) -> None:
        agreements.accept(bot.db, bot.course.id, person, bot.now)

    def keep_form(self, bot: Bot, form: Form) -> str:
        draft = bot.new_id()
        row: dict[str, Any] = {"id": draft, "form": FORMS.dump_python(form, mode="json"), "at": bot.now}
        bot.db.execute(drafts.insert().values(**row))
        return draft

    def kept_form(self, bot: Bot, draft: str) -> Form | None:
        row = bot.db.execute(select(drafts.c.form).where(drafts.c.id == draft)).first()
        return FORMS.validate_python(row.form) if row else None


def digest(event: str) -> str:
    """What is kept of an event's id, in which a platform may have written somebody's: 16 bytes, as digits."""
    return blake2b(event.encode(), digest_size=16).hexdigest()


def here(db: Connection, event: Event) -> Course | None:
    """The course of this place: the only one of the Space, or the one whose home or rhythm is here.

    A channel may be the home of one course after another: it is the last one's.
    """
    found = courses.in_space(db, event.person.space)
    if len(found) <= 1:
        return found[0] if found else None
    place = event.place.outside
    at_home = [course for course in found if course.home == place]
    return max(at_home, key=lambda course: course.last) if at_home else _by_routine(db, found, place)


def _by_routine(db: Connection, found: Sequence[Course], place: Place) -> Course | None:
    by_id = {course.id: course for course in found}
    query = select(routines.c.course).where(routines.c.place == place, routines.c.course.in_(by_id))
    course = db.scalar(query.limit(1))
    return by_id[course] if course else None
