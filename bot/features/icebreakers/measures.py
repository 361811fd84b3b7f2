"""What icebreakers tell of a course's week: who took part on any rung, how soon, what worked, what was passed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select, union_all

from bot.features.icebreakers.cards import milestone
from bot.features.icebreakers.plan import FEWEST_SHOWN
from bot.features.icebreakers.tables import answers, passes, posts
from bot.kernel.features import Bot
from bot.kernel.measures import Reading, Window
from bot.store import courses

A, P, Q = answers.c, passes.c, posts.c
LATE, LATELY, A_DAY = timedelta(weeks=1), timedelta(weeks=4), timedelta(days=1)
FEWEST_RANKED = 30
RUNGS, PASSES, TURNED_DOWN = ("tap", "finish", "line"), ("skip", "later", "not"), ("skip", "not")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the week, when it was first answered, and how often."""

    prompt: str
    at: datetime
    first: datetime | None
    answered: int


def measure(bot: Bot, window: Window) -> Sequence[Reading]:
    """Nothing where nothing was asked. Late answers count for a week after the question's own."""
    asked = _asked(bot, window)
    rungs, passed = _by(bot, window, answers, A.rung), _by(bot, window, passes, P.kind)
    if not asked and not rungs:
        return ()
    turned_down = sum(passed.get(kind, 0) for kind in TURNED_DOWN)
    return (
        Reading("asked", "count", len(asked), people=False),
        _took_part(bot, window),
        Reading("rungs", "split", split=tuple((rung, rungs.get(rung, 0)) for rung in RUNGS)),
        Reading("prompts", "tallies", split=tuple(_worked(asked))),
        *_replies(asked, window),
        Reading("passes", "split", staff_only=True, split=tuple((kind, passed.get(kind, 0)) for kind in PASSES)),
        Reading("burden", "per_hundred", turned_down, staff_only=True),
    )


def _of_class(bot: Bot, column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Not of the staff: what they do is not the class's."""
    return column.not_in(courses.staff_of(bot.db, bot.course.id))


def _posts(bot: Bot, first: datetime, last: datetime) -> Sequence[ColumnElement[bool]]:
    return Q.course == bot.course.id, Q.at >= first, Q.at < last


def _asked(bot: Bot, window: Window) -> Sequence[Asked]:
    """The questions of the week, the oldest first; a teacher's answer is a human reply as well."""
    rows = select(Q.id, Q.prompt, Q.at, func.count(A.post), func.min(A.at)).outerjoin(answers, A.post == Q.id)
    query = rows.where(*_posts(bot, window.first, window.last)).group_by(Q.id).order_by(Q.at, Q.id)
    found = bot.db.execute(query)
    return [Asked(row.prompt, row.at, row[4], row[3]) for row in found]


def _by(bot: Bot, window: Window, table: Any, column: ColumnElement[str]) -> Mapping[str, int]:
    """How often each rung, or each way to pass, was taken in the week."""
    mine = (*_posts(bot, window.first - LATE, window.last), *_within(table, window.first, window.last))
    query = select(column, func.count()).join(posts, Q.id == table.c.post).where(*mine, _of_class(bot, table.c.person))
    return {name: int(count) for name, count in bot.db.execute(query.group_by(column))}


def _within(table: Any, first: datetime, last: datetime) -> Sequence[ColumnElement[bool]]:
    return table.c.at >= first, table.c.at < last


def _took_part(bot: Bot, window: Window) -> Reading:
    """Of the class, where staff have said how large it is; else of those who did anything with a question of late."""
    took = _people(bot, window.first - LATE, window, answers)
    if bot.course.size and bot.course.size >= took:
        return Reading("took-part", "share", took, bot.course.size)
    lately = window.last - LATELY
    seen = _people(bot, lately, replace(window, first=lately), answers, passes)
    return Reading("took-part-seen", "share", took, seen)


def _people(bot: Bot, since: datetime, acted: Window, *tables: Any) -> int:
    """How many of the class did something in a time, with questions that were asked since an instant."""
    queries = [
        select(table.c.person)
        .join(posts, Q.id == table.c.post)
        .where(
            *_posts(bot, since, acted.last), *_within(table, acted.first, acted.last), _of_class(bot, table.c.person)
        )
        for table in tables
    ]
    acts = union_all(*queries).subquery()
    return int(bot.db.scalar(select(func.count(acts.c.person.distinct()))) or 0)


def _worked(asked: Sequence[Asked]) -> Iterator[tuple[str, int]]:
    """Questions that enough people answered; the most answered first only where each has answers enough for that.

    The numbers are the steps that stand on the question itself.
    """
    enough = [one for one in asked if one.answered >= FEWEST_SHOWN]
    if all(one.answered >= FEWEST_RANKED for one in asked):
        enough.sort(key=lambda one: -milestone(one.answered))
    for one in enough:
        yield one.prompt, milestone(one.answered)


def _replies(asked: Sequence[Asked], window: Window) -> Iterator[Reading]:
    """How long a question waits for its first human answer: of those with enough answers to hide whose it was."""
    heard = [one for one in asked if one.answered >= FEWEST_SHOWN]
    hours = tuple((one.first - one.at) / timedelta(hours=1) for one in heard if one.first)
    if hours:
        yield Reading("first-reply", "hours", cases=hours, heads=FEWEST_SHOWN)
    old = [one for one in asked if one.at + A_DAY <= window.last]
    if old:
        soon = sum(one.first is not None and one.first - one.at <= A_DAY for one in old)
        yield Reading("answered-in-a-day", "share", soon, len(old), people=False)
