"""Random twelve-week courses as somebody sees them who knows every roster, and what was published in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from bot.statistics.disclosure import Rule, disclose
from bot.statistics.shown import Shown

WEEKS = 12
CHECKS = (1, 6, 12)
PULSE = Rule(k=7, headline=("heavy", "very heavy"))
CHECK = Rule(headline=("agree", "strongly agree"))


@dataclass(frozen=True, slots=True)
class Seen:
    """One publication as the attacker has it; people are the bits of a number."""

    roster: int
    shown: Shown


@dataclass(slots=True)
class Course:
    """People come and go; what they think changes slowly, and how many answer depends on the week."""

    rng: Random
    roster: int
    comers: int
    yes: int
    strongly: int
    habit: int
    drift: float

    @classmethod
    def begin(cls, rng: Random) -> Course:
        people = rng.randint(6, 120)
        yes, strongly = some(rng, rng.randint(1, 7)), some(rng, 3)
        return cls(rng, (1 << people) - 1, people, yes, strongly, rng.choice((3, 5, 7, 8)), rng.choice((0, 0.3)))

    def move_on(self) -> None:
        """Up to two leave and up to two come; in every other course somebody thinks differently now and then."""
        for _ in range(self.rng.choice((0, 0, 1, 1, 2))):
            self.roster &= ~(1 << self.rng.randrange(self.comers))
        for _ in range(self.rng.choice((0, 0, 1, 1, 2))):
            self.roster |= 1 << self.comers
            self.comers += 1
        if self.rng.random() < self.drift:
            self.yes ^= 1 << self.rng.randrange(self.comers)

    def answer(self) -> tuple[int, int, int, int, int]:
        """How many chose each of four options, from no to yes, and how many answered."""
        keen = 8 if self.rng.random() < 0.2 else self.habit
        answered = self.roster & some(self.rng, keen)
        if keen == 7:
            answered = self.roster & ~(1 << self.rng.randrange(self.comers)) & ~(1 << self.rng.randrange(self.comers))
        yes, no = answered & self.yes, answered & ~self.yes
        return (
            (no & self.strongly).bit_count(),
            (no & ~self.strongly).bit_count(),
            (yes & ~self.strongly).bit_count(),
            (yes & self.strongly).bit_count(),
            answered.bit_count(),
        )


def some(rng: Random, eighths: int) -> int:
    """Bits of 200 people, each set with this chance."""
    if eighths >= 8:
        return (1 << 200) - 1
    found = 0
    for place in range(3):
        bits = rng.getrandbits(200)
        found = found | bits if eighths >> place & 1 else found & bits
    return found


def publications(rng: Random, guarded: bool = True) -> Iterator[tuple[Rule, list[Seen]]]:
    """What is published of the pulse and of one item of the check in a random course."""
    course = Course.begin(rng)
    told = rng.random() < 0.9
    pulses: list[Seen] = []
    checks: list[Seen] = []
    for week in range(1, WEEKS + 1):
        course.move_on()
        publish(course, PULSE, ("light", "okay", "heavy", "very heavy"), pulses, told, guarded)
        if week in CHECKS:
            names = ("strongly disagree", "disagree", "agree", "strongly agree")
            publish(course, CHECK, names, checks, told, guarded)
    yield PULSE, pulses
    yield CHECK, checks


def publish(course: Course, rule: Rule, names: tuple[str, ...], before: list[Seen], told: bool, guarded: bool) -> None:
    *counts, answered = course.answer()
    size = course.roster.bit_count() if told else 0
    earlier = [seen.shown for seen in before] if guarded else []
    shown = disclose(dict(zip(names, counts, strict=True)), answered, size, rule, earlier)
    before.append(Seen(course.roster, shown))
