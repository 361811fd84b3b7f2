"""Pure: when somebody who was asked should have answered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.kernel.courses import Course
from bot.schedule.calendar import instant_of

A_DAY, LONGEST = timedelta(days=1), 14
WEEKEND = (5, 6)


def working_day_after(course: Course, now: datetime) -> datetime:
    """The same wall time on the next day that is neither in a weekend nor in a break of the course.

    However long the break, no later than in two weeks: somebody waits.
    """
    local = now.astimezone(course.tz).replace(tzinfo=None)
    days = (local + A_DAY * ahead for ahead in range(1, LONGEST + 1))
    free = (day for day in days if day.weekday() not in WEEKEND and not any(day.date() in b for b in course.breaks))
    found = next(free, local + A_DAY * LONGEST)
    return instant_of(found, course.tz) or now.astimezone(UTC) + A_DAY
