"""How support answers for its people: whoever asked, and whoever was asked."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, delete, select, update

from bot.features.support.store import OPEN
from bot.features.support.tables import cards, requests
from bot.kernel.features import Kept
from bot.kernel.places import Person
from bot.store import safety
from bot.store.kept import rows_of
from bot.store.tables import deliveries, errands

D, E, R = deliveries.c, errands.c, requests.c


def _forget(db: Connection, person: Person) -> None:
    """What they asked for goes, with their name in what was said to contacts; what waits for them goes to others."""
    for id_ in db.scalars(select(R.id).where(R.person == person)).all():
        words = D.key.startswith(f"support/{id_}/", autoescape=True)
        waiting = {"state": "cancelled", "reason": "somebody left"}
        db.execute(update(deliveries).where(words, D.state == "pending").values(waiting))
        db.execute(update(deliveries).where(words).values(card=None))
        db.execute(delete(errands).where(E.key.startswith(f"support/{id_}/", autoescape=True)))
    db.execute(delete(requests).where(R.person == person))
    for row in db.execute(select(R.id, R.course, R.person, R.state).where(R.contact == person)).all():
        _hand_over(db, row.id, row.course, (person, row.person), row.state in OPEN)


def _hand_over(db: Connection, id_: str, course: str, but: tuple[Person, Person], is_open: bool) -> None:
    """To another contact, who is asked when the day is over; what is over needs none, and goes."""
    others = [one.person for one in safety.contacts(db, course) if one.person not in but]
    if not is_open:
        db.execute(delete(requests).where(R.id == id_))
    else:  # without anybody else it names only its author, who hears in time that nobody has answered
        db.execute(update(requests).where(R.id == id_).values(contact=others[0] if others else but[1]))


KEPT = (
    Kept(cards, why="what help there is in a course"),
    replace(rows_of(requests, R.person, "kind", "state", "at"), erase=_forget),
)
