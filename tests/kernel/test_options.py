"""What people write is read generously; what cannot be read is answered with what was expected."""

from __future__ import annotations

from datetime import date, time
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.kernel import options, zones
from bot.kernel.errors import UserError
from bot.kernel.options import (
    DATE,
    LIST,
    PERSON,
    PLACE,
    TEXT,
    TIME,
    WEEKDAYS,
    WHOLE,
    YES_NO,
    ZONE,
    Kind,
    from_source,
    one_of,
    several,
    whole,
)
from bot.kernel.places import Person, Place
from bot.kernel.text import t

GENERAL, ANA = Place("fake:1", "general"), Person("fake:1", "ana")
WEEKS, COLOUR, THEMES = whole(1, 60), one_of(("red", "green")), several("theme")

GOOD: list[tuple[Kind, object, object]] = [
    (TEXT, " Botany 101 ", "Botany 101"),
    (TEXT, "a\u202eb\u0000c\ue000", "abc"),
    (TEXT, "مرحبا 👩‍🌾", "مرحبا 👩‍🌾"),
    (WEEKS, "12", 12),
    (WEEKS, 12, 12),
    (WEEKS, " 60 ", 60),
    (WEEKS, "1", 1),
    (WHOLE, "0", 0),
    (YES_NO, "Yes", True),
    (YES_NO, True, True),
    (YES_NO, "off", False),
    (YES_NO, False, False),
    (DATE, "2027-01-11", date(2027, 1, 11)),
    (DATE, " 20270111 ", date(2027, 1, 11)),
    (TIME, "10:00", time(10)),
    (TIME, "9", time(9)),
    (TIME, "09.30", time(9, 30)),
    (TIME, "9h30", time(9, 30)),
    (TIME, "2:30 pm", time(14, 30)),
    (TIME, "12am", time(0)),
    (TIME, "12 PM", time(12)),
    (TIME, "11 p.m.", time(23)),
    (WEEKDAYS, "tue, thu", (1, 3)),
    (WEEKDAYS, "Thursday and Tuesday", (1, 3)),
    (WEEKDAYS, "mo tu we", (0, 1, 2)),
    (WEEKDAYS, "weekdays", (0, 1, 2, 3, 4)),
    (WEEKDAYS, "weekends + fri", (4, 5, 6)),
    (WEEKDAYS, "daily", (0, 1, 2, 3, 4, 5, 6)),
    (WEEKDAYS, "sat;sun", (5, 6)),
    (ZONE, "Europe/Berlin", "Europe/Berlin"),
    (ZONE, "america/new york", "America/New_York"),
    (ZONE, "utc", "UTC"),
    (ZONE, "US/Eastern", "US/Eastern"),
    (PLACE, GENERAL, GENERAL),
    (PERSON, ANA, ANA),
    (COLOUR, " RED ", "red"),
    (THEMES, "Small-Joys, play,, play ", ("small-joys", "play")),
    (THEMES, "", ()),
    (LIST, "I love Python, Both", ("I love Python", "Both")),
    (from_source("rhythm"), "Tue 10:00", "Tue 10:00"),
]

BAD: list[tuple[Kind, object, str, str]] = [
    (TEXT, "", "expected-text", "at least one word"),
    (TEXT, " \u202e\n", "expected-text", "at least one word"),
    (WEEKS, "0", "expected-whole", "from 1 to 60"),
    (WEEKS, "61", "expected-whole", "from 1 to 60"),
    (WEEKS, "twelve", "expected-whole", "not “twelve”"),
    (WEEKS, "1.5", "expected-whole", "from 1 to 60"),
    (WHOLE, "99999", "expected-whole", "from 0 to 10000"),
    (YES_NO, "perhaps", "expected-yes-no", "yes or no"),
    (DATE, "11.1.2027", "expected-date", "year-month-day"),
    (DATE, "2027-02-30", "expected-date", "year-month-day"),
    (DATE, "9999-12-31", "expected-date", "year-month-day"),
    (DATE, "0001-01-01", "expected-date", "year-month-day"),
    (TIME, "25:00", "expected-time", "10:00 or 2:30 pm"),
    (TIME, "10:60", "expected-time", "10:00 or 2:30 pm"),
    (TIME, "13 pm", "expected-time", "10:00 or 2:30 pm"),
    (TIME, "0 am", "expected-time", "10:00 or 2:30 pm"),
    (TIME, "noon", "expected-time", "not “noon”"),
    (WEEKDAYS, "someday", "expected-days", "tue, thu or weekdays"),
    (WEEKDAYS, "t", "expected-days", "days of the week"),
    (WEEKDAYS, "", "expected-days", "days of the week"),
    (WEEKDAYS, "and", "expected-days", "days of the week"),
    (ZONE, "Berlin", "expected-zone", "Europe/Berlin"),
    (ZONE, "Europe/Berln", "expected-zone", "Europe/Berlin"),
    (ZONE, "Berlin/Mars", "expected-zone", "Did you mean: Europe/Berlin?"),
    (ZONE, "GMT+1", "expected-zone", "Europe/Berlin, Europe/Paris, Africa/Lagos"),
    (ZONE, "EST", "expected-zone", "Did you mean: America/New_York?"),
    (ZONE, "xyzzy", "expected-zone", "Did you mean"),
    (ZONE, "", "expected-zone", "Did you mean"),
    (PLACE, "general", "expected-place", "#general"),
    (PLACE, ANA, "expected-place", "channel of this space"),
    (PERSON, "ana", "expected-person", "@ana"),
    (PERSON, GENERAL, "expected-person", "person of this space"),
    (COLOUR, "blue", "expected-choice", "red, green"),
]


