"""Rounds in the database: which is being made, which is open, and who has met whom in all of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    and_,
    bindparam,
    func,
    or_,
    select,
    type_coerce,
    update,
)

from bot.features.buddies.model import Round
from bot.features.buddies.tables import buddies, groups, rounds, seats
from bot.kernel.places import Person
from bot.matching.meetings import Meetings
from bot.store.columns import insert_new
from bot.store.prepared import Prepared

B, G, R = buddies.c, groups.c, rounds.c
_PRINTED = type_coerce(B.person, String)
COLUMNS = [R[name] for name in Round.__dataclass_fields__]
MEANT = ("open", "closed")
SOME = 500


# What every group and every press asks is built once: building a statement takes longer than running it.
_NEWEST = select(*COLUMNS).order_by(R.number.desc(), R.made_at.desc()).limit(1)
_GET = Prepared(_NEWEST.where(R.id == bindparam("round")))
_OPEN = Prepared(_NEWEST.where(R.course == bindparam("course"), R.state == "open"))
_MADE = Prepared(_NEWEST.where(R.making == bindparam("course")))


def _one(db: Connection, query: Prepared, **values: str) -> Round | None:
    row = query.first(db, **values)
    return Round(**{**row._asdict(), "unplaced": tuple(map(tuple, row.unplaced))}) if row else None


def get(db: Connection, round_: str) -> Round | None:
    return _one(db, _GET, round=round_)


def current(db: Connection, course: str) -> Round | None:
    """The newest round that is open."""
    return _one(db, _OPEN, course=course)


def open_of(db: Connection, course: str) -> tuple[Round, ...]:
    """Every round that is open: one of each kind may be."""
    rows = db.execute(select(R.id).where(R.course == course, R.state == "open").order_by(R.number)).all()
    return tuple(found for row in rows if (found := get(db, row.id)))


def open_of_kind(db: Connection, course: str, kind: str) -> tuple[Round, ...]:
    """The open rounds that a new one of this kind brings to their end."""
    return tuple(one for one in open_of(db, course) if one.settings.get("kind", "peers") == kind)


def being_made(db: Connection, course: str) -> Round | None:
    """The round that is being worked out, or that staff are looking at."""
    return _one(db, _MADE, course=course)


def next_number(db: Connection, course: str) -> int:
    found = db.scalar(select(func.max(R.number)).where(R.course == course, R.state.in_(MEANT)))
    return int(found or 0) + 1


def begin(db: Connection, made: Round) -> bool:
    """Keep a new round; False when another is being made."""
    row = {name: getattr(made, name) for name in Round.__dataclass_fields__}
    return insert_new(db, rounds, **{**row, "settings": dict(made.settings), "cost": {}, "unplaced": []})


def change(db: Connection, round_: Round, **values: Any) -> Round:
    """New values for a round; what it is then."""
    db.execute(update(rounds).where(R.id == round_.id).values(**values))
    return replace(round_, **values)


def met(db: Connection, course: str, number: int, among: Collection[Person] = ()) -> Meetings:
    """Every two who were in one group before the round of this number, once for each time.

    With ``among``, only what concerns one of these people.
    """
    one, other = seats.alias(), seats.alias()
    named = (one.c.course == course) & one.c.person.in_(among)  # by the index of people
    concerns = named if among else other.c.person > one.c.person
    query = (
        select(type_coerce(one.c.person, String), type_coerce(other.c.person, String), number - R.number)
        .select_from(rounds)
        .join(groups, G.round == R.id)
        .join(one, one.c.group == G.id)
        .join(other, (other.c.group == G.id) & (other.c.person != one.c.person))
        .where(R.course == course, R.state.in_(MEANT), R.number < number, G.state != "planned", concerns)
        .order_by(R.number, G.number)
    )
    here = frozenset(map(str, among))
    return Meetings.of(row for row in db.execute(query) if row[1] not in here or row[0] < row[1])


_NAMES = select(_PRINTED, B.name).where(B.course == bindparam("course"), _PRINTED.in_(bindparam("who", expanding=True)))


def names(db: Connection, course: str, people: Collection[str]) -> dict[str, str]:
    """What those of them who ever took part are called, all by their printed address."""
    asked, found = sorted(people), dict[str, str]()
    for start in range(0, len(asked), SOME):
        found.update(db.execute(_NAMES, {"course": course, "who": asked[start : start + SOME]}).all())
    return found


def takes_part(today: Any) -> ColumnElement[bool]:
    """Of a row of buddies: they take part on that day, and do not pass this round."""
    back = and_(B.state == "resting", B.rest_until <= today)
    return and_(B.skips.is_(False), or_(B.state == "in", back))


def ready(db: Connection, course: str, people: Collection[Person], today: date) -> frozenset[Person]:
    """Who of these still takes part, and does not pass this round."""
    asked, found = list(people), set[Person]()
    for start in range(0, len(asked), SOME):
        some = B.person.in_(asked[start : start + SOME])
        found.update(db.scalars(select(B.person).where(B.course == course, some, takes_part(today))))
    return frozenset(found)
