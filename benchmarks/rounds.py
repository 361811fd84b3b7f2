"""A round for 10,000 members, from ``buddies now`` to every introduction in the outbox: `python -m benchmarks.rounds`.

The real core over a real SQLite file (``synchronous=FULL``), the real solver in its own process; no platform takes
anything out of the outbox. Members have hours in their zones, languages and interests, and have had ten rounds before.

- By post (what so many groups get by themselves): until the one post with "Who is my buddy?" is in the outbox.
- By rooms: until an introduction for each of the 5,000 groups is.

Beside it, from the first instant to the last: the processor's time, of the solver too; how late the event loop was, at
worst, to run what was due; how long somebody waited who pressed a button then (a write every 20 ms); and how much
more memory than before the bot's own process held at most (Linux).
Goals: under 5 s, the event loop never blocked for over 50 ms. Texts are read before: a bot that runs has read them.
Takes about a minute.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import resource
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import structlog
from sqlalchemy import ColumnElement, Connection, Table, and_, func, insert, select

from benchmarks import school
from benchmarks.tables import percentile, table
from bot.clock import SystemClock
from bot.core import Core, put_together
from bot.features.buddies import groups, tables
from bot.features.buddies.model import Buddy, Group, Seat
from bot.features.buddies.pairing import settings
from bot.features.buddies.pairing.settings import Settings
from bot.kernel import text
from bot.kernel.courses import Course
from bot.kernel.events import Call
from bot.kernel.places import Person, Place
from bot.kernel.seals import Seals
from bot.store import notes
from bot.store.address import Address
from bot.store.open import open_store
from bot.store.tables import deliveries

structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
MEMBERS, BEFORE = 10_000, 10
SPACE, COURSE = "fake:1", "c0urse"
HOME, OLGA = Place(SPACE, "general"), Person(SPACE, "olga")
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "America/Sao_Paulo", "Asia/Tokyo", "Africa/Lagos")
HOURS = ("Mon-Fri 18-21", "Sat,Sun 9-12", "daily 7-8, 20-22", "Tue,Thu 12-14; Sun 15-19", "weekdays 9-17", "")
LANGUAGES, INTERESTS = ("en", "de", "es", "pt", "hi", "ja"), tuple(f"interest {n}" for n in range(40))
OFTEN, PATIENCE = 0.02, 120.0


def member(course: str, number: int, now: Any, rng: Random) -> dict[str, Any]:
    """A row of the table of those who take part."""
    buddy = Buddy(course, Person(SPACE, f"p{number:05}"), f"Person {number}", now)
    row = {name: getattr(buddy, name) for name in Buddy.__dataclass_fields__}
    wishes = {"zone": rng.choice(ZONES), "hours": rng.choice(HOURS), "section": rng.choice("ABCD")}
    lists = {"languages": sorted({"en", rng.choice(LANGUAGES)}), "interests": sorted(rng.sample(INTERESTS, 3))}
    return {**row, **wishes, **lists}


def fill(db: Connection, core: Core) -> Course:
    """A course with its members and the rounds that they have had."""
    course, now, rng = school.found(db, core, HOME), core.clock.now(), Random(1)
    people = [member(course.id, number, now, rng) for number in range(MEMBERS)]
    db.execute(insert(tables.buddies), people)
    for number in range(1, BEFORE + 1):
        rng.shuffle(people)
        row = {"id": f"r{number}", "course": course.id, "number": number, "state": "closed", "settings": {}}
        db.execute(insert(tables.rounds).values(**row, seed=1, made_at=now, cost={}, unplaced=[]))
        pairs = enumerate(zip(people[::2], people[1::2], strict=True), 1)
        groups.add(db, [_group(course.id, number, which, [one["person"] for one in pair]) for which, pair in pairs])
    return course


def _group(course: str, round_: int, number: int, people: list[Person]) -> Group:
    id_ = f"r{round_}-{number}"
    seats = tuple(Seat(id_, person, course, person.id) for person in people)
    return Group(id_, f"r{round_}", course, number, "closed", seats, {})


@dataclass
class Watch:
    """How late the loop was, and how long writes waited (ms), while the block ran."""

    late: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    @asynccontextmanager
    async def looking(self, core: Core) -> Any:
        tasks = [asyncio.create_task(work) for work in (self._tick(), self._press(core))]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)

    async def _tick(self) -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(0.001)
            self.late.append(1000 * (time.perf_counter() - begun - 0.001))

    async def _press(self, core: Core) -> None:
        while True:
            begun = time.perf_counter()
            await core.store.write(lambda db: notes.put(db, "pressed", "1"))
            self.waits.append(1000 * (time.perf_counter() - begun))
            await asyncio.sleep(OFTEN)


async def until(look: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await look():
            await asyncio.sleep(OFTEN)


async def one_round(publish: str, kind: str) -> tuple[object, ...]:
    """Seconds until every introduction (or the one post) waits in the outbox, and what others felt of it."""
    with tempfile.TemporaryDirectory() as folder:
        store = await open_store(Address.parse(f"sqlite:///{Path(folder) / 'homeroom.sqlite'}"))
        core = put_together(store, SystemClock(), Seals(b"the key of a benchmark"), Random(1))
        course = await store.write(lambda db: fill(db, core))
        text.t("round-begun", course.locale)
        chosen = Settings(publish=publish)  # type: ignore[arg-type]
        await store.write(lambda db: settings.save(db, course.id, chosen))
        watch, call = Watch(), Call(id="1", person=OLGA, name="Olga", place=HOME, manages=True, path=("buddies", "now"))
        async with school.beating(core), watch.looking(core):
            begun, spent, held = time.perf_counter(), processor(), resident_anew()
            await core.app.handle(call)
            await until(lambda: store.read(lambda db: is_done(db, kind)))
            seconds, work, most = time.perf_counter() - begun, processor() - spent, most_resident()
        made = await store.read(lambda db: count(db, tables.groups, in_state("open")))
        await store.close()
    gc.collect()
    waits = (f"{percentile(watch.waits, part):.0f}" for part in (0.5, 0.99))
    spans = (f"{seconds:.2f}", f"{work:.2f}", f"{most - held:.0f}")
    return publish, f"{made:,}", *spans, f"{max(watch.late):.0f}", *waits, f"{max(watch.waits):.0f}"


def resident_anew() -> float:
    """MiB that this process holds; from now on, ``most_resident`` counts anew."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    return most_resident()


def most_resident() -> float:
    """MiB."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def processor() -> float:
    """Seconds of processor time of this process, and of solvers that have ended."""
    uses = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


def is_done(db: Connection, kind: str) -> bool:
    """Nobody is left who was not told of their group, or that they can ask. It goes by indexes."""
    planned, opened = (count(db, tables.groups, in_state(state)) for state in ("planned", "open"))
    if planned or not opened:
        return False
    return count(db, deliveries, deliveries.c.kind == kind) == (1 if kind == "buddy_round" else opened)


def in_state(state: str) -> ColumnElement[bool]:
    return and_(tables.groups.c.course == COURSE, tables.groups.c.state == state)


def count(db: Connection, table: Table, where: ColumnElement[bool]) -> int:
    return int(db.scalar(select(func.count()).select_from(table).where(where)) or 0)


async def main() -> None:
    rows = [await one_round("post", "buddy_round"), await one_round("rooms", "buddy_intro")]
    head = ("groups", "seconds", "processor, s", "MiB more", "loop late, ms", "a press waits: p50", "p99", "longest")
    table((f"{MEMBERS:,} members", *head), *rows)


if __name__ == "__main__":
    asyncio.run(main())
