"""Pure: what is to be said to a group now, given its facts, and when to look at it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from bot.features.buddies.exchanges.climbing import Span
from bot.features.buddies.exchanges.steps import Step
from bot.features.buddies.model import Group
from bot.kernel.courses import Course
from bot.kernel.places import Person
from bot.library.ladders import STEPS
from bot.schedule.calendar import A_DAY, QUIET_TO, awake, instant_of

BUMP, OFFER = timedelta(hours=24), timedelta(hours=72)
MIDDLE, ENDING = 0.5, 17 / 18
"""The parts of an exchange after which a group is asked how it is, and how it was: the ninth step comes at 16/18."""
MOVING = timedelta(minutes=10)
"""After somebody has left: by then it is known whether those who stay keep their room."""
AIR = timedelta(hours=3)
"""Between two words that are due at once: after a long sleep of the machine nobody hears everything together."""

Word = Literal["close", "alone", "end", "fewer", "again", "show", "step", "mid", "later", "bump", "offer"]
FIRST: Sequence[Word] = get_args(Word)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of a group: the step it was asked last, and who has answered that."""

    group: Group
    course: Course
    now: datetime
    step: Step | None = None
    answered: frozenset[Person] = frozenset()

    @property
    def span(self) -> Span:
        opened = self.group.opened_at or self.now
        return Span(opened, self.group.ends_at or opened + timedelta(weeks=3))

    @property
    def missing(self) -> tuple[Person, ...]:
        """Whose answer the step waits for: whoever is here, but for those it no longer waits for."""
        away = self.group.progress.get("away", ())
        return tuple(p for p in self.group.people if p not in self.answered and str(p) not in away)

    def quiet_since(self, person: Person) -> datetime:
        """Since when nothing was heard of somebody whose answer is missing; who came later was asked when they came."""
        seat = self.group.seat(person)
        asked = self.step.asked_at if self.step else self.now
        came = self.group.progress.get("joined", {}).get(f"{self.step.step if self.step else 0}/{person.id}")
        joined = datetime.fromisoformat(came) if isinstance(came, str) else asked
        return max(asked, joined, (seat and seat.seen_at) or asked)

    def silent(self, long: timedelta) -> tuple[Person, ...]:
        """Of whom nothing was heard for so long, though their answer is missing."""
        return tuple(person for person in self.missing if self.quiet_since(person) + long <= self.now)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is said now, if anything; when to look again, if ever."""

    say: Word | None = None
    again: datetime | None = None


def decide(facts: Facts) -> Plan:
    """One word at a time, in the day and on none of the course's days off."""
    ahead = sorted(appointments(facts))
    if not ahead:
        return Plan()
    if (day := _in_the_day(facts.now, facts.course)) > facts.now:
        return Plan(again=day)
    due = [what for at, what in ahead if at <= facts.now]
    if due:
        return Plan(min(due, key=FIRST.index), _in_the_day(facts.now + AIR, facts.course))
    return Plan(again=_in_the_day(ahead[0][0], facts.course))


def appointments(facts: Facts) -> Iterator[tuple[datetime, Word]]:
    """When which word is due, if nothing happens until then; those that are due already are in the past."""
    group, span = facts.group, facts.span
    if group.state != "open":
        return
    if ended := _marked(group, "end"):
        yield max(span.ends, ended + A_DAY), "close"
        return
    if len(group.people) < 2:
        yield facts.now, "alone"
        return
    yield span.at(ENDING), "end"
    if left := _marked(group, "fewer"):
        yield left + MOVING, "fewer"
    if "mid" not in group.progress:
        yield span.at(MIDDLE), "mid"
    yield from ((datetime.fromisoformat(at), "later") for at in group.progress.get("later", {}).values())
    yield from _of_step(facts)


def _of_step(facts: Facts) -> Iterator[tuple[datetime, Word]]:
    step, group = facts.step, facts.group
    if step is None or step.shown_at:
        if group.step < STEPS and "done" not in group.progress:
            yield facts.span.due(group.step + 1, step.shown_at if step else None), "step"
        return
    if group.room and group.progress.get("room") != group.room:
        yield facts.now, "again"
    if not facts.missing:
        if facts.answered:
            yield facts.now, "show"
        return
    quiet = [facts.quiet_since(person) for person in facts.missing]
    if "bump" not in group.progress:
        yield min(quiet) + BUMP, "bump"
    if len(facts.answered) > 1:
        yield max(quiet) + OFFER, "show"
    elif facts.answered and group.progress.get("offer") != step.step:
        yield max(quiet) + OFFER, "offer"


def _marked(group: Group, name: str) -> datetime | None:
    """When something was done, where the progress says so."""
    found = group.progress.get(name)
    return datetime.fromisoformat(str(found)) if found else None


def _in_the_day(instant: datetime, course: Course) -> datetime:
    """This instant, or the first after it that is neither in quiet hours nor in a break of the course."""
    found = awake(instant, course.tz)
    for days in sorted(course.breaks, key=lambda one: one.first):
        if course.today(found) in days:
            morning = datetime.combine(days.last + A_DAY, QUIET_TO)
            found = instant_of(morning, course.tz) or found
    return found
