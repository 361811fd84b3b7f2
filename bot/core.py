"""Everything of the bot but its platforms, put together over one database."""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from random import Random, SystemRandom

import structlog
from sqlalchemy import Connection

from bot import zonedata
from bot.clock import SystemClock
from bot.config import Config
from bot.drawing.drawer import Drawer
from bot.features.all import FEATURES
from bot.kernel.app import App
from bot.kernel.errands import Solve
from bot.kernel.features import Feature, House, Means
from bot.kernel.places import Person
from bot.kernel.ports import Clock, Platform
from bot.kernel.seals import Seals
from bot.library.load import PROMPTS, load
from bot.schedule import routines
from bot.schedule.aftermath import Aftermath
from bot.schedule.engine import Engine
from bot.schedule.errands import Errands
from bot.schedule.occurrences import BATCH, Turns
from bot.schedule.outbox import Outbox
from bot.schedule.pump import Pump
from bot.solver import Solver
from bot.store import courses, notes
from bot.store.directory import Directory
from bot.store.open import Store, open_store, upgrade_apart

log = structlog.get_logger()


class Heart(Engine):
    """An engine that remembers when it last looked (monotonic seconds), for whoever asks after its health."""

    turned = 0.0

    async def look(self) -> datetime | None:
        due = await super().look()
        self.turned = time.monotonic()
        return due


@dataclass(frozen=True)
class Core:
    """What comes in goes to ``app``; what goes out is driven by ``engine``."""

    store: Store
    clock: Clock
    app: App
    turns: Turns
    engine: Heart
    drawer: Drawer = field(default_factory=Drawer)

    def attach(self, platform: Platform, in_order: bool = False) -> Pump:
        """From now on the engine says through this platform what is due there."""
        pump = Pump(platform, self.store, self.clock, Aftermath.of(self.app.features, self.app.means), in_order)
        pump.on_progress = self.engine.nudge
        self.engine.pumps += (pump,)
        return pump

    def detach(self, pump: Pump) -> None:
        self.engine.pumps = tuple(other for other in self.engine.pumps if other is not pump)


@dataclass(frozen=True, slots=True)
class Given:
    """What a core is made of besides its database.

    ``owners`` may do what managers may; ``solve`` works rounds out; ``url`` is where the bot's own pages are.
    """

    features: tuple[Feature, ...] = FEATURES
    owners: frozenset[Person] = frozenset()
    solve: Solve = field(default_factory=lambda: Solver().answer)
    url: str = ""


def put_together(store: Store, clock: Clock, seals: Seals, rng: Random, given: Given | None = None) -> Core:
    """One core over an open database, with chance and time as given."""
    given = given or Given()
    keeps = tuple(kept for feature in given.features for kept in feature.keeps)
    measures = tuple(measure for feature in given.features for measure in feature.measures)
    begins = tuple(feature.begin for feature in given.features if feature.begin)
    means = Means(rng, load(PROMPTS), Outbox(seals), House(keeps, measures, seals.key, given.url, begins))
    turns = Turns.of(given.features, means)
    engine = Heart(store, clock, turns, (), Errands.of(given.features, means, given.solve))
    app = App(given.features, store, Directory(given.owners), clock, seals, means, after=engine.nudge)
    return Core(store, clock, app, turns, engine)


@asynccontextmanager
async def opened(config: Config) -> AsyncIterator[Core]:
    """The core that the operator's environment describes; its database is closed at the end."""
    await upgrade_apart(config.database)
    store = await open_store(config.database)
    try:
        key = await store.write(lambda db: _key(db, config))
        given = Given(owners=frozenset(config.owners), url=config.pages)
        core = put_together(store, SystemClock(config.clock), Seals(key), SystemRandom(), given)
        await store.write(lambda db: follow_zones(db, core, zonedata.release()))
        await store.write(lambda db: begin_all(db, core))
        async with core.drawer:
            yield core
    finally:
        await store.close()


def _key(db: Connection, config: Config) -> bytes:
    """The operator's key, else the one that was made at the first start."""
    if config.secret_key:
        return config.secret_key.get_secret_value().encode()
    return notes.once(db, notes.SECRET_KEY, secrets.token_urlsafe(32)).encode()


def begin_all(db: Connection, core: Core) -> None:
    """Courses may have begun before their bot could all that it can now."""
    bot = core.app.means.bot(db, core.clock.now())
    for course in courses.every(db):
        if course.state == "active":
            bot.begin(course)


def follow_zones(db: Connection, core: Core, release: str) -> None:
    """With other rules of time zones, the same wall time is another instant.

    What is overdue was missed by the old rules: it is claimed first, or the new ones would skip it in silence.
    """
    before = notes.get(db, notes.ZONES)
    if release == before:
        return
    notes.put(db, notes.ZONES, release)
    if before:
        log.info("time zone data changed: every next turn is computed again", now=release, before=before)
        now = core.clock.now()
        while core.turns.claim(db, now) == BATCH:
            pass
        routines.rearm_all(db, courses.every(db), now)
