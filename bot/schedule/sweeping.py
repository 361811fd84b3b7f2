"""What need not be kept: handled events, forms left half filled, and the words of what was said long ago."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, update

from bot.schedule.outbox import NEVER
from bot.schedule.waiting import is_one_of
from bot.store.prepared import Prepared
from bot.store.tables import barred, courses, deliveries, drafts, events

EVENTS, DRAFTS, WORDS = timedelta(days=1), timedelta(days=1), timedelta(days=30)


def sweep(db: Connection, now: datetime) -> None:
    """Slack redelivers for minutes, so a day of events is plenty; cards hold people's words and go after 30 days."""
    for statement, long in _sweeps():
        statement.run(db, before=now - long)


@cache
def _sweeps() -> tuple[tuple[Prepared, timedelta], ...]:
    """Statements that want a ``before``, and how long ago that is."""
    before: Any = bindparam("before")
    ended = is_one_of(deliveries.c.state, "sent", *NEVER)
    old = and_(ended, deliveries.c.due < before, deliveries.c.card.is_not(None))
    return (
        (Prepared(delete(events).where(events.c.at < before)), EVENTS),
        (Prepared(delete(drafts).where(drafts.c.at < before)), DRAFTS),
        (Prepared(delete(courses).where(courses.c.state == "draft", courses.c.made_at < before)), DRAFTS),
        (Prepared(delete(barred).where(barred.c.until < before)), timedelta()),
        (Prepared(update(deliveries).where(old).values(card=None)), WORDS),
    )
