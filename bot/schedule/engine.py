"""The heart: wakes when something is due, and every few seconds, because the wall clock may jump."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import structlog

from bot.kernel.ports import Clock, Database
from bot.schedule import ahead, errands, occurrences, routines, sweeping
from bot.schedule.ahead import Ahead
from bot.schedule.errands import Errands
from bot.schedule.occurrences import Turns
from bot.schedule.pump import Pump

log = structlog.get_logger()
T = TypeVar("T")
LOOK, SOONEST, SWEEP = timedelta(seconds=5), timedelta(milliseconds=20), timedelta(hours=1)
ENDS = datetime.max.replace(tzinfo=UTC)


class Engine:
    """Claims what is due and keeps the pumps going. The event loop wakes it, whose clock nobody can set."""

    def __init__(self, database: Database, clock: Clock, turns: Turns, pumps: Sequence[Pump], errands: Errands) -> None:
        self._database = database
        self._clock = clock
        self._turns = turns
        self._errands = errands
        self.pumps = tuple(pumps)
        for pump in self.pumps:
            pump.on_progress = self.nudge
        errands.on_progress = self.nudge
        self._wake = asyncio.Event()
        self._seen = ENDS
        self._swept = datetime.min.replace(tzinfo=UTC)

    def nudge(self) -> None:
        """Something was put into the outbox just now."""
        self._wake.set()

    async def turn(self) -> None:
        """Everything that is due at this instant: claimed, planned, handed to the platforms."""
        now = self._clock.now()
        if now < self._seen - LOOK:  # set back, or the first look of this process
            await self._database.write(lambda db: occurrences.come_again(db, now))
        self._seen = now
        claimed = True
        while claimed:
            claimed = bool(await self._database.write(lambda db: self._turns.claim(db, now)))
            claimed |= await self._errands.turn(self._database, self._clock)
            for pump in self.pumps:
                await pump.turn()
        if not timedelta() <= now - self._swept < SWEEP:
            self._swept = now
            await self._database.write(lambda db: sweeping.sweep(db, now))

    async def look(self) -> datetime | None:
        """Turn if anything is due; when the next thing will happen by itself. Looking costs one read."""
        due, now = await self.next_due(), self._clock.now()
        quiet = timedelta() <= now - self._swept < SWEEP and now >= self._seen - LOOK
        if quiet and (due is None or due > now) and all([await pump.is_settled() for pump in self.pumps]):
            self._seen = now
            return due
        await self.turn()
        return await self.next_due()

    async def next_due(self) -> datetime | None:
        """When the next thing will happen by itself."""
        ours = Ahead((routines.earliest(), errands.earliest()))
        asked = [ours, *(pump.ahead() for pump in self.pumps)]
        return await self._database.read(lambda db: ahead.first(db, asked))

    async def run(self) -> None:
        """Until cancelled. An error is logged and the next turn tried: nothing is lost, it is all in the database."""
        try:
            while True:
                self._wake.clear()
                wait = await _finished(self._safely())
                with suppress(TimeoutError):
                    async with asyncio.timeout(wait.total_seconds()):
                        await self._wake.wait()
        finally:
            await asyncio.shield(self._stop())

    async def _safely(self) -> timedelta:
        """One look, and how long to sleep after it."""
        try:
            due = await self.look()
        except Exception:
            log.error("turn failed", trace=traceback.format_exc())
            return LOOK
        wait = LOOK if due is None else due - self._clock.now()
        return min(LOOK, max(SOONEST, wait))

    async def drain(self) -> None:
        """Wait for what the platforms have been handed."""
        await self._errands.drain()
        for pump in self.pumps:
            await pump.drain()

    async def _stop(self) -> None:
        await self._errands.stop()
        for pump in self.pumps:
            await pump.stop()


async def _finished(turn: Coroutine[Any, Any, T]) -> T:
    """A turn that has begun is ended even if we are cancelled: what it took from the outbox must be handed on."""
    task = asyncio.ensure_future(turn)
    try:
        return await asyncio.shield(task)
    finally:
        await asyncio.wait((task,))
