"""Rules in local wall time become instants: once for each day, whatever a government does to its clocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.kernel.courses import Break
from bot.kernel.deliveries import Routine, Slot
from bot.schedule.calendar import QUIET_FROM, QUIET_TO, awake, next_slot, slots, weekly, within_budget
from tests.world.people import routine

MINUTE, HOUR, DAY, WEEK = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(days=7)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
LONG_AGO = datetime(1970, 1, 2, tzinfo=UTC)
ZONES = sorted(available_timezones())


def turns(made: Routine, breaks: Sequence[Break] = (), after: datetime = LONG_AGO, most: int = 400) -> list[Slot]:
    return list(islice(slots(made, breaks, after), most))


def shown(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def exists(local: datetime, zone: str) -> bool:
    both = (local.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1))
    return any(shown(instant, zone) == local for instant in both)


def kind_of(slot: Slot, zone: str) -> str:
    """How a turn stands to its wall time; AssertionError if by no rule that we promise."""
    seen = shown(slot.instant, zone)
    if seen == slot.local:
        earlier = [slot.instant - step * timedelta(minutes=30) for step in range(1, 7)]
        assert slot.local not in [shown(instant, zone) for instant in earlier], "the first of two equal times"
        return "as it says"
    assert not exists(slot.local, zone)
    assert slot.instant - (slot.local - (seen - slot.local)).replace(tzinfo=ZoneInfo(zone)) == seen - slot.local
    return f"skipped, {seen - slot.local} later"


def test_every_zone_has_every_day_of_a_year_once_and_at_its_time() -> None:
    """R5 of contracts.md, for the two times of day that clocks are changed at most: 437,270 turns."""
    kinds: Counter[str] = Counter()
    for zone in ZONES:
        known = ZoneInfo(zone)
        for at in (time(0), time(2, 30)):
            found = turns(routine(zone=zone, at=at, first=FIRST, until=LAST))
            assert [FIRST + DAY * number for number in range(365)] == [slot.local.date() for slot in found]
            assert {at} == {slot.local.time() for slot in found}
            assert all(one.instant < other.instant for one, other in pairwise(found))
            for slot, before in zip(found, (None, *found), strict=False):
                local = slot.instant.astimezone(known)
                usual = before and before.instant.astimezone(known).utcoffset() == local.utcoffset()
                if not usual or local.replace(tzinfo=None) != slot.local:
                    kinds[kind_of(slot, zone)] += 1
    assert {"as it says", "skipped, 1:00:00 later", "skipped, 0:30:00 later", "skipped, 2:00:00 later"} >= set(kinds)
    assert kinds["skipped, 1:00:00 later"] > 100


@pytest.mark.parametrize(
    ("zone", "wall", "instant"),
    [
        ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30Z"),
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30Z"),
        ("America/New_York", "2026-03-09T00:00", "2026-03-09T04:00Z"),
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45Z"),
        ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45Z"),
        ("Antarctica/Troll", "2026-03-29T01:30", "2026-03-29T01:30Z"),
        ("Antarctica/Troll", "2026-10-25T02:30", "2026-10-25T00:30Z"),
        ("Africa/Casablanca", "2026-02-15T02:30", "2026-02-15T01:30Z"),
        ("Africa/Casablanca", "2026-03-22T02:30", "2026-03-22T02:30Z"),
        ("Africa/Cairo", "2026-04-24T00:00", "2026-04-23T22:00Z"),
        ("Asia/Kathmandu", "2026-05-05T10:00", "2026-05-05T04:15Z"),
        ("UTC", "2026-05-05T10:00", "2026-05-05T10:00Z"),
    ],
)
def test_a_wall_time_is_this_instant(zone: str, wall: str, instant: str) -> None:
    local = datetime.fromisoformat(wall)
    made = routine(zone=zone, at=local.time(), first=local.date(), until=local.date())
    assert [Slot(datetime.fromisoformat(instant), local)] == turns(made)


def test_a_day_that_a_country_skipped_has_no_turn() -> None:
    made = routine(zone="Pacific/Apia", first=date(2011, 12, 28), until=date(2012, 1, 2))
    found = turns(made)
    assert [28, 29, 31, 1, 2] == [slot.local.day for slot in found]
    assert {DAY} == {other.instant - one.instant for one, other in pairwise(found)}


def test_monday_midnight_after_the_clocks_went_forward_is_not_skipped() -> None:
    """The defect of APScheduler's own triggers: a weekly turn at midnight loses that week."""
    for zone in ("America/New_York", "Europe/Berlin", "Europe/London", "Australia/Sydney"):
        found = turns(routine(rule=weekly((0,)), zone=zone, at=time(0), first=FIRST, until=LAST))
        assert {WEEK} == {other.local - one.local for one, other in pairwise(found)}
        assert 52 == len(found)


