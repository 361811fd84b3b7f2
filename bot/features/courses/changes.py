"""Buttons of the settings: basics, the topics of the weeks, days off, pausing the whole course."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.features.courses import cards
from bot.features.courses.setup import change, submitted
from bot.kernel import forms
from bot.kernel.courses import Break
from bot.kernel.errors import UserError
from bot.kernel.events import Press, Submission
from bot.kernel.features import Bot
from bot.kernel.options import Kind
from bot.kernel.replies import Ask, Mend, Reply
from bot.kernel.text import clean

LONGEST_TOPIC, MOST_BREAKS = 60, 40


def on_edit(bot: Bot, press: Press, course: str) -> Reply:
    return Ask(cards.basics(bot, bot.course, "course.edit"))


def on_edited(bot: Bot, submission: Submission, course: str) -> Reply:
    return submitted(bot, submission, cards.basics(bot, bot.course, "course.edit"))


def on_topics(bot: Bot, press: Press, course: str) -> Reply:
    return Ask(cards.topics(bot, bot.course))


def on_topics_given(bot: Bot, submission: Submission, course: str) -> Reply:
    return _list_given(bot, submission, "topics", Kind("topics", "text", _topics))


def on_breaks(bot: Bot, press: Press, course: str) -> Reply:
    return Ask(cards.breaks(bot, bot.course))


def on_breaks_given(bot: Bot, submission: Submission, course: str) -> Reply:
    return _list_given(bot, submission, "breaks", Kind("days off", "text", _breaks))


def _list_given(bot: Bot, submission: Submission, name: str, kind: Kind) -> Reply:
    typed = submission.values.get(name, "")
    values, errors = forms.read(bot, {name: kind}, {name: typed})
    if errors:
        form = (cards.topics if name == "topics" else cards.breaks)(bot, bot.course)
        return Mend(forms.typed(form, submission.values), errors)
    return change(bot, replace(bot.course, **values))


def _topics(raw: object) -> tuple[str, ...]:
    """One line a week; an empty line is a week without a topic."""
    lines = [clean(line) for line in str(raw)[: cards.TOPICS].rstrip().splitlines()]
    if long := [line for line in lines if len(line) > LONGEST_TOPIC]:
        raise UserError("topic-too-long", most=LONGEST_TOPIC, got=long[0][:40])
    return tuple(lines)


def _breaks(raw: object) -> tuple[Break, ...]:
    """One break a line: ``2026-12-21 to 2027-01-03``, or a single day."""
    breaks = tuple(_break(line) for line in map(str.strip, str(raw).splitlines()) if line)
    if len(breaks) > MOST_BREAKS:
        raise UserError("too-many-breaks", most=MOST_BREAKS)
    return breaks


def _break(line: str) -> Break:
    found: Sequence[str] = re.findall(r"\d{4}-\d{2}-\d{2}", line)
    try:
        first, last = date.fromisoformat(found[0]), date.fromisoformat(found[-1])
    except (IndexError, ValueError):
        raise UserError("expected-break", got=line[:40]) from None
    if last < first or len(found) > 2:
        raise UserError("expected-break", got=line[:40])
    return Break(first, last)


def on_pause(bot: Bot, press: Press, course: str) -> Reply:
    """Everything rests until somebody resumes it."""
    return change(bot, replace(bot.course, state="paused"))


def on_resume(bot: Bot, press: Press, course: str) -> Reply:
    return change(bot, replace(bot.course, state="active"))
