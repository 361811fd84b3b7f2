"""When people are usually free together, by each one's own clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar

from bot.features.buddies.exchanges.overlap import Free, calendar, common, next_talk
from bot.kernel.hours import parse

WINTER, SUMMER = date(2026, 1, 14), date(2026, 7, 15)
NOW = datetime(2026, 1, 14, 12, tzinfo=UTC)


def free(name: str, hours: str, zone: str = "Europe/Berlin") -> Free:
    return Free(name, parse(hours), ZoneInfo(zone))


def said(people: list[Free], week: date = WINTER) -> list[str]:
    found = common(people, week)
    return [", ".join(f"{window} {name}" for name, window in stretch.clocks) for stretch in found]


def test_each_reads_their_own_clock() -> None:
    ana, bo = free("A", "Tue 18-20"), free("B", "Tue 9-11", "America/Los_Angeles")

    assert ["Tue 18:00–20:00 A, Tue 09:00–11:00 B"] == said([ana, bo])


def test_in_the_weeks_when_only_one_has_changed_their_clocks_an_hour_is_lost() -> None:
    ana, bo = free("A", "Tue 18-20"), free("B", "Tue 9-11", "America/Los_Angeles")

    assert ["Tue 18:00–19:00 A, Tue 10:00–11:00 B"] == said([ana, bo], date(2026, 3, 10))


def test_it_may_be_another_day_for_one_of_them() -> None:
    ana, bo = free("A", "Tue 22-23"), free("B", "Wed 8-9", "Australia/Sydney")

    assert ["Tue 22:00–23:00 A, Wed 08:00–09:00 B"] == said([ana, bo])


def test_the_longest_three_are_named_in_their_order() -> None:
    hours = "Mon 10-11; Tue 10-13; Wed 10-12; Thu 10-14"

    assert ["Tue 10:00–13:00 A", "Wed 10:00–12:00 A", "Thu 10:00–14:00 A"] == said([free("A", hours)])


def test_a_stretch_over_the_end_of_the_week_is_one() -> None:
    assert ["Sun 23:00–02:00 A"] == said([free("A", "Sun 23-24; Mon 0-2", "UTC")])


def test_who_is_always_free_can_always_meet() -> None:
    assert 336 == common([free("A", "daily 0-24", "UTC")], WINTER)[0].count


def test_hours_that_do_not_meet_are_none() -> None:
    assert [] == said([free("A", "Mon 8-9"), free("B", "Fri 8-9")])


def test_the_next_talk_is_still_to_come_and_takes_an_hour_at_most() -> None:
    past, coming, short = common([free("A", "Mon 10-13; Thu 10-13; Fri 10-10:30", "UTC")], WINTER)

    assert (datetime(2026, 1, 19, 10, tzinfo=UTC), datetime(2026, 1, 19, 11, tzinfo=UTC)) == next_talk(past, NOW)
    assert datetime(2026, 1, 15, 10, tzinfo=UTC) == next_talk(coming, NOW)[0]
    assert datetime(2026, 1, 16, 10, 30, tzinfo=UTC) == next_talk(short, NOW)[1]


def test_the_file_is_one_that_calendars_read() -> None:
    found = common([free("A", "Mon 10-13; Thu 10-13", "UTC")], WINTER)
    made = Calendar.from_ical(
        calendar(found, NOW, "A talk: Ana & Bo; or not, one\nwould say", "https://meet.example/x", "g1")
    )
    events = made.walk("VEVENT")

    assert 2 == len(events)
    assert "A talk: Ana & Bo; or not, one\nwould say" == events[0]["summary"]
    assert "https://meet.example/x" == events[0]["location"]
    assert datetime(2026, 1, 19, 10, tzinfo=UTC) == events[0].decoded("dtstart")
    assert 2 == len({str(event["uid"]) for event in events})
