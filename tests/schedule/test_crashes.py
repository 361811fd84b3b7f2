"""Nothing is lost and nothing is said twice, whatever dies and whenever: contracts.md §5.2, R1, R3 and R4."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from random import Random

from bot.kernel.deliveries import Delivery, Routine, Slot
from bot.kernel.features import Bot, Means
from bot.store.open import Store
from tests.world.clock import MONDAY, VirtualClock
from tests.world.crashes import Crash, Doom, MortalDatabase, MortalPlatform, bury, let_the_dead_rest
from tests.world.house import House
from tests.world.people import SPACE, Person, Place, edit, post, routine, tell
from tests.world.platform import FakePlatform, How, Request

ROUTINES = 24
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def plan(bot: Bot, routine: Routine, slot: Slot) -> Sequence[Delivery]:
    """A post, a word to somebody, an answer in the thread, and two edits of which the last matters."""
    key = f"{routine.id}/{slot.local:%d}"
    return (
        post(key, routine.place),
        tell(f"{key}/word", Person(SPACE, routine.id)),
        post(f"{key}/answer", key),
        edit(f"{key}/first", key, "first"),
        edit(f"{key}/last", key, f"{key} at last"),
    )


@dataclass
class Weather:
    """6 % broken when all is done, 4 % half a minute before that, 3 % lost, bans, and storms of rate limits."""

    rng: Random
    met: Counter[How | None] = field(default_factory=Counter)

    def __call__(self, request: Request) -> How | None:
        stormy = request.at.minute % 10 < 2
        limited = 60.0 if stormy else 1.0
        odds = {"applied": 6.0, "delayed": 4.0, "lost": 3.0, "limited": limited, "banned": 0.1, None: 85.0}
        how: How | None = self.rng.choices(list(odds), list(odds.values()))[0]  # type: ignore[arg-type]
        self.met[how] += request.op != "find"
        return how


def rhythm(number: int, days: int) -> Routine:
    """Every day for some days: two at the same time, and nine places among all."""
    at = time(10 + number % 12, number // 2 * 7 % 60)
    return routine(f"r{number}", at=at, place=Place(SPACE, f"room-{number % 9}"), until=date(2026, 3, 1 + days))


@dataclass
class Course:
    """A course of some days, lived through by one short-lived process after the other."""

    store: Store
    clock: VirtualClock
    platform: FakePlatform
    means: Means
    days: int

    async def live(self, doom: Doom) -> bool:
        """One life, to its end or until all is said; whether it died."""
        asyncio.get_running_loop().set_exception_handler(let_the_dead_rest)
        mortal: FakePlatform = MortalPlatform(self.platform, doom)  # type: ignore[assignment]
        house = House(MortalDatabase(self.store, doom), self.clock, mortal, self.means, {"toy": plan}, {})
        with suppress(Crash):
            await house.run(MONDAY + self.days * DAY)
        await bury()
        return doom.dead

    async def pass_by(self, rng: Random) -> int:
        """Life after life in all weathers, until one lives to the end of the course; how many died before."""
        house = House(self.store, self.clock, self.platform, self.means)
        await house.settle_in(*(rhythm(number, self.days) for number in range(ROUTINES)))
        self.platform.weather = weather = Weather(rng)
        self.platform.looks_suffer = True
        deaths = 0
        while await self.live(Doom(rng.randrange(200))):
            deaths += 1
            self.clock.advance(rng.choice([2, 20, 70, 200, 2000]) * SECOND)
        assert min(weather.met[how] for how in ("applied", "delayed", "lost", "limited")) > 5
        await _check(house, self.platform, self.days)
        return deaths


async def test_a_bot_that_dies_again_and_again_says_everything_once(
    sqlite_store: Store, clock: VirtualClock, platform: FakePlatform, means: Means
) -> None:
    assert await Course(sqlite_store, clock, platform, means, days=9).pass_by(Random(1)) > 80


async def test_it_does_so_on_postgres_too(
    postgres_store: Store, clock: VirtualClock, platform: FakePlatform, means: Means
) -> None:
    assert await Course(postgres_store, clock, platform, means, days=4).pass_by(Random(3)) > 30


async def _check(house: House, platform: FakePlatform, days: int) -> None:
    states = await house.states()
    assert 5 * ROUTINES * days == len(states)
    assert {"sent", "cancelled"} == set(states.values())
    assert {"first"} == {key.rsplit("/", 1)[1] for key, state in states.items() if state == "cancelled"}
    assert 3 * ROUTINES * days == len(platform.times_said())
    assert {1} == set(platform.times_said().values())
    posts = [one.text for one in platform.said() if one.where.count("/") == 1 and "/dm-" not in one.where]
    assert {True} == {words.endswith("at last") for words in posts}
