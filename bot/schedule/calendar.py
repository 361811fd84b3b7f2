"""Pure: rules in local wall time to instants, quiet hours, budgets.

Stored are wall time, zone and an RFC 5545 rule; an instant is computed with ``fold=0``:
a time that spring skips runs an hour later by the clock, a time that autumn repeats runs at its first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from bot.kernel.courses import Break
from bot.kernel.deliveries import Routine, Slot

BY_DAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
QUIET_FROM, QUIET_TO = time(20), time(8)
A_DAY, HALF_A_DAY, A_WEEK = timedelta(days=1), timedelta(hours=12), timedelta(days=7)


def weekly(days: Sequence[int]) -> str:
    """The rule for some days of every week, Monday 0."""
    return "FREQ=WEEKLY;BYDAY=" + ",".join(BY_DAY[day] for day in days)


def instant_of(local: datetime, zone: ZoneInfo) -> datetime | None:
    """The instant of a wall time; None where the zone skipped that whole day (Apia, 30 December 2011)."""
    instant = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    shown = instant.astimezone(zone).replace(tzinfo=None)
    return None if abs(shown - local) > HALF_A_DAY else instant


def slots(routine: Routine, breaks: Sequence[Break], after: datetime) -> Iterator[Slot]:
    """The turns of a routine later than an instant, in order; each instant once, none in a break."""
    zone = ZoneInfo(routine.zone)
    rule = rrulestr(routine.rule, dtstart=datetime.combine(routine.first, routine.at))
    last = after
    for local in rule.xafter(after.astimezone(zone).replace(tzinfo=None) - A_DAY, inc=True):
        if routine.until and local.date() > routine.until:
            return
        instant = instant_of(local, zone)
        if instant and instant > last and not any(local.date() in days for days in breaks):
            last = instant
            yield Slot(instant, local)


def next_slot(routine: Routine, breaks: Sequence[Break], after: datetime) -> Slot | None:
    return next(slots(routine, breaks, after), None)


def awake(instant: datetime, zone: ZoneInfo) -> datetime:
    """This instant, or the end of the quiet hours that it falls into."""
    local = instant.astimezone(zone).replace(tzinfo=None)
    if QUIET_TO <= local.time() < QUIET_FROM:
        return instant
    day = local.date() + A_DAY * (local.time() >= QUIET_FROM)
    return instant_of(datetime.combine(day, QUIET_TO), zone) or instant


def within_budget(instant: datetime, said: Sequence[datetime], most: int) -> datetime:
    """This instant, or the first when no more than ``most`` were said in the seven days before."""
    recent = sorted(at for at in said if at > instant - A_WEEK)
    return instant if len(recent) < most else recent[-most] + A_WEEK
