"""A small course for tests that need one: its places, its people, a routine."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import Connection

from bot.kernel.cards import Card
from bot.kernel.courses import Course
from bot.kernel.deliveries import Delivery, Routine
from bot.kernel.places import Person, Place
from bot.kernel.roles import Role
from bot.store import agreements, courses

SPACE = "fake:1"
HOME = Place(SPACE, "general")
INSTRUCTOR = Person(SPACE, "ines")
STUDENT = Person(SPACE, "ana")


def course(id_: str = "c1", **changes: object) -> Course:
    """An active course of twelve weeks in UTC that started on Monday, 2 March 2026."""
    usual: dict[str, object] = {
        "space": SPACE,
        "name": "Botany 101",
        "zone": "UTC",
        "locale": "en",
        "start": date(2026, 3, 2),
        "weeks": 12,
        "home": HOME,
        "state": "active",
    }
    return Course(id=id_, **{**usual, **changes})  # type: ignore[arg-type]


def routine(id_: str = "r1", **changes: object) -> Routine:
    """Every day at ten, in the course ``c1``, in its home channel."""
    usual: dict[str, object] = {
        "course": "c1",
        "kind": "toy",
        "rule": "FREQ=DAILY",
        "at": time(10),
        "zone": "UTC",
        "place": HOME,
        "first": date(2026, 3, 2),
    }
    return Routine(id=id_, **{**usual, **changes})  # type: ignore[arg-type]


def settle_in(db: Connection, now: datetime, made: Course | None = None) -> Course:
    """Keep a course with one instructor, and one student who has accepted its agreement."""
    made = made or course()
    courses.save(db, made, now)
    courses.appoint(db, made.id, INSTRUCTOR, Role.INSTRUCTOR)
    agreements.accept(db, made.id, STUDENT, now)
    return made


def post(key: str, place: Place | str = HOME, words: str = "", **more: object) -> Delivery:
    """Something to say in the home channel, or in the thread of an earlier delivery."""
    usual: dict[str, object] = {"kind": "toy", "course": "c1"}
    return Delivery(key=key, op="post", target=place, card=Card(body=(words or key,)), **{**usual, **more})  # type: ignore[arg-type]


def tell(key: str, person: Person = STUDENT, **more: object) -> Delivery:
    """A private word that answers something the person did."""
    usual: dict[str, object] = {"kind": "toy", "course": "c1", "solicited": True}
    return Delivery(key=key, op="tell", target=person, card=Card(body=(key,)), **{**usual, **more})  # type: ignore[arg-type]


def edit(key: str, of: str, words: str = "", **more: object) -> Delivery:
    """New words for what an earlier delivery said."""
    usual: dict[str, object] = {"kind": "toy", "course": "c1"}
    return Delivery(key=key, op="edit", target=of, card=Card(body=(words or key,)), **{**usual, **more})  # type: ignore[arg-type]


def delete(key: str, of: str) -> Delivery:
    return Delivery(key=key, kind="toy", op="delete", target=of, card=None, course="c1")
