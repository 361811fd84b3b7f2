"""Errands in the database: remembered, seen to when they are due, tried again when that failed.

One that needs thinking is lent to one process for a while; what dies with it in hand comes again when that is over.
Whoever has it no more, because it took too long, keeps nothing of what came of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from random import Random
from traceback import format_exception
from typing import Any

import structlog
from sqlalchemy import Connection, Row, Select, bindparam, delete, select, update

from bot.kernel.courses import Course
from bot.kernel.errands import Duty, Errand, Solve
from bot.kernel.features import Bot, Feature, Means, Standing
from bot.kernel.ports import Clock, Database
from bot.kernel.rubbish import uncollected
from bot.store import courses
from bot.store.columns import insert_all
from bot.store.failures import apart, is_lost
from bot.store.prepared import Prepared
from bot.store.tables import errands

log = structlog.get_logger()
BATCH, TRIES = 50, 5
LENT, WAIT, REST = timedelta(minutes=5), timedelta(minutes=1), timedelta(hours=1)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
E = errands.c
Work = Callable[[Bot, Errand], Any]


def remember(db: Connection, wanted: Sequence[Errand]) -> None:
    insert_all(db, errands, [{**_row(errand), "attempts": 0} for errand in wanted])


def _row(errand: Errand) -> dict[str, Any]:
    return {name: getattr(errand, name) for name in Errand.__dataclass_fields__}


@cache
def earliest() -> Select[Any]:
    return select(E.at).where(E.at > LONG_AGO).order_by(E.at).limit(1)  # or SQLite would call it a walk


@cache
def _due() -> Prepared:
    query = select(errands).where(E.at <= bindparam("now")).order_by(E.at, E.key).limit(bindparam("most"))
    return Prepared(query.with_for_update(skip_locked=True))


class Moot(Exception):
    """There is nothing to be worked out any more."""


@dataclass
class Errands:
    """Sees to what is due: at once, or when the solver has answered."""

    duties: Mapping[str, Duty]
    means: Means
    solve: Solve
    on_progress: Callable[[], None] = lambda: None
    _thinking: set[asyncio.Task[None]] = field(default_factory=set)

    @classmethod
    def of(cls, features: Sequence[Feature], means: Means, solve: Solve) -> Errands:
        return cls({kind: duty for f in features for kind, duty in f.duties.items()}, means, solve)

    async def turn(self, database: Database, clock: Clock) -> bool:
        """See to a batch; True when something was due."""
        now = clock.now()
        found, lent = await database.write(lambda db: self._take(db, now))
        for errand in lent:
            task = asyncio.create_task(self._think(database, clock, errand))
            self._thinking.add(task)
            task.add_done_callback(self._thinking.discard)
        return found

    async def drain(self) -> None:
        """Wait for what is being worked out."""
        while self._thinking:
            await asyncio.wait(self._thinking)

    async def stop(self) -> None:
        """What is being worked out is given up; it comes again."""
        for task in tuple(self._thinking):
            task.cancel()
        await self.drain()

    def _take(self, db: Connection, now: datetime) -> tuple[bool, list[Errand]]:
        """Whether anything was due, and what is lent to this process to think about."""
        found = _due().all(db, now=now, most=BATCH)
        rows = sorted(found, key=lambda row: (row.at, row.key))  # databases differ in what comes first of words
        taken = [self._tried(db, row, now, self._begin) for row in rows]
        return bool(rows), [errand for errand in taken if errand]

    def _begin(self, bot: Bot, errand: Errand) -> Errand | None:
        duty = self.duties[errand.kind]
        if duty.ask:
            return _lend(bot, errand)
        _forget(bot, errand)  # first, for what is done may want the same again
        bot.say(*duty.act(bot, errand.subject))
        return None

    async def _think(self, database: Database, clock: Clock, lent: Errand) -> None:
        """The solver makes itself ready while its question is still being read."""
        question = self._question(database, clock, lent)
        work: Work
        try:
            try:
                answer = await self.solve(question)
                await self._keep(database, clock, lent, answer)
                work = partial(self._finish, answer)
            except Moot:
                work = _forget
            except Exception as error:
                work = partial(_fail, error)
            await database.write(lambda db: self._held(db, clock.now(), lent, work))
        except Exception as error:
            log.error("what was worked out could not be kept", errand=lent.key, error=repr(error))
        finally:
            question.close()
        self.on_progress()

    async def _question(self, database: Database, clock: Clock, lent: Errand) -> Any:
        with uncollected():
            return await database.read(lambda db: self._asked(db, clock.now(), lent))

    def _asked(self, db: Connection, now: datetime, lent: Errand) -> Any:
        """What must be worked out; Moot if nothing."""
        course, ask = courses.get(db, lent.course), self.duties[lent.kind].ask
        asked = ask(self._bot(db, now, lent, course), lent.subject) if course and ask else None
        if asked is None:
            raise Moot
        return asked

    async def _keep(self, database: Database, clock: Clock, lent: Errand, answer: Any) -> None:
        """What is too much for one transaction, so that nobody who writes meanwhile waits for all of it."""
        keep, number = self.duties[lent.kind].keep, 0

        def some(bot: Bot, errand: Errand) -> bool:
            return bool(keep and keep(bot, errand.subject, answer, number))

        while keep and await database.write(lambda db: self._held(db, clock.now(), lent, some)):
            number += 1

    def _finish(self, answer: Any, bot: Bot, errand: Errand) -> None:
        _forget(bot, errand)
        bot.say(*self.duties[errand.kind].act(bot, errand.subject, answer))

    def _held(self, db: Connection, now: datetime, lent: Errand, work: Work) -> Any:
        """Work on what this process was lent, if it has it still."""
        mine = select(errands).where(E.key == lent.key, E.at == lent.at).with_for_update()
        row = db.execute(mine).first()
        return self._tried(db, row, now, work) if row else None

    def _tried(self, db: Connection, row: Row[Any], now: datetime, work: Work) -> Any:
        """Work on one errand; what fails is undone alone, and tried again or given up."""
        errand = Errand(*(getattr(row, name) for name in Errand.__dataclass_fields__))
        course = courses.get(db, errand.course)
        duty = self.duties.get(errand.kind)
        if course is None or (course.state != "active" and not (duty and duty.always)):
            return _put_off(db, errand, now + REST)
        bot = self._bot(db, now, errand, course)
        try:
            with apart(db):
                return work(bot, errand)
        except Exception as error:
            if is_lost(db, error):
                raise
            log.error("an errand failed", key=errand.key, trace="".join(format_exception(error)))
            return self._failed(bot, errand, row.attempts + (errand.at <= now))  # one that is lent is counted already

    def _bot(self, db: Connection, now: datetime, errand: Errand, course: Course) -> Bot:
        chance = Random(f"{course.seed}/{errand.key}")  # noqa: S311 - the same whoever does it, and whenever
        return replace(self.means.bot(db, now, course.locale), rng=chance, standing=Standing(course))

    def _failed(self, bot: Bot, errand: Errand, attempts: int) -> None:
        if attempts < TRIES:
            again = {"at": bot.now + WAIT * attempts, "attempts": attempts}
            bot.db.execute(update(errands).where(E.key == errand.key).values(**again))
            return
        _forget(bot, errand)
        duty = self.duties.get(errand.kind)
        if duty and duty.give_up:
            try:
                with apart(bot.db):
                    bot.say(*duty.give_up(bot, errand.subject))
            except Exception as error:
                if is_lost(bot.db, error):
                    raise
                log.error("an errand could not even be given up", key=errand.key, error=repr(error))


def _put_off(db: Connection, errand: Errand, until: datetime) -> None:
    """Its course rests, and so does this."""
    db.execute(update(errands).where(E.key == errand.key).values(at=until))


def _lend(bot: Bot, errand: Errand) -> Errand:
    """It is this process's until then, and known by that."""
    until = bot.now + LENT
    bot.db.execute(update(errands).where(E.key == errand.key).values(at=until, attempts=E.attempts + 1))
    return replace(errand, at=until)


def _forget(bot: Bot, errand: Errand) -> None:
    _forgetting().run(bot.db, which=errand.key)


@cache
def _forgetting() -> Prepared:
    return Prepared(delete(errands).where(E.key == bindparam("which")))


def _fail(error: Exception, bot: Bot, errand: Errand) -> None:
    raise error
