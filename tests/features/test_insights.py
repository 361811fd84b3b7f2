"""A course's weeks are looked back on once, in figures that point at nobody and never change."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import Connection, select

from bot.core import begin_all
from bot.features.insights.tables import weeks as rows
from bot.kernel.places import Place
from bot.library.load import Library
from bot.store.address import Address
from bot.store.tables import courses, deliveries, errands
from tests.features.asking import at
from tests.features.looking_back import (
    answer,
    ask,
    csv_for,
    figure,
    json_for,
    notes,
    opened,
    set_size,
    weeks,
)
from tests.world.drawing import faults
from tests.world.school import School, Someone, card_of, labels, open_course, whispered, words

MONDAY, MORNING = at("2026-03-09T05:00"), at("2026-03-09T07:00")
"""Six and eight in Berlin, after the first week."""


@pytest.fixture
async def school(sqlite_address: Address) -> AsyncIterator[School]:
    async with opened(sqlite_address) as started:
        yield started
    assert {} == {seen: faults(seen) for seen in started.seen() if faults(seen)}


async def test_before_the_first_week_is_over_it_says_kindly_that_there_is_nothing_yet(
    botany: School, olga: Someone, ana: Someone
) -> None:
    for who in (olga, ana):
        assert "The first week is not over yet" in whispered(await who.call("insights"))
        assert "The first week is not over yet" in whispered(await who.call("insights", file="csv"))


async def test_a_week_is_published_at_six_in_the_morning_after_it(botany: School, olga: Someone) -> None:
    await ask(botany, olga)

    await botany.pass_time(until=MONDAY - timedelta(seconds=1))
    before = await weeks(botany)
    await botany.pass_time(until=MONDAY + timedelta(seconds=1))

    assert () == before
    [week] = await weeks(botany)
    assert (1, at("2026-03-01T23:00"), at("2026-03-08T23:00")) == (week.week, week.first, week.last)


async def test_who_took_part_is_told_roughly_of_the_class(botany: School, olga: Someone) -> None:
    await set_size(botany, 24)
    await answer(botany, await ask(botany, olga), 9)

    await botany.pass_time(until=MORNING)

    [week] = await weeks(botany)
    assert ("shown", 0.4, 24) == figure(week, "took-part")
    card = card_of(await olga.call("insights"))
    assert "About 40\xa0% of the class took part in the questions of this week." == card.body[0]
    assert "Took part in any way, of the class: about 40\xa0% (of 24; 95\xa0% interval 21 to 61\xa0%)" in card.words
    assert card.chart is not None
    assert [("week 1", 0.4)] == [(bar.label, bar.value) for bar in card.chart.bars]
    assert re.search(r"Questions that many answered: “[^“”]+”: 5 or more", card.words)
    assert "week 1: about 40\xa0%" in card.chart.alt


async def test_whoever_answers_two_questions_of_a_week_took_part_once(botany: School, olga: Someone) -> None:
    await set_size(botany, 24)
    for _ in range(2):
        await answer(botany, await ask(botany, olga), 9)

    await botany.pass_time(until=MORNING)

    [week] = await weeks(botany)
    assert ("shown", 0.4, 24) == figure(week, "took-part")


async def test_where_nobody_said_how_large_the_class_is_it_is_of_those_who_were_seen(
    botany: School, olga: Someone
) -> None:
    question = await ask(botany, olga)
    await answer(botany, question, 6)
    for number in range(6, 12):
        await botany.someone(f"student{number}").press(question, "Skip")

    await botany.pass_time(until=MORNING)

    [week] = await weeks(botany)
    assert None is week.get("took-part")
    assert ("shown", 0.5, 12) == figure(week, "took-part-seen")


async def test_an_answer_of_the_staff_is_not_one_of_the_class(botany: School, olga: Someone) -> None:
    question = await ask(botany, olga)
    await answer(botany, question, 5)
    await olga.press(question, labels(question)[0])

    await botany.pass_time(until=MORNING)

    [week] = await weeks(botany)
    assert ("nearly", None, 5) == figure(week, "took-part-seen")


@pytest.mark.parametrize(("people", "told"), [(1, "few"), (4, "few"), (5, "shown"), (19, "shown"), (20, "nearly")])
async def test_fewer_than_five_on_either_side_are_no_number(
    botany: School, olga: Someone, people: int, told: str
) -> None:
    await set_size(botany, 24)
    await answer(botany, await ask(botany, olga), people)

    await botany.pass_time(until=MORNING)

    [week] = await weeks(botany)
    assert told == figure(week, "took-part")[0]


async def test_rungs_are_counted_in_fives(botany: School, olga: Someone) -> None:
    question = await ask(botany, olga)
    await answer(botany, question, 8)
    for number in range(8, 11):
        who = botany.someone(f"student{number}")
        await who.fill(await who.press(question, "Write a line"), text="Moss", how="count")

    await botany.pass_time(until=MORNING)

    assert "How people answered: tapped a word: 5 or more, 15 to 100\xa0% · finished a sentence: fewer than 5" in words(
        await olga.call("insights")
    )
    assert "wrote a line: fewer than 5" in words(await olga.call("insights"))


async def test_a_late_answer_counts_in_its_own_week_and_changes_no_other(botany: School, olga: Someone) -> None:
    await set_size(botany, 24)
    question = await ask(botany, olga)
    await answer(botany, question, 9)
    await botany.pass_time(until=MORNING)
    [first] = await weeks(botany)

    await answer(botany, question, 7, first=9)
    await botany.pass_time(weeks=1)

    [still, second] = await weeks(botany)
    assert first == still
    assert ("shown", 0.3, 24) == figure(second, "took-part")


async def test_a_deleted_answer_changes_nothing_that_was_published(botany: School, olga: Someone) -> None:
    question = await ask(botany, olga)
    await answer(botany, question, 9)
    await botany.pass_time(until=MORNING)
    before = await botany.read(select(rows.c.figures))

    someone = botany.someone("student1")
    await someone.press(await someone.press(question, labels(question)[0]), "Delete it")
    await botany.pass_time(days=1)

    assert before == await botany.read(select(rows.c.figures))


async def test_weeks_that_were_missed_follow_in_order_and_only_the_last_is_noted(botany: School, olga: Someone) -> None:
    await answer(botany, await ask(botany, olga), 9)
    botany.clock.advance(days=20)
    await ask(botany, olga)

    await botany.pass_time(until=at("2026-03-23T07:00"))

    assert [1, 2, 3] == [week.week for week in await weeks(botany)]
    assert ["Botany 101: your note on week 3"] == [card.title for card in notes(botany, olga)]
    assert 1 == len(await botany.read(select(deliveries.c.key).where(deliveries.c.kind == "insights_note")))


async def test_a_course_that_is_paused_looks_back_when_it_goes_on(botany: School, olga: Someone) -> None:
    await answer(botany, await ask(botany, olga), 9)
    settings = await olga.press(await olga.call("course settings"), "Pause everything")
    await botany.pass_time(days=9)
    paused = await weeks(botany)

    await olga.press(settings, "Resume")
    await botany.pass_time(hours=2)

    assert () == paused
    assert [1] == [week.week for week in await weeks(botany)]


async def test_the_last_week_of_the_course_is_the_last_that_is_looked_back_on(school: School, olga: Someone) -> None:
    await open_course(olga, weeks="2")

    await school.pass_time(weeks=6)

    assert [1, 2] == [week.week for week in await weeks(school)]
    assert [] == await school.read(select(errands.c.key).where(errands.c.kind == "insights.week"))


async def test_a_course_that_is_made_longer_goes_on_looking_back(school: School, olga: Someone) -> None:
    await open_course(olga, weeks="1")
    await school.pass_time(weeks=2)

    await olga.call("course settings", weeks="4")
    await school.pass_time(days=1)

    assert [1, 2] == [week.week for week in await weeks(school)]


@pytest.mark.parametrize("start", [date(2026, 2, 26), date(2026, 3, 5)])
async def test_a_course_that_is_moved_counts_no_time_twice(botany: School, olga: Someone, start: date) -> None:
    await answer(botany, await ask(botany, olga), 9)
    await botany.pass_time(until=MORNING)

    await olga.call("course settings", start=start.isoformat())
    await botany.pass_time(weeks=3)

    found = await weeks(botany)
    assert all(one.last <= other.first for one, other in pairwise(found))
    assert 3 <= len(found)


async def test_a_course_that_began_before_its_bot_could_look_back_does_so_now(botany: School) -> None:
    def work(db: Connection) -> None:
        db.execute(errands.delete())
        begin_all(db, botany.core)
        begin_all(db, botany.core)

    await botany.core.store.write(work)

    await botany.pass_time(days=15)

    assert [1, 2] == [week.week for week in await weeks(botany)]


async def test_students_see_what_concerns_the_class_and_staff_the_bands_too(
    botany: School, olga: Someone, ana: Someone
) -> None:
    question = await ask(botany, olga)
    await answer(botany, question, 9)
    for number in range(6):
        await botany.someone(f"student{number}").press(question, "Not for me")
    await botany.pass_time(until=MORNING)

    staff, student = words(await olga.call("insights")), words(await ana.call("insights"))

    assert "How people passed" in staff
    assert "How people passed" not in student
    assert "Took part in any way" in student
    assert set(student.splitlines()) < set(staff.splitlines())


async def test_a_week_of_six_questions_says_between_which_hours_the_first_answer_came(
    botany: School, olga: Someone
) -> None:
    for hours in range(6):
        question = await ask(botany, olga)
        await botany.pass_time(hours=hours)
        await answer(botany, question, 5)

    await botany.pass_time(until=MORNING)

    [week] = await weeks(botany)
    found = week.get("first-reply")
    assert found is not None
    assert (3, 0, 6) == (found.value, found.low, found.n)
    assert found.high in (5, 6)
    assert "about 3 hours (6 questions; 95\xa0% interval 0 to" in words(await olga.call("insights"))


async def test_files_say_how_sure_each_figure_is(botany: School, olga: Someone) -> None:
    await set_size(botany, 24)
    await answer(botany, await ask(botany, olga), 9)
    await botany.pass_time(until=MORNING)

    head, *lines = await csv_for(olga)
    table = {(line["key"], line["part"]): line for line in (dict(zip(head, one, strict=True)) for one in lines)}
    data = await json_for(olga)

    ends = ("value", "low", "high", "doubt", "share_low", "share_high", "n")
    assert ["0.4", "0.21", "0.61", "chance", "", "", "24"] == [table["took-part", ""][name] for name in ends]
    assert ["5", "", "", "chance", "0.15", "1.0", "5"] == [table["rungs", "tapped a word"][name] for name in ends]
    assert ["0", "", "", "too-few", "", "", "1"] == [table["first-reply", ""][name] for name in ends]
    assert {"asked": "none", "took-part": "chance", "first-reply": "too-few"}.items() <= {
        one["key"]: one["doubt"] for one in data["weeks"][0]["figures"]
    }.items()
    assert any("doubt says what they are" in line for line in data["about"])


async def test_files_hold_the_same_figures_for_whoever_asks(botany: School, olga: Someone, ana: Someone) -> None:
    await set_size(botany, 24)
    await answer(botany, await ask(botany, olga), 9)
    await botany.pass_time(until=MORNING)

    for who, passes in ((olga, True), (ana, False)):
        table, data = await csv_for(who), await json_for(who)
        assert ["1", "2026-03-02", "2026-03-09", "took-part"] == table[2][:4]
        assert passes == any("passes" in line for line in table)
        [week] = data["weeks"]
        assert passes == any(one["key"] == "passes" for one in week["figures"])
        assert 0.4 == next(one["value"] for one in week["figures"] if one["key"] == "took-part")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
async def test_no_cell_of_the_table_is_a_formula(sqlite_address: Address, library: Library, text: str) -> None:
    prompts = tuple(prompt.model_copy(update={"text": text}) for prompt in library.prompts)
    async with opened(sqlite_address, replace(library, prompts=prompts)) as school:
        olga = school.someone("olga", manages=True)
        await open_course(olga)
        await answer(school, await ask(school, olga), 6)
        await school.pass_time(until=MORNING)

        cells = [cell for line in await csv_for(olga) for cell in line]

    assert f"'{text}" in cells
    assert [] == [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


async def test_the_buttons_give_files_to_those_who_may(botany: School, olga: Someone, ana: Someone) -> None:
    await answer(botany, await ask(botany, olga), 9)
    await botany.pass_time(until=MORNING)
    staff, student = await olga.call("insights"), await ana.call("insights")

    for label in ("As a table (CSV)", "As data (JSON)"):
        mine, theirs = await ana.press(student, label), await ana.press(staff, label)
        assert "passes" not in mine.card.file.content
        assert "people with one of these roles" in whispered(theirs)
        everything = await olga.press(staff, label)
        assert "passes" in everything.card.file.content

    stranger = botany.someone("sly", Place("fake:2", "general"))
    stranger_token = await stranger.press(card_of(student), "As a table (CSV)")
    assert "no longer here" in whispered(stranger_token)


async def test_an_empty_week_says_so(botany: School, olga: Someone, ana: Someone) -> None:
    await botany.pass_time(until=MORNING)

    assert "Nothing was asked in this week" in whispered(await ana.call("insights"))
    assert [] == notes(botany, olga)


async def test_questions_are_not_ranked_before_each_has_thirty_answers(botany: School, olga: Someone) -> None:
    first, second = await ask(botany, olga), await ask(botany, olga)
    await answer(botany, first, 6)
    await answer(botany, second, 12)
    await botany.pass_time(until=MORNING)

    [week] = await weeks(botany)
    found = week.get("prompts")

    assert found is not None
    assert [("tallies", 5), ("tallies", 10)] == [(found.kind, part.acts) for part in found.parts]


async def test_it_is_read_once_even_if_two_engines_wake(botany: School, olga: Someone) -> None:
    await answer(botany, await ask(botany, olga), 9)
    await botany.pass_time(until=MONDAY - timedelta(seconds=1))
    botany.clock.set(MORNING)

    await botany.core.engine.turn()
    await botany.core.engine.turn()
    await botany.pass_time(hours=1)

    assert [1] == [week.week for week in await weeks(botany)]
    assert 1 == len(notes(botany, olga))


async def test_every_course_looks_back_on_its_own(botany: School, olga: Someone) -> None:
    garden = Place("fake:1", "garden")
    await open_course(olga, name="Zoology", channel=garden)
    await answer(botany, await ask(botany, olga), 9)
    await botany.pass_time(until=MORNING)

    ids = {row.name: row.id for row in await botany.read(select(courses.c.name, courses.c.id))}
    found = {row.course: row.figures for row in await botany.read(select(rows.c.course, rows.c.figures))}

    assert "took-part-seen" in str(found[ids["Botany 101"]])
    assert [] == found[ids["Zoology"]]["figures"]
    there = botany.someone("olga", garden, manages=True)
    assert "Nothing was asked" in whispered(await there.call("insights"))