def test_breaks_have_no_turns_and_their_first_and_last_day_belong_to_them() -> None:
    off = (Break(date(2026, 1, 5), date(2026, 1, 7)), Break(date(2026, 1, 9), date(2026, 1, 9)))
    found = turns(routine(first=date(2026, 1, 4), until=date(2026, 1, 10)), off)
    assert [4, 8, 10] == [slot.local.day for slot in found]


def test_a_rhythm_that_has_ended_has_no_next_turn() -> None:
    made = routine(until=date(2026, 3, 3))
    assert None is next_slot(made, (), datetime(2026, 3, 3, 10, tzinfo=UTC))
    assert next_slot(made, (), datetime(2026, 3, 3, 9, 59, tzinfo=UTC))


rhythms = st.builds(
    lambda days, at, zone, first: routine(rule=weekly(sorted(days)), at=at, zone=zone, first=first),
    st.sets(st.integers(0, 6), min_size=1),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(ZONES),
    st.dates(date(2009, 1, 1), date(2030, 1, 1)),
)
starts = st.integers(0, 22 * 365 * 24 * 60).map(lambda minutes: datetime(2009, 1, 1, tzinfo=UTC) + minutes * MINUTE)
some_breaks = st.lists(
    st.builds(lambda first, days: Break(first, first + DAY * days), st.dates(FIRST, LAST), st.integers(0, 40)),
    max_size=3,
)


@given(rhythms, some_breaks, starts)
@settings(max_examples=150, deadline=None)
def test_turns_come_in_order_on_their_days_after_what_was_asked(
    made: Routine, breaks: list[Break], after: datetime
) -> None:
    found = turns(made, breaks, after, most=30)
    assert all(slot.instant > after for slot in found)
    assert all(one.instant < other.instant and one.local < other.local for one, other in pairwise(found))
    days = made.rule.partition("BYDAY=")[2].split(",")
    assert {("MO", "TU", "WE", "TH", "FR", "SA", "SU")[slot.local.weekday()] for slot in found} <= set(days)
    assert not any(slot.local.date() in off for slot in found for off in breaks)
    assert all(slot.local.date() >= made.first for slot in found)
    assert {made.at} == {slot.local.time() for slot in found}


@given(rhythms, some_breaks, starts)
@settings(max_examples=80, deadline=None)
def test_from_each_turn_to_the_next_nothing_is_left_out(made: Routine, breaks: list[Break], after: datetime) -> None:
    found = turns(made, breaks, after, most=12)
    step = next_slot(made, breaks, after)
    for slot in found:
        assert slot == step
        step = next_slot(made, breaks, slot.instant)


@given(starts, st.sampled_from(ZONES))
@settings(max_examples=300, deadline=None)
def test_quiet_hours_end_in_the_morning(instant: datetime, zone: str) -> None:
    woken = awake(instant, ZoneInfo(zone))
    assert instant <= woken <= instant + 14 * HOUR
    if QUIET_TO <= shown(instant, zone).time() < QUIET_FROM:
        assert instant == woken
    else:
        assert QUIET_TO == shown(woken, zone).time()
    assert woken == awake(woken, ZoneInfo(zone))


@given(st.lists(starts, max_size=30), st.integers(1, 4))
@settings(max_examples=300, deadline=None)
def test_no_week_holds_more_than_the_budget(wanted: list[datetime], most: int) -> None:
    said: list[datetime] = []
    for instant in wanted:
        said.append(within_budget(instant, said, most))
        assert said[-1] >= instant
    for at in said:
        assert len([other for other in said if at <= other < at + WEEK]) <= most


def test_a_word_within_the_budget_does_not_wait() -> None:
    monday = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert monday == within_budget(monday, [monday - WEEK, monday - DAY], 2)
    assert monday + 6 * DAY == within_budget(monday, [monday - 2 * HOUR, monday - DAY], 2)
