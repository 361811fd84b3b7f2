"""What the bot says unasked, kept as rows: intent -> attempt -> sent, or unknown -> looked up -> sent or again.

States: ``pending`` (to be said at ``due``), ``attempting`` (committed before anything is written to a socket),
``unknown`` (to be looked up at ``due``), and the ends ``sent``, ``expired``, ``dead`` (with a reason), ``cancelled``.
The protocol and its numbers are contracts.md §1.4. Here rows are put in; ``attempts`` is what becomes of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, select, update

from bot.kernel.deliveries import Delivery
from bot.kernel.errands import Errand
from bot.kernel.features import Bot
from bot.kernel.places import Message, Person, Place
from bot.kernel.seals import Seals
from bot.schedule import errands as kept
from bot.schedule.calendar import A_WEEK, awake, within_budget
from bot.store import agreements
from bot.store.columns import CARDS, insert_all, insert_new
from bot.store.prepared import Prepared
from bot.store.tables import deliveries

PRIVATE_WORDS_A_WEEK = 2
NEVER = ("dead", "expired", "cancelled")
D = deliveries.c


@dataclass(frozen=True, slots=True)
class Outbox:
    """Takes Deliveries in; the same key is taken once."""

    seals: Seals

    def put(self, bot: Bot, said: Sequence[Delivery]) -> None:
        if all(map(_stands_alone, said)):
            insert_all(bot.db, deliveries, [self._row(bot, delivery) for delivery in said])
            return
        for delivery in said:
            row = self._row(bot, delivery)
            if insert_new(bot.db, deliveries, **row) and row["of"] and delivery.op in ("edit", "delete"):
                _supersede(bot.db, row["of"], delivery.key)

    def remember(self, bot: Bot, errands: Sequence[Errand]) -> None:
        kept.remember(bot.db, errands)

    def _row(self, bot: Bot, delivery: Delivery) -> dict[str, Any]:
        earlier = delivery.target if isinstance(delivery.target, str) else ""
        person = delivery.target if isinstance(delivery.target, Person) else delivery.about
        return {
            "key": delivery.key,
            "kind": delivery.kind,
            "op": delivery.op,
            "platform": _platform(bot.db, delivery),
            "course": delivery.course,
            "target": "" if earlier else str(delivery.target),
            "of": earlier,
            "person": person,
            "card": delivery.card and CARDS.dump_python(delivery.card, mode="json"),
            "people": [str(person) for person in delivery.people] or None,
            "prompt": delivery.prompt,
            "marker": self.seals.marker(delivery.key),
            **_allowed(bot, delivery),
            "solicited": delivery.solicited,
            "attempts": 0,
            "due": _when(bot, delivery),
            "expires": delivery.expires,
        }


def _allowed(bot: Bot, delivery: Delivery) -> dict[str, str]:
    """Nobody is written to unasked but staff, and who has accepted the agreement of the course it is about."""
    if delivery.op == "tell" and not delivery.solicited and isinstance(delivery.target, Person):
        course = delivery.course or (bot.standing.course.id if bot.standing.course else "")
        if not agreements.may_be_written_to(bot.db, course, delivery.target):
            return {"state": "cancelled", "reason": "no agreement"}
    return {"state": "pending", "reason": ""}


def _stands_alone(delivery: Delivery) -> bool:
    """When and where it is said does not depend on what is put in before it."""
    return not isinstance(delivery.target, str) and (delivery.op != "tell" or delivery.solicited)


def expiring(planned: Sequence[Delivery], at: datetime) -> list[Delivery]:
    return [replace(d, expires=d.expires or at) for d in planned]


_PLATFORM = Prepared(select(D.platform).where(D.key == bindparam("of_key")))


def _platform(db: Connection, delivery: Delivery) -> str:
    if isinstance(delivery.target, str):
        found = _PLATFORM.scalar(db, of_key=delivery.target)
        if found is None:
            raise LookupError(f"{delivery.key} is about {delivery.target}, which was never put into the outbox")
        return str(found)
    return delivery.target.place.platform if isinstance(delivery.target, Message) else delivery.target.platform


def _when(bot: Bot, delivery: Delivery) -> datetime:
    """When it may be said: private words that nobody asked for keep to the day and to their budget."""
    due = max(bot.now, delivery.not_before or bot.now)
    if delivery.op == "gather" and not delivery.solicited and bot.standing.course:
        return awake(due, bot.course.tz)
    if delivery.op != "tell" or bot.standing.course is None:
        return due
    if delivery.solicited:
        return due if delivery.not_before is None else awake(due, bot.course.tz)
    mine = and_(D.person == delivery.target, D.solicited.is_(False), D.op == "tell", D.due > due - A_WEEK)
    said = list(bot.db.scalars(select(D.due).where(mine, D.state.not_in(NEVER))))
    return awake(within_budget(due, said, PRIVATE_WORDS_A_WEEK), bot.course.tz)


_WAITING = and_(D.of == bindparam("its"), D.op == "edit", D.state == "pending", D.key != bindparam("newest"))
_SOONEST = Prepared(select(func.min(D.due)).where(_WAITING))
_REPLACED = Prepared(update(deliveries).where(_WAITING).values(state="cancelled", reason="superseded"))
_HASTENED = Prepared(
    update(deliveries).where(D.key == bindparam("newest"), D.due > bindparam("at")).values(due=bindparam("at"))
)


def _supersede(db: Connection, of: str, key: str) -> None:
    """Only the last edit of a message matters; it is made when the one in its place would have been."""
    if due := _SOONEST.scalar(db, its=of, newest=key):
        _REPLACED.run(db, its=of, newest=key)
        _HASTENED.run(db, newest=key, at=due)


def withdraw(db: Connection, key: str) -> bool:
    """What was never tried is not said any more, nor what follows it; False when it may have been said."""
    waiting = and_(D.key == key, D.state == "pending", D.attempts == 0)
    return bool(db.execute(update(deliveries).where(waiting).values(state="cancelled", reason="withdrawn")).rowcount)


def room_of(db: Connection, key: str) -> Place | None:
    """The room that a Delivery opened; None while it has not been opened."""
    said: Message | None = db.scalar(select(D.message).where(D.key == key, D.op == "gather", D.state == "sent"))
    return said.place if said else None
