"""What becomes of the rows of the outbox: taken, said, looked up, said again, or ended."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import structlog
from sqlalchemy import Connection, Update, and_, bindparam, select, update

from bot.kernel.cards import Card
from bot.kernel.places import Message, Person, Place
from bot.schedule import waiting
from bot.schedule.outbox import NEVER
from bot.store import scrubbing
from bot.store.columns import CARDS
from bot.store.prepared import Prepared
from bot.store.tables import deliveries

IN_FLIGHT = timedelta(seconds=60)
BACK_OFF = timedelta(hours=24)
D = deliveries.c
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Attempt:
    """A row that is about to be said, or to be looked up because it may have been said: all that a platform needs.

    ``attempted_at`` also says whose attempt it is: a row that was attempted again since is no longer ours to settle.
    ``tried_at``: when it was tried before, and may have come half way. ``follows``: it goes where an earlier word
    opened a way.
    """

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
    people: tuple[Person, ...] = ()
    tried_at: datetime | None = None
    follows: bool = False
    unclear: bool = False

    @property
    def line(self) -> str:
        """Where its turn comes: what goes to one place or person keeps its order, rooms wait for no other."""
        if self.op == "gather":
            return self.key
        return str(self.target.place if isinstance(self.target, Message) else self.target)


def take(
    db: Connection, platform: str, now: datetime, most: int, on_end: Callable[[Attempt], None] = lambda attempt: None
) -> list[Attempt]:
    """Rows to be said now, committed as attempts by the time the caller sees them; what cannot be said any more ends.

    What is about an earlier message waits until that one has been said. ``on_end`` hears of what died unsaid.
    """
    rows = waiting.due_now().all(db, platform=platform, now=now, most=most)
    shut = _shut(db, now) if rows else frozenset()
    judged = [(row, _judged(row, shut, now)) for row in rows]
    for row, end in judged:
        if isinstance(end, tuple):
            ended = {"state": end[0], "reason": end[1], **_forgotten(db, row.op)}
            _ending(tuple(ended)).run(db, which=row.id, **{f"new_{name}": new for name, new in ended.items()})
            if end[0] == "dead":
                on_end(_attempt(row, now, row.attempts))
    taken = [attempt for _, attempt in judged if isinstance(attempt, Attempt)]
    if taken:
        db.execute(_trying(), {"taken": [attempt.id for attempt in taken], "now": now})
    return taken


@cache
def _ending(names: tuple[str, ...]) -> Prepared:
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    return Prepared(update(deliveries).where(D.id == bindparam("which")).values(values))


@cache
def _trying() -> Update:
    tried = {"state": "attempting", "attempted_at": bindparam("now"), "attempts": D.attempts + 1}
    return update(deliveries).where(D.id.in_(bindparam("taken", expanding=True))).values(tried)


def _shut(db: Connection, now: datetime) -> frozenset[str]:
    """What is closed to us. A bar that ends later than any could is of a time when the clock was ahead."""
    return frozenset(waiting.barred_now().scalars(db, now=now, latest=now + BACK_OFF))


def _judged(row: Any, shut: frozenset[str], now: datetime) -> Attempt | tuple[str, str]:
    """The attempt that a row becomes; or the state in which it ends, and why."""
    if row.expires and row.expires < now:
        return "expired", "too late"
    if row.earlier in NEVER:
        return "cancelled", "its message was never said"
    if row.old:
        return "cancelled", "superseded"
    if row.card is None and row.op not in ("delete", "part", "close"):
        return "cancelled", "its words are forgotten"
    attempt = _attempt(row, now, row.attempts + 1)
    if shut & {attempt.line, str(attempt.target)}:
        return "dead", "closed to us"
    try:
        return replace(attempt, card=None if row.card is None else CARDS.validate_python(row.card))
    except ValueError:  # its words are not for the log
        log.error("a card in the outbox cannot be read by this version", key=row.key)
        return "dead", "cannot be read"


def _attempt(row: Any, at: datetime, attempts: int) -> Attempt:
    words = (row.id, row.key, row.kind, row.op, _target(row), None, row.marker)
    people = tuple(map(Person.parse, row.people or ()))
    return Attempt(*words, at, attempts, row.course, row.prompt, people, row.attempted_at, bool(row.of))


def _target(row: Any) -> Place | Person | Message:
    if row.of:
        return _about(row)
    if row.op == "tell":
        return Person.parse(row.target)
    return Message.parse(row.target) if row.op in ("edit", "delete") else Place.parse(row.target)


def _about(row: Any) -> Place | Message:
    """What follows an earlier Delivery goes into its thread, or into the room that it opened."""
    said: Message = row.said
    if row.op in ("part", "close") or (row.op == "post" and row.earlier_op == "gather"):
        return said.place
    return said.thread if row.op == "post" else said


def sent(db: Connection, attempt: Attempt, message: Message | None, now: datetime) -> bool:
    """It was said. True when something else has waited for it."""
    _settle(db, attempt, state="sent", message=message, sent_at=now, reason="", **_forgotten(db, attempt.op))
    return _waiting().first(db, said=attempt.key) is not None


@cache
def _waiting() -> Prepared:
    return Prepared(select(D.id).where(D.of == bindparam("said"), D.state == "pending").limit(1))


def again(db: Connection, attempt: Attempt, at: datetime) -> None:
    """It was not said: to be said at an instant."""
    _settle(db, attempt, state="pending", due=at)


def later(db: Connection, attempt: Attempt, at: datetime) -> None:
    """Nobody listened: the same at an instant, and this does not count as an attempt."""
    if attempt.unclear:
        _settle(db, attempt, state="unknown", due=at)
    else:
        _settle(db, attempt, state="pending", due=at, attempts=attempt.attempts - 1)


def unknown(db: Connection, attempt: Attempt, now: datetime, reason: str) -> None:
    """It may have happened: look once nothing of ours can be in flight any more."""
    _settle(db, attempt, state="unknown", due=now + IN_FLIGHT, reason=reason[:200])


def dead(db: Connection, attempt: Attempt, reason: str) -> None:
    _settle(db, attempt, state="dead", reason=reason[:200], **_forgotten(db, attempt.op))


def _forgotten(db: Connection, op: str) -> dict[str, None]:
    """Who was taken out of a room is nobody's business once they are, or cannot be: they may have been erased."""
    if op == "part":
        scrubbing.wanted(db, deliveries)
    return {"people": None} if op == "part" else {}


