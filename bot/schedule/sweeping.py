"""What need not be kept: handled events, forms left half filled, and the words of what was said long ago."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, and_, bindparam, delete, update

from bot.store.tables import barred, courses, deliveries, drafts, events

EVENTS, DRAFTS, WORDS = timedelta(days=1), timedelta(days=1), timedelta(days=30)


def sweep(db: Connection, now: datetime) -> None:
    """Slack redelivers for minutes, so a day of events is plenty; cards hold people's words and go after 30 days."""
    for statement, long in _sweeps():
        db.execute(statement, {"before": now - long})


@cache
def _sweeps() -> tuple[tuple[Executable, timedelta], ...]:
    """Statements that want a ``before``, and how long ago that is."""
    before: Any = bindparam("before")
    ended = deliveries.c.state.in_(("sent", "dead", "expired", "cancelled"))
    old = and_(ended, deliveries.c.due < before, deliveries.c.card.is_not(None))
    return (
        (delete(events).where(events.c.at < before), EVENTS),
        (delete(drafts).where(drafts.c.at < before), DRAFTS),
        (delete(courses).where(courses.c.state == "draft", courses.c.made_at < before), DRAFTS),
        (delete(barred).where(barred.c.until < before), timedelta()),
        (update(deliveries).where(old).values(card=None), WORDS),
    )
