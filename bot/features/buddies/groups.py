"""Groups and their seats in the database: the questions that several parts of buddies ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from bot.features.buddies.model import Group, Round, Seat
from bot.features.buddies.tables import buddies, groups, rounds, seats
from bot.kernel.places import Person
from bot.store.prepared import Prepared

G, R, S = groups.c, rounds.c, seats.c
FIELDS = tuple(name for name in Group.__dataclass_fields__ if name != "seats")
_BEFORE = tuple(Group.__dataclass_fields__).index("seats")
SEATS = tuple(Seat.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Some groups, and their seats; what every press asks is built once, for that takes longer than running it."""

    groups: Prepared
    seats: Prepared

    @classmethod
    def where(
        cls, *which: ColumnElement[bool], order: Sequence[Any] = (G.number,), most: Any = None, before: Any = None
    ) -> Wanted:
        ids = select(G.id).where(*which).order_by(*order).limit(most).offset(before)
        return cls(
            Prepared(select(*(G[name] for name in FIELDS)).where(*which).order_by(*order).limit(most).offset(before)),
            Prepared(select(*(S[name] for name in SEATS)).where(S.group.in_(ids)).order_by(S.group, S.person)),
        )

    def all(self, db: Connection, **values: Any) -> tuple[Group, ...]:
        sitting: dict[str, list[Seat]] = defaultdict(list)
        rows = self.groups.all(db, **values)
        for row in self.seats.all(db, **values):
            sitting[row.group].append(Seat(*row))
        return tuple(_group(row, sitting[row.id]) for row in rows)


def _group(row: Any, sitting: Sequence[Seat]) -> Group:
    values: Iterable[Any] = (*row[:_BEFORE], tuple(sitting), *row[_BEFORE:])
    return Group(*values)


_OF_COURSE, _OPEN = G.course == bindparam("in_course"), G.state == "open"
_OF_ROUND, _SITS = G.round == bindparam("of_round"), (S.person == bindparam("who")) & (S.state == "here")
_WITH = G.id.in_(select(S.group).where(_SITS))
_MINE = G.id.in_(select(S.group).where(S.course == bindparam("in_course"), _SITS))
_SEATED = select(func.count()).where(S.group == G.id, S.state == "here").correlate(groups).scalar_subquery()
ONE = Wanted.where(G.id == bindparam("which"))
LOCKED = Wanted.where(_OF_ROUND, G.locked)
PAGE = Wanted.where(_OF_ROUND, order=(G.number, G.id), most=bindparam("most"), before=bindparam("before"))
_REASONS = select(G.reason).where(_OF_ROUND)
_SEATS_OF = select(func.count()).select_from(seats).join(groups, G.id == S.group).where(_OF_ROUND)
OPEN_OF = Wanted.where(_MINE, _OPEN, order=(G.opened_at.desc(), G.id))
OPEN_IN = Wanted.where(_OF_COURSE, _OPEN, order=(G.opened_at, G.number))
CHOICE = 60
WITH_ROOM = Wanted.where(
    _OF_ROUND, _OPEN, _SEATED.between(2, bindparam("largest")), order=(_SEATED, G.step, G.number), most=CHOICE
)
_YOUNG = select(S.group).join(buddies, (buddies.c.course == S.course) & (buddies.c.person == S.person))
OF_MINORS = Wanted.where(_OF_ROUND, _OPEN, G.id.in_(_YOUNG.where(buddies.c.minor, S.state == "here")), most=CHOICE)
WITH_PERSON = Wanted.where(_OF_ROUND, _WITH)


def get(db: Connection, group: str) -> Group | None:
    return next(iter(ONE.all(db, which=group)), None)


def whole(db: Connection, group: str) -> Group:
    """One that is known to be there."""
    [found] = ONE.all(db, which=group)
    return found


def open_of(db: Connection, course: str, person: Person) -> tuple[Group, ...]:
    """The open groups that somebody sits in, the newest first."""
    return OPEN_OF.all(db, in_course=course, who=person)


def open_in(db: Connection, course: str) -> tuple[Group, ...]:
    """Every open group of a course, the oldest first."""
    return OPEN_IN.all(db, in_course=course)


def with_person(db: Connection, round_: str, person: Person) -> Group | None:
    """The group of a round that somebody sits in."""
    return next(iter(WITH_PERSON.all(db, of_round=round_, who=person)), None)


