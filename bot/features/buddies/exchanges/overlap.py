"""Pure: when people are usually free together, by each one's own clock, and the same as a calendar file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from operator import and_
from zoneinfo import ZoneInfo

from bot.kernel.hours import HALF_HOUR, WEEK, Hours, Window, utc_bits, window

MOST, TALK = 3, 2  # stretches that are named; half hours that a talk takes


@dataclass(frozen=True, slots=True)
class Free:
    """When somebody is usually free, in their zone; no hours: nothing is known."""

    name: str
    hours: Hours
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Stretch:
    """Half hours of a week in UTC, from Monday 00:00, and what each one's clock shows then."""

    first: int
    count: int
    clocks: tuple[tuple[str, Window], ...]


def common(people: Sequence[Free], week: date) -> tuple[Stretch, ...]:
    """The longest stretches in which all are free in that date's week, in their order."""
    bits = reduce(and_, (utc_bits(one.hours, one.zone, week) for one in people), (1 << WEEK) - 1)
    found = sorted(_runs(bits), key=lambda run: (-run[1], run[0]))[:MOST]
    return tuple(_stretch(run, people, week) for run in sorted(found))


def _stretch(run: tuple[int, int], people: Sequence[Free], week: date) -> Stretch:
    return Stretch(*run, tuple((one.name, window(*run, one.zone, week)) for one in people))


def _runs(bits: int) -> Iterator[tuple[int, int]]:
    """(first, how many) of each stretch; none is cut where the week begins. Free at all hours is one."""
    if bits == (1 << WEEK) - 1:
        yield 0, WEEK
        return
    start = next(k for k in range(WEEK) if not bits >> k & 1)
    first = count = 0
    for k in range(start, start + WEEK + 1):
        if bits >> k % WEEK & 1:
            first, count = (first, count + 1) if count else (k % WEEK, 1)
        elif count:
            yield first, count
            count = 0


def next_talk(stretch: Stretch, now: datetime) -> tuple[datetime, datetime]:
    """From when to when the next talk in this stretch would be: an hour, or as long as there is."""
    monday = datetime.combine(now.date() - timedelta(days=now.weekday()), time(), UTC)
    start = monday + stretch.first * HALF_HOUR
    start += timedelta(weeks=start <= now)
    return start, start + min(stretch.count, TALK) * HALF_HOUR


def calendar(stretches: Sequence[Stretch], now: datetime, summary: str, link: str, about: str) -> str:
    """The next talk in each stretch as an iCalendar file (RFC 5545), for whoever opens it to keep or to move.

    ``about`` makes the events' ids: the same file twice is the same events.
    """
    from icalendar import Calendar, Event  # some MiB, which a bot that nobody asks for a file never needs

    made = Calendar()
    made.add("prodid", "-//Homeroom//EN")
    made.add("version", "2.0")
    for stretch in stretches:
        start, end = next_talk(stretch, now)
        event = Event()
        event.add("uid", f"{about}-{start:%Y%m%dT%H%M}@homeroom")
        event.add("dtstamp", now)
        event.add("dtstart", start)
        event.add("dtend", end)
        event.add("summary", summary)
        if link:
            event.add("location", link)
        made.add_component(event)
    return str(made.to_ical(), "utf-8")
