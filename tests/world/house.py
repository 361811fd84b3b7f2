"""The schedule on a database, a platform and a clock of the test's own: restarted at will, run as fast as it goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from bot.kernel.courses import Course
from bot.kernel.deliveries import Delivery, Routine, Slot
from bot.kernel.errands import Duty, Solve
from bot.kernel.features import Bot, Means, Planner, Standing, Unsaid
from bot.kernel.ports import Database
from bot.schedule import routines
from bot.schedule.aftermath import Aftermath
from bot.schedule.engine import Engine
from bot.schedule.errands import Errands
from bot.schedule.occurrences import Turns
from bot.schedule.pump import Pump
from bot.store.tables import deliveries, occurrences
from tests.world.clock import VirtualClock
from tests.world.people import course, post, settle_in
from tests.world.platform import FakePlatform

SIX_HOURS = timedelta(hours=6)


def ask(bot: Bot, routine: Routine, slot: Slot) -> Sequence[Delivery]:
    """The toy planner: one post, which names its turn."""
    return [post(f"{routine.id}/{slot.local:%Y-%m-%dT%H:%M}", routine.place)]


async def unsolvable(question: Any) -> Any:
    raise AssertionError(f"nobody was to be asked {await question}")


@dataclass
class House:
    """One process at a time. ``late`` and ``planners`` are by kind of routine; there is one kind, ``toy``."""

    database: Database
    clock: VirtualClock
    platform: FakePlatform
    means: Means
    planners: dict[str, Planner] = field(default_factory=lambda: {"toy": ask})
    late: dict[str, timedelta] = field(default_factory=lambda: {"toy": SIX_HOURS})
    duties: dict[str, Duty] = field(default_factory=dict)
    unsaid: dict[str, Unsaid] = field(default_factory=dict)
    solve: Solve = field(default=unsolvable)
    engine: Engine = field(init=False)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> Engine:
        """A new process: the old one's memory is gone."""
        pump = Pump(self.platform, self.database, self.clock, Aftermath(self.means, self.unsaid))
        errands = Errands(self.duties, self.means, self.solve)
        turns = Turns(self.planners, self.late, self.means)
        self.engine = Engine(self.database, self.clock, turns, [pump], errands)
        return self.engine

    async def do(self, work: Callable[[Bot], Any], of: Course | None = None) -> Any:
        """What a handler does: a work with a Bot, in a course."""
        now = self.clock.now()
        standing = Standing(of or course())

        def placed(db: Connection) -> Any:
            bot = self.means.bot(db, now)
            return work(Bot(bot.db, bot.now, bot.rng, bot.library, bot.outbox, bot.locale, standing))

        return await self.database.write(placed)

    async def say(self, *said: Delivery) -> None:
        await self.do(lambda bot: bot.say(*said))

    async def settle_in(self, *made: Routine, of: Course | None = None) -> None:
        """A course with an instructor, and these routines of it."""
        now = self.clock.now()

        def work(db: Connection) -> None:
            settled = settle_in(db, now, of)
            for routine in made:
                routines.save(db, routine, settled.breaks, now)

        await self.database.write(work)

    async def turn(self) -> None:
        """What is due now, and what becomes of it."""
        await self.engine.turn()
        await self.engine.drain()

    async def run(self, until: datetime | timedelta) -> None:
        """Whatever happens until an instant, each thing when it is due."""
        end = until if isinstance(until, datetime) else self.clock.now() + until
        while True:
            await self.turn()
            due = await self.engine.next_due()
            if due is None or due > end:
                break
            self.clock.set(max(due, self.clock.now() + timedelta(milliseconds=20)))
        self.clock.set(end)

    async def rows(self) -> dict[str, Any]:
        """The outbox, by key."""
        query = select(deliveries).order_by(deliveries.c.id)
        return {row.key: row for row in await self.database.read(lambda db: db.execute(query).all())}

    async def states(self) -> dict[str, str]:
        return {key: row.state for key, row in (await self.rows()).items()}

    async def turns(self) -> dict[str, str]:
        """The turns that were taken: what became of each, by its local time."""
        query = select(occurrences.c.slot, occurrences.c.state).order_by(occurrences.c.slot)
        found = await self.database.read(lambda db: db.execute(query).all())
        return {datetime.fromisoformat(slot).isoformat(timespec="minutes"): state for slot, state in found}
