"""When somebody is usually free: a weekly pattern in their own time, as people write it and as half hours in UTC.

How it is written: parts with ``;`` between them, each of them days and times, such as
``Mon-Fri 18:00-21:00; Sat,Sun 09-12, 14-16; daily 6-7am``.
Days are English names or their beginnings (two letters at least), ranges of them, ``daily``, ``weekdays`` or
``weekend``; no day means every day. Times are whole or half hours; a stretch that ends before it begins ends on
the next day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.kernel.errors import UserError

DAY, WEEK = 48, 336  # half hours
HALF_HOUR = timedelta(minutes=30)
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SETS = {"daily": range(7), "every day": range(7), "weekdays": range(5), "weekend": range(5, 7)}
_FULL = (1 << WEEK) - 1
_DASH = re.compile(r"\s*(?:[-‐-―−]|\bto\b)\s*")
_TIME = r"([0-9]{1,2})(?:[:.h]([0-9]{2}))?\s*(am|pm|h)?"
_STRETCH = re.compile(f"{_TIME}-{_TIME}")
_ITEM = re.compile(r"([^0-9]*)(.*)")


class WrongHours(UserError, ValueError):
    """A part of a pattern that cannot be read; its key is a sentence that says what was expected."""

    def __init__(self, key: str, part: str) -> None:
        super().__init__(key, part=part.strip()[:40])


@dataclass(frozen=True, slots=True)
class Hours:
    """``bits``: bit ``k`` is the ``k``-th half hour from Monday 00:00 by the person's own clock."""

    bits: int = 0

    def __str__(self) -> str:
        """As ``parse`` reads it; the same pattern always looks the same."""
        days = [tuple(_runs(self.bits >> day * DAY & (1 << DAY) - 1)) for day in range(7)]
        kinds = [kind for kind in dict.fromkeys(days) if kind]
        return "; ".join(f"{_days(day for day in range(7) if days[day] == kind)} {_times(kind)}" for kind in kinds)


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A stretch by somebody's own clock; ``day`` 0 is Monday. One that ends at 00:00 ends with its day."""

    day: int
    start: time
    end: time

    def __str__(self) -> str:
        return f"{NAMES[self.day][:3]} {self.start:%H:%M}–{self.end:%H:%M}"


def parse(text: str) -> Hours:
    """No text is no known hour. What cannot be read raises WrongHours."""
    bits = 0
    for part in re.split(r"[;\n]", text):
        for days, times in _said(part):
            first, last = _stretch(times, part)
            for day in days:
                bits |= _filled(day * DAY + first, last - first)
    return Hours(bits)


def _said(part: str) -> Iterator[tuple[Iterable[int], str]]:
    """Which days, and what is said of them: ``Mon, Wed 18-19, 20-21`` has two stretches on two days."""
    days: list[int] = []
    waiting = False
    for item in filter(None, map(str.strip, _DASH.sub("-", part.lower()).split(","))):
        named, times = (found.strip(" :.") for found in re.fullmatch(_ITEM, item).groups())  # type: ignore[union-attr]  # it matches anything
        if named:
            days = [*(days if waiting else ()), *_named(named)]
            waiting = True
        if times:
            yield days or range(7), times
            waiting = False
    if waiting:
        raise WrongHours("hours-no-time", part)


def _named(words: str) -> Iterable[int]:
    if words in SETS:
        return SETS[words]
    ends = [next((i for i, name in enumerate(NAMES) if _is(word, name)), None) for word in words.split("-")]
    match ends:
        case [int(day)]:
            return (day,)
        case [int(first), int(last)]:
            return tuple((first + step) % 7 for step in range((last - first) % 7 + 1))
    raise WrongHours("hours-no-day", words)


def _is(word: str, name: str) -> bool:
    return len(word) > 1 and name.lower().startswith(word.strip(" ."))


def _stretch(times: str, part: str) -> tuple[int, int]:
    """Half hours since midnight; the second later than the first, up to a day later."""
    found = _STRETCH.fullmatch(times)
    if found is None:
        raise WrongHours("hours-no-time", part)
    hour, minute, half, to_hour, to_minute, to_half = found.groups()
    last = _half_hours(to_hour, to_minute, to_half, part)
    first = _half_hours(hour, minute, half or to_half, part)
    if not half and to_half and first >= last:  # 10-2pm: the first is of the other half of the day
        first = _half_hours(hour, minute, None, part)
    if first == last:
        raise WrongHours("hours-no-time", part)
    if not (half or to_half) and DAY // 24 <= last < first <= DAY // 2:  # 9-5 is hardly meant until five in the morning
        raise WrongHours("hours-which-half", part)
    return first, last if last > first else last + DAY


