"""What support asks of its tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select, update

from bot.features.support.card import SupportCard
from bot.features.support.tables import cards, requests
from bot.kernel.places import Person
from bot.store.columns import upsert
from bot.store.tables import deliveries, errands

OPEN = ("consented", "second")
D, R = deliveries.c, requests.c


def card_of(db: Connection, course: str) -> SupportCard:
    """An empty one where staff have filled nothing in."""
    row = db.execute(select(cards).where(cards.c.course == course)).first()
    if row is None:
        return SupportCard()
    return SupportCard(tuple(row.services), row.country, row.institution, row.policy, row.office_hours)


def keep_card(db: Connection, course: str, card: SupportCard) -> None:
    row: dict[str, Any] = {name: getattr(card, name) for name in SupportCard.__dataclass_fields__}
    upsert(db, cards, ("course",), **{**row, "course": course, "services": list(card.services)})


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody would like a message: who, from whom, and how far it has come. There is no content to keep.

    ``state`` is consented (the contact has been written to), second (another one has been, too), acknowledged,
    withdrawn or closed.
    """

    id: str
    course: str
    person: Person
    name: str
    contact: Person
    kind: str
    state: str
    at: datetime

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


FIELDS = tuple(Request.__dataclass_fields__)


def add(db: Connection, request: Request) -> None:
    row = {name: getattr(request, name) for name in FIELDS}
    db.execute(insert(requests).values(**row, changed_at=request.at))


def get(db: Connection, id_: str) -> Request | None:
    return _one(db, R.id == id_)


def waiting(db: Connection, course: str, person: Person, kind: str) -> Request | None:
    """What somebody has asked for and nobody has answered yet."""
    return _one(db, and_(R.course == course, R.person == person, R.kind == kind, R.state.in_(OPEN)))


def _one(db: Connection, which: Any) -> Request | None:
    row = db.execute(select(*(R[name] for name in FIELDS)).where(which).order_by(R.at)).first()
    return Request(*row) if row else None


def change(db: Connection, request: Request, now: datetime, **new: Any) -> None:
    db.execute(update(requests).where(R.id == request.id).values(**new, changed_at=now))


def forget(db: Connection, id_: str) -> None:
    db.execute(delete(requests).where(R.id == id_))


def key_of(request: str, what: object) -> str:
    return f"support/{request}/{what}"


def asked(db: Connection, request: Request) -> dict[Person, str]:
    """The contacts who have been written to, or were to be, and what became of that."""
    mine = and_(D.key.startswith(key_of(request.id, "ask/"), autoescape=True))
    return {row.person: row.state for row in db.execute(select(D.person, D.state).where(mine)) if row.person}


def take_back(db: Connection, request: Request) -> bool:
    """What was still to be said is not said; True when nothing had been."""
    mine = D.key.startswith(key_of(request.id, "ask/"), autoescape=True)
    db.execute(update(deliveries).where(mine, D.state == "pending").values(state="cancelled", reason="withdrawn"))
    stop_waiting(db, request)
    said = select(D.id).where(mine, D.state.in_(("sent", "attempting", "unknown")))
    return db.execute(said.limit(1)).first() is None


def stop_waiting(db: Connection, request: Request) -> None:
    """Whoever was waited for is not waited for any more."""
    db.execute(delete(errands).where(errands.c.key.startswith(key_of(request.id, "wait/"), autoescape=True)))
