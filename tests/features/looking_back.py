"""Words for what tests of insights do and look at again and again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from bot.features.buddies import FEATURE as BUDDIES
from bot.features.courses import FEATURE as COURSES
from bot.features.icebreakers import FEATURE as ICEBREAKERS
from bot.features.insights import FEATURE as INSIGHTS
from bot.features.insights import store
from bot.features.insights.figures import Figure, Week
from bot.features.insights.publishing import publish
from bot.kernel.cards import Button, Card
from bot.kernel.measures import Reading
from bot.library.load import Library
from bot.store import courses
from bot.store.address import Address
from tests.world.people import HOME
from tests.world.school import School, Someone, card_of, labels

TITLE = "your note on week"
SHOWN_OF = {
    "share": lambda part, whole: Reading("took-part", "share", part, whole),
    "count": lambda part, whole: Reading("buddy-members", "count", part, whole),
    "split": lambda part, whole: Reading("rungs", "split", split=(("tap", part), ("line", whole))),
    "isolates": lambda part, whole: Reading("isolates", "isolates", part, whole),
    "per_hundred": lambda part, whole: Reading("burden", "per_hundred", part, whole),
}


def published(kind: str, part: int, whole: int) -> Figure:
    [found] = publish([SHOWN_OF[kind](part, whole)])
    return found


@asynccontextmanager
async def opened(address: Address, library: Library | None = None) -> AsyncIterator[School]:
    """A school that asks, pairs and looks back; nobody has set anything up."""
    async with School.opened(address, (COURSES, ICEBREAKERS, BUDDIES, INSIGHTS), library) as school:
        yield school


async def weeks(school: School) -> tuple[Week, ...]:
    """What was published of the only course."""
    return await school.core.store.read(lambda db: _weeks(db))


def _weeks(db: Connection) -> tuple[Week, ...]:
    [course] = courses.every(db)
    return store.weeks(db, course.id)


def figure(week: Week, key: str) -> tuple[Any, ...]:
    """What is told of one figure: its state, its value, of how many."""
    found = week.get(key)
    assert found is not None, [one.key for one in week.figures]
    return found.state, found.value, found.n


async def ask(school: School, olga: Someone) -> Card:
    """A question stands in the channel."""
    await olga.call("icebreaker now", theme="play")
    await school.settle()
    return school.platform.standing(HOME)[-1]


async def answer(school: School, question: Card, people: int, first: int = 0) -> None:
    """So many students tap the first word, each their own."""
    for number in range(first, first + people):
        await school.someone(f"student{number}").press(question, labels(question)[0])


async def set_size(school: School, size: int) -> None:
    def work(db: Connection) -> None:
        [course] = courses.every(db)
        courses.save(db, replace(course, size=size), school.clock.now())

    await school.core.store.write(work)


def notes(school: School, who: Someone) -> list[Card]:
    """The weekly notes to somebody, the oldest first."""
    return [card for card in school.platform.told(who.person) if TITLE in card.title]


async def csv_for(who: Someone) -> list[list[str]]:
    file = card_of(await who.call("insights", file="csv")).file
    assert file is not None
    return list(csv.reader(io.StringIO(file.content)))


async def json_for(who: Someone) -> Any:
    file = card_of(await who.call("insights", file="json")).file
    assert file is not None
    return json.loads(file.content)


def buttons(card: Card) -> Sequence[Button]:
    return [control for control in card.controls if isinstance(control, Button)]
