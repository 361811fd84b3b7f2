"""Routines in the database: making, changing and arming them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Update, bindparam, delete, select, update

from bot.kernel.courses import Break, Course
from bot.kernel.deliveries import Routine, Slot
from bot.kernel.places import Place
from bot.schedule.calendar import next_slot
from bot.store.columns import upsert
from bot.store.prepared import Prepared
from bot.store.tables import courses, routines

COLUMNS = [routines.c[name] for name in Routine.__dataclass_fields__]


def routine_of(row: Any) -> Routine:
    return Routine(**{name: getattr(row, name) for name in Routine.__dataclass_fields__})


def save(db: Connection, routine: Routine, breaks: Sequence[Break], now: datetime) -> Slot | None:
    """Keep a routine, new or changed, armed for its next turn after now."""
    slot = next_slot(routine, breaks, now) if routine.state == "active" else None
    row = {**asdict(routine), "place": routine.place, **_armed(slot)}
    upsert(db, routines, ("id",), **row)
    return slot


def _armed(slot: Slot | None) -> dict[str, Any]:
    return {"next_due": slot and slot.instant, "next_slot": slot and slot.name}


def arm(db: Connection, *turns: tuple[str, Slot | None]) -> None:
    """Each routine's next turn."""
    if turns:
        db.execute(_arming(), [{"armed": id_, "due": s and s.instant, "slot": s and s.name} for id_, s in turns])


@cache
def _arming() -> Update:
    mine = routines.c.id == bindparam("armed")
    return update(routines).where(mine).values(next_due=bindparam("due"), next_slot=bindparam("slot"))


def rest(db: Connection, routine: str) -> None:
    """Nothing comes of it until staff resume it."""
    db.execute(update(routines).where(routines.c.id == routine).values(state="paused", **_armed(None)))


def remove(db: Connection, routine: str) -> None:
    db.execute(delete(routines).where(routines.c.id == routine))


def of_course(db: Connection, course: str, kind: str | None = None) -> tuple[Routine, ...]:
    """The routines of a course, the oldest id first."""
    query = select(*COLUMNS).where(routines.c.course == course).order_by(routines.c.id)
    return _all(db, query if kind is None else query.where(routines.c.kind == kind))


def at_place(db: Connection, place: Place) -> tuple[Routine, ...]:
    return _all(db, select(*COLUMNS).where(routines.c.place == place).order_by(routines.c.id))


def _all(db: Connection, query: Select[Any]) -> tuple[Routine, ...]:
    return tuple(routine_of(row) for row in db.execute(query))


def rearm(db: Connection, course: Course, now: datetime) -> None:
    """Compute every next turn of a course again: its zone, its breaks or its state have changed.

    A turn that has come and was not taken yet is still to be taken, however late it is.
    """
    has_come = set(db.scalars(select(routines.c.id).where(routines.c.course == course.id, routines.c.next_due <= now)))
    for routine in of_course(db, course.id):
        if routine.state != "active" or course.state != "active":
            arm(db, (routine.id, None))
        elif routine.id not in has_come:
            arm(db, (routine.id, next_slot(routine, course.breaks, now)))


def move(db: Connection, course: Course, now: datetime) -> None:
    """The course has changed: its routines follow it into its zone, and none outlives it."""
    for routine in of_course(db, course.id):
        moved = replace(routine, zone=course.zone, until=min(routine.until or course.last, course.last))
        save(db, moved, course.breaks, now)
    rearm(db, course, now)


def rearm_all(db: Connection, every: Iterable[Course], now: datetime) -> None:
    """The rules of time zones have changed: every future turn may be at another instant."""
    for course in every:
        rearm(db, course, now)


@cache
def earliest() -> Select[Any]:
    """When the next turn of any routine is due."""
    armed = routines.c.next_due.is_not(None)
    return select(routines.c.next_due).where(armed).order_by(routines.c.next_due).limit(1)


def due(db: Connection, now: datetime, most: int) -> Sequence[Any]:
    """Routines whose turn has come, with their courses; on PostgreSQL locked, and those of others skipped."""
    return _due().all(db, now=now, most=most)


@cache
def _due() -> Prepared:
    return Prepared(
        select(*COLUMNS, routines.c.next_due, routines.c.next_slot, *_course_columns())
        .join(courses, courses.c.id == routines.c.course)
        .where(routines.c.next_due <= bindparam("now"))
        .order_by(routines.c.next_due, routines.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=routines)
    )


def _course_columns() -> list[Any]:
    return [column.label(f"course_{column.name}") for column in courses.c if column.name != "made_at"]
