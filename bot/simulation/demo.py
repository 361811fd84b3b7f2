"""``homeroom demo``: a living course on a page in the browser, with classmates who answer by themselves.

Everything is made up and kept in a file that goes with the process: each start is a new first day.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from starlette.routing import Mount

from bot import wiring
from bot.config import Config
from bot.core import Core
from bot.dashboard.site import Dashboard
from bot.serving import told_to_stop
from bot.simulation.classmates import Actor, Seen, invent
from bot.simulation.classroom import Classroom
from bot.simulation.clock import RunningClock
from bot.simulation.course import LivingCourse
from bot.simulation.friends import FRESH
from bot.simulation.run import new_core
from bot.store.address import Address
from bot.store.open import open_store
from bot.tidying import put_in_order, tidied
from bot.web import Web

ZONE, WEEKS, SEED = "Europe/Berlin", 12, 7
LIVED = timedelta(days=9)
TICK = 0.5
VISITOR = "ama"
STEPS = {
    "staff": {
        "See what comes next": "/icebreaker preview",
        "Ask a question now": "/icebreaker now",
        "See how buddies are going": "/buddies status",
        "Look at the course": "/course status",
        "See whether people connect": "/insights",
    },
    "student": {
        "See who your buddy is": "/buddy mine",
        "Say what you wish of a buddy": "/buddy preferences",
        "See whether people connect": "/insights",
        "See what is kept about you": "/me",
    },
}


class Demo:
    """Turns the clock of the made-up course; time also runs by itself."""

    zone = ZONE

    def __init__(self, core: Core, course: LivingCourse, clock: RunningClock) -> None:
        self.core = core
        self._engine = core.engine
        self._course = course
        self._clock = clock
        self._living = asyncio.Lock()

    def now(self) -> datetime:
        return self._clock.now()

    async def next_event(self) -> datetime | None:
        """To the next thing that the bot does by itself, and everything on the way."""
        due = await self._engine.next_due()
        if due is None:
            return None
        return await self._live(max(due, self.now()))

    async def advance(self, days: int) -> datetime:
        return await self._live(self.now() + timedelta(days=days))

    async def _live(self, until: datetime) -> datetime:
        async with self._living:
            await self._course.live(until)
        return self.now()

    async def run(self) -> None:
        """Let time pass by itself, until cancelled."""
        while True:
            await self._live(self.now())
            await asyncio.sleep(TICK)


async def demo(config: Config, say: Callable[[str], None]) -> None:
    """Serve the page until SIGTERM or SIGINT; PortTaken when another program has the port."""
    say("A course is being made up; that takes a few seconds …")
    stop = told_to_stop()
    start = config.clock.astimezone(UTC) if config.clock else datetime.now(UTC)
    clock, rng = RunningClock(start - LIVED), Random(SEED)  # noqa: S311 - a made-up course
    with TemporaryDirectory(prefix="homeroom-demo-") as folder:
        store = await open_store(Address.parse(f"sqlite:///{folder}/course.sqlite"), durable=False)
        async with tidied(), new_core(store, clock, rng, config.pages) as core:
            platform, world = wiring.made_up_space(clock)
            core.attach(platform)
            course = _course(core, world, clock, rng)
            if await _unless(stop, _first_days(course, world, start)):
                await _serve(config, say, Demo(core, course, clock), world, stop)


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Whether a work came to its end before the process was told to stop; else it is given up."""
    doing, told = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait((doing, told), return_when=asyncio.FIRST_COMPLETED)
    for one in (doing, told):
        one.cancel()
    ended = await asyncio.gather(doing, told, return_exceptions=True)
    if isinstance(ended[0], Exception):
        raise ended[0]
    return not stop.is_set()


def _course(core: Core, world: Any, clock: RunningClock, rng: Random) -> LivingCourse:
    """The classmates hear what the bot says where they are; the visitor speaks for herself.

    Before she has come nobody asks for another buddy: hers is to be there.
    """
    said: list[Seen] = []
    came = clock.now() + LIVED

    def heard(change: Any) -> None:
        entry = change.entry
        actions = {control.action for control in entry.card.controls}
        if FRESH in actions and clock.now() < came:
            return
        if change.what == "said" and actions and not entry.only and not entry.place.thread:
            inside = world.members(entry.place.channel)
            said.append(Seen(entry.card, tuple(world.person(id_) for id_ in sorted(inside))))

    world.listen(heard)
    people = [one.id for one in world.people.values() if one.part == "student" and one.id != VISITOR]
    actors = [_actor(world, id_) for id_ in people]
    begin = clock.now() - timedelta(days=1)
    classmates = invent(actors, begin, begin + timedelta(weeks=WEEKS + 2), SEED)
    return LivingCourse(core.engine, Classroom(core.app, classmates, world.place("general"), rng), clock, said)


def _actor(world: Any, id_: str) -> Actor:
    """One of those who live there, as they would act from where they are."""
    resident = world.people[id_]
    return Actor(world.person(id_), resident.name, resident.manages, resident.zone)


async def _first_days(course: LivingCourse, world: Any, now: datetime) -> None:
    """What has happened before the visitor came."""
    first = (now - LIVED).date()
    facts = {"name": "Thinking in Code", "zone": ZONE, "start": first.isoformat(), "weeks": str(WEEKS)}
    teacher, moderator, visitor = (_actor(world, id_) for id_ in ("dana", "moss", VISITOR))
    await course.set_up(teacher, moderator, "tue, thu", **facts)
    await course.room.call(teacher, "course staff add", person=moderator.person, role="moderator")
    await course.room.call(visitor, "buddy join")
    await course.room.call(visitor, "buddy preferences", hours="daily 17-21", interests="music, novels, tea")
    await course.live(now)


async def _serve(config: Config, say: Callable[[str], None], controls: Demo, world: Any, stop: asyncio.Event) -> None:
    site = wiring.page(controls.core, world, controls, STEPS)
    pages = Dashboard(controls.core.app, controls.core.drawer.svg)
    web = Web([*pages.routes, Mount("/", app=site)], config.host, config.port)
    living = asyncio.create_task(controls.run(), name="time")
    put_in_order()
    say(f"A made-up course is alive at http://{config.host}:{web.port}  (Ctrl-C ends it; nothing is kept)")
    try:
        await stop.wait()
    finally:
        living.cancel()
        site.state.streams.close()
        await web.close()
