"""The engine with the real scheduler, in real time: it wakes for what there is, and sleeps when there is nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from bot.kernel.features import Means
from bot.kernel.ports import Database
from bot.schedule import engine, routines
from bot.store.open import Store
from tests.world.clock import VirtualClock
from tests.world.house import House
from tests.world.mishaps import Faulty
from tests.world.people import SPACE, Place, post, routine
from tests.world.platform import FakePlatform

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@dataclass
class Running:
    """A Clock that runs, and jumps when told to."""

    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Counting:
    """A Database that counts what it is asked."""

    inner: Database
    asked: int = 0
    told: list[str] = field(default_factory=list)

    async def read(self, work: Callable[[Connection], object]) -> object:
        self.asked += 1
        return await self.inner.read(work)

    async def write(self, work: Callable[[Connection], object]) -> object:
        self.asked += 1
        return await self.inner.write(work)

    async def lead(self, name: str) -> bool:
        return await self.inner.lead(name)


@pytest.fixture
def clock() -> Running:
    return Running()


@pytest.fixture
def database(sqlite_store: Store) -> Counting:
    return Counting(sqlite_store)


@pytest.fixture
async def house(database: Counting, clock: VirtualClock, platform: FakePlatform, means: Means) -> House:
    made = House(database, clock, platform, means)  # type: ignore[arg-type]
    await made.settle_in()
    return made


@asynccontextmanager
async def running(house: House) -> AsyncIterator[asyncio.Task[None]]:
    """The engine, until the end of the block; its first turn is over, and it sleeps unless there is more to do."""
    task = asyncio.create_task(house.engine.run())
    await becomes(lambda: house.engine._swept.year > 1)
    await asyncio.sleep(0.05)
    yield task
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def becomes(condition: Callable[[], bool], within: float = 2.0) -> float:
    """The seconds that it took."""
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < within, "it did not come to be"
        await asyncio.sleep(0.005)
    return time.monotonic() - begun


async def test_it_speaks_as_soon_as_it_is_nudged(house: House) -> None:
    async with running(house):
        await asyncio.sleep(0.1)
        await house.say(post("word"))
        await asyncio.sleep(0.05)
        assert [] == house.platform.words()
        house.engine.nudge()
        assert await becomes(lambda: ["word"] == house.platform.words()) < 1


async def test_it_wakes_when_something_is_due(house: House) -> None:
    await house.say(post("word", not_before=house.clock.now() + 0.3 * SECOND))
    async with running(house):
        await asyncio.sleep(0.1)
        assert [] == house.platform.words()
        await becomes(lambda: ["word"] == house.platform.words())
        request = house.platform.requests[0]
        due = (await house.rows())["word"].due
        assert timedelta() <= request.at - due < 0.5 * SECOND


async def test_it_wakes_for_a_routine(house: House) -> None:
    soon = house.clock.now() + 1.2 * SECOND
    made = routine(at=soon.time().replace(microsecond=0), first=soon.date())
    await house.database.write(lambda db: routines.save(db, made, (), house.clock.now()))
    async with running(house):
        await becomes(lambda: bool(house.platform.words()))
    assert 1 == len(house.platform.words())


async def test_an_answer_follows_its_post_at_once(house: House) -> None:
    await house.say(post("question"), post("answer", "question"))
    async with running(house):
        assert await becomes(lambda: 2 == len(house.platform.words())) < 0.5


async def test_it_notices_that_the_clock_has_jumped(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "LOOK", 0.2 * SECOND)
    await house.say(post("word", not_before=house.clock.now() + 3 * DAY))
    async with running(house):
        house.clock.ahead = 3 * DAY + SECOND  # type: ignore[attr-defined]
        assert await becomes(lambda: ["word"] == house.platform.words()) < 1


async def test_it_goes_on_when_the_clock_is_set_back(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever slept until an instant of the wall clock would now sleep for days."""
    monkeypatch.setattr(engine, "LOOK", 0.2 * SECOND)
    await house.say(post("word", not_before=house.clock.now() + 0.3 * SECOND))
    async with running(house):
        await asyncio.sleep(0.1)
        house.clock.ahead = -3 * DAY  # type: ignore[attr-defined]
        await asyncio.sleep(0.3)
        await house.say(post("sooner"))
        assert await becomes(lambda: ["sooner"] == house.platform.words()) < 1


