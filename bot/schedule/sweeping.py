"""What need not be kept: handled events, forms left half filled, and the words of what was said long ago."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, delete, update

from bot.store.tables import barred, courses, deliveries, drafts, events

EVENTS, DRAFTS, WORDS = timedelta(days=1), timedelta(days=1), timedelta(days=30)


def sweep(db: Connection, now: datetime) -> None:
    """Slack redelivers for minutes, so a day of events is plenty; cards hold people's words and go after 30 days."""
    db.execute(delete(events).where(events.c.at < now - EVENTS))
    db.execute(delete(drafts).where(drafts.c.at < now - DRAFTS))
    db.execute(delete(courses).where(courses.c.state == "draft", courses.c.made_at < now - DRAFTS))
    db.execute(delete(barred).where(barred.c.until < now))
    ended = deliveries.c.state.in_(("sent", "dead", "expired", "cancelled"))
    old = and_(ended, deliveries.c.due < now - WORDS, deliveries.c.card.is_not(None))
    db.execute(update(deliveries).where(old).values(card=None))
