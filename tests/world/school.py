"""The real core over a real database, a platform in memory, and people who act on it through the front door."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Awaitable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, partial
from random import Random
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection

from bot import core
from bot.core import Core
from bot.features.all import FEATURES
from bot.kernel.cards import Button, Card, Form, Select
from bot.kernel.courses import Course
from bot.kernel.errands import Solve
from bot.kernel.events import Call, Event, Press, Submission, Typing
from bot.kernel.features import Feature
from bot.kernel.places import Message, Person, Place
from bot.kernel.replies import Ask, Mend, Reply, Whisper
from bot.kernel.seals import Seals
from bot.library.load import PROMPTS, Library, load
from bot.matching import wire
from bot.matching.people import Outcome
from bot.store import agreements, courses
from bot.store.address import Address
from bot.store.open import open_store
from tests.world.clock import VirtualClock
from tests.world.people import HOME
from tests.world.platform import FakePlatform

_EVENTS = itertools.count(1)
LIBRARY = cache(partial(load, PROMPTS))  # a tenth of a second, spent once


async def thinking(question: Awaitable[wire.Asked]) -> Outcome:
    """What the solver's process does, in this one."""
    from bot.matching import late, rounds

    asked = await question
    return rounds.match(asked.problem) if asked.change is None else late.place(asked.problem, asked.change)


async def known(asked: wire.Asked) -> wire.Asked:
    """A question that has been read."""
    return asked


@dataclass
class Remembering(FakePlatform):
    """Keeps the cards too, so that people can press what is on them."""

    cards: dict[str, Card] = field(default_factory=dict)
    order: list[Message] = field(default_factory=list)
    every: list[Card] = field(default_factory=list)

    async def post(self, place: Place, card: Card, marker: str) -> Message:
        return self._keep(await super().post(place, card, marker), card)

    async def tell(self, person: Person, card: Card, marker: str) -> Message:
        return self._keep(await super().tell(person, card, marker), card)

    async def gather(
        self, place: Place, people: Sequence[Person], card: Card, marker: str, since: datetime | None
    ) -> Message:
        return self._keep(await super().gather(place, people, card, marker, since), card)

    async def edit(self, message: Message, card: Card) -> None:
        await super().edit(message, card)
        self.cards[message.id] = card
        self.every.append(card)

    def _keep(self, message: Message, card: Card) -> Message:
        self.cards[message.id] = card
        self.order.append(message)
        self.every.append(card)
        return message

    def standing(self, place: Place) -> list[Card]:
        """The cards that stand in a place, the oldest first."""
        alive = {one.id for one in self.said()}
        return [self.cards[m.id] for m in self.order if m.place == place and m.id in alive]

    def told(self, person: Person) -> list[Card]:
        """The private words to somebody, the oldest first."""
        return self.standing(Place(person.space, f"dm-{person.id}"))

    def posts(self, place: Place = HOME) -> list[Message]:
        return [message for message in self.order if message.place == place]


@dataclass
class School:
    """One core, one clock, one platform."""

    core: Core
    clock: VirtualClock
    platform: Remembering
    shown: list[Card | Form] = field(default_factory=list)
    """Everything that anybody was shown, in public or alone."""
    agreed: set[tuple[str, Person]] = field(default_factory=set)

    @classmethod
    @asynccontextmanager
    async def opened(
        cls,
        address: Address,
        features: tuple[Feature, ...] = FEATURES,
        library: Library | None = None,
        solve: Solve | None = None,
        url: str = "",
    ) -> AsyncIterator[School]:
        """Monday, 2 March 2026, nine in UTC; nobody has set anything up."""
        clock = VirtualClock()
        platform = Remembering(clock)
        store = await open_store(address, durable=False)
        with patch.object(core, "load", lambda folder: library or LIBRARY()):
            given = core.Given(features, solve=solve or thinking, url=url)
            made = core.put_together(store, clock, Seals(b"a key for tests"), Random(7), given)
        made.attach(platform)
        yield cls(made, clock, platform)
        await store.close()

    def someone(self, name: str, place: Place = HOME, **more: Any) -> Someone:
        return Someone(self, Person(place.space, name), name.title(), place, **more)

    async def pass_time(self, until: datetime | None = None, **parts: float) -> None:
        """Let time pass, with everything that the bot says by itself on the way."""
        end = until or self.clock.now() + timedelta(**parts)
        await self.settle()
        while (due := await self.core.engine.next_due()) and due <= end:
            self.clock.set(max(due, self.clock.now() + timedelta(milliseconds=20)))
            await self.settle()
        self.clock.set(end)
        await self.settle()

    async def agree(self, *people: Person) -> None:
        """They have accepted the agreement of every course of their Space; each is written down once."""
        open_ = {(one.id, who) for who in people for one in await self._courses(who.space)}
        if not open_ <= self.agreed:
            await self.core.store.write(lambda db: self._accept(db, open_ - self.agreed))
            self.agreed |= open_

    async def _courses(self, space: str) -> Sequence[Course]:
        return await self.core.store.read(lambda db: courses.in_space(db, space))

    def _accept(self, db: Connection, who: set[tuple[str, Person]]) -> None:
        for course, person in sorted(who):
            agreements.accept(db, course, person, self.clock.now())

    async def settle(self) -> None:
        """Say what is due at this instant."""
        await self.core.engine.turn()
        await self.core.engine.drain()
        await self.core.engine.turn()
        await self.core.engine.drain()

    def seen(self) -> set[Card | Form]:
        return {*self.shown, *self.platform.every}

    async def read(self, query: Any) -> list[Any]:
        def work(db: Connection) -> list[Any]:
            return list(db.execute(query))

        return await self.core.store.read(work)


