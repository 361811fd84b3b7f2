"""What the schedule costs with many courses in one database: `python -m benchmarks.schedule`.

Each course has two weekly icebreakers, planned by the real feature from the real library, on a real SQLite file.

- With 1,000 courses stored and with 10,000: a look when nothing is due; claiming, planning and arming anew 10, 100 and
  1,000 turns that are due. The cost must follow what is due, not what is stored.
- 1,000 turns of 1,000 courses due in the same minute: the time until the last has been handed to the platform's
  limiter. The platform is a stand-in that takes 100 ms for each. Goal: 2 s.
- The memory of the process.

Takes about a minute, most of it to make the courses.
"""

from __future__ import annotations

import asyncio
import logging
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import structlog
from sqlalchemy import Connection, select, update

from benchmarks.tables import percentile, table
from bot.core import Core, put_together
from bot.kernel.cards import Card
from bot.kernel.courses import Course
from bot.kernel.deliveries import Routine
from bot.kernel.places import Message, Person, Place
from bot.kernel.ports import Finding
from bot.kernel.seals import Seals
from bot.schedule import routines
from bot.schedule.calendar import weekly
from bot.store import courses, notes
from bot.store.address import Address
from bot.store.open import open_store
from bot.store.tables import routines as table_of_routines

structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
BEGIN = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
LATENCY, LOOKS, AT_ONCE = 0.1, 200, 1_000
STORED, DUE = (1_000, 10_000), (10, 100, 1_000)


@dataclass
class Clock:
    """Stands at an instant, and runs on from there as fast as any."""

    at: datetime = BEGIN
    since: float = field(default_factory=time.perf_counter)

    def now(self) -> datetime:
        return self.at + timedelta(seconds=time.perf_counter() - self.since)

    def set(self, at: datetime) -> None:
        self.at, self.since = at, time.perf_counter()


@dataclass
class StandIn:
    """A platform that takes what it is handed, notes when, and answers a little later."""

    name: str = "fake"
    handed: list[float] = field(default_factory=list)
    full: asyncio.Event = field(default_factory=asyncio.Event)

    async def post(self, place: Place, card: Card, marker: str) -> Message:
        self.handed.append(time.perf_counter())
        if len(self.handed) == AT_ONCE:
            self.full.set()
        await asyncio.sleep(LATENCY)
        return Message(place, marker)

    async def tell(self, person: Person, card: Card, marker: str) -> Message:
        raise NotImplementedError

    async def edit(self, message: Message, card: Card) -> None:
        raise NotImplementedError

    async def delete(self, message: Message) -> None:
        raise NotImplementedError

    async def find(self, place: Place | Person, marker: str, since: datetime) -> Message | None:
        return None

    async def examine(self, places: Sequence[Place]) -> Sequence[Finding]:
        return ()


def fill(db: Connection, numbers: range, now: datetime) -> None:
    """Courses in their second week, each with two rhythms at hours that chance has chosen."""
    rng = Random(numbers.start)
    for number in numbers:
        home = Place(f"fake:{number}", "general")
        start = (now - timedelta(weeks=1)).date()
        course = Course(
            f"c{number}", home.space, "Python 101", "Europe/Berlin", "en", start, 12, home, "active", number
        )
        courses.save(db, course, now)
        for rhythm in range(2):
            at = datetime(2026, 1, 1, rng.randrange(8, 20), rng.randrange(60)).time()  # noqa: DTZ001 - a time of day
            days = rng.sample(range(7), 2)
            made = Routine(f"r{number}-{rhythm}", course.id, "icebreaker", weekly(days), at, course.zone, home, start)
            routines.save(db, made, (), now)


async def ms(times: int, act: Callable[[], object]) -> list[float]:
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        await act()  # type: ignore[misc]
        spent.append(1000 * (time.perf_counter() - begun))
    return spent


