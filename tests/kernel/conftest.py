"""A school whose only features are a toy and the courses it is played in."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.features import courses
from bot.store.address import Address
from tests.kernel import toy
from tests.world.people import INSTRUCTOR, course, settle_in
from tests.world.school import School, Someone


@pytest.fixture
async def school(sqlite_address: Address) -> AsyncIterator[School]:
    """The course ``c1`` is under way; Ines teaches it."""
    async with School.opened(sqlite_address, (courses.FEATURE, toy.FEATURE)) as opened:
        await opened.core.store.write(lambda db: settle_in(db, opened.clock.now(), course()))
        yield opened


@pytest.fixture
def olga(school: School) -> Someone:
    """She may manage the Space."""
    return school.someone("olga", manages=True)


@pytest.fixture
def ines(school: School) -> Someone:
    """She teaches the course."""
    return school.someone(INSTRUCTOR.id)


@pytest.fixture
def ana(school: School) -> Someone:
    """A student."""
    return school.someone("ana")
