"""Who takes part in a course's buddies, who may not meet, and who would like to meet again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Literal

from sqlalchemy import (
    Connection,
    Select,
    Table,
    bindparam,
    case,
    delete,
    func,
    null,
    or_,
    select,
    update,
)

from bot.features.buddies import tables
from bot.features.buddies.model import ONCE, Buddy
from bot.features.buddies.tables import buddies
from bot.kernel.courses import Course
from bot.kernel.features import Kept
from bot.kernel.places import Person
from bot.store.columns import insert_new, upsert
from bot.store.kept import rows_of
from bot.store.prepared import Prepared

B, A, M = buddies.c, tables.apart.c, tables.again.c
FIELDS = tuple(Buddy.__dataclass_fields__)
LISTS = ("languages", "interests")
LEDGER = ("left_out", "in_trio", "ghosted", "silent", "waits_since", "last_first")  # nobody is shown it
BY = Literal["self", "staff"]
SLACK = timedelta(days=3)  # a rhythm that moves by days still counts in weeks
SOME = 1000  # people in one statement

_EVERYBODY = select(*(B[name] for name in FIELDS)).where(B.course == bindparam("course")).order_by(B.person)
_ONE = Prepared(_EVERYBODY.where(B.person == bindparam("person")))
_THESE = _EVERYBODY.where(B.person.in_(bindparam("who", expanding=True)))
_MINE = (B.course == bindparam("in_course")) & (B.person.in_(bindparam("who", expanding=True)))
_HELLOS = select(B.person, B.hello).where(_MINE, B.hello != "")


def _buddy(row: Any) -> Buddy:
    values: Iterable[Any] = (tuple(value) if isinstance(value, list) else value for value in row)
    return Buddy(*values)


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    return {name: list(value) if name in LISTS else value for name, value in values.items()}


def get(db: Connection, course: str, person: Person) -> Buddy | None:
    row = _ONE.first(db, course=course, person=person)
    return None if row is None else _buddy(row)


def these(db: Connection, course: str, people: Collection[Person]) -> tuple[Buddy, ...]:
    """Those of them who ever took part, by their address; at most ``SOME`` may be asked for."""
    return tuple(map(_buddy, db.execute(_THESE, {"course": course, "who": list(people)})))


def find_all(db: Connection, course: str) -> tuple[Buddy, ...]:
    """Everybody who ever took part, also who rests or has left, by their address."""
    return tuple(map(_buddy, db.execute(_EVERYBODY, {"course": course})))


def due(db: Connection, course: Course, now: datetime) -> tuple[Buddy, ...]:
    """Who is to be in a round that is made now."""
    here = db.execute(_EVERYBODY.where(B.state != "left", B.skips.is_(False)), {"course": course.id})
    return tuple(buddy for buddy in map(_buddy, here) if is_due(buddy, course, now))


def is_due(buddy: Buddy, course: Course, now: datetime) -> bool:
    """They take part, rest no more, do not skip, and had a round long enough ago for their pace."""
    if buddy.state == "left" or buddy.skips or rests(buddy, course.today(now)):
        return False
    if buddy.pace <= 0 or buddy.last_round is None:
        return True
    return course.today(now) - course.today(buddy.last_round) >= timedelta(weeks=buddy.pace) - SLACK


def rests(buddy: Buddy, today: date) -> bool:
    """On the day of ``rest_until`` they are back; without one they rest until they say so."""
    return buddy.state == "resting" and (buddy.rest_until is None or today < buddy.rest_until)


def names(db: Connection, course: str, people: Collection[Person]) -> dict[Person, str]:
    """What those of them who ever took part are called."""
    query = select(B.person, B.name).where(B.course == course, B.person.in_(people))
    return {row.person: row.name for row in db.execute(query)}


def hellos(db: Connection, course: str, people: Collection[Person]) -> dict[Person, str]:
    """How those of them who wrote a line introduce themselves."""
    return {row.person: row.hello for row in db.execute(_HELLOS, {"in_course": course, "who": list(people)})}


def minors(db: Connection, course: str, people: Collection[Person]) -> frozenset[Person]:
    """Those of them who said that they are under 18."""
    asked, found = list(people), set[Person]()
    for start in range(0, len(asked), SOME):
        some = B.person.in_(asked[start : start + SOME])
        found.update(db.scalars(select(B.person).where(B.course == course, some, B.minor)))
    return frozenset(found)


def save(db: Connection, buddy: Buddy) -> None:
    row = {name: getattr(buddy, name) for name in FIELDS}
    upsert(db, buddies, ("course", "person"), **_kept(row))


def change(db: Connection, course: str, person: Person, **values: Any) -> None:
    new = {f"new_{name}": value for name, value in _kept(values).items()}
    _changing(tuple(values)).run(db, in_course=course, who=person, **new)


@cache
def _changing(names: tuple[str, ...]) -> Prepared:
    mine = (B.course == bindparam("in_course")) & (B.person == bindparam("who"))
    return Prepared(update(buddies).where(mine).values({name: bindparam(f"new_{name}") for name in names}))


def count(db: Connection, course: str, people: Iterable[Person], **increments: int) -> None:
    """Add to counts of each: ``left_out=1``."""
    more = {name: B[name] + step for name, step in increments.items()}
    _each(db, update(buddies).where(_MINE).values(**more), course, people)


def placed(db: Connection, course: str, people: Iterable[Person], now: datetime) -> None:
    """They have a group now; who wanted one round only has had it."""
    state = case((B.pace == ONCE, "left"), else_=B.state)
    said = update(buddies).where(_MINE).values(last_round=bindparam("at"), waits_since=null(), state=state)
    _each(db, said, course, people, at=now)


def after_round(db: Connection, course: str, people: Collection[Person], now: datetime) -> None:
    """A round with these people has begun: whoever skipped it has, and who wanted to meet again does."""
    db.execute(update(buddies).where(B.course == course, B.skips).values(skips=False))
    placed(db, course, people, now)
    here = {str(person) for person in people}
    for one, other in again(db, course):
        if {one, other} <= here:
            forget_again(db, course, Person.parse(one), Person.parse(other))


def forget(db: Connection, course: str, person: Person) -> None:
    """All that somebody told of themselves here, and whom they would meet or not."""
    db.execute(delete(buddies).where(B.course == course, B.person == person))
    db.execute(delete(tables.apart).where(A.course == course, A.person == person, A.by == "self"))
    db.execute(delete(tables.again).where(M.course == course, M.person == person))


def _each(db: Connection, said: Any, course: str, people: Iterable[Person], **values: Any) -> None:
    everybody = list(people)
    for first in range(0, len(everybody), SOME):
        db.execute(said, {"in_course": course, "who": everybody[first : first + SOME], **values})


def _pair(one: Person, other: Person) -> tuple[str, str]:
    first, second = sorted((str(one), str(other)))
    return first, second


def apart(db: Connection, course: str) -> frozenset[tuple[str, str]]:
    """Who may share no group, whoever of them asked for it, or staff: pairs of printed people, sorted."""
    rows = db.execute(select(A.person, A.other).where(A.course == course))
    return frozenset(_pair(row.person, row.other) for row in rows)


def kept_apart(db: Connection, course: str, person: Person) -> tuple[Person, ...]:
    """Whom somebody asked never to meet; what others asked is none of their business."""
    mine = (A.course == course, A.person == person, A.by == "self")
    return tuple(db.scalars(select(A.other).where(*mine).order_by(A.other)))


def keep_apart(db: Connection, course: str, pair: tuple[Person, Person], by: BY = "self") -> bool:
    """False when that was so already."""
    return insert_new(db, tables.apart, course=course, person=pair[0], other=pair[1], by=by)


def let_meet(db: Connection, course: str, pair: tuple[Person, Person], by: BY = "self") -> bool:
    """Take back what was asked by the same; False when it was not."""
    asked = (A.course == course, A.person == pair[0], A.other == pair[1], A.by == by)
    return bool(db.execute(delete(tables.apart).where(*asked)).rowcount)


def again(db: Connection, course: str) -> tuple[tuple[str, str], ...]:
    """Who asked for one another once more, both of them: pairs of printed people, sorted; nobody kept apart."""
    parted = apart(db, course)
    pairs = (_pair(row.person, row.other) for row in db.execute(_mutual(), {"course": course}))
    return tuple(pair for pair in sorted(pairs) if pair not in parted)


def _mutual() -> Select[Any]:
    theirs = tables.again.alias("theirs")
    both = (theirs.c.course == M.course) & (theirs.c.person == M.other) & (theirs.c.other == M.person)
    query = select(M.person, M.other).join(theirs, both)
    return query.where(M.course == bindparam("course"), M.person < M.other)


def ask_again(db: Connection, course: str, person: Person, others: Iterable[Person]) -> None:
    for other in others:
        insert_new(db, tables.again, course=course, person=person, other=other)


def asked_again(db: Connection, course: str, person: Person) -> tuple[Person, ...]:
    """Whom somebody would like to meet again."""
    return tuple(db.scalars(select(M.other).where(M.course == course, M.person == person).order_by(M.other)))


def take_back_again(db: Connection, course: str, person: Person, others: Sequence[Person]) -> None:
    db.execute(delete(tables.again).where(M.course == course, M.person == person, M.other.in_(others)))


def forget_again(db: Connection, course: str, one: Person, other: Person) -> None:
    """Neither asks for the other any more."""
    take_back_again(db, course, one, (other,))
    take_back_again(db, course, other, (one,))


def _between(table: Table, *told: Any) -> Kept:
    """A table of one person's word on another: shown to the one, without a name, and erased with either."""
    person, other = table.c.person, table.c.other

    def export(db: Connection, of: Person) -> Sequence[Mapping[str, Any]]:
        query = select(table.c.course, func.count().label("people")).where(person == of, *told)
        return [row._asdict() for row in db.execute(query.group_by(table.c.course).order_by(table.c.course))]

    def erase(db: Connection, of: Person) -> None:
        db.execute(delete(table).where(or_(person == of, other == of)))

    return Kept(table, export, erase)


KEPT = (
    rows_of(buddies, B.person, *(name for name in FIELDS if name not in ("person", *LEDGER))),
    _between(tables.apart, A.by == "self"),
    _between(tables.again),
)
