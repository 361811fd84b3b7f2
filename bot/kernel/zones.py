"""Time zones: their names, and what somebody may have meant who typed none of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import Locale, get_global

from bot.kernel.likely import likely

UNCHANGING = frozenset({"est", "mst", "hst"})
"""Names that mean a place to people, and to the tables an hour that never changes: New York is not in it in summer."""
LARGE = (
    *("Europe/London", "Europe/Lisbon", "Africa/Accra", "Europe/Berlin", "Europe/Paris", "Africa/Lagos"),
    *("Europe/Athens", "Africa/Cairo", "Africa/Johannesburg", "Europe/Istanbul", "Europe/Moscow", "Africa/Nairobi"),
    *("Asia/Riyadh", "Asia/Tehran", "Asia/Dubai", "Asia/Kabul", "Asia/Karachi", "Asia/Kolkata", "Asia/Jerusalem"),
    *("Asia/Kathmandu", "Asia/Dhaka", "Asia/Yangon", "Asia/Bangkok", "Asia/Jakarta", "Asia/Ho_Chi_Minh"),
    *("Asia/Shanghai", "Asia/Manila", "Asia/Singapore", "Australia/Perth", "Asia/Tokyo", "Asia/Seoul"),
    *("Australia/Adelaide", "Australia/Darwin", "Australia/Sydney", "Australia/Brisbane", "Pacific/Noumea"),
    *("Pacific/Auckland", "Pacific/Tongatapu", "America/New_York", "America/Bogota", "America/Lima"),
    *("America/Chicago", "America/Mexico_City", "America/Denver", "America/Phoenix", "America/Los_Angeles"),
    *("America/Anchorage", "Pacific/Honolulu", "America/Halifax", "America/Santiago", "America/St_Johns"),
    *("America/Sao_Paulo", "America/Argentina/Buenos_Aires", "America/Noronha", "Atlantic/Azores"),
)
"""Where most people live, in the order in which they are offered to those who typed an offset or an abbreviation."""
SEASONS = (datetime(2025, 1, 1, tzinfo=UTC), datetime(2025, 7, 1, tzinfo=UTC))
_OFFSET = re.compile(r"(?:gmt|utc)?\s*([+\N{MINUS SIGN}-])\s*(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)


@cache
def zones() -> tuple[str, ...]:
    """The names of zones that a person may live in, sorted."""
    skipped = ("Etc/", "SystemV/", "posix", "right/", "US/", "Brazil/", "Mexico/", "Chile/", "Canada/")
    lived_in = sorted(z for z in available_timezones() if "/" in z and not z.startswith(skipped))
    return (*lived_in, "Etc/UTC", "UTC")


@cache
def _names() -> Mapping[str, str]:
    known = {zone.lower(): zone for zone in (*zones(), *available_timezones())}
    return {name: zone for name, zone in known.items() if name not in UNCHANGING}


def named(typed: str) -> str | None:
    """The zone with this name, in whatever letters; None if there is none."""
    return _names().get(typed.strip().lower().replace(" ", "_"))


def meant(typed: str) -> tuple[str, ...]:
    """The zones that somebody who typed this may mean, the likeliest first."""
    return _told(typed) or likely(typed, zones())


def completed(typed: str) -> tuple[str, ...]:
    """The same for somebody who may be in the middle of a name: ``ist`` is a zone of India, and begins Istanbul."""
    return tuple(dict.fromkeys((*_told(typed), *likely(typed, zones()))))


def _told(typed: str) -> tuple[str, ...]:
    """The zones that an offset, an abbreviation or a country tells."""
    wanted = typed.strip().casefold()
    return tuple(_at_offset(wanted)) or _abbreviated().get(wanted, ()) or _of_country().get(wanted, ())


def _at_offset(typed: str) -> Sequence[str]:
    """Where clocks are so far from UTC: those first where that is not for the summer alone."""
    match = _OFFSET.fullmatch(typed)
    if match is None:
        return ()
    ahead = timedelta(hours=int(match[2]), minutes=int(match[3] or 0)) * (1 if match[1] == "+" else -1)
    clocks = {zone: sorted(_offsets(zone)) for zone in LARGE if ahead in _offsets(zone)}
    return sorted(clocks, key=lambda zone: clocks[zone][0] != ahead)


@cache
def _offsets(zone: str) -> tuple[timedelta, ...]:
    return tuple(season.astimezone(ZoneInfo(zone)).utcoffset() or timedelta() for season in SEASONS)


@cache
def _abbreviated() -> Mapping[str, tuple[str, ...]]:
    """What clocks are said to show, and where: EST, CEST."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for zone in LARGE:
        for season in SEASONS:
            found[str(season.astimezone(ZoneInfo(zone)).tzname()).casefold()][zone] = None
    return {name: tuple(where) for name, where in found.items()}


@cache
def _of_country() -> Mapping[str, tuple[str, ...]]:
    """The zones of each country, by its English name; those first where most people live."""
    names, territory = Locale.parse("en").territories, get_global("zone_territories")
    found: dict[str, list[str]] = defaultdict(list)
    for zone in dict.fromkeys((*LARGE, *zones())):
        found[names.get(territory.get(zone, ""), "").casefold()].append(zone)
    return {name: tuple(where) for name, where in found.items() if name}