@dataclass
class Someone:
    """A person who types, presses and fills in."""

    school: School
    person: Person
    name: str
    place: Place
    manages: bool = False
    locale: str = "en"
    private: bool = False
    agreed: bool = True
    """Whether they have accepted whatever a course asks to be accepted, without being asked."""

    def _who(self, id_: str = "") -> dict[str, Any]:
        who = {"id": id_ or f"event-{next(_EVENTS)}", "person": self.person, "name": self.name, "place": self.place}
        return {**who, "locale": self.locale, "manages": self.manages, "private": self.private}

    async def call(self, path: str, event: str = "", **options: object) -> Reply | None:
        """Type a command; its options as a platform would give them."""
        return await self._act(Call(**self._who(event), path=tuple(path.split()), options=options))

    async def press(
        self, on: Reply | Card | Button | Select | None, label: str = "", *values: str, event: str = ""
    ) -> Any:
        """Press the button with this label, or choose from the menu with this hint."""
        control = on if isinstance(on, Button | Select) else control_of(on, label)
        token = self.seal(control.action, control.args)
        return await self._act(Press(**self._who(event), token=token, values=values))

    async def fill(self, form: Reply | Form | None, event: str = "", **values: Any) -> Any:
        """Send a form: as it stands, but for these fields."""
        shown = form if isinstance(form, Form) else form_of(form)
        every: Mapping[str, Any] = {f.name: f.value for f in shown.fields} | values
        token = self.seal(shown.action, shown.args)
        return await self._act(Submission(**self._who(event), token=token, values=every))

    async def _act(self, event: Call | Press | Submission) -> Reply | None:
        if self.agreed:
            await self.school.agree(self.person)
        reply = await self.school.core.app.handle(event)
        self.school.shown += [seen for seen in (getattr(reply, "card", None), getattr(reply, "form", None)) if seen]
        return reply

    def seal(self, action: str, args: tuple[str, ...]) -> str:
        return self.school.core.app.seals.seal(self.person.space, action, args)

    async def suggestions(self, path: str, option: str, typed: str) -> list[str]:
        event = Typing(**self._who(), path=tuple(path.split()), option=option, typed=typed)
        return [found.value for found in await self.school.core.app.complete(event)]

    async def may(self) -> set[str]:
        event = Event(**self._who())
        return {" ".join(path) for path in await self.school.core.app.may(event)}


def card_of(reply: Reply | Card | None) -> Card:
    if isinstance(reply, Card):
        return reply
    assert reply is not None, "answered before"
    assert not isinstance(reply, Ask), "a form opened"
    assert reply.card is not None
    return reply.card


def form_of(reply: Reply | None) -> Form:
    assert isinstance(reply, Ask | Mend), words(reply)
    return reply.form


def words(reply: Reply | Card | None) -> str:
    with suppress(AssertionError):
        return card_of(reply).words
    return repr(reply)


def control_of(on: Reply | Card | None, label: str) -> Button | Select:
    controls = card_of(on).controls
    for control in controls:
        if label == (control.label if isinstance(control, Button) else control.hint):
            return control
    raise AssertionError(f"no {label!r} on the card: {controls}")


def labels(on: Reply | Card | None) -> list[str]:
    return [c.label if isinstance(c, Button) else c.hint for c in card_of(on).controls]


def whispered(reply: Reply | None) -> str:
    assert isinstance(reply, Whisper), reply
    return reply.card.words


async def name_contacts(owner: Someone) -> None:
    """Two people to turn to, without whom nothing goes deep."""
    for id_, name in (("sam", "Sam (student services)"), ("mo", "Mo (tutor)")):
        await owner.call("safety contacts add", person=Person(owner.person.space, id_), name=name)


async def open_course(owner: Someone, **facts: Any) -> Reply | None:
    """Set a course up, see the preview, start it; what is shown then."""
    usual = {"name": "Botany 101", "zone": "Europe/Berlin", "start": "2026-03-02", "weeks": "12"}
    preview = await owner.call("course setup", **{**usual, **facts})
    return await owner.press(preview, "Start the course")
