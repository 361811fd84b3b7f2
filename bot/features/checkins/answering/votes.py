"""What is written of a vote with a name: who chose what, and it may be changed while the poll is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, select

from bot.features.checkins.model import ANSWERED, Checkin
from bot.features.checkins.tables import votes
from bot.kernel.events import Event
from bot.kernel.features import Bot
from bot.kernel.places import Person
from bot.store.columns import upsert

V = votes.c


def keep(bot: Bot, event: Event, checkin: Checkin, options: Sequence[str]) -> None:
    """Their vote from now on; no options take it back."""
    if not options:
        bot.db.execute(delete(votes).where(V.checkin == checkin.id, V.person == event.person))
        return
    row = {"checkin": checkin.id, "person": event.person, "name": event.name, "options": list(options), "at": bot.now}
    upsert(bot.db, votes, ("checkin", "person"), **row)


def of(db: Connection, checkin: str, person: Person) -> tuple[str, ...]:
    """What somebody chose; nothing when they have not voted."""
    found = db.scalar(select(V.options).where(V.checkin == checkin, V.person == person))
    return tuple(found or ())


def everybodys(db: Connection, checkin: str) -> list[tuple[str, tuple[str, ...]]]:
    """Who chose what, by their names; for staff, as every screen of the poll said."""
    query = select(V.name, V.options).where(V.checkin == checkin).order_by(V.name, V.person)
    return [(name, tuple(options)) for name, options in db.execute(query)]


def counts_of(db: Connection, checkin: str) -> Mapping[str, int]:
    """How often each option was chosen, and under ``ANSWERED`` how many voted."""
    chosen = [options for _, options in everybodys(db, checkin)]
    return {**Counter(option for options in chosen for option in options), ANSWERED: len(chosen)}
