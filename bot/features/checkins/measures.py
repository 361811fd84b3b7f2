"""What check-ins tell of a course's week, from what was published anyhow: how many took part, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlalchemy import select

from bot.features.checkins import store
from bot.features.checkins.model import Checkin
from bot.features.checkins.planning import loop
from bot.features.checkins.tables import checkins, loops
from bot.kernel.features import Bot
from bot.kernel.measures import Reading, Window

ANSWERED_IN = timedelta(days=10)
OWED = ("connection", "exit", "own")


def measure(bot: Bot, window: Window) -> Sequence[Reading]:
    """Nothing of weeks in which nothing was closed or had to be answered."""
    every = store.closed_ones(bot.db, bot.course.id)
    return (*_closed(every, window), *_loops(bot, every, window))


def _closed(every: Sequence[Checkin], window: Window) -> Iterator[Reading]:
    """A response rate is of those whose class's size was known when they opened."""
    closed = [one for one in every if one.result and window.first <= one.closes_at < window.last]
    if closed:
        yield Reading("check-ins", "count", len(closed), people=False)
    sized = [one.result for one in closed if one.result and one.result.size]
    if sized:
        took_part = sum(min(one.took_part, one.size) for one in sized)
        yield Reading("responses", "share", took_part, sum(one.size for one in sized))


def _loops(bot: Bot, every: Sequence[Checkin], window: Window) -> Iterator[Reading]:
    """Of the checks whose ten days for “you said, we did” ended in the week: those that had it by then."""
    ended = [one for one in every if window.first <= one.closes_at + ANSWERED_IN < window.last]
    due = [one for one in ended if one.kind in OWED and _told(one)]
    if due:
        query = select(loops.c.checkin, loops.c.at).join(checkins, checkins.c.id == loops.c.checkin)
        posted = {row.checkin: row.at for row in bot.db.execute(query.where(checkins.c.course == bot.course.id))}
        done = sum(one.id in posted and posted[one.id] <= one.closes_at + ANSWERED_IN for one in due)
        yield Reading("loops", "share", done, len(due), people=False)


def _told(checkin: Checkin) -> bool:
    """Whether anything of it could be published: nobody owes an answer to what nobody heard."""
    result = checkin.result
    return result is not None and (any(result.texts) or any(one.form not in loop.UNTOLD for one in result.shown))
