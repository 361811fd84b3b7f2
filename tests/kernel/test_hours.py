"""Weekly hours: as people write them, in UTC, and back by somebody's clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.hours import DAY, WEEK, Hours, Window, WrongHours, parse, utc_bits, windows
from bot.kernel.text import t

BERLIN, KATHMANDU, CHICAGO = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kathmandu"), ZoneInfo("America/Chicago")
NOVEMBER = date(2026, 11, 25)
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kathmandu", "Asia/Kolkata", "Pacific/Auckland", "America/Lima"])


def local(*stretches: tuple[int, float, float]) -> Hours:
    """Day, from, to (hours)."""
    halves = {day * DAY + half for day, start, end in stretches for half in range(int(start * 2), int(end * 2))}
    return Hours(sum(1 << half % WEEK for half in halves))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("", Hours()),
        ("  ; ", Hours()),
        ("Mon-Fri 18:00-21:00; Sat 09-12", local(*((day, 18, 21) for day in range(5)), (5, 9, 12))),
        ("mon,wed 18-19, 20:30-21", local((0, 18, 19), (2, 18, 19), (0, 20.5, 21), (2, 20.5, 21))),
        ("Monday 18–21, Tuesday 19 to 21", local((0, 18, 21), (1, 19, 21))),
        ("Sat – Mon 10-11", local((5, 10, 11), (6, 10, 11), (0, 10, 11))),
        ("weekend: 00-24", local((5, 0, 24), (6, 0, 24))),
        ("6-9pm", local(*((day, 18, 21) for day in range(7)))),
        ("tu 10-2pm\nth 6am-7:30 am", local((1, 10, 14), (3, 6, 7.5))),
        ("fr 12am-12pm", local((4, 0, 12))),
        ("Sun 22-02", local((6, 22, 24), (0, 0, 2))),
        ("Tue 9am-5am", local((1, 9, 24), (2, 0, 5))),
        ("Tue 12-00", local((1, 12, 24))),
        ("Tue 18.30-20.00", local((1, 18.5, 20))),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, hours: Hours) -> None:
    assert hours == parse(text)


@pytest.mark.parametrize(
    ("text", "key", "part"),
    [
        ("Mon-Fri 18:00-21:00; Foo 09-12", "hours-no-day", "foo"),
        ("M 09-12", "hours-no-day", "m"),
        ("Mon-Wed-Fri 09-12", "hours-no-day", "mon-wed-fri"),
        ("Mon", "hours-no-time", "Mon"),
        ("Mon evening", "hours-no-day", "mon evening"),
        ("Mon 18", "hours-no-time", "Mon 18"),
        ("Mon 18-25", "hours-no-time", "Mon 18-25"),
        ("Mon 18-18", "hours-no-time", "Mon 18-18"),
        ("Mon 13pm-14pm", "hours-no-time", "Mon 13pm-14pm"),
        ("Mon 18:15-19:00", "hours-not-half", "Mon 18:15-19:00"),
        ("Mon-Fri 9-5", "hours-which-half", "Mon-Fri 9-5"),
        ("12:00-8:30", "hours-which-half", "12:00-8:30"),
    ],
)
def test_what_cannot_be_read_is_said_with_a_hint(text: str, key: str, part: str) -> None:
    with pytest.raises(WrongHours) as wrong:
        parse(text)

    assert (key, {"part": part}) == (wrong.value.key, wrong.value.values)
    assert part in t(wrong.value.key, "en", **wrong.value.values)


def test_hours_print_shortly() -> None:
    assert "Mon-Fri 18:00-21:00; Sat 09:00-12:00" == str(parse("Sa 9-12; Mo-Fr 6-9pm"))
    assert "Mon,Wed-Thu 08:00-09:30,20:00-21:00" == str(parse("Mo,We,Th 8-9:30, 20-21"))
    assert "" == str(Hours())


@given(st.integers(min_value=0, max_value=2**WEEK - 1))
def test_hours_are_read_as_they_were_printed(bits: int) -> None:
    assert Hours(bits) == parse(str(Hours(bits)))


def test_an_evening_in_berlin_is_an_hour_earlier_in_utc_in_winter_and_two_in_summer() -> None:
    hours = parse("Tue 18-20")

    assert local((1, 17, 19)).bits == utc_bits(hours, BERLIN, NOVEMBER)
    assert local((1, 16, 18)).bits == utc_bits(hours, BERLIN, date(2026, 7, 1))


def test_in_the_week_when_clocks_turn_each_day_has_its_own_offset() -> None:
    assert local((5, 17, 19), (6, 16, 18)).bits == utc_bits(parse("weekend 18-20"), BERLIN, date(2026, 3, 27))


def test_a_zone_off_by_a_quarter_only_counts_whole_half_hours() -> None:
    assert local((2, 12.5, 14)).bits == utc_bits(parse("Wed 18-20"), KATHMANDU, NOVEMBER)


def test_the_evening_of_sunday_in_chicago_is_a_monday_in_utc() -> None:
    assert local((0, 0, 2)).bits == utc_bits(parse("Sun 18-20"), CHICAGO, NOVEMBER)


def test_windows_speak_by_each_ones_clock() -> None:
    bits = utc_bits(parse("Tue 18-20; Sun 22-02"), BERLIN, NOVEMBER)

    berlin = windows(bits, BERLIN, NOVEMBER)
    assert (Window(1, time(18), time(20)), Window(6, time(22), time(2))) == berlin
    assert ["Tue 18:00–20:00", "Sun 22:00–02:00"] == [str(window) for window in berlin]
    assert ["Tue 22:45–00:45", "Mon 02:45–06:45"] == [str(w) for w in reversed(windows(bits, KATHMANDU, NOVEMBER))]


def test_a_stretch_is_not_cut_where_the_week_of_utc_begins() -> None:
    assert (Window(6, time(17), time(20)),) == windows(
        utc_bits(parse("Sun 17-20"), CHICAGO, NOVEMBER), CHICAGO, NOVEMBER
    )
    assert 1 == len(windows(2**WEEK - 1, CHICAGO, NOVEMBER))
    assert () == windows(0, CHICAGO, NOVEMBER)


@given(st.integers(min_value=0, max_value=2**WEEK - 1), ZONES, st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_a_half_hour_counts_when_the_whole_of_it_is_free(bits: int, name: str, week: date) -> None:
    zone = ZoneInfo(name)
    monday = datetime.combine(week - timedelta(days=week.weekday()), time(), UTC)

    def free(instant: datetime) -> bool:
        there = instant.astimezone(zone)
        return bool(bits >> (there.weekday() * DAY + there.hour * 2 + there.minute // 30) & 1)

    starts = [monday + timedelta(minutes=30 * k) for k in range(WEEK)]
    expected = sum(1 << k for k, start in enumerate(starts) if free(start) and free(start + timedelta(minutes=29)))
    assert expected == utc_bits(Hours(bits), zone, week)
