"""How the shared tables answer for the people in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Column, Connection, String, Table, and_, cast, delete, or_, select, update

from bot.kernel.deliveries import Delivery
from bot.kernel.features import Bot, Kept
from bot.kernel.places import Person
from bot.store import tables
from bot.store.columns import CARDS


def rows_of(table: Table, column: Column[Any], *shown: str) -> Kept:
    """A table whose rows belong to the person in one column: shown with their course as they are, erased whole."""
    above = next((key.column.table for key in table.foreign_keys if "course" in key.column.table.c), None)
    named = [table.c[name] for name in shown if name != "course"]

    def export(db: Connection, person: Person) -> Sequence[Mapping[str, Any]]:
        query = select(*named).where(column == person)
        if "course" in table.c:
            query = query.add_columns(table.c.course)
        elif above is not None:
            query = query.add_columns(above.c.course).join(above)
        return [row._asdict() for row in db.execute(query)]

    def erase(db: Connection, person: Person) -> None:
        db.execute(delete(table).where(column == person))

    return Kept(table, export, erase)


D = tables.deliveries.c


def words_to(db: Connection, person: Person) -> Sequence[Mapping[str, Any]]:
    """What was said in somebody's name, in words; of what was said to them, that it was: it may hold others' words."""
    query = select(D.course, D.kind, D.op, D.due, D.state, D.card).where(D.person == person).order_by(D.id)
    return [{**row._asdict(), "card": _theirs(row.op, row.card)} for row in db.execute(query)]


def _theirs(op: str, card: Any) -> str | None:
    return None if op == "tell" or card is None else CARDS.validate_python(card).words


def hush(bot: Bot, person: Person) -> None:
    """What was still to be said to somebody alone is not said any more."""
    waiting = and_(D.person == person, D.op == "tell", D.state == "pending")
    bot.db.execute(update(tables.deliveries).where(waiting).values(state="cancelled", reason="they stopped"))


def disagree(bot: Bot, person: Person) -> None:
    """Nothing is written to them unasked any more, in no course; whatever would do so asks them again."""
    bot.db.execute(delete(tables.agreements).where(tables.agreements.c.person == person))


def take_back(bot: Bot, person: Person) -> None:
    """What stands on the platform in somebody's name goes there too; what may be about to, once it is known.

    Of that the row stays until then, without person and words.
    """
    query = select(D.id, D.key, D.state, D.course, D.message).where(D.person == person, D.op == "post")
    for row in bot.db.execute(query.order_by(D.id)).all():
        under_way = row.state in ("attempting", "unknown")
        if under_way:
            bot.db.execute(update(tables.deliveries).where(D.id == row.id).values(person=None, card=None))
        if under_way or (row.state == "sent" and row.message):
            target = row.key if under_way else row.message
            bot.say(Delivery(f"erased/{bot.new_id()}", "erased", "delete", target, None, row.course))


def forget_words(db: Connection, person: Person) -> None:
    """What was said to somebody goes; of rooms that they were in, the words go, and what was still to be said.

    That they are to be taken out of one is forgotten by itself, once they are.
    """
    db.execute(delete(tables.deliveries).where(D.person == person))
    rooms = list(db.scalars(select(D.key).where(cast(D.people, String).contains(f'"{person}"', autoescape=True))))
    theirs = or_(D.key.in_(rooms), D.of.in_(rooms))
    waiting = and_(theirs, D.state == "pending", D.op.not_in(("part", "close")))
    db.execute(update(tables.deliveries).where(waiting).values(state="cancelled", reason="somebody left"))
    db.execute(update(tables.deliveries).where(theirs, D.op != "part").values(card=None, people=None))


KEPT = (
    rows_of(tables.staff, tables.staff.c.person, "course", "role"),
    Kept(tables.deliveries, words_to, forget_words, leave=hush),
    Kept(tables.settings, why="values of the whole installation"),
    Kept(tables.events, why="ids of handled events, without people, for a day"),
    Kept(tables.drafts, why="forms left half filled, without their author, for a day"),
    Kept(tables.courses, why="the course itself"),
    Kept(tables.routines, why="what recurs in a course"),
    Kept(tables.occurrences, why="turns of routines"),
    Kept(tables.errands, why="what the bot is to see to, by ids of its own"),
    replace(rows_of(tables.agreements, tables.agreements.c.person, "course", "version", "at"), leave=disagree),
    rows_of(tables.safety_contacts, tables.safety_contacts.c.person, "course", "position"),
    rows_of(tables.barred, tables.barred.c.target, "until", "reason"),
)
