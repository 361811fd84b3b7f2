"""The questions at hand: the library's and the course's own; which comes next, and which were promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import merge
from itertools import islice
from random import Random

from bot.features.icebreakers import store, suggestions
from bot.features.icebreakers.plan import Asked, choose
from bot.features.icebreakers.questions import Question, askable
from bot.kernel.deliveries import Routine, Slot
from bot.kernel.features import Bot
from bot.schedule import routines
from bot.schedule.calendar import slots

KIND = "icebreaker"


@dataclass(frozen=True, slots=True)
class Coming:
    """One turn ahead, and what will be asked; no question when the turn is to be skipped."""

    slot: Slot
    routine: Routine
    question: Question | None


def shelf(bot: Bot, day: datetime) -> list[tuple[Question, bool]]:
    """All that the course may be asked on a day, the course's own approved questions among it."""
    course = bot.course
    today = day.astimezone(course.tz).date()
    own = [(question, True) for question in suggestions.approved(bot.db, course.id)]
    return askable(bot.library.offered, course, max(0, course.week(today)), course.topic(today)) + own


def next_question(bot: Bot, at: datetime, asked: Asked, themes: frozenset[str], rng: Random) -> Question | None:
    return choose(shelf(bot, at), asked, themes, rng)


def chance(bot: Bot, routine: Routine, slot: Slot, salt: str = "") -> Random:
    """The chance of one turn: the same seed gives the same course."""
    return Random(f"{bot.course.seed}/{routine.id}/{slot.name}{salt}")  # noqa: S311 - chooses a question


def themes_of(routine: Routine) -> frozenset[str]:
    wanted = routine.settings.get("themes", ())
    return frozenset(wanted if isinstance(wanted, list | tuple) else ())


def for_turn(bot: Bot, routine: Routine, slot: Slot) -> Question | None:
    """What this turn asks: what was promised if it may still be asked, else chosen now; None: skip it."""
    promised = store.pick(bot.db, routine.id, slot.name)
    if promised == "":
        return None
    store.drop_pick(bot.db, routine.id, slot.name)
    if promised and (found := by_id(bot, slot.instant, promised)):
        return found
    return next_question(bot, slot.instant, store.asked(bot.db, bot.course.id), themes_of(routine), bot.rng)


def by_id(bot: Bot, at: datetime, id_: str) -> Question | None:
    return next((question for question, _ in shelf(bot, at) if question.id == id_), None)


def coming(bot: Bot, most: int) -> list[Coming]:
    """The next turns, each with its question; what is shown here is promised, and asked."""
    asked = store.asked(bot.db, bot.course.id)
    found: list[Coming] = []
    for slot, routine in islice(_turns(bot), most):
        question, asked = _promise(bot, routine, slot, asked)
        found.append(Coming(slot, routine, question))
    return found


def _turns(bot: Bot) -> Iterator[tuple[Slot, Routine]]:
    def ahead(routine: Routine) -> Sequence[tuple[Slot, Routine]]:
        return [(slot, routine) for slot in islice(slots(routine, bot.course.breaks, bot.now), 30)]

    active = [r for r in routines.of_course(bot.db, bot.course.id, KIND) if r.state == "active"]
    return merge(*map(ahead, active), key=lambda turn: (turn[0], turn[1].id))


def _promise(bot: Bot, routine: Routine, slot: Slot, asked: Asked) -> tuple[Question | None, Asked]:
    promised = store.pick(bot.db, routine.id, slot.name)
    if promised == "":
        return None, asked
    question = by_id(bot, slot.instant, promised) if promised else None
    if question is None:
        question = next_question(bot, slot.instant, asked, themes_of(routine), chance(bot, routine, slot))
        if question:
            store.keep_pick(bot.db, routine.id, (slot.name, slot.instant), bot.course.id, question.id)
            asked = replace(asked, ids=(*asked.ids, question.id))
    return question, replace(asked, last_about_course=question.about_course if question else asked.last_about_course)
