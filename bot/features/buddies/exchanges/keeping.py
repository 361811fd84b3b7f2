"""How what an exchange keeps answers for its people: seats, steps and answers, and what groups know of somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, and_, delete, or_, select, update

from bot.features.buddies import groups, tables
from bot.features.buddies.exchanges import saying
from bot.features.buddies.pairing import leaving
from bot.features.buddies.tables import answers, seats, steps
from bot.features.buddies.taking_part import people
from bot.kernel.features import Bot, Kept, Standing
from bot.kernel.places import Person
from bot.store import courses
from bot.store.kept import rows_of
from bot.store.tables import deliveries

B, G, S, D = tables.buddies.c, tables.groups.c, seats.c, deliveries.c
ENDED = ("sent", "expired", "dead", "cancelled")


def leave(bot: Bot, person: Person) -> None:
    """Out of buddies in every course; whoever stays behind in a group is looked after, as whenever somebody leaves."""
    for course in bot.db.scalars(select(B.course).where(B.person == person)).all():
        there = replace(bot, standing=Standing(courses.get(bot.db, course)))
        for group in groups.open_of(bot.db, course, person):
            leaving.leave(there, group, person)
        people.change(bot.db, course, person, state="left", rest_until=None, skips=False, waits_since=None)


def _forget_seats(db: Connection, person: Person) -> None:
    """Also who went first, and what the progress of a group says of them; the others keep their group."""
    theirs = select(S.group).where(S.person == person)
    for row in db.execute(select(G.id, G.first, G.progress).where(G.id.in_(theirs))).all():
        first = None if row.first == person else row.first
        values = {"first": first, "progress": _without(row.progress, person)}
        db.execute(update(tables.groups).where(G.id == row.id).values(values))
        _forget_words(db, row.id)
    db.execute(delete(seats).where(S.person == person))


def _forget_words(db: Connection, group: str) -> None:
    """What was said in a group or to its people names them all, and may hold their words: what is said is said."""
    about_it = or_(*(D.key.startswith(f"{name}/{group}/", autoescape=True) for name in ("buddy", "buddy-to")))
    waiting = and_(about_it, D.state == "pending", D.kind == saying.ANSWERS)
    db.execute(update(deliveries).where(waiting).values(state="cancelled", reason="somebody left"))
    db.execute(update(deliveries).where(about_it, D.state.in_(ENDED)).values(card=None))


def _without(progress: Mapping[str, Any], person: Person) -> dict[str, Any]:
    """The marks without somebody: in lists they stand as they print, in mappings as ``step/id``."""
    return {name: _value_without(value, person) for name, value in progress.items()}


def _value_without(value: Any, person: Person) -> Any:
    match value:
        case list():
            return [one for one in value if one != str(person)]
        case dict():
            return {key: kept for key, kept in value.items() if key.partition("/")[2] != person.id}
    return value


KEPT = (
    replace(
        rows_of(seats, S.person, "group", "course", "name", "state", "outcome", "wish"),
        erase=_forget_seats,
        leave=leave,
    ),
    rows_of(answers, answers.c.person, "group", "step", "text", "at"),
    Kept(steps, why="what a group was asked, without its people"),
)
