"""A course that has started can be changed, part by part, and its rhythms follow."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

import pytest
from sqlalchemy import select

from bot.kernel.replies import Mend
from bot.store.tables import routines
from tests.features.asking import GARDEN, at, schedule
from tests.world.school import School, Someone, form_of, words


async def next_due(school: School) -> list[datetime]:
    return [row.next_due for row in await school.read(select(routines.c.next_due).order_by(routines.c.next_due))]


async def test_settings_show_the_course_as_it_stands(botany: School, olga: Someone) -> None:
    shown = words(await olga.call("course settings"))

    assert "Settings of “Botany 101”" in shown
    assert "No topics yet" in shown
    assert "No days off" in shown


async def test_settings_change_by_what_is_named(botany: School, olga: Someone) -> None:
    reply = await olga.call(
        "course settings", name="Botany 102", zone="Asia/Tokyo", start="2026-03-09", weeks="4", channel=GARDEN
    )

    assert "Settings of “Botany 102”" in words(reply)
    assert "From Monday, March 9, 2026 to Sunday, April 5, 2026 (4 weeks)" in words(reply)
    assert "Time zone: Asia/Tokyo" in words(reply)
    assert "Home channel: #garden" in words(reply)


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        ({"zone": "Berlin"}, "Did you mean: Europe/Berlin"),
        ({"weeks": "0"}, "from 1 to 60"),
        ({"start": "soon"}, "year-month-day"),
        ({"language": "xx"}, "Please choose one of: en"),
        ({"name": "x" * 81}, "within 80 characters"),
        ({"channel": "general"}, "such as #general"),
    ],
)
async def test_a_wrong_setting_changes_nothing(
    botany: School, olga: Someone, option: dict[str, object], sentence: str
) -> None:
    before = words(await olga.call("course settings"))

    assert sentence in words(await olga.call("course settings", **option))
    assert before == words(await olga.call("course settings"))


async def test_basics_change_by_a_form(botany: School, olga: Someone) -> None:
    form = await olga.press(await olga.call("course settings"), "Name, zone, dates")

    wrong = await olga.fill(form, zone="Nowhere", weeks="many")
    right = await olga.fill(await olga.press(wrong, "Try again"), zone="Europe/Paris", weeks="10")

    assert isinstance(wrong, Mend)
    assert ["zone", "weeks"] == [name for name, _ in wrong.errors]
    assert "Time zone: Europe/Paris" in words(right)
    assert "(10 weeks)" in words(right)


async def test_a_line_is_a_weeks_topic_and_an_empty_line_none(botany: School, olga: Someone) -> None:
    form = await olga.press(await olga.call("course settings"), "Topics")

    saved = await olga.fill(form, topics="\nLoops\n\nLists \n\n")
    again = await olga.press(saved, "Topics")

    assert "2 weeks have a topic" in words(saved)
    assert "\nLoops\n\nLists" == form_of(again).fields[0].value
    assert "No topics yet" in words(await olga.fill(again, topics=""))


async def test_a_topic_too_long_is_named_and_kept_in_the_form(botany: School, olga: Someone) -> None:
    form = await olga.press(await olga.call("course settings"), "Topics")

    wrong = await olga.fill(form, topics="Loops\n" + "x" * 61)

    assert "within 60 characters" in words(wrong)
    assert "Loops\n" + "x" * 61 == form_of(await olga.press(wrong, "Try again")).fields[0].value


async def test_as_many_topics_as_can_be_typed_can_be_opened_again(botany: School, olga: Someone) -> None:
    form = await olga.press(await olga.call("course settings"), "Topics")

    most = await olga.fill(form, topics="\n".join(["x" * 60] * 60))

    assert 3000 == len(form_of(await olga.press(most, "Topics")).fields[0].value)


async def test_days_off_are_read_a_line_each(botany: School, olga: Someone) -> None:
    form = await olga.press(await olga.call("course settings"), "Days off")

    saved = await olga.fill(form, breaks="2026-03-16 to 2026-03-20\n\n2026-04-06\n")

    assert "Days off: Mar 16, 2026 – Mar 20, 2026; Apr 6, 2026" in words(saved)
    assert "2026-03-16 to 2026-03-20\n2026-04-06" == form_of(await olga.press(saved, "Days off")).fields[0].value


@pytest.mark.parametrize(
    "line",
    ["next week", "2026-03-20 to 2026-03-16", "2026-02-30", "2026-03-01 2026-03-02 2026-03-03", "16.3.2026"],
)
async def test_a_break_that_cannot_be_read_is_named(botany: School, olga: Someone, line: str) -> None:
    form = await olga.press(await olga.call("course settings"), "Days off")

    wrong = await olga.fill(form, breaks=f"2026-04-06\n{line}")

    assert f"Please write each break as 2026-12-21 to 2027-01-03, not “{line[:40]}”." in words(wrong)


async def test_as_many_days_off_as_can_be_typed_can_be_opened_again(botany: School, olga: Someone) -> None:
    form = await olga.press(await olga.call("course settings"), "Days off")
    days = [f"2026-{month:02}-{day:02}" for month in (3, 4, 5) for day in range(1, 29)]

    most = await olga.fill(form, breaks="\n".join(first + last for first, last in pairwise(days[:41])))
    too_many = await olga.fill(form, breaks="\n".join(days[:41]))

    assert isinstance(await olga.press(most, "Days off"), type(form))
    assert "at most 40 breaks" in words(too_many)


async def test_nothing_is_asked_on_days_off(botany: School, olga: Someone) -> None:
    await schedule(olga, days="daily")
    form = await olga.press(await olga.call("course settings"), "Days off")
    await olga.fill(form, breaks="2026-03-03 to 2026-03-05")

    assert [at("2026-03-06T09:00")] == await next_due(botany)
    await botany.pass_time(days=5)
    assert 2 == len(botany.platform.posts())


async def test_another_zone_moves_every_rhythm_to_the_same_wall_time(botany: School, olga: Someone) -> None:
    await schedule(olga, days="tue", at="10:00")
    await schedule(olga, days="wed", at="18:00")
    before = await next_due(botany)

    await olga.call("course settings", zone="America/New_York")

    assert [at("2026-03-03T09:00"), at("2026-03-04T17:00")] == before
    assert [at("2026-03-03T15:00"), at("2026-03-04T23:00")] == await next_due(botany)


async def test_a_longer_course_has_longer_rhythms_and_a_shorter_one_shorter(botany: School, olga: Someone) -> None:
    await schedule(olga, days="mon")
    await schedule(olga, days="mon", at="11:00", until="2026-03-20")

    ends = []
    for weeks in ("14", "2", "13"):
        await olga.call("course settings", weeks=weeks)
        found = await botany.read(select(routines.c.until).order_by(routines.c.at))
        ends.append([row.until.isoformat() for row in found])

    assert [["2026-06-07", "2026-03-20"], ["2026-03-15", "2026-03-15"], ["2026-05-31", "2026-05-31"]] == ends


async def test_a_course_that_starts_later_asks_later(botany: School, olga: Someone) -> None:
    await schedule(olga, days="daily")

    await olga.call("course settings", start="2026-04-06")

    assert [at("2026-04-06T08:00")] == await next_due(botany)
    await botany.pass_time(days=20)
    assert [] == botany.platform.posts()


async def test_paused_everything_rests_until_it_is_resumed(botany: School, olga: Someone) -> None:
    await schedule(olga, days="daily")
    resting = await olga.press(await olga.call("course settings"), "Pause everything")

    await botany.pass_time(days=3)

    assert "I say nothing until somebody resumes it." in words(resting)
    assert "I say nothing until somebody resumes it." in words(await olga.call("course status"))
    assert [] == botany.platform.posts()
    await olga.press(resting, "Resume")
    await botany.pass_time(days=1)
    assert 1 == len(botany.platform.posts())


async def test_while_all_rests_no_rhythm_can_be_woken_by_the_side_door(botany: School, olga: Someone) -> None:
    await schedule(olga, days="daily")
    await olga.press(await olga.call("course settings"), "Pause everything")

    await olga.call("icebreaker resume")
    resumed = await next_due(botany)
    await schedule(olga, days="daily", at="12:00")
    scheduled = await next_due(botany)
    await olga.call("course settings", zone="Europe/Paris")
    moved = await next_due(botany)
    preview = words(await olga.call("icebreaker preview"))
    await botany.pass_time(days=3)

    assert [[None], [None, None], [None, None]] == [resumed, scheduled, moved]
    assert "I say nothing until somebody resumes it." in preview
    assert [] == botany.platform.posts()
