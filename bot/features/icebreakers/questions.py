"""A Question: a prompt as one course asks it, with the topic filled in and the labels as they were shown.

It is kept whole with its post, so that buttons and words agree for as long as the post stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.kernel.courses import Course
from bot.library.arc import fits_class
from bot.library.model import Prompt

FREE_DEPTH = 1


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


def askable(prompts: Iterable[Prompt], course: Course, week: int, topic: str) -> list[tuple[Question, bool]]:
    """What this class may be asked in this week, and whether its arc is now: depth, blocked themes, topic known."""
    capped = [p for p in prompts if _may_ask(p, course, week) and _fillable(p, topic)]
    return [(question_of(p, topic), fits_class(p, week, course.weeks)) for p in capped]


def _may_ask(prompt: Prompt, course: Course, week: int) -> bool:
    ageless = prompt.model_copy(update={"arc": None})
    return fits_class(ageless, week, course.weeks) and not prompt.themes & set(course.blocked)


def _fillable(prompt: Prompt, topic: str) -> bool:
    wanted: Sequence[str] = prompt.placeholders
    return not wanted or (tuple(wanted) == ("topic",) and bool(topic))