async def make_due(core: Core, count: int, at: datetime) -> None:
    """One rhythm each of so many courses comes at the same instant."""
    chosen = select(table_of_routines.c.id).where(table_of_routines.c.id.like("%-0")).order_by(table_of_routines.c.id)
    slot = at.replace(tzinfo=None).isoformat(timespec="minutes")
    values = {"next_due": at, "next_slot": slot}
    moved = update(table_of_routines).where(table_of_routines.c.id.in_(chosen.limit(count))).values(**values)
    await core.store.write(lambda db: db.execute(moved))


async def claim_all(core: Core) -> int:
    taken = 0
    while claimed := await core.store.write(lambda db: core.turns.claim(db, core.clock.now())):
        taken += claimed
    return taken


async def figures(core: Core, clock: Clock, stored: int) -> list[str]:
    """A look with nothing due, then claims of more and more."""

    async def look() -> None:
        await core.engine.turn()
        await core.engine.next_due()

    await look()
    looks = await ms(LOOKS, look)
    row = [f"{stored:,}", f"{percentile(looks, 0.5):.2f}", f"{percentile(looks, 0.99):.2f}"]
    for number, count in enumerate(DUE):
        at = BEGIN + timedelta(minutes=1 + number)
        await make_due(core, count, at)
        clock.set(at)
        begun = time.perf_counter()
        assert count == await claim_all(core)
        row.append(f"{1000 * (time.perf_counter() - begun):,.1f}")
    return row


async def in_the_same_minute(core: Core, clock: Clock, platform: StandIn) -> tuple[list[float], list[float]]:
    """Seconds after the instant at which each of 1,000 posts was handed to the platform; ms of writes meanwhile."""
    await core.engine.turn()
    await core.engine.drain()
    platform.handed.clear()
    platform.full.clear()
    at = BEGIN + timedelta(minutes=20)
    await make_due(core, AT_ONCE, at)
    clock.set(at)
    engine, others = asyncio.create_task(core.engine.run()), asyncio.create_task(write_on(core, platform.full))
    begun = time.perf_counter()
    await platform.full.wait()
    waits = await others
    engine.cancel()
    await asyncio.wait({engine})
    return [instant - begun for instant in platform.handed], waits


async def write_on(core: Core, until: asyncio.Event) -> list[float]:
    """Somebody who presses a button every hundredth of a second waits so many ms."""

    async def press() -> None:
        await core.store.write(lambda db: notes.put(db, "pressed", "1"))

    waits = []
    while not until.is_set():
        waits += await ms(1, press)
        await asyncio.sleep(0.01)
    return waits


async def main() -> None:
    rows, resident = [], [_resident()]
    with tempfile.TemporaryDirectory() as folder:
        store = await open_store(Address.parse(f"sqlite:///{Path(folder) / 'homeroom.sqlite'}"))
        clock, stored = Clock(), 0
        core = put_together(store, clock, Seals(b"the key of a benchmark"), Random(1))
        for wanted in STORED:
            for first in range(stored, wanted, 500):
                await store.write(lambda db, first=first: fill(db, range(first, first + 500), BEGIN))  # type: ignore[misc]
            clock.set(BEGIN)
            rows.append(await figures(core, clock, wanted))
            stored = wanted
        resident.append(_resident())
        platform = StandIn()
        core.attach(platform)
        handed, waits = await in_the_same_minute(core, clock, platform)
        resident.append(_resident())
        await store.close()
    heads = ("courses stored", "idle look, ms", "p99", *(f"{count:,} due, ms" for count in DUE))
    table(heads, *rows)
    spread = [f"{percentile(handed, part):.2f}" for part in (0.01, 0.5, 0.99)]
    meanwhile = [f"{percentile(waits, part):.0f}" for part in (0.5, 0.99)]
    heads = (f"{AT_ONCE:,} due in the same minute", "first, s", "half", "99 %", "all", "a write meanwhile, ms", "p99")
    table(heads, ("handed over", *spread, f"{max(handed):.2f}", *meanwhile))
    table(("resident, MiB", "start", "20,000 rhythms stored", "1,000 posts said"), ("", *resident))


def _resident() -> str:
    with Path("/proc/self/statm").open() as statm:
        return f"{int(statm.read().split()[1]) * resource.getpagesize() / 2**20:.0f}"


if __name__ == "__main__":
    asyncio.run(main())
