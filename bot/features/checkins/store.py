"""What check-ins ask of their table; what is counted has a module of its own, ``answering.counting``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from bot.features.checkins import tables
from bot.features.checkins.model import Checkin, Item, Kind, Result
from bot.store.prepared import Prepared

C = tables.checkins.c
NAMES = tuple(field.name for field in fields(Checkin))
# What every answer asks is built once: building a statement takes longer than running it.
_ONE = Prepared(
    select(*(C[name] for name in NAMES)).where(C.id == bindparam("checkin"), C.course == bindparam("course"))
)


def _from(row: Row[Any]) -> Checkin:
    values = dict(zip(NAMES, row, strict=True))
    result = Result.load(values["result"]) if values["result"] else None
    return Checkin(**{**values, "items": tuple(map(Item.load, values["items"])), "result": result})


def add(db: Connection, checkin: Checkin) -> None:
    row = {name: getattr(checkin, name) for name in NAMES}
    result = checkin.result and checkin.result.dump()
    db.execute(tables.checkins.insert(), {**row, "items": [i.dump() for i in checkin.items], "result": result})


def get(db: Connection, checkin: str, course: str) -> Checkin | None:
    """The check-in with this id, if it is one of this course."""
    row = _ONE.first(db, checkin=checkin, course=course)
    return _from(row) if row else None


def open_ones(db: Connection, course: str, *kinds: Kind) -> list[Checkin]:
    """What is open in a course, the newest first; of these kinds, or of all."""
    return _found(db, C.course == course, C.state == "open", *((C.kind.in_(kinds),) if kinds else ()))


def closed_ones(db: Connection, course: str, *kinds: Kind) -> list[Checkin]:
    """What was published in a course, the newest first; of these kinds, or of all."""
    return _found(db, C.course == course, C.state == "closed", *((C.kind.in_(kinds),) if kinds else ()))


def before(db: Connection, checkin: Checkin) -> list[Checkin]:
    """What was published earlier and may have asked the same: every check-in of this kind, every poll so called."""
    same = (C.title == checkin.title,) if checkin.kind == "poll" else ()
    return _found(
        db, C.course == checkin.course, C.kind == checkin.kind, C.state == "closed", C.id != checkin.id, *same
    )


def _found(db: Connection, *where: Any) -> list[Checkin]:
    query = select(*(C[name] for name in NAMES)).where(*where).order_by(C.opened_at.desc(), C.id)
    return [_from(row) for row in db.execute(query)]


def begin(db: Connection, checkin: Checkin) -> bool:
    """A draft opens; False when it is open already, or gone."""
    opened = {"state": "open", "opened_at": checkin.opened_at, "closes_at": checkin.closes_at}
    return _moved(db, checkin, "draft", **opened, week=checkin.week, size=checkin.size)


def end(db: Connection, checkin: Checkin) -> bool:
    """An open one is closed; False when somebody else has done it."""
    return _moved(db, checkin, "open", state="closed", closes_at=checkin.closes_at)


def _moved(db: Connection, checkin: Checkin, before: str, **values: Any) -> bool:
    where = (C.id == checkin.id) & (C.state == before)
    return bool(db.execute(update(tables.checkins).where(where).values(**values)).rowcount)


def keep_result(db: Connection, checkin: str, result: Result) -> None:
    db.execute(update(tables.checkins).where(C.id == checkin).values(result=result.dump()))


def drop_drafts(db: Connection, course: str, before: datetime) -> None:
    """What staff looked at and never asked."""
    db.execute(delete(tables.checkins).where(C.course == course, C.state == "draft", C.opened_at < before))


def instruments(db: Connection, course: str) -> Sequence[Row[Any, Any, Any]]:
    """The questions that staff brought: id, title and items, the oldest first."""
    found = tables.instruments.c
    query = select(found.id, found.title, found["items"]).where(found.course == course)
    return db.execute(query.order_by(found.made_at, found.id)).all()
