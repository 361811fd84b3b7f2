"""Words for what tests of rounds do and look at again and again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Connection

from bot.features.buddies import FEATURE as BUDDIES
from bot.features.buddies import groups
from bot.features.buddies.model import Buddy, Group, Round
from bot.features.buddies.pairing import rounds
from bot.features.buddies.taking_part import people
from bot.features.courses import FEATURE as COURSES
from bot.kernel.errands import Solve
from bot.kernel.features import Feature
from bot.kernel.places import Person, Place
from bot.store import agreements
from bot.store.address import Address
from tests.features.befriending import course
from tests.world.people import SPACE
from tests.world.school import School

FEATURES: tuple[Feature, ...] = (COURSES, BUDDIES)


@asynccontextmanager
async def opened(address: Address, solve: Solve | None = None) -> AsyncIterator[School]:
    """A school that pairs; by its own matcher, or by another."""
    async with School.opened(address, FEATURES, solve=solve) as school:
        yield school


async def take_part(school: School, *names: str, **values: Any) -> None:
    """These take part, all with the same preferences."""
    of, now = await course(school), school.clock.now()

    def work(db: Connection) -> None:
        for name in names:
            people.save(db, Buddy(of.id, Person(SPACE, name), name.title(), now, **values))
            agreements.accept(db, of.id, Person(SPACE, name), now)

    await school.core.store.write(work)


async def change(school: School, name: str, **values: Any) -> None:
    of = await course(school)
    await school.core.store.write(lambda db: people.change(db, of.id, Person(SPACE, name), **values))


async def keep_apart(school: School, *pairs: tuple[str, str]) -> None:
    of = await course(school)

    def work(db: Connection) -> None:
        for one, other in pairs:
            people.keep_apart(db, of.id, (Person(SPACE, one), Person(SPACE, other)))

    await school.core.store.write(work)


async def buddy(school: School, name: str) -> Buddy:
    of = await course(school)
    found = await school.core.store.read(lambda db: people.get(db, of.id, Person(SPACE, name)))
    assert found is not None
    return found


async def open_groups(school: School) -> list[Group]:
    of = await course(school)
    return list(await school.core.store.read(lambda db: groups.open_in(db, of.id)))


async def together(school: School) -> list[str]:
    """Who sits with whom in open groups: ``ana bo``."""
    return sorted(" ".join(sorted(person.id for person in group.people)) for group in await open_groups(school))


async def being_made(school: School) -> Round | None:
    of = await course(school)
    return await school.core.store.read(lambda db: rounds.being_made(db, of.id))


async def current(school: School) -> Round | None:
    of = await course(school)
    return await school.core.store.read(lambda db: rounds.current(db, of.id))


def rooms(school: School) -> list[str]:
    """The people of each room in which something was said."""
    said = [room for room in school.platform.rooms if school.platform.standing(Place.parse(room))]
    return sorted(" ".join(sorted(person.id for person in school.platform.rooms[room])) for room in said)


def told(school: School, name: str) -> list[str]:
    """The private words to somebody."""
    return [card.words for card in school.platform.told(Person(SPACE, name))]


def in_rooms(school: School) -> list[str]:
    """What was said in rooms."""
    return [card.words for room in school.platform.rooms for card in school.platform.standing(Place.parse(room))]


def people_of(texts: Collection[str]) -> list[str]:
    return sorted(name for text in texts for name in text.split())
