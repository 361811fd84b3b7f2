"""Pure: which week of a course is published next, what time it is about, and when."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.features.insights.figures import Week
from bot.kernel.courses import Course
from bot.kernel.measures import Window
from bot.schedule.calendar import instant_of

A_WEEK, A_DAY, MIDNIGHT, EARLY = timedelta(weeks=1), timedelta(days=1), time(0), time(6)


def _after(course: Course, week: int, at: time) -> datetime:
    """A wall time on the day after a course week; where the zone skips that day, on the next."""
    local = datetime.combine(course.start + week * A_WEEK, at)
    return instant_of(local, course.tz) or instant_of(local + A_DAY, course.tz) or local.replace(tzinfo=course.tz)


def window(course: Course, week: int, before: Week | None) -> Window:
    """A week from midnight to midnight; what was published before is not counted again, wherever the start moves."""
    first = _after(course, week - 1, MIDNIGHT)
    return Window(max(first, before.last) if before else first, _after(course, week, MIDNIGHT), week)


def due(course: Course, week: int) -> datetime:
    """Six in the morning after the week's last day."""
    return _after(course, week, EARLY)


def next_week(course: Course, before: Week | None) -> int | None:
    """The first week later than what was published; None after the last of the course."""
    first = before.week + 1 if before else 1
    later = (
        week for week in range(first, course.weeks + 1) if not before or window(course, week, None).last > before.last
    )
    return next(later, None)
