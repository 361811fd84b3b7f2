"""Steps that groups were asked and what was answered to them, in the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.features.buddies.model import Group
from bot.features.buddies.tables import answers, groups, seats, steps
from bot.kernel.places import Person
from bot.store.columns import upsert
from bot.store.prepared import Prepared

T, A, G, S = steps.c, answers.c, groups.c, seats.c


@dataclass(frozen=True, slots=True)
class Step:
    """One question of the ladder as a group was asked it; ``step`` is its number. ``shown_at``: all could read all."""

    group: str
    step: int
    question: str
    depth: int
    asked_at: datetime
    shown_at: datetime | None = None


_STEP = Prepared(select(steps).where(T.group == bindparam("of"), T.step == bindparam("number")))
_ASKED = Prepared(select(T.question).where(T.group == bindparam("of")))
_ANSWERS = select(A.person, A.text).where(A.group == bindparam("of"), A.step == bindparam("number"))
_CLIMBED = (
    select(G.ladder)
    .join(seats, S.group == G.id)
    .where(S.course == bindparam("in_course"), S.person.in_(bindparam("who", expanding=True)), G.ladder != "")
)
_IN_ORDER = Prepared(_ANSWERS.order_by(A.at, A.person))


def get(db: Connection, group: str, number: int) -> Step | None:
    row = _STEP.first(db, of=group, number=number)
    return Step(*row) if row else None


def keep(db: Connection, step: Step) -> None:
    upsert(db, steps, ("group", "step"), **asdict(step))


def change(db: Connection, step: Step, **values: Any) -> None:
    new = {f"new_{name}": value for name, value in values.items()}
    _changing(tuple(values)).run(db, of=step.group, number=step.step, **new)


@cache
def _changing(names: tuple[str, ...]) -> Prepared:
    mine = (T.group == bindparam("of"), T.step == bindparam("number"))
    return Prepared(update(steps).where(*mine).values({name: bindparam(f"new_{name}") for name in names}))


def asked(db: Connection, group: str) -> frozenset[str]:
    """The ids of every question that stands as a step of theirs."""
    return frozenset(_ASKED.scalars(db, of=group))


def answered(db: Connection, group: str, number: int) -> Mapping[Person, str]:
    """Who answered a step, and what: in the order of their first answers."""
    return {row.person: row.text for row in _IN_ORDER.all(db, of=group, number=number)}


def last_answer(db: Connection, step: Step) -> datetime | None:
    """When a step was answered last."""
    mine = (A.group == step.group, A.step == step.step)
    return db.scalar(select(A.at).where(*mine).order_by(A.at.desc()).limit(1))


def wrote(db: Connection, group: str) -> frozenset[Person]:
    """Who ever answered any step."""
    return frozenset(db.scalars(select(A.person).where(A.group == group).distinct()))


def keep_answer(db: Connection, step: Step, person: Person, text: str, at: datetime) -> None:
    upsert(db, answers, ("group", "step", "person"), group=step.group, step=step.step, person=person, text=text, at=at)


def drop_answer(db: Connection, step: Step, person: Person) -> None:
    db.execute(delete(answers).where(A.group == step.group, A.step == step.step, A.person == person))


def joined(db: Connection, group: Group, persons: Iterable[Person], now: datetime) -> Mapping[str, str]:
    """The group's mark of who came later, and when, with these: what was shown before they came is not for them."""
    step = get(db, group.id, group.step) if group.step else None
    first = group.step + bool(step and step.shown_at)
    return {**group.progress.get("joined", {}), **{f"{first}/{person.id}": now.isoformat() for person in persons}}


def first_of(group: Group, person: Person) -> int:
    """The first step that somebody may read and answer: whoever came later has none of those before."""
    came = (mark.split("/", 1) for mark in group.progress.get("joined", ()))
    return max((int(number) for number, id_ in came if id_ == person.id), default=0)


def climbed(db: Connection, course: str, people: Collection[Person]) -> tuple[str, ...]:
    """The ids of the ladders that any of these people have climbed in a course, as often as they did."""
    return tuple(db.scalars(_CLIMBED, {"in_course": course, "who": list(people)}))
