"""A small feature that shows every kind of thing a page must draw, on the real App and a real database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Annotated

from adapters.browser.platform import Browser
from adapters.browser.world import World
from bot.kernel.app import App
from bot.kernel.cards import Button, Card, Channel, Field, Form, Image, Mention, Moment, Option, Select, Strong
from bot.kernel.commands import command
from bot.kernel.deliveries import Delivery
from bot.kernel.events import Call, Press, Submission
from bot.kernel.features import Act, Bot, Feature, Means
from bot.kernel.forms import typed
from bot.kernel.options import ZONE, several
from bot.kernel.places import Person, Place
from bot.kernel.replies import Ask, Mend, Reply, Update, Whisper
from bot.kernel.roles import OWNERS
from bot.kernel.seals import Seals
from bot.library.load import Library
from bot.store.address import Address
from bot.store.directory import Directory
from bot.store.open import open_store
from tests.world.clock import VirtualClock

NIGHT = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
EVIL = "<img src=x onerror=alert(1)> & *stars*"
QUESTION = "What is on your desk right now?"


def set_up(
    bot: Bot,
    call: Call,
    name: Annotated[str, "What the course is called"],
    zone: Annotated[str, "The course's time zone", ZONE],
    start: Annotated[date, "The first day"],
    channel: Annotated[Place | None, "Where the course meets"] = None,
) -> Reply:
    """Set a course up."""
    where = Channel(channel) if channel else Strong("nowhere yet")
    return Whisper(Card(f"Welcome to {name}", ((f"It starts on {start} in {zone}, at ", where, "."),)))


def post(bot: Bot, call: Call, themes: Annotated[tuple[str, ...], "Only about these", several("theme")] = ()) -> Reply:
    """Ask the channel a question."""
    answers = tuple(Button(label, "toy.answer", (label,)) for label in ("A plant", "Cables", "Something else"))
    write = (Button("Write a line", "toy.write", style="primary"), Button("Not for me", "toy.skip"))
    card = Card(QUESTION, ("One object, no tidying first.",), (answers, write), footer="Answers go to the thread.")
    bot.say(Delivery(f"toy:{bot.new_id()}", "toy", "post", call.place, card))
    return Whisper(Card(body=("Asked.",)))


def show(bot: Bot, call: Call) -> Reply:
    """Show everything that a card can hold."""
    ama, chen = Person(call.person.space, "ama"), Person(call.person.space, "chen")
    people = ("With ", Mention(ama, "Ama", ping=True), " and ", Mention(chen, "Chen"), " at ", Moment(NIGHT), ".")
    picture = Image("https://elsewhere.example/chart.png", "A chart of nothing")
    menu = Select("toy.menu", "Which fruit?", options=(Option("Apple", "apple", "green"), Option("Pear", "pear")))
    rooms = Select("toy.room", "Which room?", of="places")
    both = Select(
        "toy.both",
        "Which two colours?",
        options=tuple(Option(name.title(), name) for name in ("red", "blue", "green")),
        most=2,
    )
    body = (EVIL, people, (Strong("Strong"), " words."))
    return Whisper(Card(EVIL, body, (menu, rooms, both), picture, "The end"))


def greet(bot: Bot, call: Call, person: Annotated[Person, "Whom to greet"]) -> Reply:
    """Say hello to somebody in private."""
    bot.say(Delivery(f"hello:{bot.new_id()}", "toy", "tell", person, Card("Hello", ("This is only for you.",))))
    return Whisper(Card(body=("Greeted.",)))


def on_answer(bot: Bot, press: Press, label: str) -> Reply:
    said = Card(body=((Strong(press.name), f": {label}"),))
    assert press.message
    bot.say(Delivery(f"answer:{bot.new_id()}", "toy", "post", press.message.thread, said))
    return Whisper(Card(body=(f"Your answer is in the thread: {label}",)))


def on_write(bot: Bot, press: Press) -> Reply:
    line = Field("line", "Your line", "paragraph", hint="One sentence is plenty", longest=300)
    mood = Field("mood", "Mood", "choice", options=(Option("Calm", "calm"), Option("Busy", "busy")), required=False)
    zone = Field("zone", "Where you are", hint="A time zone", required=False, complete="zone")
    return Ask(Form("Write a line", "toy.line", (line, mood, zone), intro="It goes to the thread.", submit="Say it"))


def on_line(bot: Bot, submission: Submission) -> Reply:
    form = on_write(bot, None).form  # type: ignore[arg-type,union-attr]
    if len(submission.values["line"]) < 5:
        return Mend(typed(form, submission.values), (("line", "Please write five letters or more."),))
    return Whisper(Card(body=(f"You wrote: {submission.values['line']}",)))


def on_skip(bot: Bot, press: Press) -> Reply:
    return Update(Card("Skipped", ("That is fine.",)))


def on_menu(bot: Bot, press: Press) -> Reply:
    return Whisper(Card(body=(f"You chose {', '.join(press.values)}",)))


def fail(bot: Bot, call: Call) -> Reply:
    """Only for whoever owns the course."""
    return Whisper(Card(body=("You own it.",)))


TOY = Feature(
    name="toy",
    commands=(
        command("course setup", set_up),
        command("icebreaker now", post),
        command("show", show),
        command("greet", greet),
        command("own", fail, may=OWNERS),
    ),
    presses={
        "toy.answer": Act(on_answer),
        "toy.write": Act(on_write),
        "toy.skip": Act(on_skip),
        "toy.menu": Act(on_menu),
        "toy.both": Act(on_menu),
        "toy.room": Act(on_menu),
    },
    forms={"toy.line": Act(on_line)},
    sources={"theme": lambda bot, typed: [Option("small joys", "small joys"), Option("study", "study")]},
)


@dataclass
class Mouth:
    """An Outgoing that keeps what is to be said until the test lets it be said."""

    browser: Browser
    waiting: list[Delivery] = field(default_factory=list)

    def put(self, bot: Bot, said: Sequence[Delivery]) -> None:
        self.waiting.extend(said)

    async def speak(self) -> None:
        while self.waiting:
            delivery = self.waiting.pop(0)
            assert delivery.card
            if isinstance(delivery.target, Person):
                await self.browser.tell(delivery.target, delivery.card, delivery.key)
            elif isinstance(delivery.target, Place):
                await self.browser.post(delivery.target, delivery.card, delivery.key)


@dataclass
class Played:
    """A course in motion: the clock stands still until the page turns it; ``planned`` is what will be said when."""

    app: App
    world: World
    clock: VirtualClock
    mouth: Mouth
    zone: str = "Europe/Berlin"
    planned: list[tuple[datetime, Delivery]] = field(default_factory=list)

    def now(self) -> datetime:
        return self.clock.now()

    async def next_event(self) -> datetime | None:
        return await self.reach(self.planned[0][0]) if self.planned else None

    async def advance(self, days: int) -> datetime:
        return await self.reach(self.clock.now() + timedelta(days=days))

    async def reach(self, instant: datetime) -> datetime:
        while self.planned and self.planned[0][0] <= instant:
            due, delivery = self.planned.pop(0)
            self.clock.set(due)
            self.mouth.waiting.append(delivery)
            await self.settle()
        return self.clock.set(instant)

    async def settle(self) -> None:
        """Let the bot say all that it has to say by now."""
        await self.mouth.speak()


@asynccontextmanager
async def played(address: Address) -> AsyncIterator[Played]:
    store = await open_store(address, durable=False)
    clock = VirtualClock()
    world = World(clock)
    mouth = Mouth(Browser(world))
    means = Means(Random(1), Library("en", ()), mouth)
    try:
        yield Played(App((TOY,), store, Directory(), clock, Seals(b"a key for tests"), means), world, clock, mouth)
    finally:
        await store.close()
