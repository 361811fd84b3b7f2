"""Nothing is asked twice while anything is left, and the same seed gives the same course."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from bot.library.load import Library
from bot.store.address import Address
from tests.features.asking import GARDEN, ahead, asked, ids, schedule, small
from tests.world.school import School, open_course


async def test_a_promise_whose_turn_never_came_is_free_again(sqlite_address: Address, library: Library) -> None:
    """Previewed and then paused for good: what was promised for those days is not lost to the course."""
    async with School.opened(sqlite_address, library=small(library, 8)) as school:
        olga = school.someone("olga", manages=True)
        await open_course(olga)
        await schedule(olga, days="daily", at="10:00")
        promised = {text for _, text in ahead(await olga.call("icebreaker preview", count="5"))}
        await olga.call("icebreaker pause")
        await school.pass_time(days=6)

        await schedule(olga, days="daily", at="12:00", channel=GARDEN)
        await school.pass_time(days=8)

        found = [text for _, _, text in await asked(school)]
        assert 8 == len(found) == len(set(found))
        assert promised < set(found)


@pytest.mark.parametrize("size", [1, 3, 7])
async def test_forty_posts_use_a_small_library_up_before_they_repeat(
    sqlite_address: Address, library: Library, size: int
) -> None:
    async with School.opened(sqlite_address, library=small(library, size)) as school:
        olga = school.someone("olga", manages=True)
        await open_course(olga)
        await schedule(olga, days="daily", at="10:00")
        await schedule(olga, days="daily", at="15:00", channel=GARDEN)
        for day in range(15):
            await olga.call(("icebreaker now", "icebreaker preview", "icebreaker swap")[day % 3])
            await school.pass_time(days=1)
        await school.pass_time(days=3)

        found = await ids(school)
        counts = [found.count(name) for name in set(found)]
        assert len(found) >= 40
        assert size == len(counts)
        # a swap or a question out of turn may bring one forward that was promised for later
        assert max(counts) - min(counts) <= (0 if size == 1 else 2)


async def test_without_swaps_every_round_of_the_library_is_whole(sqlite_address: Address, library: Library) -> None:
    async with School.opened(sqlite_address, library=small(library, 7)) as school:
        olga = school.someone("olga", manages=True)
        await open_course(olga)
        await schedule(olga, days="daily", at="10:00")
        await schedule(olga, days="daily", at="15:00", channel=GARDEN)
        await olga.call("icebreaker preview", count="5")

        await school.pass_time(days=21)

        found = await ids(school)
        rounds = [found[start : start + 7] for start in range(0, 42, 7)]
        assert 42 == len(found)
        assert [7] * 6 == [len(set(turn)) for turn in rounds]


async def a_course(address: Address, seed: int, days: int) -> list[tuple[datetime, str, str]]:
    async with School.opened(address) as school:
        school.core.app.means.rng.seed(seed)
        olga = school.someone("olga", manages=True)
        await open_course(olga)
        await schedule(olga, days="daily")
        await school.pass_time(days=days)
        return await asked(school)


async def test_the_same_seed_asks_the_same_and_another_seed_something_else(
    sqlite_address: Address, tmp_path: Path, migrated_file: Path
) -> None:
    again, other = (
        Address.parse(f"sqlite:///{shutil.copy(migrated_file, tmp_path / name)}") for name in ("again", "other")
    )

    first = await a_course(sqlite_address, 1, 10)

    assert first == await a_course(again, 1, 10)
    assert first != await a_course(other, 2, 10)
