"""Two or three people in an open group, as a round leaves them: introduced, and looked after from then on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, insert

from bot.features.buddies import groups, tables
from bot.features.buddies.exchanges import asides, endings, exchange, saying, tending
from bot.features.buddies.model import Buddy, Group, Seat
from bot.features.buddies.pairing import introducing, unsaid
from bot.features.buddies.taking_part import people
from bot.features.courses import FEATURE as COURSES
from bot.kernel.cards import Card, Strong, plain
from bot.kernel.errands import Duty
from bot.kernel.features import Act, Bot, Feature, Standing
from bot.kernel.places import Person, Place
from bot.schedule.outbox import room_of
from bot.store import agreements, courses, safety
from bot.store.address import Address
from tests.world.people import HOME, SPACE
from tests.world.school import School, Someone, card_of, open_course

T = TypeVar("T")
WEEKS = timedelta(weeks=3)
PRESSES = {
    "buddy.open": exchange.on_open,
    "buddy.answer": exchange.on_answer,
    "buddy.give": exchange.on_give,
    "buddy.unanswer": exchange.on_unanswer,
    "buddy.another": exchange.on_another,
    "buddy.later": exchange.on_later,
    "buddy.freeze": exchange.on_freeze,
    "buddy.thaw": exchange.on_thaw,
    "buddy.went": endings.on_went,
    "buddy.wish": endings.on_wish,
    "buddy.else": endings.on_else,
    "buddy.fresh": endings.on_fresh,
    "buddy.patience": endings.on_patience,
    "buddy.stay": endings.on_stay,
    "buddy.free": asides.on_free,
    "buddy.calendar": asides.on_calendar,
    "buddy.staff": asides.on_staff,
    "buddy.room": introducing.on_room,
}
FORMS = {"buddy.answered": exchange.on_answered, "buddy.told": asides.on_told}
EXCHANGE = Feature(
    name="exchange",
    presses={name: Act(handler) for name, handler in PRESSES.items()},
    forms={name: Act(handler) for name, handler in FORMS.items()},
    duties={**tending.DUTIES, "buddies.place": Duty(lambda bot, course: ())},
    unsaid={**unsaid.UNSAID, **saying.UNSAID},
)


@dataclass
class Together:
    """A group, and the school it is in."""

    school: School
    id: str
    people: tuple[Someone, ...]

    async def group(self) -> Group:
        found = await within(self.school, lambda bot: groups.get(bot.db, self.id))
        assert found is not None
        return found

    async def room(self) -> Place:
        group = await self.group()
        found = await within(self.school, lambda bot: room_of(bot.db, group.room))
        assert found is not None, "no room is open"
        return found

    async def cards(self) -> list[Card]:
        """What stands in the room, the oldest first."""
        return self.school.platform.standing(await self.room())

    async def step(self) -> Card:
        """The newest question in the room."""
        return next(card for card in reversed(await self.cards()) if card.title.startswith("Question") and card.rows)

    async def said(self) -> list[str]:
        """The words that stand in the room, without their titles."""
        return ["\n".join(map(plain, card.body)) for card in await self.cards()]

    async def answer(self, someone: Someone, text: str, card: Card | None = None) -> Any:
        reply = await someone.fill(await someone.press(card or await self.step(), "Answer"), text=text)
        await self.school.settle()
        return reply

    async def answer_all(self, text: str = "From {}") -> None:
        for someone in self.people:
            await self.answer(someone, text.format(someone.name))

    async def buddy(self, someone: Someone) -> Buddy:
        group = await self.group()
        found = await within(self.school, lambda bot: people.get(bot.db, group.course, someone.person))
        assert found is not None
        return found


async def within(school: School, work: Callable[[Bot], T]) -> T:
    """Something done in the first course, in one transaction."""

    def run(db: Connection) -> T:
        bot = school.core.app.means.bot(db, school.clock.now())
        found = courses.in_space(db, SPACE)[0]
        return work(replace(bot, standing=Standing(found), locale=found.locale))

    return await school.core.store.write(run)


async def change(school: School, someone: Someone, **values: Any) -> None:
    await within(school, lambda bot: people.change(bot.db, bot.course.id, someone.person, **values))


@asynccontextmanager
async def exchanging(address: Address, **facts: Any) -> AsyncIterator[School]:
    """A course that has begun, with Olga on its staff, and two people to turn to."""
    async with School.opened(address, features=(COURSES, EXCHANGE)) as school:
        await open_course(school.someone("olga", manages=True), **facts)
        for name in ("sam", "mo"):
            await within(school, lambda bot, name=name: safety.name(bot.db, bot.course.id, Person(SPACE, name), name))
        yield school


async def meet(
    school: School, *names: str, room: bool = True, ends: datetime | None = None, id_: str = "round1", **facts: Any
) -> Together:
    """They sit in a group that has just been opened; ``facts`` are the same for all of them."""
    everybody = tuple(school.someone(name) for name in names)
    group = await within(school, lambda bot: _open(bot, everybody, room, (id_, ends), facts))
    await school.settle()
    return Together(school, group.id, everybody)


def _open(bot: Bot, who: Sequence[Someone], room: bool, named: tuple[str, datetime | None], facts: Any) -> Group:
    id_, ends = named[0], named[1] or bot.now + WEEKS
    course, now = bot.course.id, bot.now
    for someone in who:
        if people.get(bot.db, course, someone.person) is None:
            people.save(bot.db, Buddy(course, someone.person, someone.name, now, zone="Europe/Berlin", **facts))
            agreements.accept(bot.db, course, someone.person, now)
    row = {"id": id_, "course": course, "number": 1, "state": "open", "settings": {}, "seed": 1, "made_at": now}
    bot.db.execute(insert(tables.rounds).values(**row, cost={}, unplaced=[], opened_at=now, ends_at=ends))
    seats = tuple(Seat(f"{id_}-1", someone.person, course, someone.name) for someone in who)
    made = Group(f"{id_}-1", id_, course, 1, "open", seats, {}, opened_at=now, ends_at=ends)
    made = replace(made, room=introducing.room_key(bot, made) if room else "")
    groups.add(bot.db, (made,))
    bot.say(*((introducing.introduction(bot, made),) if room else introducing.privately(bot, made, "first")))
    bot.see_to(*tending.start_all(bot, (made,)))
    return made


def question(card: Any) -> str:
    """What a step asks."""
    return next(part.strong for text in card_of(card).body for part in text if isinstance(part, Strong))


__all__ = ["HOME", "Together", "change", "exchanging", "meet", "question", "within"]
