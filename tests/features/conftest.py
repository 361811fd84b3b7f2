"""A school that stands on SQLite: what a database must do alike is proved in tests/store and tests/schedule."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.kernel.cards import Card
from bot.store.address import Address
from tests.world.drawing import faults
from tests.world.people import HOME
from tests.world.school import School, Someone, open_course


@pytest.fixture
async def school(sqlite_address: Address) -> AsyncIterator[School]:
    """Monday, 2 March 2026, nine in UTC; nobody has set anything up."""
    async with School.opened(sqlite_address) as opened:
        yield opened
    assert {} == {seen: faults(seen) for seen in opened.seen() if faults(seen)}


@pytest.fixture
def olga(school: School) -> Someone:
    """She may manage the Space."""
    return school.someone("olga", manages=True)


@pytest.fixture
def ana(school: School) -> Someone:
    """A student."""
    return school.someone("ana")


@pytest.fixture
async def botany(school: School, olga: Someone) -> School:
    """The course Botany 101 has started: twelve weeks in Berlin, from today on."""
    await open_course(olga)
    return school


@pytest.fixture
async def question(botany: School, olga: Someone) -> Card:
    """A question stands in the channel."""
    await olga.call("icebreaker now", theme="play")
    await botany.settle()
    [card] = botany.platform.standing(HOME)
    return card


@pytest.fixture
def bo(school: School) -> Someone:
    """Another student."""
    return school.someone("bo")
