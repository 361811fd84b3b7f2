"""Which rows of the outbox wait to be said or looked up: what is asked at every look is built once."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, literal, or_, select

from bot.schedule.ahead import Ahead
from bot.schedule.outbox import NEVER
from bot.store.prepared import Prepared
from bot.store.tables import barred, deliveries

D = deliveries.c
EARLIER = deliveries.alias("earlier")
IS_ABOUT = and_(D.of != "", EARLIER.c.key == D.of)
SAID = (EARLIER.c.state.label("earlier"), EARLIER.c.op.label("earlier_op"), EARLIER.c.message.label("said"))


def is_one_of(column: ColumnElement[str], *states: str) -> ColumnElement[bool]:
    """Written out: a plain tuple is a list of unknown length to SQLAlchemy, spelled anew for every execution."""
    return column.in_([literal(state) for state in states])


NOT_WAITING = or_(D.of == "", is_one_of(EARLIER.c.state, "sent", *NEVER))


@cache
def due_now() -> Prepared:
    newer = deliveries.alias("newer")
    about_it = and_(newer.c.of == D.of, newer.c.id > D.id, is_one_of(newer.c.op, "edit", "delete"))
    superseded = and_(D.op == "edit", D.of != "", exists().where(about_it))
    return Prepared(
        select(deliveries, *SAID, superseded.label("old"))
        .outerjoin(EARLIER, IS_ABOUT)
        .where(D.platform == bindparam("platform"), D.state == "pending", D.due <= bindparam("now"), NOT_WAITING)
        .order_by(D.due, D.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=deliveries)
    )


@cache
def unclear_now(busy: bool) -> Prepared:
    theirs: Any = bindparam("at_work", expanding=True)
    found = (
        select(deliveries, *SAID)
        .outerjoin(EARLIER, IS_ABOUT)
        .where(D.platform == bindparam("platform"), D.state == "unknown", D.due <= bindparam("now"))
        .order_by(D.due, D.id)
        .limit(bindparam("most"))
    )
    return Prepared(found.where(D.id.not_in(theirs)) if busy else found)


@cache
def barred_now() -> Prepared:
    until = barred.c.until
    return Prepared(select(barred.c.target).where(until > bindparam("now"), until <= bindparam("latest")))


def ahead(platform: str, at_work: Collection[int] = ()) -> Ahead:
    """When there is next something to say or to look up, by itself: what waits for another message is not counted."""
    return Ahead(_earliest(platform, bool(at_work)), {f"{platform}_at_work": list(at_work)} if at_work else {})


@cache
def _earliest(platform: str, busy: bool) -> tuple[Select[Any], Select[Any]]:
    mine = select(D.due).where(D.platform == platform).order_by(D.due, D.id).limit(1)
    to_say = mine.outerjoin(EARLIER, IS_ABOUT).where(D.state == "pending", NOT_WAITING)
    to_look_up = mine.where(D.state == "unknown")
    theirs: Any = bindparam(f"{platform}_at_work", expanding=True)  # one statement asks for several platforms
    return to_say, to_look_up.where(D.id.not_in(theirs)) if busy else to_look_up