def with_room(db: Connection, round_: str, largest: int) -> tuple[Group, ...]:
    """Open groups of no more than so many: the smallest and least far on, sixty at most."""
    return WITH_ROOM.all(db, of_round=round_, largest=largest)


def of_minors(db: Connection, round_: str) -> tuple[Group, ...]:
    """Open groups of people under 18, sixty at most."""
    return OF_MINORS.all(db, of_round=round_)


def locked_of(db: Connection, round_: str) -> tuple[Group, ...]:
    """Those that staff want to stay as they are."""
    return LOCKED.all(db, of_round=round_)


def page(db: Connection, round_: str, before: int, most: int) -> tuple[Group, ...]:
    """Some groups of a round, by their number, after so many."""
    return PAGE.all(db, of_round=round_, before=before, most=most)


def reasons(db: Connection, round_: str) -> Sequence[Mapping[str, Any]]:
    """Why each group of a round is together."""
    return list(db.scalars(_REASONS, {"of_round": round_}))


def seated(db: Connection, round_: str) -> int:
    """How many have a seat in a round."""
    return int(db.scalar(_SEATS_OF, {"of_round": round_}) or 0)


def seated_elsewhere(db: Connection, round_: Round, people: Collection[Person]) -> frozenset[Person]:
    """Who of these sits in an open group of another round that is open, too."""
    here = select(S.person).join(groups, G.id == S.group).join(rounds, R.id == G.round)
    open_ = (G.state == "open", R.state == "open", R.id != round_.id, S.state == "here")
    return frozenset(db.scalars(here.where(S.course == round_.course, S.person.in_(people), *open_)))


def highest(db: Connection, round_: str) -> int:
    """The last number that a group of the round has; 0 before the first."""
    return int(db.scalar(select(func.max(G.number)).where(G.round == round_)) or 0)


def count(db: Connection, round_: str) -> int:
    return int(db.scalar(select(func.count()).select_from(groups).where(G.round == round_)) or 0)


def add(db: Connection, made: Sequence[Group]) -> None:
    """New groups with everybody in them."""
    if made:
        db.execute(insert(groups), [{name: getattr(group, name) for name in FIELDS} for group in made])
        db.execute(insert(seats), [_seat(seat) for group in made for seat in group.seats])


def remove(db: Connection, *unwanted: str) -> None:
    """Groups that nobody was told of, with their seats."""
    if unwanted:
        db.execute(delete(groups).where(G.id == bindparam("unwanted")), [{"unwanted": id_} for id_ in unwanted])


def clear(db: Connection, round_: str) -> None:
    """Every group of a round of which nobody was told."""
    db.execute(delete(groups).where(G.round == round_))


def change_all(db: Connection, changed: Sequence[Group], *names: str) -> None:
    """Keep these fields of many groups as they are now."""
    rows = [{"which": g.id, **{f"new_{name}": getattr(g, name) for name in names}} for g in changed]
    if rows:
        _changing(names).run_all(db, rows)


@cache
def _changing(names: tuple[str, ...]) -> Prepared:
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    return Prepared(update(groups).where(G.id == bindparam("which")).values(values))


def sit(db: Connection, *taken: Seat) -> None:
    """More seats in groups that there are."""
    if taken:
        db.execute(insert(seats), [_seat(seat) for seat in taken])


def unseat(db: Connection, *left: Seat) -> None:
    """They never sat there: nobody was told."""
    for seat in left:
        db.execute(delete(seats).where((S.group == seat.group) & (S.person == seat.person)))


def _seat(seat: Seat) -> dict[str, Any]:
    return {name: getattr(seat, name) for name in SEATS}


def change(db: Connection, group: Group, **values: Any) -> Group:
    """New values for a group; what it is then."""
    changed = replace(group, **values)
    change_all(db, (changed,), *values)
    return changed


def mark(db: Connection, group: Group, **marks: object) -> Group:
    """What has been done is written down in the group's progress."""
    return change(db, group, progress={**group.progress, **marks})


def change_seat(db: Connection, seat: Seat, **values: Any) -> None:
    new = {f"new_{name}": value for name, value in values.items()}
    _seating(tuple(values)).run(db, its_group=seat.group, who=seat.person, **new)


@cache
def _seating(names: tuple[str, ...]) -> Prepared:
    mine = (S.group == bindparam("its_group")) & (S.person == bindparam("who"))
    return Prepared(update(seats).where(mine).values({name: bindparam(f"new_{name}") for name in names}))
