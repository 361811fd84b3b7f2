"""Rhythms ask by themselves, where and when and about what staff wish."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.features.icebreakers.tables import picks, posts
from bot.store.tables import routines
from tests.features.asking import GARDEN, asked, at, ids, schedule
from tests.world.people import HOME
from tests.world.school import School, Someone, labels, open_course, words


async def test_it_asks_on_its_days_at_its_local_time(botany: School, olga: Someone) -> None:
    said = await schedule(olga, days="tue, thu", at="10:00")

    await botany.pass_time(days=9)

    assert "I will ask an icebreaker in #general: Tue, Thu 10:00. The first one: 2026-03-03T09:00" in said
    assert [at("2026-03-03T09:00"), at("2026-03-05T09:00"), at("2026-03-10T09:00")] == [
        instant for instant, _, _ in await asked(botany)
    ]
    assert 3 == len(botany.platform.posts(HOME))


async def test_ten_o_clock_stays_ten_o_clock_when_the_clocks_change(botany: School, olga: Someone) -> None:
    await schedule(olga, days="sun, mon", at="10:00")

    await botany.pass_time(days=29)

    found = [instant for instant, _, _ in await asked(botany)][-4:]
    assert [at(f"2026-03-{day}") for day in ("22T09:00", "23T09:00", "29T08:00", "30T08:00")] == found


async def test_what_is_missing_is_asked_for_and_empty_fields_mean_nothing(botany: School, olga: Someone) -> None:
    started = await olga.call("icebreaker schedule")

    scheduled = await olga.fill(started, days="weekdays", at="9 am")

    assert "Mon, Tue, Wed, Thu, Fri 09:00" in words(scheduled)
    assert [()] == [tuple(row.settings["themes"]) for row in await botany.read(select(routines.c.settings))]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"days": "someday"}, "days of the week"),
        ({"at": "noon"}, "10:00 or 2:30 pm"),
        ({"until": "tomorrow"}, "year-month-day"),
        ({"channel": "general"}, "such as #general"),
        ({"themes": "gossip"}, "There is no theme “gossip”. There are: closing,"),
        ({"until": "2026-02-28"}, "would end on 2026-02-28, before its first turn"),
        ({"days": "sat", "until": "2026-03-05"}, "would end on 2026-03-05, before its first turn"),
    ],
)
async def test_what_cannot_be_scheduled_is_said_and_not_kept(
    botany: School, olga: Someone, options: dict[str, object], sentence: str
) -> None:
    said = await olga.call("icebreaker schedule", **{"days": "tue", "at": "10:00", **options})

    assert sentence in words(said)
    assert [] == await botany.read(select(routines))


async def test_there_is_more_than_one_rhythm_and_each_has_its_place(botany: School, olga: Someone) -> None:
    await schedule(olga, days="tue", at="10:00")
    await schedule(olga, days="tue", at="10:00", channel=GARDEN)
    await schedule(olga, days="wed", at="18:30")

    await botany.pass_time(days=7)

    assert 2 == len(botany.platform.posts(HOME))
    assert 1 == len(botany.platform.posts(GARDEN))
    assert 3 == len(set(await ids(botany)))


async def test_a_rhythm_ends_on_its_last_day_and_with_its_course(school: School, olga: Someone) -> None:
    await open_course(olga, weeks="2")
    await schedule(olga, days="daily", at="10:00", until="2026-03-05")
    await schedule(olga, days="daily", at="12:00", until="2027-01-01")

    await school.pass_time(days=30)

    found = [instant for instant, _, _ in await asked(school)]
    assert 3 == len([instant for instant in found if instant.hour == 9])
    assert 14 == len([instant for instant in found if instant.hour == 11])
    assert at("2026-03-15T11:00") == max(found)


async def test_a_rhythm_may_keep_to_some_themes(botany: School, olga: Someone) -> None:
    await schedule(olga, days="daily", themes="Play, small-joys")

    await botany.pass_time(days=10)

    rows = await botany.read(select(posts.c.question))
    assert 10 == len(rows)
    assert all({"play", "small-joys"} & set(row.question["themes"]) for row in rows)


async def test_now_asks_at_once(botany: School, olga: Someone) -> None:
    said = await olga.call("icebreaker now", theme="Play")
    await botany.settle()

    assert "Asked in #general." == words(said)
    [row] = await botany.read(select(posts))
    assert "play" in row.question["themes"]
    [card] = botany.platform.standing(HOME)
    assert row.question["text"] in card.words
    assert [*row.question["labels"], row.question["stem"], "Write a line", "Later", "Skip", "Not for me"] == labels(
        card
    )


async def test_now_says_when_nothing_fits(botany: School, olga: Someone) -> None:
    await olga.press(await olga.call("icebreaker themes"), "Leave a theme out, or allow it again", "play")

    assert "There is no question that fits" in words(await olga.call("icebreaker now", theme="play"))
    assert "There is no theme “gossip”" in words(await olga.call("icebreaker now", theme="gossip"))
    assert [] == await asked(botany)


async def test_paused_rhythms_rest_and_resumed_ones_go_on(botany: School, olga: Someone) -> None:
    await schedule(olga, days="daily", at="10:00")
    await schedule(olga, days="daily", at="12:00")
    one = words(await olga.call("icebreaker pause", rhythm="Mon, Tue, Wed, Thu, Fri, Sat, Sun 12:00"))
    await botany.pass_time(days=2)
    both = words(await olga.call("icebreaker pause"))
    await botany.pass_time(days=2)
    again = words(await olga.call("icebreaker resume"))
    await botany.pass_time(days=1)

    assert "One rhythm rests until you resume it." == one
    assert "2 rhythms rest until you resume them." == both
    assert "2 rhythms go on." == again
    assert [9, 9, 11, 9] == [instant.hour for instant, _, _ in await asked(botany)]


async def test_a_stopped_rhythm_is_gone_for_good(botany: School, olga: Someone) -> None:
    scheduled = await olga.call("icebreaker schedule", days="daily", at="10:00")
    await schedule(olga, days="daily", at="12:00")
    await olga.call("icebreaker preview")

    stopped = await olga.press(scheduled, "Stop this rhythm")
    named = await olga.call("icebreaker stop", rhythm="Mon, Tue, Wed, Thu, Fri, Sat, Sun 12:00")
    await botany.pass_time(days=3)

    assert "Stopped." in words(stopped)
    assert "Stopped." in words(named)
    assert [] == await asked(botany)
    assert [] == await botany.read(select(picks))
    assert "There is no rhythm" in words(await olga.press(scheduled, "Stop this rhythm"))


async def test_themes_can_be_left_out_and_allowed_again(botany: School, olga: Someone) -> None:
    menu = await olga.call("icebreaker themes")

    without = await olga.press(menu, "Leave a theme out, or allow it again", "stress")
    strange = await olga.press(menu, "Leave a theme out, or allow it again", "gossip")
    allowed = await olga.press(menu, "Leave a theme out, or allow it again", "stress")

    assert "This course leaves none out." in words(menu)
    assert "This course leaves out: stress" in words(without)
    assert "This course leaves out: stress" in words(strange)
    assert "This course leaves none out." in words(allowed)