def sorry(error: UserError) -> str:
    return t(error.key, "en", **error.values)


@pytest.mark.parametrize(("kind", "raw", "value"), GOOD)
def test_it_is_read(kind: Kind, raw: object, value: object) -> None:
    assert value == kind.read(raw)


@pytest.mark.parametrize(("kind", "raw", "key", "expected"), BAD)
def test_the_sentence_says_what_was_expected(kind: Kind, raw: object, key: str, expected: str) -> None:
    with pytest.raises(UserError) as error:
        kind.read(raw)

    assert key == error.value.key
    assert expected in sorry(error.value)


@pytest.mark.parametrize("kind", [WEEKS, YES_NO, DATE, TIME, WEEKDAYS, ZONE, PLACE, PERSON, COLOUR, TEXT, LIST, THEMES])
@settings(max_examples=30)
@given(raw=st.one_of(st.text(max_size=50), st.integers(), st.none(), st.just("x" * 4000)))
def test_whatever_is_typed_is_read_or_answered_in_a_sentence(kind: Kind, raw: object) -> None:
    try:
        kind.read(raw)
        answer = ""
    except UserError as error:
        answer = sorry(error)

    assert len(answer) < 300


def test_every_zone_on_offer_can_be_chosen_and_none_is_an_old_alias() -> None:
    known = available_timezones()
    assert set(zones.zones()) <= known
    assert all(zone == ZONE.read(zone) for zone in zones.zones())
    assert not [zone for zone in zones.zones() if zone.startswith(("US/", "posix", "right/"))]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("berl", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("europe/lis", "Europe/Lisbon"),
        ("york", "America/New_York"),
        ("Berln", "Europe/Berlin"),
        ("utc", "UTC"),
        ("Berlin/Mars", "Europe/Berlin"),
        ("europe berlin", "Europe/Berlin"),
        ("Berlin, Germany", "Europe/Berlin"),
        ("New York City", "America/New_York"),
        ("new-york", "America/New_York"),
        ("GMT+1", "Europe/Berlin"),
        ("utc +01:00", "Europe/Berlin"),
        ("UTC-5", "America/New_York"),
        ("\N{MINUS SIGN}3:30", "America/St_Johns"),
        ("+5:30", "Asia/Kolkata"),
        ("EST", "America/New_York"),
        ("mst", "America/Denver"),
        ("CEST", "Europe/Berlin"),
        ("JST", "Asia/Tokyo"),
        ("Germany", "Europe/Berlin"),
        ("united states", "America/New_York"),
    ],
)
def test_the_zone_that_was_meant_is_suggested_first(typed: str, first: str) -> None:
    found = [option.value for option in options.suggest_zones(typed)]

    assert first in found[: 2 if typed == "utc" else 1]


def test_whoever_is_in_the_middle_of_a_name_is_offered_it_too() -> None:
    found = [option.value for option in options.suggest_zones("ist")]

    assert ["Asia/Kolkata", "Europe/Istanbul"] == [
        zone for zone in ("Asia/Kolkata", "Europe/Istanbul") if zone in found
    ]


@given(st.text(max_size=200))
def test_suggestions_are_never_more_than_platforms_take(typed: str) -> None:
    assert len(options.suggest_zones(typed)) <= 25


def test_nothing_typed_suggests_something_and_nonsense_nothing() -> None:
    assert 25 == len(options.suggest_zones(""))
    assert () == options.suggest_zones("qqqqqqqq")
