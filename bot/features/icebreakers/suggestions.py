"""Questions that students suggest: a person of the staff reads each, and its author hears of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.features.icebreakers.questions import Question
from bot.features.icebreakers.tables import suggestions
from bot.kernel.places import Person
from bot.store.tables import deliveries


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One question, and where it stands: waiting, approved or declined."""

    id: str
    course: str
    person: Person
    text: str
    labels: tuple[str, ...]
    stem: str
    state: str = "waiting"


def keep(db: Connection, suggestion: Suggestion, now: datetime) -> None:
    row = {name: getattr(suggestion, name) for name in Suggestion.__dataclass_fields__}
    db.execute(suggestions.insert().values(**{**row, "labels": list(suggestion.labels)}, word="", at=now))


def get(db: Connection, id_: str, course: str) -> Suggestion | None:
    names = [suggestions.c[name] for name in Suggestion.__dataclass_fields__]
    row = db.execute(select(*names).where(suggestions.c.id == id_, suggestions.c.course == course)).first()
    return None if row is None else Suggestion(**{**row._asdict(), "labels": tuple(row.labels)})


def decide(db: Connection, suggestion: Suggestion, state: str, word: str = "") -> bool:
    """False when somebody decided it before."""
    waiting = (suggestions.c.id == suggestion.id) & (suggestions.c.state == "waiting")
    return bool(db.execute(update(suggestions).where(waiting).values(state=state, word=word)).rowcount)


_APPROVED = (
    select(suggestions)
    .where(suggestions.c.course == bindparam("course"), suggestions.c.state == "approved")
    .order_by(suggestions.c.id)
)


def approved(db: Connection, course: str) -> list[Question]:
    return [
        Question(f"s-{row.id}", row.text, tuple(row.labels), row.stem, themes=frozenset({"class"}))
        for row in db.execute(_APPROVED, {"course": course})
    ]


def erase(db: Connection, person: Person) -> None:
    """Gone, and what staff were told of them: it names their author."""
    for id_ in db.scalars(select(suggestions.c.id).where(suggestions.c.person == person)).all():
        db.execute(delete(deliveries).where(deliveries.c.key.startswith(f"suggestion/{id_}/")))
    db.execute(delete(suggestions).where(suggestions.c.person == person))


def waiting_of(db: Connection, course: str, person: Person) -> int:
    mine = (suggestions.c.course == course, suggestions.c.person == person, suggestions.c.state == "waiting")
    return len(db.execute(select(suggestions.c.id).where(*mine)).all())
