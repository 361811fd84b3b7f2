"""A small feature that answers in every way there is, in a real App over a real database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Annotated, Any, TypeVar

from sqlalchemy import Connection

from bot.kernel.app import App
from bot.kernel.cards import Button, Card, Field, Form, Option, Select
from bot.kernel.commands import command
from bot.kernel.events import Call, Press, Submission
from bot.kernel.features import Act, Bot, Feature, Means
from bot.kernel.options import ZONE, several
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


def tray(count: str = "1") -> Card:
    """A card with a button for each kind of reply."""
    buttons = (
        Button("Again", "toy.again", (count,)),
        Button("Write", "toy.write", ("a1",), "primary"),
        Button("Whisper", "toy.whisper"),
    )
    menu = Select("toy.pick", "Pick a place", of="places")
    return Card("A tray", (f"Seen {count} times.",), (buttons, menu), footer="Only you see this.")


def show(bot: Bot, call: Call) -> Reply:
    """Show the tray."""
    return Whisper(tray())


def whoami(bot: Bot, call: Call) -> Reply:
    """Say who you are."""
    return Whisper(Card(body=(f"{call.name} / {call.manages} / {call.locale} / {call.zone} / {call.place}",)))


def plan(
    bot: Bot,
    call: Call,
    name: Annotated[str, "What it is called"],
    zone: Annotated[str, "Whose clock counts", ZONE],
    start: Annotated[date, "The first day"],
    where: Annotated[Place | None, "Where it is"] = None,
    whom: Annotated[Person | None, "Who helps"] = None,
) -> Reply:
    """Plan something."""
    return Whisper(Card("Planned", (f"{name} / {zone} / {start} / {where} / {whom}",)))


def tag(bot: Bot, call: Call, themes: Annotated[tuple[str, ...], "About what", several("themes")]) -> Reply:
    """Tag something."""
    return Whisper(Card(body=(" + ".join(themes),)))


def close(bot: Bot, call: Call) -> Reply:
    """Close the place."""
    return Whisper(Card(body=("Closed.",)))


def on_again(bot: Bot, press: Press, count: str) -> Reply:
    return Update(tray(str(int(count) + 1)))


def on_whisper(bot: Bot, press: Press) -> Reply:
    return Whisper(Card(body=(f"Psst, {press.name}: {press.message}.",)))


def on_pick(bot: Bot, press: Press) -> Reply:
    return Whisper(Card(body=(f"You picked {', '.join(press.values)}.",)))


def on_write(bot: Bot, press: Press, id_: str) -> Reply:
    return Ask(writing(id_))


def writing(id_: str) -> Form:
    colours = (Option("Red", "red"), Option("Blue", "blue"))
    fields = (
        Field("words", "Your words", "paragraph", hint="Anything", longest=300),
        Field("shade", "A colour", "choice", options=colours, value="blue", required=False),
        Field("room", "A room", "place", required=False),
        Field("zone", "A zone", complete="zone", required=False),
    )
    return Form("Write a line", "toy.written", fields, (id_,), intro="Only *you* see this.", submit="Say it")


def on_written(bot: Bot, submission: Submission, id_: str) -> Reply:
    words = submission.values["words"]
    if words == "wrong":
        return Mend(writing(id_), (("words", "Please write something right."),))
    if words == "more":
        return Ask(writing("a2"))
    if words == "change":
        return Update(tray("9"))
    given = " / ".join(str(submission.values[name]) for name in ("words", "shade", "room", "zone"))
    return Whisper(Card(body=(f"{id_}: {given}",)))


def themes(bot: Bot, typed: str) -> Sequence[Option]:
    return tuple(Option(name.title(), name) for name in ("food", "films", "rest") if name.startswith(typed))


FEATURE = Feature(
    name="toy",
    commands=(
        command("toy show", show),
        command("toy whoami", whoami),
        command("toy plan", plan),
        command("toy tag", tag),
        command("room close", close, may=OWNERS),
    ),
    presses={
        "toy.again": Act(on_again),
        "toy.whisper": Act(on_whisper),
        "toy.pick": Act(on_pick),
        "toy.write": Act(on_write),
    },
    forms={"toy.written": Act(on_written)},
    sources={"themes": themes},
)


@dataclass
class Stalling:
    """A Database whose every work takes ``seconds`` longer."""

    inner: Database
    seconds: float = 0.0

    async def read(self, work: Callable[[Connection], T]) -> T:
        await asyncio.sleep(self.seconds)
        return await self.inner.read(work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        await asyncio.sleep(self.seconds)
        return await self.inner.write(work)


def app(database: Database) -> App:
    means: Any = Means(Random(7), Library("en", ()), Outbox(SEALS))
    return App((FEATURE,), database, Directory(), VirtualClock(), SEALS, means)
