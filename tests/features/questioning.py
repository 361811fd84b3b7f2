"""Words for what tests of check-ins do and look at again and again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from bot.features.checkins import tables
from bot.features.checkins.model import Checkin
from bot.features.checkins.store import closed_ones, open_ones
from bot.kernel.cards import Card
from bot.store import safety
from tests.world.people import HOME
from tests.world.school import School, Someone

DAYS = "Monday; Tuesday; Wednesday"


async def course_id(school: School) -> str:
    from bot.store.tables import courses

    return str((await school.read(select(courses.c.id).order_by(courses.c.made_at)))[0].id)


async def safe(school: School) -> None:
    """Two people to turn to: without them nothing that weighs is asked."""
    course = await course_id(school)

    def work(db: Connection) -> None:
        for name in ("ines", "mo"):
            safety.name(db, course, school.someone(name).person, name.title())

    await school.core.store.write(work)


async def poll(who: Someone, question: str = "Which day?", options: str = DAYS, **more: Any) -> Card:
    """Ask it, and the card that then stands in the channel."""
    look = await who.call("poll ask", question=question, options=options, **more)
    await who.press(look, "Ask it")
    await who.school.settle()
    return who.school.platform.standing(HOME)[-1]


async def start(who: Someone, kind: str, **more: Any) -> Card:
    """Start a check-in, and the card that then stands in the channel."""
    await who.call("checkin start", kind=kind, **more)
    await who.school.settle()
    return who.school.platform.standing(HOME)[-1]


def students(school: School, count: int, name: str = "student") -> list[Someone]:
    return [school.someone(f"{name}{number}") for number in range(count)]


async def tap(card: Card, label: str, people: Sequence[Someone]) -> None:
    for one in people:
        await one.press(card, label)


async def open_now(school: School) -> list[Checkin]:
    course = await course_id(school)
    return await school.core.store.read(lambda db: open_ones(db, course))


async def closed(school: School) -> list[Checkin]:
    course = await course_id(school)
    return await school.core.store.read(lambda db: closed_ones(db, course))


async def counts(school: School) -> dict[tuple[int, str], int]:
    """What has been counted of what is open: item and option to how often."""
    c = tables.counts.c
    rows = await school.read(select(c.item, c.option, c["count"]))
    return {(item, option): count for item, option, count in rows}


async def rows(school: School, table: Any) -> int:
    return len(await school.read(select(table)))
