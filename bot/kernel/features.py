"""Bot and Feature: what a handler may use, and the table in which a feature ends."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, Protocol

from sqlalchemy import Connection, Table

from bot.kernel import text
from bot.kernel.cards import Button, Card, Option, Text
from bot.kernel.commands import Command
from bot.kernel.courses import Course
from bot.kernel.deliveries import Delivery, Routine, Slot
from bot.kernel.errands import Duty, Errand
from bot.kernel.errors import UserError
from bot.kernel.measures import Measure
from bot.kernel.places import Person
from bot.kernel.replies import Reply
from bot.kernel.roles import EVERYBODY, STAFF, Role
from bot.library.load import Library


@dataclass(frozen=True, slots=True)
class Standing:
    """The course that an act concerns, if any, and what the person is in it."""

    course: Course | None = None
    role: Role = Role.STUDENT


class Outgoing(Protocol):
    """Where Deliveries and Errands go, in the same transaction as the rows that explain them."""

    def put(self, bot: Bot, said: Sequence[Delivery]) -> None: ...

    def remember(self, bot: Bot, errands: Sequence[Errand]) -> None: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """How a table answers for its people: what it shows of one, and how one is erased from it.

    What is shown are rows of plain values without other people's words or ids; ``course`` says of which course one is.
    ``leave(bot, person)``: from now on they take part in nothing here, in no course, and whoever stays behind is
    looked after; it comes before anything is erased. A table without people says so with ``why``.
    """

    table: Table
    export: Callable[[Connection, Person], Sequence[Mapping[str, Any]]] | None = None
    erase: Callable[[Connection, Person], None] | None = None
    why: str = ""
    leave: Callable[[Any, Person], None] | None = None


@dataclass(frozen=True, slots=True)
class House:
    """What all features together answer for: the tables with people, the figures of a course, one secret key.

    ``url`` is where the bot's own pages are, without a slash at its end; empty where there are none.
    """

    keeps: tuple[Kept, ...] = ()
    measures: tuple[Measure, ...] = ()
    key: bytes = field(default=b"", repr=False)
    url: str = ""
    begins: tuple[Callable[[Bot], None], ...] = ()

    def secret(self, purpose: str) -> bytes:
        """32 bytes that follow from the operator's key and say nothing about it."""
        return hmac.digest(self.key, f"secret\0{purpose}".encode(), "sha256")


@dataclass(frozen=True, slots=True)
class Bot:
    """What a handler may use: one transaction, one instant, chance, the library, and who is asking."""

    db: Connection
    now: datetime
    rng: Random
    library: Library
    outbox: Outgoing
    locale: str = text.FALLBACK
    standing: Standing = Standing()
    house: House = House()

    def say(self, *said: Delivery) -> None:
        """To be said once this transaction is durable; a key that was used before says nothing."""
        self.outbox.put(self, said)

    def see_to(self, *errands: Errand) -> None:
        """To be seen to at their instants; a key that still waits is kept as it is."""
        self.outbox.remember(self, errands)

    @property
    def course(self) -> Course:
        """The course this is about; UserError where there is none."""
        if self.standing.course is None:
            raise UserError("no-course-here")
        return self.standing.course

    def begin(self, course: Course) -> None:
        """An active course began, changed, or is there when the bot starts: every feature sees to what is its own."""
        there = replace(self, standing=replace(self.standing, course=course))
        for begin in self.house.begins:
            begin(there)

    @property
    def is_staff(self) -> bool:
        return self.standing.role in STAFF

    def t(self, key: str, **values: object) -> str:
        return text.t(key, self.locale, **values)

    def rich(self, key: str, **values: object) -> Text:
        return text.rich(key, self.locale, **values)

    def speaking(self, locale: str) -> Bot:
        """The same, in the language of whoever will read it."""
        return replace(self, locale=locale)

    def new_id(self) -> str:
        """Eight characters, unguessable where the chance is."""
        return "".join(self.rng.choices("abcdefghjkmnpqrstuvwxyz23456789", k=8))


@dataclass(frozen=True, slots=True)
class Means:
    """What every Bot of a process has: chance, the library, the outbox, and what all features answer for."""

    rng: Random
    library: Library
    outbox: Outgoing
    house: House = House()

    def bot(self, db: Connection, now: datetime, locale: str = text.FALLBACK) -> Bot:
        return Bot(db, now, self.rng, self.library, self.outbox, text.nearest(locale), house=self.house)


Handler = Callable[..., Reply]
Planner = Callable[[Bot, Routine, Slot], Sequence[Delivery]]
Completer = Callable[[Bot, str], Sequence[Option]]
Unsaid = Callable[[Bot, str, Sequence[Person]], Sequence[Delivery]]


@dataclass(frozen=True, slots=True)
class Act:
    """What follows a press or a form, and who may.

    Where a role is asked, the first argument is the course; what everybody may do is handled without a standing.
    What is ``agreed`` asks a person for the course agreement first: it makes the bot write to them unasked.
    The first argument is the course there too.
    What is ``unlogged`` only reads: not even the id of the event is kept. What is ``traceless`` may write, but the id
    is not kept either: coming twice, it must do no more than coming once.
    """

    handler: Handler
    may: frozenset[Role] = EVERYBODY
    agreed: bool = False
    unlogged: bool = False
    traceless: bool = False


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that the bot does: its commands, what follows its buttons and forms, what recurs, what it keeps.

    ``late`` is how long after its slot a routine's turn is still worth having. ``duties`` are what its errands ask for.
    ``measures`` are what it can tell of a course in numbers. ``begin`` sees to what is its own in an active course:
    it is called again when the course changes and when the bot starts, and doing it twice is doing it once.
    ``unsaid`` is told, by the kind of the Delivery, of the key of one that the platform refused for good,
    and of the people who could not be reached.
    ``agreement`` is the card that is shown before the first ``agreed`` act in a course, with the button that accepts;
    ``crisis`` the one that answers, in place of any handler, words such as people write in need.
    """

    name: str
    commands: tuple[Command, ...] = ()
    presses: Mapping[str, Act] = field(default_factory=dict)
    forms: Mapping[str, Act] = field(default_factory=dict)
    routines: Mapping[str, Planner] = field(default_factory=dict)
    late: Mapping[str, timedelta] = field(default_factory=dict)
    duties: Mapping[str, Duty] = field(default_factory=dict)
    unsaid: Mapping[str, Unsaid] = field(default_factory=dict)
    sources: Mapping[str, Completer] = field(default_factory=dict)
    keeps: tuple[Kept, ...] = ()
    measures: tuple[Measure, ...] = ()
    greet: Callable[[Bot, Any], Sequence[Delivery]] | None = None
    begin: Callable[[Bot], None] | None = None
    agreement: Callable[[Bot, Course, Button], Card] | None = None
    crisis: Callable[[Bot, Any], Card] | None = None
