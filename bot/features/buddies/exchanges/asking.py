"""Which question a group is asked next: its ladder, its depth, what its people wish and what its course allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.features.buddies import groups
from bot.features.buddies.exchanges import climbing, steps
from bot.features.buddies.exchanges.climbing import Choice, Level, Span, Wishes
from bot.features.buddies.exchanges.steps import Step
from bot.features.buddies.model import Buddy, Group
from bot.features.buddies.pairing import rounds
from bot.features.buddies.taking_part import people
from bot.kernel.courses import Course
from bot.kernel.features import Bot
from bot.kernel.places import Person
from bot.library.ladders import Kind, Ladder, LadderQuestion, choose_ladder
from bot.store import safety

OWN_KINDS: dict[str, Kind] = {"mixer": "mixer", "mentors": "mentors"}
MANY = 4


def question(bot: Bot, id_: str) -> LadderQuestion | None:
    """A question of any ladder; None when the library no longer has it."""
    ladder, _, step = id_.rpartition("-")
    found = bot.library.ladders_by_id.get(ladder)
    if found is None or not step[:1].isdigit():
        return None
    asked = found.step(int(step[0]))
    return next((one for one in (*asked.questions, asked.deeper) if one and one.id == id_), None)


def words(bot: Bot, course: Course, id_: str, asked_at: datetime) -> str:
    """A question as it was asked then, with that week's topic in it; empty when the library no longer has it."""
    found = question(bot, id_)
    return found.asked(course.topic(course.today(asked_at))) if found else ""


def own_question(group: Group, step: Step, person: Person) -> str:
    """The id of what somebody was asked as this step: another than the rest where they have skipped."""
    found: str = group.progress.get("own", {}).get(f"{step.step}/{person.id}", step.question)
    return found


def level_of(group: Group) -> Level:
    return Level(group.depth, group.frozen, int(group.progress.get("skips", 0)))


def ask_next(bot: Bot, group: Group, span: Span) -> tuple[Group, Step] | None:
    """The next step of a group, and the group as it is then; None when there is nothing to ask any more."""
    here = people.these(bot.db, group.course, group.people)
    ladder, number = _ladder(bot, group, here), span.after(group.step, bot.now)
    level = level_of(group).next(_cap(bot, here, span, group), number)
    found = ladder and choose(bot, replace(group, ladder=ladder.id), number, level.depth)
    if not ladder or not found:
        return None
    step = Step(group.id, number, found.question.id, found.depth, bot.now)
    steps.keep(bot.db, step)
    progress = {**group.progress, "skips": 0, "room": group.room}
    values: dict[str, Any] = {"ladder": ladder.id, "step": step.step, "depth": level.depth, "progress": progress}
    if group.first is None:
        values["first"] = _first(bot, here)
    return groups.change(bot.db, group, **values), step


def _cap(bot: Bot, here: Sequence[Buddy], span: Span, group: Group) -> int:
    """In the last week nobody is led deeper than they are, and nobody far down where there is nobody to turn to."""
    wishes = Wishes(all(one.deep for one in here), any(one.minor for one in here))
    course = bot.course
    cap = wishes.cap(span, bot.now)
    if not safety.ready(bot.db, course.id):
        cap = min(cap, safety.WITHOUT)
    return min(cap, group.depth) if course.week(course.today(bot.now)) >= course.weeks else cap


def _ladder(bot: Bot, group: Group, here: Sequence[Buddy]) -> Ladder | None:
    """The one they are on; else one that its people have climbed least often."""
    if known := bot.library.ladders_by_id.get(group.ladder):
        return known
    used = steps.climbed(bot.db, group.course, group.people)
    kind = _kind(bot, group, here)
    return choose_ladder(bot.library.ladders, used, kind, bot.course.blocked, bot.rng)


def _kind(bot: Bot, group: Group, here: Sequence[Buddy]) -> Kind:
    round_ = rounds.get(bot.db, group.round)
    if any(one.minor for one in here):
        return "light"
    if round_ and (own := OWN_KINDS.get(str(round_.settings.get("kind")))):
        return own
    if len(group.people) >= MANY:
        return "projects"
    return "writing" if group.reason.get("writing") else "peers"


def choose(bot: Bot, group: Group, number: int, depth: int) -> Choice | None:
    """A question for a step that the group was not asked yet; None when all have been."""
    own = bot.library.ladders_by_id.get(group.ladder)
    if own is None:
        return None
    course = bot.course
    topic = course.topic(course.today(bot.now))
    alone = set(group.progress.get("own", {}).values())  # what one of them was asked, and all have read
    asked = steps.asked(bot.db, group.id) | set(group.progress.get("skipped", ())) | alone
    ladders = (own, *(one for one in bot.library.ladders if one.id != own.id and _lends(one, course)))
    return climbing.choose(ladders, number, depth, asked, lambda one: one.fits(course.blocked, topic))


def _lends(ladder: Ladder, course: Course) -> bool:
    return ladder.status == "reviewed" and not set(ladder.sensitive_tags) & set(course.blocked)


def _first(bot: Bot, here: Sequence[Buddy]) -> Person | None:
    """Who has not gone first for longest; it is their turn now."""
    if not here:
        return None
    first = min(here, key=lambda one: (one.last_first is not None, one.last_first or bot.now, one.person))
    people.change(bot.db, first.course, first.person, last_first=bot.now)
    return first.person
