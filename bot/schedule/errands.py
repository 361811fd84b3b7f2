"""Errands in the database: remembered, seen to when they are due, tried again when that failed.

One that needs thinking is lent to one process for a while; what dies with it in hand comes again when that is over.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from traceback import format_exception
from typing import Any

import structlog
from sqlalchemy import Connection, Delete, Row, Select, bindparam, delete, select, update

from bot.kernel.errands import Duty, Errand, Solve
from bot.kernel.features import Bot, Feature, Means, Standing
from bot.kernel.ports import Clock, Database
from bot.store import courses
from bot.store.columns import insert_all
from bot.store.failures import apart, is_lost
from bot.store.tables import errands

log = structlog.get_logger()
BATCH, TRIES = 50, 5
LENT, WAIT, REST = timedelta(minutes=5), timedelta(minutes=1), timedelta(hours=1)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
E = errands.c


def remember(db: Connection, wanted: Sequence[Errand]) -> None:
    insert_all(db, errands, [{**_row(errand), "attempts": 0} for errand in wanted])


def _row(errand: Errand) -> dict[str, Any]:
    return {name: getattr(errand, name) for name in Errand.__dataclass_fields__}


@cache
def earliest() -> Select[Any]:
    return select(E.at).where(E.at > LONG_AGO).order_by(E.at).limit(1)  # or SQLite would call it a walk


@cache
def _due() -> Select[Any]:
    query = select(errands).where(E.at <= bindparam("now")).order_by(E.at, E.key).limit(bindparam("most"))
    return query.with_for_update(skip_locked=True)


@dataclass(frozen=True, slots=True)
class Question:
    """What one errand wants to have worked out."""

    errand: Errand
    asked: Any


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
        found, questions = await database.write(lambda db: self._take(db, now))
        for question in questions:
            task = asyncio.create_task(self._think(database, clock, question))
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

    def _take(self, db: Connection, now: datetime) -> tuple[bool, list[Question]]:
        found = db.execute(_due(), {"now": now, "most": BATCH}).all()
        rows = sorted(found, key=lambda row: (row.at, row.key))  # databases differ in what comes first of words
        taken = [self._tried(db, row, now, self._begin) for row in rows]
        return bool(rows), [question for question in taken if question]

    def _begin(self, bot: Bot, errand: Errand) -> Question | None:
        """Do it; or read what must be worked out first, which is then this process's for a while."""
        duty = self.duties[errand.kind]
        asked = duty.ask and duty.ask(bot, errand.subject)
        if asked is not None:
            return self._lend(bot, errand, asked)
        _forget(bot.db, errand)  # first, for what is done may want the same again
        if duty.ask is None:
            bot.say(*duty.act(bot, errand.subject))
        return None

    def _lend(self, bot: Bot, errand: Errand, asked: Any) -> Question:
        bot.db.execute(update(errands).where(E.key == errand.key).values(at=bot.now + LENT, attempts=E.attempts + 1))
        return Question(errand, asked)

    async def _think(self, database: Database, clock: Clock, question: Question) -> None:
        errand, answer, failure = question.errand, None, None
        try:
            answer = await self.solve(question.asked)
        except Exception as error:
            failure = error
        try:
            await database.write(lambda db: self._answered(db, clock.now(), errand, answer, failure))
        except Exception as error:
            log.error("what was worked out could not be kept", errand=errand.key, error=repr(error))
        self.on_progress()

    def _answered(self, db: Connection, now: datetime, errand: Errand, answer: Any, failure: Exception | None) -> None:
        row = db.execute(select(errands).where(E.key == errand.key)).first()
        if row is None:
            return

        def finish(bot: Bot, errand: Errand) -> None:
            if failure:
                raise failure
            _forget(bot.db, errand)
            bot.say(*self.duties[errand.kind].act(bot, errand.subject, answer))

        self._tried(db, row, now, finish)

    def _tried(self, db: Connection, row: Row[Any], now: datetime, work: Callable[[Bot, Errand], Any]) -> Any:
        """Work on one errand; what fails is undone alone, and tried again or given up."""
        errand = Errand(*(getattr(row, name) for name in Errand.__dataclass_fields__))
        course = courses.get(db, errand.course)
        duty = self.duties.get(errand.kind)
        if course is None or (course.state != "active" and not (duty and duty.always)):
            return _put_off(db, errand, now + REST)
        chance = Random(f"{course.seed}/{errand.key}")  # noqa: S311 - the same whoever does it, and whenever
        bot = replace(self.means.bot(db, now, course.locale), rng=chance, standing=Standing(course))
        try:
            with apart(db):
                return work(bot, errand)
        except Exception as error:
            if is_lost(db, error):
                raise
            log.error("an errand failed", key=errand.key, trace="".join(format_exception(error)))
            return self._failed(bot, errand, row.attempts + (errand.at <= now))  # one that is lent is counted already

    def _failed(self, bot: Bot, errand: Errand, attempts: int) -> None:
        if attempts < TRIES:
            again = {"at": bot.now + WAIT * attempts, "attempts": attempts}
            bot.db.execute(update(errands).where(E.key == errand.key).values(**again))
            return
        _forget(bot.db, errand)
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


def _forget(db: Connection, errand: Errand) -> None:
    db.execute(_forgetting(), {"which": errand.key})


@cache
def _forgetting() -> Delete:
    return delete(errands).where(E.key == bindparam("which"))
