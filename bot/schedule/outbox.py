"""What the bot says unasked, kept as rows: intent -> attempt -> sent, or unknown -> looked up -> sent or again.

States: ``pending`` (to be said at ``due``), ``attempting`` (committed before anything is written to a socket),
``unknown`` (to be looked up at ``due``), and the ends ``sent``, ``expired``, ``dead`` (with a reason), ``cancelled``.
The protocol and its numbers are contracts.md §1.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from bot.kernel.cards import Card
from bot.kernel.deliveries import Delivery
from bot.kernel.features import Bot
from bot.kernel.places import Message, Person, Place
from bot.kernel.seals import Seals
from bot.schedule.calendar import A_WEEK, awake, within_budget
from bot.store.columns import insert_new
from bot.store.tables import barred, deliveries

CARDS: TypeAdapter[Card] = TypeAdapter(Card)
IN_FLIGHT = timedelta(seconds=60)
PRIVATE_WORDS_A_WEEK = 2
D = deliveries.c


@dataclass(frozen=True, slots=True)
class Attempt:
    """A row that is about to be said: everything that a platform needs."""

    id: int
    key: str
    kind: str
    op: str
    target: Place | Person | Message
    card: Card | None
    marker: str
    attempted_at: datetime
    attempts: int
    course: str
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Outbox:
    """Takes Deliveries in; the same key is taken once."""

    seals: Seals

    def put(self, bot: Bot, said: Sequence[Delivery]) -> None:
        for delivery in said:
            row = self._row(bot, delivery)
            if delivery.op in ("edit", "delete") and row["of"]:
                row["due"] = min(row["due"], _supersede(bot.db, row["of"]) or row["due"])
            insert_new(bot.db, deliveries, **row)

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
            "prompt": delivery.prompt,
            "marker": self.seals.marker(delivery.key),
            "state": "pending",
            "solicited": delivery.solicited,
            "attempts": 0,
            "due": _when(bot, delivery),
            "expires": delivery.expires,
            "reason": "",
        }


def expiring(planned: Sequence[Delivery], at: datetime) -> list[Delivery]:
    return [replace(d, expires=d.expires or at) for d in planned]


def _platform(db: Connection, delivery: Delivery) -> str:
    if isinstance(delivery.target, str):
        return db.scalar(select(D.platform).where(D.key == delivery.target)) or ""
    return delivery.target.place.platform if isinstance(delivery.target, Message) else delivery.target.platform


def _when(bot: Bot, delivery: Delivery) -> datetime:
    """When it may be said: private words that nobody asked for keep to the day and to their budget."""
    due = max(bot.now, delivery.not_before or bot.now)
    if delivery.op != "tell" or bot.standing.course is None:
        return due
    if delivery.solicited:
        return due if delivery.not_before is None else awake(due, bot.course.tz)
    mine = and_(D.person == delivery.target, D.solicited.is_(False), D.op == "tell", D.due > due - A_WEEK)
    said = list(bot.db.scalars(select(D.due).where(mine)))
    return awake(within_budget(due, said, PRIVATE_WORDS_A_WEEK), bot.course.tz)


def _supersede(db: Connection, key: str) -> datetime | None:
    """Only the last edit of a message matters; it is made when the one in its place would have been."""
    waiting = and_(D.of == key, D.op == "edit", D.state == "pending")
    due: datetime | None = db.scalar(select(func.min(D.due)).where(waiting))
    db.execute(update(deliveries).where(waiting).values(state="cancelled", reason="superseded"))
    return due


def take(db: Connection, platform: str, now: datetime, most: int) -> list[Attempt]:
    """Rows to be said now, committed as attempts by the time the caller sees them."""
    _end_what_cannot_be(db, platform, now)
    earlier = deliveries.alias("earlier")
    query = (
        select(deliveries, earlier.c.message.label("said"))
        .outerjoin(earlier, earlier.c.key == D.of)
        .where(_todo(platform, now), or_(D.of == "", earlier.c.state == "sent"))
        .order_by(D.due, D.id)
        .limit(most)
        .with_for_update(skip_locked=True, of=deliveries)
    )
    rows = list(db.execute(query))
    if rows:
        mine = D.id.in_([row.id for row in rows])
        tried = {"state": "attempting", "attempted_at": now, "attempts": D.attempts + 1}
        db.execute(update(deliveries).where(mine).values(**tried))
    return [_attempt(row, now) for row in rows]


def _todo(platform: str, now: datetime) -> ColumnElement[bool]:
    return and_(D.platform == platform, D.state == "pending", D.due <= now)


def _attempt(row: Any, now: datetime) -> Attempt:
    card = None if row.card is None else CARDS.validate_python(row.card)
    words = (row.id, row.key, row.kind, row.op)
    return Attempt(*words, _target(row), card, row.marker, now, row.attempts + 1, row.course, row.prompt)


def _target(row: Any) -> Place | Person | Message:
    if row.of:
        said: Message = row.said
        return said.thread if row.op == "post" else said
    if row.op == "tell":
        return Person.parse(row.target)
    return Place.parse(row.target) if row.op == "post" else Message.parse(row.target)


def _end_what_cannot_be(db: Connection, platform: str, now: datetime) -> None:
    """Too late, about a message that was never said, or to a place that was closed to us within a day."""
    todo = _todo(platform, now)
    late = and_(todo, D.expires < now)
    db.execute(update(deliveries).where(late).values(state="expired", reason="too late"))
    earlier = deliveries.alias("earlier")
    never = select(earlier.c.key).where(earlier.c.state.in_(("dead", "expired", "cancelled")))
    orphan = and_(todo, D.of != "", D.of.in_(never))
    db.execute(update(deliveries).where(orphan).values(state="cancelled", reason="its message was never said"))
    closed = select(barred.c.target).where(barred.c.until > now)
    shut = and_(todo, D.target.in_(closed))
    db.execute(update(deliveries).where(shut).values(state="dead", reason="closed to us"))


def sent(db: Connection, attempt: Attempt, message: Message | None, now: datetime) -> None:
    _settle(db, attempt.id, state="sent", message=message, sent_at=now, reason="")


def again(db: Connection, attempt: Attempt, at: datetime, counted: bool = True) -> None:
    """To be said (again) at an instant; a rate limit does not count as an attempt."""
    _settle(db, attempt.id, state="pending", due=at, attempts=D.attempts - (not counted))


def unknown(db: Connection, attempt: Attempt, now: datetime, reason: str) -> None:
    """It may have happened: look once nothing of ours can be in flight any more."""
    _settle(db, attempt.id, state="unknown", due=now + IN_FLIGHT, reason=reason[:200])


def dead(db: Connection, attempt: Attempt, reason: str) -> None:
    _settle(db, attempt.id, state="dead", reason=reason[:200])


def _settle(db: Connection, row: int, **values: Any) -> None:
    open_ = D.state.in_(("attempting", "unknown"))
    db.execute(update(deliveries).where(D.id == row, open_).values(**values))


def abandoned(db: Connection, platform: str, now: datetime) -> int:
    """What a process left in the middle of an attempt may or may not have been said."""
    left = and_(D.platform == platform, D.state == "attempting")
    values = {"state": "unknown", "due": now + IN_FLIGHT, "reason": "the process ended"}
    return db.execute(update(deliveries).where(left).values(**values)).rowcount


def unclear(db: Connection, platform: str, now: datetime, most: int) -> list[Attempt]:
    """Attempts whose outcome can be looked up by now."""
    earlier = deliveries.alias("earlier")
    query = (
        select(deliveries, earlier.c.message.label("said"))
        .outerjoin(earlier, earlier.c.key == D.of)
        .where(D.platform == platform, D.state == "unknown", D.due <= now)
        .order_by(D.due, D.id)
        .limit(most)
    )
    return [replace(_attempt(row, row.attempted_at), attempts=row.attempts) for row in db.execute(query)]


def said_by(db: Connection, marker: str = "", message: Message | None = None) -> Any:
    """Which Delivery a message on the platform is: kind, key, prompt and person; None for a stranger's."""
    which = D.marker == marker if message is None else and_(D.message == message, D.op.in_(("post", "tell")))
    return db.execute(select(D.kind, D.key, D.prompt, D.person).where(which)).first()


def earliest(db: Connection, platform: str) -> datetime | None:
    """When there is next something to say or to look up."""
    query = select(func.min(D.due)).where(D.platform == platform, D.state.in_(("pending", "unknown")))
    found: datetime | None = db.scalar(query)
    return found
