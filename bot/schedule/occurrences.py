"""What is due, and claiming it: one winner, in the database.

Claim, plan and re-arm are one transaction: either the turn is done and what it says is in the outbox, or neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from traceback import format_exception
from typing import Any

import structlog
from sqlalchemy import Connection, Row, delete, func, literal, select

from bot.kernel.cards import Card, Moment
from bot.kernel.courses import Course
from bot.kernel.deliveries import Routine, Slot
from bot.kernel.features import Bot, Feature, Means, Planner, Standing
from bot.schedule import notices, outbox, routines
from bot.schedule.calendar import next_slot
from bot.store import courses
from bot.store.columns import Instant, insert_new
from bot.store.failures import apart, is_lost
from bot.store.tables import occurrences
from bot.store.tables import routines as kept

log = structlog.get_logger()
BATCH = 50
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
TAKEN = occurrences.c


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn that has come, and the one after it."""

    bot: Bot
    routine: Routine
    slot: Slot
    after: Slot | None


@dataclass(frozen=True)
class Turns:
    """Plans what is due, by the features' planners."""

    planners: Mapping[str, Planner]
    late: Mapping[str, timedelta]
    means: Means

    @classmethod
    def of(cls, features: Sequence[Feature], means: Means) -> Turns:
        planners = {kind: planner for feature in features for kind, planner in feature.routines.items()}
        late = {kind: limit for feature in features for kind, limit in feature.late.items()}
        return cls(planners, late, means)

    def claim(self, db: Connection, now: datetime) -> int:
        """Take the turns that are due, plan them, arm the next; how many there were (at most a batch)."""
        rows = routines.due(db, now, BATCH)
        routines.arm(db, *((row.id, self._claimed(db, now, row)) for row in rows))
        return len(rows)

    def _claimed(self, db: Connection, now: datetime, row: Row[Any]) -> Slot | None:
        """One turn is taken; the one after it."""
        try:
            with apart(db):
                return self._take(self._turn(db, now, row))
        except Exception as error:
            return self._failed(db, now, row, error)

    def _turn(self, db: Connection, now: datetime, row: Row[Any]) -> Turn:
        routine, course = routines.routine_of(row), courses.course_of(row, "course_")
        slot = Slot(row.next_due, datetime.fromisoformat(row.next_slot))
        bot = replace(
            self.means.bot(db, now, course.locale),
            rng=_chance(course, routine, slot),
            standing=Standing(course),
        )
        return Turn(bot, routine, slot, next_slot(routine, course.breaks, slot.instant))

    def _take(self, turn: Turn) -> Slot | None:
        """Plan it, unless it is too late to be worth having or was taken before."""
        bot, routine = turn.bot, turn.routine
        if bot.course.state != "active":
            return None
        limit = self.late.get(routine.kind)
        if limit is not None and bot.now - turn.slot.instant > limit:
            self._missed(turn, "expired")
        elif _is_new(turn, "done"):
            planned = self.planners[routine.kind](bot, routine, turn.slot)
            bot.say(*(planned if limit is None else outbox.expiring(planned, turn.slot.instant + limit)))
        return turn.after

    def _failed(self, db: Connection, now: datetime, row: Row[Any], error: Exception) -> Slot | None:
        """One that cannot be planned does not stop the others; one that cannot even be read rests."""
        if is_lost(db, error):
            raise error
        log.error("planning failed", routine=row.id, slot=row.next_slot, trace="".join(format_exception(error)))
        try:
            with apart(db):
                turn = self._turn(db, now, row)
                self._missed(turn, "failed")
                return turn.after
        except Exception as another:
            if is_lost(db, another):
                raise
            log.error("a routine cannot be read, and rests", routine=row.id, trace="".join(format_exception(another)))
            routines.rest(db, row.id)
            return None

    def _missed(self, turn: Turn, state: str) -> None:
        """Once the routine has caught up, say how many of its turns were missed."""
        bot, routine, after = turn.bot, turn.routine, turn.after
        limit = self.late.get(routine.kind, timedelta())
        if not _is_new(turn, state) or (after and after.instant < bot.now - limit):
            return
        following = Moment(after.instant) if after else bot.t("never")
        body = bot.rich("missed-turns", count=_count_missed(turn), following=following)
        notices.tell_staff(bot, f"missed/{routine.id}/{bot.now.date()}", Card(body=(body,)))


def _is_new(turn: Turn, state: str) -> bool:
    """Mark the turn as taken; False when it was before."""
    slot, bot = turn.slot, turn.bot
    row = {"routine": turn.routine.id, "slot": slot.name, "due": slot.instant, "state": state, "at": bot.now}
    return insert_new(bot.db, occurrences, **row)


def _chance(course: Course, routine: Routine, slot: Slot) -> Random:
    """The chance of one turn: the same whoever plans it, and whenever."""
    return Random(f"{course.seed}/{routine.id}/{slot.name}")  # noqa: S311 - chooses a question, guards nothing


def _count_missed(turn: Turn) -> int:
    """Turns missed since the last one that was done."""
    mine = TAKEN.routine == turn.routine.id
    done = select(func.max(TAKEN.due)).where(mine, TAKEN.state == "done").scalar_subquery()
    query = select(func.count()).where(
        mine, TAKEN.state != "done", TAKEN.due > func.coalesce(done, literal(NEVER, Instant))
    )
    return int(turn.bot.db.scalar(query) or 0)


def come_again(db: Connection, now: datetime) -> None:
    """The clock was ahead and has been set back: turns passed over as too late are, after all, still to come."""
    early = (TAKEN.due > now) & (TAKEN.state == "expired")
    again = select(kept.c.course).where(kept.c.id.in_(select(TAKEN.routine).where(early))).distinct()
    concerned = list(db.scalars(again))
    db.execute(delete(occurrences).where(early))
    for course in filter(None, (courses.get(db, id_) for id_ in concerned)):
        routines.rearm(db, course, now)