def _settle(db: Connection, attempt: Attempt, **values: Any) -> None:
    new = {f"new_{name}": value for name, value in values.items()}
    _settling(tuple(values)).run(db, mine=attempt.id, tried=attempt.attempted_at, **new)


@cache
def _settling(names: tuple[str, ...]) -> Prepared:
    ours = and_(D.id == bindparam("mine"), D.attempted_at == bindparam("tried"))
    unsettled = waiting.is_one_of(D.state, "attempting", "unknown")
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    return Prepared(update(deliveries).where(ours, unsettled).values(values))


def renewed(db: Connection, attempt: Attempt, now: datetime) -> Attempt | None:
    """An attempt that stood long in line, as of now; None when another process has taken it over since."""
    mine = and_(D.id == attempt.id, D.attempted_at == attempt.attempted_at, D.state == "attempting")
    found = db.execute(update(deliveries).where(mine).values(attempted_at=now)).rowcount
    return replace(attempt, attempted_at=now) if found else None


def abandoned(db: Connection, platform: str, now: datetime) -> int:
    """What a process left in the middle of an attempt may or may not have been said."""
    left = and_(D.platform == platform, D.state == "attempting")
    values = {"state": "unknown", "due": now + IN_FLIGHT, "reason": "the process ended"}
    return db.execute(update(deliveries).where(left).values(**values)).rowcount


def hasten(db: Connection, platform: str, now: datetime) -> None:
    """What was attempted when the clock was ahead need not wait until it is there again."""
    ahead = and_(D.platform == platform, D.state.in_(("pending", "unknown")), D.attempted_at > now)
    db.execute(update(deliveries).where(ahead, D.due > now + IN_FLIGHT).values(due=now + IN_FLIGHT))


def unclear(db: Connection, platform: str, now: datetime, most: int, at_work: Collection[int] = ()) -> list[Attempt]:
    """Attempts whose outcome can be looked up by now, but for those that somebody is at work on."""
    given = {"platform": platform, "now": now, "most": most, **({"at_work": list(at_work)} if at_work else {})}
    rows = waiting.unclear_now(bool(at_work)).all(db, **given)
    return [replace(_attempt(row, row.attempted_at, row.attempts), unclear=True) for row in rows]
