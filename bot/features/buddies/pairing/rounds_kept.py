"""How rounds answer for their people: who asked for one, who was without a group in it, who was shown in a preview."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, or_, select, update

from bot.features.buddies.tables import groups, rounds, seats, settings
from bot.kernel.features import Kept
from bot.kernel.places import Person
from bot.store.tables import courses, deliveries

D, G, R, S = deliveries.c, groups.c, rounds.c, seats.c
SHOWN = ("preview", "left-out", "nobody", "waiting")
ENDED = ("sent", "expired", "dead", "cancelled")


def _asked_for(db: Connection, person: Person) -> Sequence[Mapping[str, Any]]:
    """The rounds that somebody asked for, or found no group in."""
    mine = [row for row in _in_space(db, person) if row.asked_by == person or _is_among(row.unplaced, person)]
    return [{"round": row.id, "course": row.course, "asked": row.asked_by == person} for row in mine]


def _in_space(db: Connection, person: Person) -> Sequence[Any]:
    here = select(courses.c.id).where(courses.c.space == person.space)
    return db.execute(select(R.id, R.course, R.asked_by, R.unplaced).where(R.course.in_(here))).all()


def _is_among(unplaced: Sequence[Sequence[str]], person: Person) -> bool:
    return any(id_ == str(person) for id_, _ in unplaced)


def _forget(db: Connection, person: Person) -> None:
    for row in _in_space(db, person):
        _forget_cards(db, row.id, person, named=_is_among(row.unplaced, person))
        if row.asked_by == person or _is_among(row.unplaced, person):
            others = [list(pair) for pair in row.unplaced if pair[0] != str(person)]
            asked_by = None if row.asked_by == person else row.asked_by
            db.execute(update(rounds).where(R.id == row.id).values(asked_by=asked_by, unplaced=others))


def _forget_cards(db: Connection, round_: str, person: Person, named: bool) -> None:
    """What staff were shown of a round stands where it was said; here it is not kept. ``named``: by name alone."""
    about_it = or_(*(D.key.startswith(f"{word}/{round_}", autoescape=True) for word in SHOWN))
    for row in db.execute(select(D.id, D.key, D.card).where(about_it, D.state.in_(ENDED), D.card.is_not(None))).all():
        if named or row.key.startswith("waiting/") or person.id in json.dumps(row.card):
            db.execute(update(deliveries).where(D.id == row.id).values(card=None))


def _sat_in(db: Connection, person: Person) -> Sequence[Mapping[str, Any]]:
    mine = select(S.group).where(S.person == person)
    shown = select(G.id, G.course, G.reason, G.opened_at, G.ends_at).where(G.id.in_(mine))
    return [row._asdict() for row in db.execute(shown.order_by(G.id))]


def _went_first(db: Connection, person: Person) -> None:
    db.execute(update(groups).where(G.first == person).values(first=None))


KEPT = (
    Kept(settings, why="how a course makes its rounds"),
    Kept(rounds, _asked_for, _forget),
    Kept(groups, _sat_in, _went_first),
)
