"""What staff ask of a course's tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, select

from bot.kernel.places import Person, Place
from bot.kernel.roles import Role
from bot.store import courses
from bot.store.tables import barred, deliveries, occurrences, routines

RECENT = timedelta(days=7)


def next_turns(db: Connection, course: str) -> Sequence[Row[str, Any, Place]]:
    """The next turn of each routine that has one: kind, next_due, place; the soonest first."""
    query = select(routines.c.kind, routines.c.next_due, routines.c.place).where(
        routines.c.course == course, routines.c.next_due.is_not(None)
    )
    return db.execute(query.order_by(routines.c.next_due)).all()


def problems(db: Connection, course: str, now: datetime) -> dict[str, int]:
    """In the last week: turns missed, messages refused; and places that are closed to the bot now."""
    since = now - RECENT
    missed = (
        select(func.count())
        .join(routines, routines.c.id == occurrences.c.routine)
        .where(routines.c.course == course, occurrences.c.state != "done", occurrences.c.due > since)
        .select_from(occurrences)
    )
    failed = select(func.count()).where(
        deliveries.c.course == course, deliveries.c.state.in_(("dead", "expired")), deliveries.c.due > since
    )
    closed = select(func.count(func.distinct(barred.c.target))).where(
        barred.c.until > now, barred.c.target.in_(select(deliveries.c.target).where(deliveries.c.course == course))
    )
    counts = {"missed": missed, "failed": failed, "closed": closed}
    return {name: int(db.scalar(query) or 0) for name, query in counts.items()}


def team(db: Connection, course: str) -> Sequence[tuple[Person, Role]]:
    return [(row.person, row.role) for row in courses.team(db, course)]
