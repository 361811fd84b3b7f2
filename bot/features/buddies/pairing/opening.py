"""Some planned groups of a round at a time: a few statements say who in them still may meet, and that they do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, case, func, null, or_, select, update

from bot.features.buddies.groups import Wanted
from bot.features.buddies.model import ONCE, Group
from bot.features.buddies.pairing.rounds import takes_part
from bot.features.buddies.tables import apart, buddies, groups, seats
from bot.kernel.places import Person
from bot.matching.young import LEAST

A, B, G, S = apart.c, buddies.c, groups.c, seats.c


@dataclass(frozen=True, slots=True)
class Some:
    """The planned groups of a round with these numbers, both included."""

    round: str
    course: str
    lowest: int
    highest: int

    @property
    def values(self) -> Mapping[str, Any]:
        return {"of_round": self.round, "in_course": self.course, "lowest": self.lowest, "highest": self.highest}


_AMONG = (G.round == bindparam("of_round"), G.number.between(bindparam("lowest"), bindparam("highest")))
_PLANNED = (*_AMONG, G.state == "planned")
_SEATED = select(S.person).join(groups, G.id == S.group).where(*_PLANNED)
_IN_THEM = and_(B.course == bindparam("in_course"), B.person.in_(_SEATED))
WHOLE = Wanted.where(*_PLANNED)


def _unlike_planned() -> Select[Any]:
    """Where somebody has left since, or those who remain are no group by themselves."""
    mine = and_(B.course == S.course, B.person == S.person, takes_part(bindparam("today")))
    rows = select(G.id).outerjoin(seats, S.group == G.id).outerjoin(buddies, mine).where(*_PLANNED).group_by(G.id)
    here, minors = func.count(B.person), func.count(case((B.minor, B.person)))
    too_few = or_(here < LEAST - 1, and_(here < LEAST, minors > 0))
    return rows.having(or_(here < func.count(S.person), too_few))


def _parted() -> Select[Any]:
    """Where two must not meet any more."""
    other = seats.alias()
    both = and_(A.course == S.course, A.person == S.person, A.other == other.c.person)
    together = select(G.id).join(seats, S.group == G.id).join(other, other.c.group == G.id)
    return together.join(apart, both).where(*_PLANNED)


UNFIT = Wanted.where(G.id.in_(_unlike_planned().union(_parted())))
_IDS = select(G.id).where(*_PLANNED).order_by(G.number)
_LARGER = select(S.group).join(groups, G.id == S.group)
_LARGER = _LARGER.where(*_PLANNED, G.id.not_in(bindparam("but", expanding=True)))
_LARGER = _LARGER.group_by(S.group).having(func.count() > bindparam("usual"))
_IN_LARGER = and_(B.course == bindparam("in_course"), B.person.in_(select(S.person).where(S.group.in_(_LARGER))))
_ONE_MORE = update(buddies).where(_IN_LARGER).values(in_trio=B.in_trio + 1)
_STATE = case((B.pace == ONCE, "left"), else_=B.state)
_PLACED = update(buddies).where(_IN_THEM).values(last_round=bindparam("at"), waits_since=null(), state=_STATE)
_OPENED = update(groups).where(*_PLANNED).values(state="open", opened_at=bindparam("at"), ends_at=bindparam("ends"))
_ENDED = update(groups).where(*_AMONG, G.state == "open").values(ends_at=bindparam("at"))
_OPEN = select(G.id).where(*_AMONG, G.state == "open").order_by(G.number)


def unfit(db: Connection, some: Some, today: date) -> tuple[Group, ...]:
    """Those that cannot meet as they were planned."""
    return UNFIT.all(db, **some.values, today=today)


def whole(db: Connection, some: Some) -> tuple[Group, ...]:
    return WHOLE.all(db, **some.values)


def people_of(db: Connection, some: Some) -> list[Person]:
    return list(db.scalars(_SEATED, some.values))


def place(db: Connection, some: Some, size: int, now: datetime, but: Sequence[str] = ()) -> None:
    """Their people have a group now: they wait no more; who is one too many for ``size`` is counted.

    Such a turn goes round, and the next round spares whoever had it; ``but`` are groups that chose to be larger.
    """
    db.execute(_ONE_MORE, {**some.values, "usual": size, "but": list(but)})
    db.execute(_PLACED, {**some.values, "at": now})


def open_all(db: Connection, some: Some, now: datetime, ends: datetime) -> list[str]:
    """They are open; their ids, by number."""
    ids = list(db.scalars(_IDS, some.values))
    db.execute(_OPENED, {**some.values, "at": now, "ends": ends})
    return ids


def end_all(db: Connection, some: Some, now: datetime) -> list[str]:
    """Of the groups with these numbers, those that are open come to their end; their ids."""
    db.execute(_ENDED, {**some.values, "at": now})
    return list(db.scalars(_OPEN, some.values))
