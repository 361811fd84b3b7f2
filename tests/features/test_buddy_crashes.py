"""A round is made, kept and published in many transactions: whatever dies between any two, nobody is told twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select

from bot import core
from bot.features.buddies import groups, tables
from bot.features.buddies.exchanges import tending
from bot.features.buddies.pairing import introducing, making, publishing
from bot.kernel.places import Person
from bot.kernel.seals import Seals
from bot.schedule.errands import LENT
from bot.store.address import Address
from bot.store.tables import deliveries, errands
from tests.features.pairing import FEATURES, being_made, buddy, current, open_groups, opened, people_of, take_part
from tests.world.crashes import Crash, Doom, MortalDatabase, MortalPlatform, bury, let_the_dead_rest
from tests.world.people import SPACE
from tests.world.school import School, open_course, thinking

NAMES = [f"p{number:02}" for number in range(25)]
LIVES, LONGEST = 8, 40
PAUSES = timedelta(seconds=2), LENT, LENT
LOOKS = select(errands.c.subject, errands.c.at).where(errands.c.kind == tending.KIND).order_by(errands.c.at)
KINDS = {"rooms": introducing.INTRO, "post": introducing.POST}


@pytest.fixture(autouse=True)
def _little_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that there are many transactions to die between."""
    monkeypatch.setattr(making, "AT_ONCE", 3)
    monkeypatch.setattr(publishing, "BATCH", 3)
    monkeypatch.setattr(publishing, "AT_ONCE", 3)


def mortal(school: School, doom: Doom) -> School:
    """The same school with another process in it, which dies at a chosen point."""
    database: Any = MortalDatabase(school.core.store, doom)
    platform: Any = MortalPlatform(school.platform, doom)
    given = core.Given(FEATURES, solve=thinking)
    made = core.put_together(database, school.clock, Seals(b"a key for tests"), Random(doom.left), given)
    made.attach(platform)
    return replace(school, core=made)


async def die_again_and_again(school: School, rng: Random) -> None:
    """One short life after the other, and one that is long enough."""
    asyncio.get_running_loop().set_exception_handler(let_the_dead_rest)
    for _ in range(LIVES):
        with suppress(Crash):
            await mortal(school, Doom(rng.randrange(LONGEST))).pass_time(minutes=1)
        await bury()
        school.clock.advance(rng.choice(PAUSES))
    await school.pass_time(minutes=15)


@pytest.mark.parametrize("publish", ["rooms", "post"])
async def test_a_bot_that_dies_again_and_again_introduces_everybody_once_in_each_round(
    address: Address, publish: str
) -> None:
    async with opened(address) as school:
        olga = school.someone("olga", manages=True)
        await open_course(olga)
        await take_part(school, *NAMES)
        await olga.call("buddies settings", publish=publish)
        for number in (1, 2):
            await olga.call("buddies now")
            await die_again_and_again(school, Random(number))

            assert {1} == set(school.platform.times_said().values())
            assert NAMES == people_of(await together(school, await current_id(school)))
            said = await school.read(select(deliveries.c.key).where(deliveries.c.kind == KINDS[publish]))
            assert number * {"rooms": 12, "post": 1}[publish] == len(said)

        every = await school.read(
            select(tables.groups.c.id, tables.groups.c.ends_at, tables.rounds.c.state).join_from(
                tables.groups, tables.rounds, tables.rounds.c.id == tables.groups.c.round
            )
        )
        assert 24 == len(every)
        assert {("open", False): 12, ("closed", True): 12} == Counter(
            (row.state, row.ends_at <= school.clock.now()) for row in every
        )
        begun = dict.fromkeys([row.id for row in every if row.state == "open"], 1)
        assert begun == Counter(row.subject for row in await school.read(LOOKS) if row.subject in begun)


async def current_id(school: School) -> str:
    found = await current(school)
    assert found is not None
    return found.id


async def together(school: School, round_: str) -> list[str]:
    """Who sits with whom in the open groups of a round."""
    return [" ".join(p.id for p in group.people) for group in await open_groups(school) if group.round == round_]


async def test_what_staff_locked_stays_whatever_dies_while_the_rest_is_shuffled(
    sqlite_address: Address,
) -> None:
    async with opened(sqlite_address) as school:
        olga = school.someone("olga", manages=True)
        await open_course(olga)
        await take_part(school, *NAMES)
        await olga.call("buddies settings", approve="yes")
        await olga.call("buddies now")
        await school.settle()
        await olga.call("buddies lock", person=Person(SPACE, "p11"))
        before = await planned(school)
        await olga.press(await olga.call("buddies preview"), "Shuffle")

        await die_again_and_again(school, Random(3))

        after = await planned(school)
        assert [names for names, locked in before.items() if locked] == [n for n, locked in after.items() if locked]
        assert NAMES == people_of(after)
        assert before.keys() != after.keys()


async def planned(school: School) -> dict[str, bool]:
    """Who is to be together, and whether staff locked it."""
    found = await being_made(school)
    assert found is not None
    every = await school.core.store.read(lambda db: groups.page(db, found.id, 0, 100))
    return {" ".join(person.id for person in group.people): group.locked for group in every}


async def test_whoever_loses_their_group_while_others_are_still_introduced_waits(sqlite_address: Address) -> None:
    async with opened(sqlite_address) as school:
        olga = school.someone("olga", manages=True)
        await open_course(olga)
        await take_part(school, *NAMES)
        await olga.call("buddies now")
        while not (begun := await open_groups(school)):
            await school.core.engine._errands.turn(school.core.store, school.clock)
            await school.core.engine._errands.drain()
        assert len(begun) < 12
        left, stayed = (school.someone(person.id) for person in begun[0].people)

        await left.press(await left.call("buddy rematch"), f"Somebody else than {stayed.name}, please")
        while await planned_count(school):
            await school.core.engine._errands.turn(school.core.store, school.clock)

        assert [school.clock.now()] * 2 == [(await buddy(school, who.person.id)).waits_since for who in (left, stayed)]


async def planned_count(school: School) -> int:
    [(count,)] = await school.read(
        select(func.count()).select_from(tables.groups).where(tables.groups.c.state == "planned")
    )
    return int(count)


async def test_of_a_large_round_ten_groups_a_second_are_asked_when_all_are_introduced(sqlite_address: Address) -> None:
    async with opened(sqlite_address) as school:
        olga = school.someone("olga", manages=True)
        await open_course(olga)
        await take_part(school, *NAMES)
        begun = school.clock.now()

        await olga.call("buddies now")
        await school.settle()

        looks = [(row.at - begun) / timedelta(seconds=0.1) for row in await school.read(LOOKS)]
        assert list(range(12, 24)) == [round(tenths) for tenths in looks]
