"""Check-ins open by themselves, on their day, in their weeks; staff hear what keeps one from opening."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.features.checkins.planning import weeks
from bot.features.checkins.tables import checkins
from bot.kernel.errors import UserError
from bot.store.tables import routines
from tests.features.asking import GARDEN, at
from tests.features.questioning import safe
from tests.features.telling import FIFTEEN, through
from tests.world.people import HOME
from tests.world.school import School, Someone, labels, open_course, words


async def schedule(who: Someone, kind: str, day: str = "thu", **more: object) -> str:
    return words(await who.call("checkin schedule", kind=kind, day=day, **more))


async def opened(school: School) -> list[tuple[str, datetime]]:
    """What was opened, and when; the oldest first."""
    rows = await school.read(select(checkins.c.kind, checkins.c.opened_at).order_by(checkins.c.opened_at))
    return [(row.kind, row.opened_at) for row in rows]


def told(school: School, who: Someone) -> list[str]:
    return [card.words for card in school.platform.told(who.person) if "did not open" in card.words]


async def test_the_connection_check_comes_in_weeks_one_six_and_twelve(botany: School, olga: Someone) -> None:
    said = await schedule(olga, "connection")
    await botany.pass_time(days=90)

    assert "“Connection check” will open in #general: Thu 10:00, in these weeks of the course: 1, 6, 12." in said
    assert "The first one: 2026-03-05T09:00" in said
    days = ("2026-03-05T09:00", "2026-04-09T08:00", "2026-05-21T08:00")
    assert [("connection", at(day)) for day in days] == await opened(botany)


async def test_a_pulse_comes_every_week_but_the_last(botany: School, olga: Someone) -> None:
    await safe(botany)
    said = await schedule(olga, "pulse", at="16:30")
    await botany.pass_time(days=90)

    assert "in these weeks of the course: 1–11." in said
    assert "The last week is left out: people have enough to do then." in said
    assert 11 == len(await opened(botany))


async def test_the_exit_note_comes_in_the_last_week(botany: School, olga: Someone) -> None:
    await safe(botany)
    await schedule(olga, "exit", day="mon")
    await botany.pass_time(days=90)

    assert [("exit", at("2026-05-18T08:00"))] == await opened(botany)


async def test_staff_may_name_weeks_and_a_place(botany: School, olga: Someone) -> None:
    said = await schedule(olga, "connection", weeks="2, 4-5", channel=GARDEN)
    await botany.pass_time(days=60)

    assert "in #garden: Thu 10:00, in these weeks of the course: 2, 4–5." in said
    assert [12, 26, 2] == [instant.day for _, instant in await opened(botany)]
    assert [] == botany.platform.posts(HOME)


async def test_it_is_answered_like_any_other(botany: School, olga: Someone) -> None:
    await schedule(olga, "connection")
    await botany.pass_time(days=4)
    [card] = botany.platform.standing(HOME)
    for name, label in FIFTEEN.items():
        await through(botany.someone(name), card, label)
    await botany.pass_time(days=8)

    assert "11 of the 15 who answered agree." in botany.platform.standing(HOME)[-1].words


async def test_a_course_that_is_moved_takes_its_weeks_along(botany: School, olga: Someone) -> None:
    await schedule(olga, "connection")
    await botany.pass_time(days=4)
    await olga.call("checkin close")
    await olga.call("course settings", start="2026-03-09")
    await botany.pass_time(days=50)

    assert [5, 12, 16] == [instant.day for _, instant in await opened(botany)]


async def test_none_opens_more_than_six_hours_late(botany: School, olga: Someone) -> None:
    await schedule(olga, "connection")
    botany.clock.set(at("2026-03-05T15:01"))
    await botany.settle()

    assert [] == await opened(botany)


async def test_within_six_hours_it_opens(botany: School, olga: Someone) -> None:
    await schedule(olga, "connection")
    botany.clock.set(at("2026-03-05T14:59"))
    await botany.settle()

    assert [("connection", at("2026-03-05T14:59"))] == await opened(botany)


async def test_a_pulse_waits_for_safety_contacts_and_staff_hear_so_once_a_turn(botany: School, olga: Someone) -> None:
    await schedule(olga, "pulse")
    await botany.pass_time(days=6)

    assert [] == await opened(botany)
    [said] = told(botany, olga)
    assert "“Pulse” was due and did not open. This waits for 2 safety contacts" in said
    await safe(botany)
    await botany.pass_time(days=7)
    assert ["pulse"] == [kind for kind, _ in await opened(botany)]


async def test_what_is_owed_an_answer_does_not_open_again(botany: School, olga: Someone) -> None:
    await schedule(olga, "connection", weeks="1-3")
    await botany.pass_time(days=4)
    [card] = botany.platform.standing(HOME)
    for name, label in FIFTEEN.items():
        await through(botany.someone(name), card, label)
    await olga.call("checkin close")
    await botany.pass_time(days=14)

    assert 1 == len(await opened(botany))
    assert 2 == len(told(botany, olga))
    assert "The class has not heard yet what follows" in told(botany, olga)[0]


async def test_one_rhythm_of_a_kind_replaces_the_other(botany: School, olga: Someone) -> None:
    await schedule(olga, "connection")
    said = await schedule(olga, "connection", day="fri")
    await botany.pass_time(days=6)

    assert "It replaces the rhythm that was there for it." in said
    assert [6] == [instant.day for _, instant in await opened(botany)]


async def test_staff_see_the_rhythms_and_stop_one(botany: School, olga: Someone) -> None:
    await schedule(olga, "connection")
    await schedule(olga, "exit")
    shown = await olga.call("checkin rhythms")
    [rhythm] = [row.id for row in await botany.read(select(routines)) if row.settings["asked"] == "connection"]

    after = await olga.press(shown, "Stop one of them for good", rhythm)
    await botany.pass_time(days=6)

    assert "Connection check in #general: Thu 10:00, weeks 1, 6, 12. Next: 2026-03-05T09:00" in words(shown)
    assert "Connection check" not in words(after)
    assert "Exit note" in words(after)
    assert [] == await opened(botany)


async def test_without_any_it_says_how_to_begin(botany: School, olga: Someone) -> None:
    shown = await olga.call("checkin rhythms")

    assert "Staff can change that with “checkin schedule”." in words(shown)
    assert [] == labels(shown)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"kind": "mood"}, "There is no check-in “mood”. There are:"),
        ({"day": "tue, thu"}, "one day"),
        ({"weeks": "soon"}, "Please write weeks of the course, such as: 1, 6, 12 or 2-11."),
        ({"weeks": "0"}, "Please write weeks of the course"),
        ({"weeks": "13"}, "None of its turns is still to come"),
    ],
)
async def test_what_cannot_be_scheduled_is_said_and_not_kept(
    botany: School, olga: Someone, options: dict[str, object], sentence: str
) -> None:
    said = words(await olga.call("checkin schedule", **{"kind": "connection", "day": "thu", **options}))

    assert sentence in said
    assert [] == await botany.read(select(routines))


async def test_a_short_course_has_its_check_at_the_beginning_in_the_middle_and_at_the_end(
    school: School, olga: Someone
) -> None:
    await open_course(olga, weeks="8")

    assert "in these weeks of the course: 1, 4, 8." in await schedule(olga, "connection")


@pytest.mark.parametrize(
    ("typed", "read"), [("1,6,12", (1, 6, 12)), ("2-4 9", (2, 3, 4, 9)), ("12;", None), ("4-", None), ("1-99", None)]
)
def test_weeks_are_read_as_people_write_them(typed: str, read: tuple[int, ...] | None) -> None:
    try:
        found = weeks.read(typed)
    except UserError:
        found = None
    assert read == found


@given(st.sets(st.integers(1, 60), min_size=1))
def test_weeks_that_are_shown_can_be_read(chosen: set[int]) -> None:
    assert tuple(sorted(chosen)) == weeks.read(weeks.shown(tuple(sorted(chosen))))
