"""The heart: wakes when something is due, and every few seconds, because the wall clock may jump."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import Connection

from bot.kernel.ports import Clock, Database
from bot.schedule import outbox, routines, sweeping
from bot.schedule.occurrences import BATCH, Turns
from bot.schedule.pump import Pump

log = structlog.get_logger()
LOOK, SOONEST, SWEEP = timedelta(seconds=5), timedelta(milliseconds=20), timedelta(hours=1)


class Engine:
    """Claims what is due and keeps the pumps going. APScheduler holds one job, in UTC, and only wakes."""

    def __init__(self, database: Database, clock: Clock, turns: Turns, pumps: Sequence[Pump]) -> None:
        self._database = database
        self._clock = clock
        self._turns = turns
        self.pumps = tuple(pumps)
        self._wake = asyncio.Event()
        self._swept = datetime.min.replace(tzinfo=UTC)

    def nudge(self) -> None:
        """Something was put into the outbox just now."""
        self._wake.set()

    async def turn(self) -> None:
        """Everything that is due at this instant: claimed, planned, handed to the platforms."""
        now = self._clock.now()
        while await self._database.write(lambda db: self._turns.claim(db, now)) == BATCH:
            pass
        for pump in self.pumps:
            await pump.turn()
        if not timedelta() <= now - self._swept < SWEEP:
            self._swept = now
            await self._database.write(lambda db: sweeping.sweep(db, now))

    async def next_due(self) -> datetime | None:
        """When the next thing will happen by itself."""
        names = [pump.platform.name for pump in self.pumps]

        def work(db: Connection) -> datetime | None:
            instants = [routines.earliest(db), *(outbox.earliest(db, name) for name in names)]
            return min((instant for instant in instants if instant), default=None)

        return await self._database.read(work)

    async def run(self) -> None:
        """Until cancelled. An error is logged and the next turn tried: nothing is lost, it is all in the database."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        scheduler.start()
        try:
            while True:
                self._wake.clear()
                wait = await self._safely()
                when = datetime.now(UTC) + wait
                wake = {"id": "wake", "replace_existing": True, "misfire_grace_time": None}
                scheduler.add_job(self._wake.set, "date", run_date=when, **wake)
                await self._wake.wait()
        finally:
            scheduler.shutdown(wait=False)
            await asyncio.shield(self.drain())

    async def _safely(self) -> timedelta:
        """One turn, and how long to sleep after it."""
        try:
            await self.turn()
            due = await self.next_due()
        except Exception:
            log.error("turn failed", trace=traceback.format_exc())
            return LOOK
        wait = LOOK if due is None else due - self._clock.now()
        return min(LOOK, max(SOONEST, wait))

    async def drain(self) -> None:
        for pump in self.pumps:
            await pump.drain()
