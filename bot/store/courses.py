"""Courses and who is what in them: the queries that every act needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from bot.kernel.courses import Break, Course
from bot.kernel.places import Person
from bot.kernel.roles import STAFF, Role
from bot.store.columns import upsert
from bot.store.prepared import Prepared
from bot.store.tables import courses, staff

NAMES = tuple(Course.__dataclass_fields__)
COLUMNS = [courses.c[name] for name in NAMES]
_COURSE = Prepared(select(*COLUMNS).where(courses.c.id == bindparam("course")))
_IN_SPACE = Prepared(
    select(*COLUMNS)
    .where(courses.c.space == bindparam("space"), courses.c.state != "draft")
    .order_by(courses.c.made_at, courses.c.id)
)
_ROLE = Prepared(
    select(staff.c.role).where(staff.c.course == bindparam("course"), staff.c.person == bindparam("person"))
)
_ROLES = Prepared(select(staff.c.role).where(staff.c.person == bindparam("person")))


def course_of(row: Any, prefix: str = "") -> Course:
    values = {name: getattr(row, prefix + name) for name in NAMES}
    breaks = tuple(Break(date.fromisoformat(first), date.fromisoformat(last)) for first, last in values["breaks"])
    lists = {"breaks": breaks, "topics": tuple(values["topics"]), "blocked": tuple(values["blocked"])}
    return Course(**{**values, **lists})


def save(db: Connection, course: Course, now: datetime) -> None:
    row: dict[str, Any] = {name: getattr(course, name) for name in NAMES}
    row["breaks"] = [(days.first.isoformat(), days.last.isoformat()) for days in course.breaks]
    row |= {"topics": list(course.topics), "blocked": list(course.blocked)}
    if not db.execute(courses.update().where(courses.c.id == course.id).values(row)).rowcount:
        db.execute(courses.insert(), {**row, "made_at": now})


def remove(db: Connection, course: str) -> None:
    db.execute(courses.delete().where(courses.c.id == course))


def get(db: Connection, course: str) -> Course | None:
    row = _COURSE.first(db, course=course)
    return course_of(row) if row else None


def in_space(db: Connection, space: str) -> tuple[Course, ...]:
    """The courses of a Space that have left the draft, the oldest first."""
    return tuple(map(course_of, _IN_SPACE.all(db, space=space)))


def every(db: Connection) -> tuple[Course, ...]:
    return tuple(course_of(row) for row in db.execute(select(*COLUMNS).order_by(courses.c.id)))


def role_of(db: Connection, course: str, person: Person) -> Role | None:
    found: Role | None = _ROLE.scalar(db, course=course, person=person)
    return found


def appoint(db: Connection, course: str, person: Person, role: Role) -> None:
    upsert(db, staff, ("course", "person"), course=course, person=person, role=role)


def dismiss(db: Connection, course: str, person: Person) -> bool:
    where = (staff.c.course == course) & (staff.c.person == person)
    return bool(db.execute(staff.delete().where(where)).rowcount)


def team(db: Connection, course: str) -> Sequence[Row[Person, Role]]:
    """Who has a role in a course."""
    query = select(staff.c.person, staff.c.role).where(staff.c.course == course)
    return db.execute(query.order_by(staff.c.role, staff.c.person)).all()


def staff_of(db: Connection, course: str) -> tuple[Person, ...]:
    return tuple(row.person for row in team(db, course) if row.role in STAFF)


def is_staff_somewhere(db: Connection, person: Person) -> bool:
    return any(row.role in STAFF for row in _ROLES.all(db, person=person))