def _half_hours(hour: str, minute: str | None, half: str | None, part: str) -> int:
    if (minute or "00") not in {"00", "30"}:
        raise WrongHours("hours-not-half", part)
    clock = int(hour) % 12 + 12 * (half == "pm") if half in {"am", "pm"} else int(hour)
    counted = 2 * clock + (minute == "30")
    if counted > DAY or (half in {"am", "pm"} and not 1 <= int(hour) <= 12):
        raise WrongHours("hours-no-time", part)
    return counted


def _filled(first: int, count: int) -> int:
    return _turned((1 << count) - 1, first)


def _turned(bits: int, by: int) -> int:
    """A week is a circle: Sunday's last half hour comes before Monday's first."""
    by %= WEEK
    return (bits << by | bits >> WEEK - by) & _FULL


def _runs(bits: int) -> Iterator[tuple[int, int]]:
    """(first, how many) of each stretch of bits that are set."""
    while bits:
        first = (bits & -bits).bit_length() - 1
        count = (~(bits >> first) & (bits >> first) + 1).bit_length() - 1
        yield first, count
        bits &= ~(((1 << count) - 1) << first)


def _days(days: Iterable[int]) -> str:
    runs = [[day for _, day in run] for _, run in groupby(enumerate(days), lambda pair: pair[1] - pair[0])]
    return ",".join("-".join(NAMES[day][:3] for day in dict.fromkeys((run[0], run[-1]))) for run in runs)


def _times(runs: Iterable[tuple[int, int]]) -> str:
    return ",".join(f"{_clock(first)}-{_clock(first + count)}" for first, count in runs)


def _clock(half_hours: int) -> str:
    return f"{half_hours // 2:02}:{half_hours % 2 * 30:02}"


def utc_bits(hours: Hours, zone: ZoneInfo, week: date) -> int:
    """Bit ``k``: free in the whole ``k``-th half hour of that date's week, from Monday 00:00 UTC."""
    return _moved(hours.bits, zone, week - timedelta(days=week.weekday()))


@lru_cache(maxsize=4096)  # a class says the same few patterns
def _moved(bits: int, zone: ZoneInfo, monday: date) -> int:
    moved = 0
    for mask, *turns in _offsets(zone, monday):
        for turn in turns:
            mask &= _turned(bits, -turn)
        moved |= mask
    return moved


@lru_cache(maxsize=1024)  # 672 conversions
def _offsets(zone: ZoneInfo, monday: date) -> tuple[tuple[int, int, int], ...]:
    """How far local half hours are ahead of UTC's in a week: (half hours of which that is so, ahead, ahead).

    Where a zone is off by a quarter of an hour, a half hour of UTC touches two local ones: hence two numbers.
    """
    found: dict[tuple[int, int], int] = {}
    for k in range(WEEK):
        instant = datetime.combine(monday, time(), UTC) + k * HALF_HOUR
        minutes = _ahead(instant, zone)
        ahead = (minutes // 30, -(-minutes // 30))
        found[ahead] = found.get(ahead, 0) | 1 << k
    return tuple((mask, *ahead) for ahead, mask in found.items())


def _ahead(instant: datetime, zone: ZoneInfo) -> int:
    """Minutes that the zone's clocks are ahead of UTC."""
    offset = instant.astimezone(zone).utcoffset() or timedelta()
    return int(offset.total_seconds() // 60)


def windows(bits: int, zone: ZoneInfo, week: date) -> tuple[Window, ...]:
    """The stretches of half hours in UTC, by the clocks of a zone in that date's week; Monday's first."""
    turn = next((k for k in range(WEEK) if not bits >> k & 1), 0)  # no stretch is cut where the week begins
    runs = ((first + turn, count) for first, count in _runs(_turned(bits, -turn)))
    return tuple(sorted(window(first, count, zone, week) for first, count in runs))


def window(first: int, count: int, zone: ZoneInfo, week: date) -> Window:
    """One stretch of half hours in UTC, by the clocks of a zone."""
    monday = datetime.combine(week - timedelta(days=week.weekday()), time(), UTC)
    start = (monday + first % WEEK * HALF_HOUR).astimezone(zone)
    end = (start.astimezone(UTC) + count * HALF_HOUR).astimezone(zone)
    return Window(start.weekday(), start.time(), end.time())
