"""Drives one platform: takes what is due from the outbox, says it, and settles what became of it."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import structlog
from sqlalchemy import Connection

from bot.kernel.errors import Forbidden, PlatformError
from bot.kernel.places import Message, Person, Place
from bot.kernel.ports import Clock, Database, Platform
from bot.schedule import attempts, waiting
from bot.schedule.aftermath import Aftermath
from bot.schedule.ahead import Ahead
from bot.schedule.attempts import Attempt
from bot.schedule.lines import Lines
from bot.schedule.patience import Patience

log = structlog.get_logger()
WINDOW, BATCH = 1200, 200
FRESH, A_DAY = timedelta(seconds=10), timedelta(days=1)
LOOK_BACK = timedelta(minutes=10)  # the platform's clock is not ours; a marker finds only its own message


class Pump:
    """One platform's outbox, in motion. Messages to one place keep their order; places wait for no other.

    ``in_order`` makes even those wait, so that a rehearsal is the same each time.
    ``on_progress`` is called when something may have become due by what was said.
    """

    def __init__(
        self,
        platform: Platform,
        database: Database,
        clock: Clock,
        aftermath: Aftermath,
        in_order: bool = False,
    ) -> None:
        self.platform = platform
        self.on_progress: Callable[[], None] = lambda: None
        self._database = database
        self._clock = clock
        self._aftermath = aftermath
        self._lines = Lines(self._serve, one=in_order)
        self._patience = Patience(platform.name)
        self._leads = False
        self._stopped = False

    async def turn(self) -> None:
        """Start what is due now, as far as there is room."""
        if not await self._may():
            return
        now, name = self._clock.now(), self.platform.name
        while room := self._room:
            at_work = tuple(self._lines.ids)

            def work(db: Connection, room: int = room, at_work: tuple[int, ...] = at_work) -> list[Attempt]:
                lost_sight_of = attempts.unclear(db, name, now, room, at_work)
                died = partial(self._aftermath.died, db, now)
                return lost_sight_of + attempts.take(db, name, now, room - len(lost_sight_of), died)

            taken = await self._database.write(work)
            for attempt in taken:
                self._lines.join(attempt)
            if len(taken) < room:
                break

    async def is_settled(self) -> bool:
        """Whether the platform is led by whoever led it at the last turn."""
        return await self._database.lead(self.platform.name) == self._leads

    def ahead(self) -> Ahead:
        """When there is something to do by itself: no question while others have the next move."""
        if not self._leads or not self._room:
            return Ahead()
        asked = waiting.ahead(self.platform.name, self._lines.ids)
        return replace(asked, shut_until=self._patience.shut_until(self._clock.now()))

    async def drain(self) -> None:
        """Wait for what has been started."""
        await self._lines.empty()

    async def stop(self) -> None:
        """Begin nothing any more: what stands in line goes back to the outbox."""
        self._stopped = True
        await self.drain()

    @property
    def _room(self) -> int:
        """How many more may start."""
        most = 0 if self._stopped else 1 if self._patience.is_tested else WINDOW
        return max(0, min(BATCH, most - len(self._lines)))

    async def _may(self) -> bool:
        """Whether this process leads the platform, and the platform has not shut its door."""
        now = self._clock.now()
        if self._patience.went_back(now):
            self._leads = False
        leads = await self._database.lead(self.platform.name)
        if leads and not self._leads:
            await self._database.write(self._take_over)
        self._leads = leads
        return leads and not self._patience.shut_until(now)

    def _take_over(self, db: Connection) -> None:
        attempts.abandoned(db, self.platform.name, self._clock.now())
        attempts.hasten(db, self.platform.name, self._clock.now())

    async def _serve(self, attempt: Attempt) -> None:
        """It is this one's turn. Whatever happens, the next in line must be served."""
        had_room = self._room > 0
        try:
            moved = await self._attend_to(attempt)
        except Exception:
            log.error("what became of a delivery could not be kept", key=attempt.key, trace=traceback.format_exc())
            self._leads, moved = False, True  # it is looked up, as after a crash
        if moved or not had_room:
            self.on_progress()

    async def _attend_to(self, attempt: Attempt) -> bool:
        """Say it or look it up; True when something else may be due because of that."""
        now = self._clock.now()
        if wait := now if self._stopped else self._patience.wait_of(attempt.line, now):
            await self._database.write(lambda db: attempts.later(db, attempt, wait))
            return True
        if attempt.unclear:
            return await self._look_up(attempt)
        if now - attempt.attempted_at <= FRESH:
            return await self._say(attempt)
        renewed = await self._database.write(lambda db: attempts.renewed(db, attempt, now))
        return await self._say(renewed) if renewed else False

    async def _say(self, attempt: Attempt) -> bool:
        try:
            message = await self._speak(attempt)
        except Exception as error:
            return await self._settle(attempt, error)
        return await self._sent(attempt, message)

    async def _speak(self, attempt: Attempt) -> Message:
        """The one place where the bot opens its mouth."""
        match attempt.op, attempt.target, attempt.card:
            case "gather", Place() as place, card if card:
                since = attempt.tried_at and attempt.tried_at - A_DAY
                return await self.platform.gather(place, attempt.people, card, attempt.marker, since)
            case "part", Place() as room, None:
                await self.platform.part(room, attempt.people[0])
                return Message(room, "")
            case "close", Place() as room, None:
                await self.platform.close(room)
                return Message(room, "")
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

    async def _sent(self, attempt: Attempt, message: Message) -> bool:
        now = self._clock.now()
        self._patience.learn(attempt.line, None, now)
        return await self._database.write(lambda db: attempts.sent(db, attempt, message, now))

    async def _settle(self, attempt: Attempt, error: Exception) -> bool:
        if not isinstance(error, PlatformError):
            log.error("delivery failed unexpectedly", key=attempt.key, error=repr(error))
        now = self._clock.now()
        self._patience.learn(attempt.line, error, now)
        await self._database.write(lambda db: self._aftermath.settle(db, now, attempt, error))
        return True

    async def _look_up(self, attempt: Attempt) -> bool:
        """Was it said? Edits and deletions set a state, and rooms are found again: these are simply done again."""
        now, target, said = self._clock.now(), attempt.target, None
        since = attempt.attempted_at if attempt.attempted_at <= now else now - A_DAY  # the clock was set back
        try:
            if not isinstance(target, Message) and attempt.op in ("post", "tell"):
                said = await self.platform.find(target, attempt.marker, since - LOOK_BACK)
        except Forbidden as error:
            return await self._cannot_look(attempt, error)
        except Exception as error:
            return await self._settle(attempt, error)
        if said:
            return await self._sent(attempt, said)
        self._patience.learn(attempt.line, None, now)
        await self._database.write(lambda db: attempts.again(db, attempt, self._clock.now()))
        return True

    async def _cannot_look(self, attempt: Attempt, error: Forbidden) -> bool:
        """Without sight, say a private word never twice, and a post again: the platform's own key may still hold."""
        now = self._clock.now()
        log.error("a delivery is unclear, and may not be looked up", key=attempt.key, grant=error.grant)
        if attempt.op == "tell":
            await self._database.write(lambda db: attempts.dead(db, attempt, f"unclear, and may not look: {error}"))
        else:
            await self._database.write(lambda db: attempts.again(db, attempt, now))
        return True
