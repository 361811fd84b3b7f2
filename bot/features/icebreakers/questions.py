"""A Question: a prompt as one course asks it, with the topic filled in and the labels as they were shown.

It is kept whole with its post, so that buttons and words agree for as long as the post stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.kernel.courses import Course
from bot.library.arc import in_arc, public_cap
from bot.library.load import Library
from bot.library.model import Prompt

DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: ``labels`` to tap, ``stem`` to finish; ``note`` is shown before a question that needs it."""

    id: str
    text: str
    labels: tuple[str, ...]
    stem: str
    note: str = ""
    about_course: bool = False
    themes: frozenset[str] = frozenset()
    apart: tuple[str, ...] = ()


def fill(text: str, topic: str) -> str:
    """The topic in place of ``{topic}``: replaced as a word, never as a format string."""
    return text.replace("{topic}", topic)


def question_of(prompt: Prompt, topic: str = "") -> Question:
    return Question(
        prompt.id,
        fill(prompt.text, topic),
        tuple(fill(label, topic) for label in prompt.rungs.tap),
        fill(prompt.rungs.finish, topic),
        prompt.content_note or "",
        prompt.course_link,
        prompt.themes,
        prompt.not_within_weeks_of,
    )


def askable(
    library: Library, course: Course, week: int, topic: str, cap: int = DEEPEST
) -> tuple[tuple[Question, bool], ...]:
    """What this class may be asked in this week, and whether its arc is now: depth, blocked themes, topic known."""
    deepest = min(cap, public_cap(week, course.weeks))
    return _askable(library, (week, course.weeks), topic, frozenset(course.blocked), deepest)


@lru_cache(maxsize=1000)  # many courses are in the same week when their hour strikes
def _askable(
    library: Library, at: tuple[int, int], topic: str, blocked: frozenset[str], deepest: int
) -> tuple[tuple[Question, bool], ...]:
    return tuple(
        (question_of(prompt, topic), in_arc(prompt, *at))
        for prompt in library.offered
        if "class" in prompt.audience
        and prompt.depth <= deepest
        and not prompt.themes & blocked
        and _fillable(prompt, topic)
    )


def _fillable(prompt: Prompt, topic: str) -> bool:
    wanted: Sequence[str] = prompt.placeholders
    return not wanted or (tuple(wanted) == ("topic",) and bool(topic))
