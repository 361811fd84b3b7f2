"""Drives one platform: takes what is due from the outbox, says it, and settles what became of it."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.kernel.errors import Closed, Forbidden, PlatformError
from bot.kernel.features import Means
from bot.kernel.places import Message, Person, Place
from bot.kernel.ports import Clock, Database, Platform
from bot.schedule import outbox
from bot.schedule.aftermath import PAUSE, Aftermath
from bot.schedule.outbox import Attempt

log = structlog.get_logger()
WINDOW, BATCH = 1200, 200
LOOK_BACK = timedelta(seconds=5)


class Pump:
    """One platform's outbox, in motion. Messages to one place keep their order; places do not wait for each other.

    ``at_once`` bounds what is under way; with 1 everything is said in the order of the outbox.
    """

    def __init__(self, platform: Platform, database: Database, clock: Clock, means: Means, at_once: int = WINDOW) -> None:
        self.platform = platform
        self._database = database
        self._clock = clock
        self._means = means
        self._at_once = at_once
        self._aftermath = Aftermath()
        self._tasks: set[asyncio.Task[None]] = set()
        self._lines: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._closed_until: datetime | None = None
        self._leads = False

    async def turn(self) -> None:
        """Start what is due now, as far as the window has room."""
        if not await self._may():
            return
        now, name = self._clock.now(), self.platform.name
        for attempt in await self._database.read(lambda db: outbox.unclear(db, name, now, BATCH)):
            self._start(attempt, self._look_up(attempt))
        while (room := min(BATCH, self._at_once - len(self._tasks))) > 0:
            taken = await self._database.write(lambda db, room=room: outbox.take(db, name, now, room))  # type: ignore[misc]
            for attempt in taken:
                self._start(attempt, self._say(attempt))
            if self._at_once == 1:
                await self.drain()
            if len(taken) < room:
                break

    async def drain(self) -> None:
        """Wait for what has been started."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _may(self) -> bool:
        """Whether this process leads the platform, and the platform has not shut its door."""
        leads = await self._database.lead(self.platform.name)
        if leads and not self._leads:
            await self._database.write(lambda db: outbox.abandoned(db, self.platform.name, self._clock.now()))
        self._leads = leads
        if self._closed_until and self._clock.now() < self._closed_until:
            return False
        self._closed_until = None
        return leads

    def _start(self, attempt: Attempt, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(self._in_line(attempt, work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _in_line(self, attempt: Attempt, work: Coroutine[Any, Any, None]) -> None:
        line = str(attempt.target.place if isinstance(attempt.target, Message) else attempt.target)
        async with self._lines[line]:
            await work
        if not self._lines[line].locked():
            self._lines.pop(line, None)

    async def _say(self, attempt: Attempt) -> None:
        if self._closed_until:
            await self._settle(attempt, Closed("the platform has shut its door"))
            return
        try:
            message = await self._speak(attempt)
        except Exception as error:
            await self._settle(attempt, error)
            return
        await self._database.write(lambda db: outbox.sent(db, attempt, message, self._clock.now()))

    async def _speak(self, attempt: Attempt) -> Message | None:
        """The one place where the bot opens its mouth."""
        match attempt.op, attempt.target, attempt.card:
            case "post", Place() as place, card if card:
                return await self.platform.post(place, card, attempt.marker)
            case "tell", Person() as person, card if card:
                return await self.platform.tell(person, card, attempt.marker)
            case "edit", Message() as message, card if card:
                await self.platform.edit(message, card)
                return message
            case "delete", Message() as message, None:
                await self.platform.delete(message)
                return message
        raise ValueError(f"a {attempt.op} does not go to {attempt.target}")

    async def _settle(self, attempt: Attempt, error: Exception) -> None:
        if not isinstance(error, PlatformError):
            log.error("delivery failed unexpectedly", key=attempt.key, error=repr(error))
        if isinstance(error, Closed) and not self._closed_until:
            self._closed_until = self._clock.now() + PAUSE
            log.critical("platform closed to us", platform=self.platform.name, until=self._closed_until, why=str(error))
        now = self._clock.now()
        await self._database.write(lambda db: self._aftermath.settle(self._means.bot(db, now), attempt, error))

    async def _look_up(self, attempt: Attempt) -> None:
        """Was it said? Edits and deletions set a state, so they are simply done again."""
        target = attempt.target
        try:
            found = None
            if not isinstance(target, Message):
                found = await self.platform.find(target, attempt.marker, attempt.attempted_at - LOOK_BACK)
        except Forbidden as error:
            await self._cannot_look(attempt, error)
            return
        except PlatformError as error:
            await self._settle(attempt, error)
            return
        now = self._clock.now()
        if found:
            await self._database.write(lambda db: outbox.sent(db, attempt, found, now))
        else:
            await self._database.write(lambda db: outbox.again(db, attempt, now))

    async def _cannot_look(self, attempt: Attempt, error: Forbidden) -> None:
        """Without sight, say a private word never twice, and a post again: the platform's own key may still hold."""
        now = self._clock.now()
        if attempt.op == "tell":
            await self._database.write(lambda db: outbox.dead(db, attempt, f"unclear, and may not look: {error}"))
        else:
            await self._database.write(lambda db: outbox.again(db, attempt, now))