async def test_a_turn_that_fails_is_not_the_last(
    sqlite_store: Store, clock: VirtualClock, platform: FakePlatform, means: Means, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "LOOK", 0.05 * SECOND)
    faulty = Faulty(sqlite_store)
    house = House(faulty, clock, platform, means)
    await house.settle_in()
    await house.say(post("word"))
    faulty.plan.extend([True, True, True])
    async with running(house):
        assert await becomes(lambda: ["word"] == platform.words()) < 1


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(engine, "LOOK", 0.5 * SECOND)
    return


async def _asked_in_a_while(house: House) -> int:
    database: Counting = house.database  # type: ignore[assignment]
    before = database.asked
    await asyncio.sleep(0.4)
    return database.asked - before


@pytest.mark.usefixtures("quiet")
async def test_with_nothing_to_do_it_sleeps(house: House) -> None:
    async with running(house):
        assert await _asked_in_a_while(house) <= 10


@pytest.mark.usefixtures("quiet")
async def test_while_a_platform_is_closed_it_sleeps(house: House) -> None:
    house.platform.weather = lambda request: "banned"
    await house.say(post("word"), post("next", Place(SPACE, "other")))
    async with running(house):
        await becomes(lambda: bool(house.platform.requests))
        await asyncio.sleep(0.1)
        await house.say(post("more"))
        house.engine.nudge()
        await asyncio.sleep(0.1)
        assert await _asked_in_a_while(house) <= 10


@pytest.mark.usefixtures("quiet")
async def test_while_an_answer_waits_for_its_post_it_sleeps(house: House) -> None:
    house.platform.meet("lost")
    await house.say(post("question"), post("answer", "question"))
    async with running(house):
        await asyncio.sleep(0.1)
        assert await _asked_in_a_while(house) <= 10


@pytest.mark.usefixtures("quiet")
async def test_while_a_platform_is_slow_it_sleeps(house: House) -> None:
    house.platform.meet("lost")
    await house.say(post("word"))
    await house.turn()
    house.clock.ahead = timedelta(minutes=2)  # type: ignore[attr-defined]
    house.platform.delay = 0.8
    await house.say(*(post(f"{number}") for number in range(5)))
    async with running(house):
        await asyncio.sleep(0.1)
        assert await _asked_in_a_while(house) <= 10


@pytest.mark.usefixtures("quiet")
async def test_while_another_process_leads_it_sleeps(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    async def follow(name: str) -> bool:
        return False

    monkeypatch.setattr(house.database, "lead", follow)
    await house.say(post("word"))
    async with running(house):
        assert await _asked_in_a_while(house) <= 10
    assert [] == house.platform.requests


async def test_it_ends_when_what_it_has_begun_is_done(house: House) -> None:
    house.platform.delay = 0.1
    await house.say(*(post(f"{number}") for number in range(30)))
    async with running(house) as task:
        await becomes(lambda: bool(house.platform.requests))
        begun = time.monotonic()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        assert time.monotonic() - begun < 1
    states = list((await house.states()).values())
    assert ["sent"] + ["pending"] * 29 == states


async def test_a_turn_that_has_begun_is_finished_before_it_ends(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was taken from the outbox must be handed on, or it would have to be looked up after the start."""
    await house.say(*(post(f"{number}", Place(SPACE, f"room-{number}")) for number in range(50)))
    write, tasks = house.database.write, list[asyncio.Task[None]]()

    async def interrupted(work: Callable[[Connection], object]) -> object:
        result = await write(work)
        if isinstance(result, list) and result:
            tasks[0].cancel()
            await asyncio.sleep(0.01)
        return result

    monkeypatch.setattr(house.database, "write", interrupted)
    tasks.append(asyncio.create_task(house.engine.run()))
    with suppress(asyncio.CancelledError):
        await tasks[0]
    assert {"attempting", "unknown"}.isdisjoint((await house.states()).values())
