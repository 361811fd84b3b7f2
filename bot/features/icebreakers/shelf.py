"""The questions at hand: the library's and the course's own; which comes next, and which were promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice
from random import Random

from bot.features.icebreakers import store, suggestions
from bot.features.icebreakers.plan import Asked, choose
from bot.features.icebreakers.questions import DEEPEST, Question, askable
from bot.kernel.deliveries import Routine, Slot
from bot.kernel.features import Bot
from bot.schedule import routines
from bot.schedule.calendar import slots
from bot.store import safety

KIND = "icebreaker"
LATE = timedelta(hours=6)
AHEAD = 30


@dataclass(frozen=True, slots=True)
class Coming:
    """One turn ahead, and what will be asked; no question when it is to be skipped, or when none fits."""

    slot: Slot
    routine: Routine
    question: Question | None
    skipped: bool = False


def shelf(bot: Bot, day: datetime) -> list[tuple[Question, bool]]:
    """All that the course may be asked on a day, the course's own approved questions among it."""
    course = bot.course
    today = day.astimezone(course.tz).date()
    own = [(question, True) for question in suggestions.approved(bot.db, course.id)]
    cap = DEEPEST if safety.ready(bot.db, course.id) else safety.WITHOUT
    return [*askable(bot.library, course, max(0, course.week(today)), course.topic(today), cap), *own]


def next_question(bot: Bot, at: datetime, asked: Asked, themes: frozenset[str], rng: Random) -> Question | None:
    return choose(shelf(bot, at), asked, themes, rng)


def chance(bot: Bot, routine: Routine, slot: Slot) -> Random:
    """The chance of one turn: the same seed gives the same course."""
    return Random(f"{bot.course.seed}/{routine.id}/{slot.name}")  # noqa: S311 - chooses a question


def themes_of(routine: Routine) -> frozenset[str]:
    wanted = routine.settings.get("themes", ())
    return frozenset(wanted if isinstance(wanted, list | tuple) else ())


def for_turn(bot: Bot, routine: Routine, slot: Slot) -> Question | None:
    """What this turn asks: what was promised if it may still be asked, else chosen now; None: skip it."""
    promised = store.pick(bot.db, routine.id, slot.name)
    store.drop_picks_until(bot.db, routine.id, slot.name)
    if promised == "":
        return None
    if promised and (found := by_id(bot, slot.instant, promised)):
        return found
    return next_question(bot, slot.instant, asked(bot), themes_of(routine), bot.rng)


def asked(bot: Bot) -> Asked:
    """What the course was asked, and what it was promised; a turn that did not come promises nothing any more."""
    return store.asked(bot.db, bot.course.id, bot.now - LATE)


def by_id(bot: Bot, at: datetime, id_: str) -> Question | None:
    return next((question for question, _ in shelf(bot, at) if question.id == id_), None)


def coming(bot: Bot, most: int) -> list[Coming]:
    """The next turns, each with its question; what is shown here is promised, and asked."""
    known = asked(bot)
    found: list[Coming] = []
    for slot, routine in islice(turns(bot), most):
        coming, known = _promise(bot, routine, slot, known)
        found.append(coming)
    return found


def turns(bot: Bot) -> Iterator[tuple[Slot, Routine]]:
    """The turns ahead in the order in which they will come; none while the course is paused."""

    def ahead(routine: Routine) -> Sequence[tuple[Slot, Routine]]:
        return [(slot, routine) for slot in islice(slots(routine, bot.course.breaks, bot.now), AHEAD)]

    mine = routines.of_course(bot.db, bot.course.id, KIND) if bot.course.state == "active" else ()
    active = [routine for routine in mine if routine.state == "active"]
    return merge(*map(ahead, active), key=lambda turn: (turn[0], turn[1].id))


def _promise(bot: Bot, routine: Routine, slot: Slot, known: Asked) -> tuple[Coming, Asked]:
    promised = store.pick(bot.db, routine.id, slot.name)
    if promised == "":
        return Coming(slot, routine, None, skipped=True), known
    question = by_id(bot, slot.instant, promised) if promised else None
    if question is None:
        question = next_question(bot, slot.instant, known, themes_of(routine), chance(bot, routine, slot))
        if question:
            store.keep_pick(bot.db, routine.id, (slot.name, slot.instant), bot.course.id, question.id)
            known = replace(known, ids=(*known.ids, question.id))
    last = question.about_course if question else known.last_about_course
    return Coming(slot, routine, question), replace(known, last_about_course=last)
