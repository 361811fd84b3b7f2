"""A Course as every feature sees it, and what somebody is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.kernel.places import Place


@dataclass(frozen=True, slots=True)
class Break:
    """Days off, both ends included."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Course:
    """A class that lives in a Space.

    ``state`` is ``draft`` until somebody has seen the preview, then ``active`` or ``paused``.
    ``seed`` is the course's chance: the same seed gives the same course.
    ``size`` is how many students there are, as staff say: 0 where nobody has said.
    """

    id: str
    space: str
    name: str
    zone: str
    locale: str
    start: date
    weeks: int
    home: Place
    state: str = "draft"
    seed: int = 0
    breaks: tuple[Break, ...] = ()
    topics: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    size: int = 0

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def last(self) -> date:
        """The last day."""
        return self.start + timedelta(weeks=self.weeks, days=-1)

    def today(self, now: datetime) -> date:
        return now.astimezone(self.tz).date()

    def week(self, day: date) -> int:
        """The course week of a day: 1 is the first; 0 or less is before it."""
        return (day - self.start).days // 7 + 1

    def topic(self, day: date) -> str:
        """What the week is about, where staff have said so."""
        index = self.week(day) - 1
        return self.topics[index] if 0 <= index < len(self.topics) else ""
