"""``homeroom simulate``: a whole course on a virtual clock, and what the platform saw of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from bot import wiring
from bot.core import Core, Given, put_together
from bot.kernel.places import Person, Place
from bot.kernel.ports import Clock
from bot.kernel.seals import Seals
from bot.simulation.classmates import Actor, invent
from bot.simulation.classroom import Classroom
from bot.simulation.clock import VirtualClock
from bot.simulation.course import LivingCourse
from bot.simulation.journal import Journal
from bot.store.open import Store, open_alone
from bot.tidying import tidied

START = date(2027, 1, 4)
SPACES = {
    "browser": ("browser:demo", "general", "{}"),
    "discord": ("discord:8401", "8402", "{}"),
    "slack": ("slack:T08401", "C08402", "U{}"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The course to be lived: how many students, for how many weeks, with which seed, where, in which zone."""

    students: int
    weeks: int
    seed: int
    platform: str = "browser"
    zone: str = "Europe/Berlin"


async def simulate(wanted: Wanted, log: TextIO, passed: Callable[[float], None] = lambda part: None) -> None:
    """Live the course and write down what the platform saw. ``passed`` hears how much of it is over, 0.0 to 1.0."""
    space, channel, person_id = SPACES[wanted.platform]
    home, zone = Place(space, channel), ZoneInfo(wanted.zone)
    begin = datetime.combine(START, time(8), zone).astimezone(UTC) - timedelta(days=3)
    end = begin + timedelta(weeks=wanted.weeks, days=5)
    people = [Actor(Person(space, person_id.format(9000 + n)), f"Classmate {n}") for n in range(1, wanted.students + 1)]
    clock, rng = VirtualClock(begin), Random(wanted.seed)  # noqa: S311 - a made-up course
    requests: list[dict[str, Any]] = []
    with TemporaryDirectory() as folder:
        async with tidied(), new_core(open_alone(Path(folder) / "course.sqlite"), clock, rng) as core:
            platform = wiring.rehearsing(wanted.platform, clock, core.app.seals, requests)
            journal = Journal(platform, core.store, clock, zone, log, requests)
            core.attach(journal, in_order=True)
            room = Classroom(core.app, invent(people, begin, end, wanted.seed), home, rng)
            course = LivingCourse(
                core.engine, room, clock, journal.heard, lambda at: passed((at - begin) / (end - begin))
            )
            teacher = Actor(Person(space, person_id.format(9000)), "The teacher", manages=True)
            facts = {
                "name": "A made-up course",
                "zone": wanted.zone,
                "start": START.isoformat(),
                "weeks": str(wanted.weeks),
            }
            services = Actor(Person(space, person_id.format(8999)), "Student services")
            await course.set_up(teacher, services, "tue, thu", **facts)
            await course.live(end)


@asynccontextmanager
async def new_core(store: Store, clock: Clock, rng: Random, url: str = "") -> AsyncIterator[Core]:
    """The real core over an empty database, with made-up time and chance; ``url`` is where its pages are, if any."""
    try:
        core = put_together(store, clock, Seals(rng.randbytes(32)), rng, Given(url=url))
        async with core.drawer:
            yield core
    finally:
        await store.close()
