"""Pure: how a group climbs its ladder: when the next step is due, how deep it may go, which question it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain

from bot.library.ladders import STEPS, Ladder, LadderQuestion

BREATH = timedelta(hours=20)
"""The least time between everybody's answers and the next step."""
DEEPER = ((4 / 21, 2), (11 / 21, 3))
"""From these parts of an exchange on, this depth: one more about each of three weeks, half a week before it is over."""
TRUST, TRUST_FROM, YOUNG, SHALLOW = 4, 14 / 21, 2, 1
PATIENCE = 2  # so many skips go one down
GOODBYE_FROM = 5  # steps after which a group says goodbye in the last part of its exchange, wherever it is


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when an exchange lasts."""

    opened: datetime
    ends: datetime

    @property
    def length(self) -> timedelta:
        return self.ends - self.opened

    def at(self, part: float) -> datetime:
        """The instant when this part of it is over, 0 to 1."""
        return self.opened + self.length * part

    def due(self, number: int, shown: datetime | None) -> datetime:
        """When a step is asked: evenly over the whole, and never on the heels of the answers before."""
        planned = self.at((number - 1) / STEPS)
        return planned if shown is None else max(planned, shown + BREATH)

    def after(self, number: int, now: datetime) -> int:
        """The step that comes next: one further, or the last one, the goodbye, where there is time for no other."""
        last = number >= GOODBYE_FROM and now >= self.at((STEPS - 1) / STEPS)
        return STEPS if last else number + 1


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a group's people want of depth: all of them want the deepest; at least one is young."""

    deep: bool = False
    young: bool = False

    def cap(self, span: Span, now: datetime) -> int:
        """The deepest that anybody may be asked at this time of the exchange, 1 to 4."""
        if self.deep and not self.young and now >= span.at(TRUST_FROM):
            return TRUST
        reached = max((depth for part, depth in DEEPER if now >= span.at(part)), default=SHALLOW)
        return min(reached, YOUNG) if self.young else reached


@dataclass(frozen=True, slots=True)
class Level:
    """How deep a group may be asked, and what holds it there: somebody's wish, or skips at the last step."""

    depth: int = SHALLOW
    frozen: bool = False
    skips: int = 0

    def next(self, cap: int, number: int) -> Level:
        """At the next step: at most one deeper, and no deeper after a skip or when somebody asked to stay."""
        held = self.frozen or self.skips or number == 1
        return replace(self, depth=min(self.depth + (not held), max(cap, SHALLOW)), skips=0)

    def skipped(self) -> Level:
        """The same depth; every second skip of a step goes one down."""
        skips = self.skips + 1
        down = skips % PATIENCE == 0
        return replace(self, depth=max(SHALLOW, self.depth - down), skips=skips)


@dataclass(frozen=True, slots=True)
class Choice:
    question: LadderQuestion
    depth: int


Fits = Callable[[LadderQuestion], bool]


def choose(ladders: Sequence[Ladder], number: int, depth: int, asked: Collection[str], fits: Fits) -> Choice | None:
    """The question of a step that was not asked before and fits: of the first ladder, else of another one.

    ``ladders`` begins with the group's own. Others lend only what is kept for skips. None when nothing is left.
    """
    own, others = ladders[0], ladders[1:]
    step = own.step(number)
    if depth >= TRUST and step.deeper and step.deeper.id not in asked and fits(step.deeper):
        return Choice(step.deeper, TRUST)
    level = min(depth, step.depth)
    lent = chain.from_iterable(ladder.spare(level) for ladder in others)
    free = (one for one in chain(own.questions(number, level), lent) if one.id not in asked and fits(one))
    found = next(free, None)
    return Choice(found, level) if found else None
