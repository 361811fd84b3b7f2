"""Pure: which question next, and what is said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from bot.features.icebreakers.questions import Question

APART = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """What a course has been asked so far, or will be: question ids, the oldest first; the kind of the last one."""

    ids: tuple[str, ...] = ()
    last_about_course: bool | None = None


def choose(
    shelf: Sequence[tuple[Question, bool]], asked: Asked, themes: frozenset[str], rng: Random
) -> Question | None:
    """Pick among the least asked, so that nothing repeats before the shelf is empty; None from an empty shelf.

    ``shelf`` is what may be asked now, each with whether its part of the course is now.
    Among those least asked, in this order: not too like a recent one, in its part of the course,
    social after course-linked and the other way round. A tie is left to chance.
    """
    fitting = [(q, timely) for q, timely in shelf if not themes or q.themes & themes]
    if not fitting:
        return None
    times = Counter(asked.ids)
    fewest = min(times[q.id] for q, _ in fitting)
    best = [(_merit(q, timely, asked), q) for q, timely in fitting if times[q.id] == fewest]
    top = max(merit for merit, _ in best)
    return rng.choice([q for merit, q in sorted(best, key=lambda pair: pair[1].id) if merit == top])


def _merit(question: Question, timely: bool, asked: Asked) -> tuple[bool, bool, bool]:
    fresh = not set(question.apart) & set(asked.ids[-APART:])
    return fresh, timely, question.about_course != asked.last_about_course


@dataclass(frozen=True, slots=True)
class Tally:
    """How a post was answered: how many by each rung, and how many passed in each way."""

    rungs: Mapping[str, int]
    passes: Mapping[str, int]

    @property
    def answered(self) -> int:
        return sum(self.rungs.values())


FEWEST_SHOWN = 5


def shown(count: int) -> int | None:
    """A number that may be shown: never one so small that it points at people."""
    return count if count >= FEWEST_SHOWN else None
