"""The kinds of option a command can have: how each is read, completed, and named to a platform.

Whatever a platform hands over (a string that somebody typed, or a value it typed itself) goes through ``read``.
A value that cannot be read raises UserError, whose sentence says what was expected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from bot.kernel import zones
from bot.kernel.cards import OPTIONS, Option
from bot.kernel.errors import UserError
from bot.kernel.likely import likely
from bot.kernel.places import Person, Place
from bot.kernel.text import clean

Native = Literal["text", "whole", "yes_no", "place", "person"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of option. ``native`` is what platforms know; ``source`` names what completes it."""

    name: str
    native: Native
    read: Callable[[object], object]
    source: str = ""
    choices: tuple[str, ...] = ()


def _text(raw: object) -> str:
    text = clean(str(raw))
    if not text:
        raise UserError("expected-text")
    return text


def whole(least: int, most: int) -> Kind:
    """A whole number within bounds, both included."""

    def read(raw: object) -> int:
        try:
            number = int(str(raw).strip())
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise UserError("expected-whole", least=least, most=most, got=str(raw)[:40])
        return number

    return Kind("whole", "whole", read)


def _yes_no(raw: object) -> bool:
    word = str(raw).strip().lower()
    if word not in {"true", "yes", "y", "on", "1", "false", "no", "n", "off", "0"}:
        raise UserError("expected-yes-no", got=word[:40])
    return word in {"true", "yes", "y", "on", "1"}


def _date(raw: object) -> date:
    """A day of this age: further off, calendars come to an end."""
    try:
        day = date.fromisoformat(str(raw).strip())
    except ValueError:
        day = date.min
    if not 2000 <= day.year < 3000:
        raise UserError("expected-date", got=str(raw)[:40])
    return day


_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)


def _time(raw: object) -> time:
    """A wall time: ``9``, ``09:30``, ``9.30``, ``9:30 pm``."""
    match = _TIME.fullmatch(str(raw).strip())
    try:
        if match is None:
            raise ValueError
        hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()[:1]
        if half and not 1 <= hour <= 12:
            raise ValueError
        return time(hour % 12 + 12 * (half == "p") if half else hour, minute)
    except ValueError:
        raise UserError("expected-time", got=str(raw)[:40]) from None


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _days(raw: object) -> tuple[int, ...]:
    """Days of the week, Monday 0: ``tue, thu``, ``Tuesday and Thursday``, ``weekdays``, ``daily``."""
    words = [w for w in re.split(r"[\s,;/+&]+", str(raw).strip().lower()) if w and w != "and"]
    sets = {"weekdays": range(5), "weekends": (5, 6), "daily": range(7), "everyday": range(7)}
    days: set[int] = set()
    for word in words:
        if word in sets:
            days.update(sets[word])
        elif len(word) >= 2 and (found := [i for i, day in enumerate(_LONG_DAYS) if day.startswith(word)]):
            days.add(found[0])
        else:
            raise UserError("expected-days", got=word[:40])
    if not days:
        raise UserError("expected-days", got=str(raw)[:40])
    return tuple(sorted(days))


def _day(raw: object) -> int:
    """One day of the week, Monday 0."""
    try:
        days = _days(raw)
    except UserError:
        days = ()
    if len(days) != 1:
        raise UserError("expected-day", got=str(raw)[:40])
    return days[0]


_LONG_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _zone(raw: object) -> str:
    typed = str(raw).strip()
    if found := zones.named(typed):
        return found
    near = ", ".join(zones.meant(typed)[:3]) or "Europe/Berlin"
    raise UserError("expected-zone", got=typed[:40], near=near)


def _place(raw: object) -> Place:
    if not isinstance(raw, Place):
        raise UserError("expected-place", got=str(raw)[:40])
    return raw


def _person(raw: object) -> Person:
    if not isinstance(raw, Person):
        raise UserError("expected-person", got=str(raw)[:40])
    return raw


def _list(raw: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in clean(str(raw)).split(",") if word.strip()))


TEXT = Kind("text", "text", _text)
WHOLE = whole(0, 10_000)
YES_NO = Kind("yes or no", "yes_no", _yes_no)
DATE = Kind("date", "text", _date)
TIME = Kind("time", "text", _time)
WEEKDAYS = Kind("days", "text", _days)
WEEKDAY = Kind("day", "text", _day)
ZONE = Kind("time zone", "text", _zone, source="zone")
PLACE = Kind("channel", "place", _place)
PERSON = Kind("person", "person", _person)
LIST = Kind("list", "text", _list)


def one_of(choices: tuple[str, ...]) -> Kind:
    """A closed list."""

    def read(raw: object) -> str:
        word = str(raw).strip().lower()
        if word not in choices:
            raise UserError("expected-choice", got=word[:40], choices=", ".join(choices))
        return word

    return Kind("choice", "text", read, choices=choices)


def several(source: str) -> Kind:
    """Names parted by commas, completed from ``source``, whether in capitals or not."""
    return Kind("list", "text", lambda raw: _list(str(raw).lower()), source=source)


def from_source(source: str) -> Kind:
    """A text completed from ``source``."""
    return Kind("text", "text", _text, source=source)


def suggest(typed: str, values: Iterable[str]) -> tuple[Option, ...]:
    """The values that somebody who typed this may mean, the likeliest first; at most 25."""
    return _options(likely(typed, tuple(values)))


def suggest_zones(typed: str) -> tuple[Option, ...]:
    """The same of time zones."""
    return _options(zones.completed(typed))


def _options(values: Sequence[str]) -> tuple[Option, ...]:
    return tuple(Option(v.replace("_", " "), v) for v in values[:OPTIONS])
