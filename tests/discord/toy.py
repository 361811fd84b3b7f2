"""A small feature with every kind of reply, in a real App over a real database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Annotated, Any, Literal, TypeVar

from sqlalchemy import Connection

from bot.kernel import forms
from bot.kernel.app import App
from bot.kernel.cards import Button, Card, Field, Form, Mention, Option, Select
from bot.kernel.commands import command
from bot.kernel.deliveries import Delivery
from bot.kernel.events import Call, Joined, Press, Submission
from bot.kernel.features import Act, Bot, Feature, Means
from bot.kernel.options import ZONE, from_source
from bot.kernel.places import Person, Place
from bot.kernel.ports import Database
from bot.kernel.replies import Ask, Mend, Reply, Update, Whisper
from bot.kernel.roles import OWNERS
from bot.kernel.seals import Seals
from bot.library.load import Library
from bot.schedule.outbox import Outbox
from bot.store.directory import Directory
from tests.world.clock import VirtualClock

T = TypeVar("T")
SEALS = Seals(b"a key for tests, nothing more")
BUTTONS = ((Button("Ping", "toy.ping", ("1",)), Button("Write", "toy.write", ("a1",), "primary")),)
MENU = Select("toy.pick", "Pick a place", of="places")


def hello(bot: Bot, call: Call) -> Reply:
    """Say hello."""
    card = Card(
        "Hello", (f"You are {call.name} in {call.place}.", (Mention(call.person, call.name),)), (*BUTTONS, MENU)
    )
    return Whisper(card)


def plan(
    bot: Bot,
    call: Call,
    where: Annotated[Place, "Where it is"],
    zone: Annotated[str, "Whose clock counts", ZONE],
    start: Annotated[date, "The first day"],
    pace: Annotated[Literal["slow", "fast"], "How fast"] = "slow",
    whom: Annotated[Person | None, "Who helps"] = None,
) -> Reply:
    """Plan something."""
    return Whisper(Card(body=(f"{where} {zone} {start} {pace} {whom}",)))


def count(
    bot: Bot,
    call: Call,
    number: Annotated[int, "How far"],
    loud: Annotated[bool, "Aloud"] = False,
    theme: Annotated[str, "About what", from_source("themes")] = "",
) -> Reply:
    """Count to a number."""
    return Whisper(Card(body=(f"{number} {loud} {theme}",)))


def close(bot: Bot, call: Call) -> Reply:
    """Close the place, for owners only."""
    return Whisper(Card(body=("Closed.",)))


def on_ping(bot: Bot, press: Press, number: str) -> Reply:
    return Update(
        Card(
            "Ping",
            (f"{press.name} pressed {number} times.",),
            ((Button("Ping", "toy.ping", (str(int(number) + 1),)),),),
        )
    )


def on_pick(bot: Bot, press: Press) -> Reply:
    return Whisper(Card(body=(f"You picked {', '.join(press.values)}.",)))


def on_write(bot: Bot, press: Press, id_: str) -> Reply:
    return Ask(writing(id_))


def writing(id_: str) -> Form:
    fields = (
        Field("words", "Your words", "paragraph", hint="Anything", longest=300),
        Field("shade", "A colour", "choice", options=(Option("Red", "red"), Option("Blue", "blue")), required=False),
        Field("room", "A room", "place", required=False),
    )
    return Form("Write a line", "toy.written", fields, (id_,), intro="Only *you* see this.")


def on_written(bot: Bot, submission: Submission, id_: str) -> Reply:
    words = submission.values["words"]
    if words == "wrong":
        return Mend(forms.typed(writing(id_), {"words": words}), (("words", "Please write something right."),))
    if words == "more":
        return Ask(writing("a2"))
    if words == "change":
        return Update(Card(body=("Changed.",)))
    return Whisper(Card(body=(f"{id_}: {words} / {submission.values['shade']} / {submission.values['room']}",)))


def themes(bot: Bot, typed: str) -> Sequence[Option]:
    return tuple(Option(name.title(), name) for name in ("food", "films", "rest") if name.startswith(typed))


def greeting(bot: Bot, joined: Joined) -> Sequence[Delivery]:
    return (Delivery(f"welcome/{joined.place.space}", "welcome", "post", joined.place, Card(body=("Welcome.",))),)


FEATURE = Feature(
    name="toy",
    commands=(
        command("toy hello", hello),
        command("toy plan", plan),
        command("toy count", count),
        command("room door close", close, may=OWNERS),
    ),
    presses={"toy.ping": Act(on_ping), "toy.pick": Act(on_pick), "toy.write": Act(on_write)},
    forms={"toy.written": Act(on_written)},
    sources={"themes": themes},
    greet=greeting,
)


@dataclass
class Stalling:
    """A Database whose writes take ``seconds`` longer."""

    inner: Database
    seconds: float = 0.0

    async def read(self, work: Callable[[Connection], T]) -> T:
        await asyncio.sleep(self.seconds)
        return await self.inner.read(work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        await asyncio.sleep(self.seconds)
        return await self.inner.write(work)


def app(database: Database) -> App:
    rng = Random(7)
    means: Any = Means(rng, Library("en", ()), Outbox(SEALS))
    return App((FEATURE,), database, Directory(), VirtualClock(), SEALS, means)
