"""What insights ask of the database."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, or_, select

from bot.features.insights import tables
from bot.features.insights.figures import Week
from bot.kernel.measures import Window
from bot.kernel.places import Person
from bot.store.columns import insert_new
from bot.store.tables import deliveries

D, Q, W = deliveries.c, tables.quiet.c, tables.weeks.c
SAID = ("post", "tell", "gather")


def weeks(db: Connection, course: str, most: int | None = None) -> tuple[Week, ...]:
    """The weeks that were published, the last ones, the oldest first."""
    query = select(W.week, W.figures).where(W.course == course).order_by(W.week.desc()).limit(most)
    return tuple(Week.load(row.week, row.figures) for row in reversed(db.execute(query).all()))


def last(db: Connection, course: str) -> Week | None:
    return next(iter(weeks(db, course, 1)), None)


def keep(db: Connection, course: str, week: Week, now: datetime) -> bool:
    """False when it was published before: that stays as it is."""
    row: dict[str, Any] = {"course": course, "week": week.week, "figures": week.dump(), "at": now}
    return insert_new(db, tables.weeks, **row)


def said(db: Connection, course: str, window: Window) -> int:
    """How many messages of its own the bot said in a course: what people wrote is not the bot's."""
    own = or_(D.op == "tell", D.person.is_(None))
    when = (D.course == course, D.sent_at >= window.first, D.sent_at < window.last)
    return db.scalar(select(func.count()).select_from(deliveries).where(*when, D.op.in_(SAID), own)) or 0


def quiet(db: Connection, course: str) -> Collection[Person]:
    """Who wants no weekly note."""
    return frozenset(db.scalars(select(Q.person).where(Q.course == course)))


def set_quiet(db: Connection, course: str, person: Person, *, quiet: bool) -> None:
    if quiet:
        insert_new(db, tables.quiet, course=course, person=person)
    else:
        db.execute(delete(tables.quiet).where(Q.course == course, Q.person == person))
