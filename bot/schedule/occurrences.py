"""What is due, and claiming it: one winner, in the database.

Claim, plan and re-arm are one transaction: either the turn is done and what it says is in the outbox, or neither.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import structlog
from sqlalchemy import Connection, Row, func, select

from bot.kernel.cards import Card, Moment
from bot.kernel.courses import Course
from bot.kernel.deliveries import Delivery, Routine, Slot
from bot.kernel.features import Bot, Feature, Means, Planner, Standing
from bot.schedule import notices, outbox, routines
from bot.schedule.calendar import next_slot
from bot.store.columns import insert_new
from bot.store.courses import course_of
from bot.store.tables import occurrences

log = structlog.get_logger()
BATCH = 100
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


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
        for row in rows:
            self._turn(db, now, row)
        return len(rows)

    def _turn(self, db: Connection, now: datetime, row: Row[Any]) -> None:
        routine, course = routines.routine_of(row), course_of(row, "course_")
        slot = Slot(row.next_due, datetime.fromisoformat(row.next_slot))
        bot = replace(
            self.means.bot(db, now, course.locale),
            rng=_chance(course, routine, slot),
            standing=Standing(course),
        )
        after = next_slot(routine, course.breaks, slot.instant)
        if insert_new(db, occurrences, routine=routine.id, slot=slot.name, due=slot.instant, state="done", at=now):
            state = self._done(bot, routine, slot)
            if state != "done":
                _mark(db, routine, slot, state)
                self._tell_staff(bot, routine, after)
        routines.arm(db, routine.id, after)

    def _done(self, bot: Bot, routine: Routine, slot: Slot) -> str:
        """Plan one turn, and what became of it: done, expired (too late to be worth having), or failed."""
        limit = self.late.get(routine.kind)
        if limit is not None and bot.now - slot.instant > limit:
            return "expired"
        try:
            with bot.db.begin_nested():
                bot.say(*self._plan(bot, routine, slot, limit))
        except Exception:
            log.error("planning failed", routine=routine.id, slot=slot.name, trace=traceback.format_exc())
            return "failed"
        return "done"

    def _plan(self, bot: Bot, routine: Routine, slot: Slot, limit: timedelta | None) -> Sequence[Delivery]:
        planned = self.planners[routine.kind](bot, routine, slot)
        return planned if limit is None else outbox.expiring(planned, slot.instant + limit)

    def _tell_staff(self, bot: Bot, routine: Routine, after: Slot | None) -> None:
        """Once the routine has caught up, say how many of its turns were missed."""
        if after and after.instant <= bot.now:
            return
        missed = _missed(bot, routine)
        following = Moment(after.instant) if after else bot.t("never")
        body = bot.rich("missed-turns", count=missed, following=following)
        notices.tell_staff(bot, f"missed/{routine.id}/{bot.now.date()}", Card(body=(body,)))


def _chance(course: Course, routine: Routine, slot: Slot) -> Random:
    """The chance of one turn: the same whoever plans it, and whenever."""
    return Random(f"{course.seed}/{routine.id}/{slot.name}")  # noqa: S311 - chooses a question, guards nothing


def _mark(db: Connection, routine: Routine, slot: Slot, state: str) -> None:
    where = (occurrences.c.routine == routine.id) & (occurrences.c.slot == slot.name)
    db.execute(occurrences.update().where(where).values(state=state))


def _missed(bot: Bot, routine: Routine) -> int:
    """Turns missed since the last one that was done."""
    mine = occurrences.c.routine == routine.id
    done = select(func.max(occurrences.c.due)).where(mine, occurrences.c.state == "done").scalar_subquery()
    query = select(func.count()).where(
        mine, occurrences.c.state != "done", occurrences.c.due > func.coalesce(done, NEVER)
    )
    return int(bot.db.scalar(query) or 0)
