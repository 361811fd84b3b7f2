"""What the page says: words first, every figure with what it stands on, the same in the files, nothing made of it."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import Connection

from bot.drawing.drawer import Drawer
from bot.features.checkins import store
from bot.features.checkins.model import Checkin
from bot.features.insights.figures import Figure, Part
from bot.store import courses
from bot.store.address import Address
from tests.dashboard.checks import PART, connection, poll
from tests.dashboard.conftest import Pages, serving
from tests.dashboard.figures import STAFF_ONLY, week
from tests.world.school import card_of

EVIL = "<script>alert(1)</script>"
FIRST_REPLY = "Time to the first answer, middle value of questions that five or more answered"
TEMPLATE = "{{ 7 * 7 }} {% include 'door.html' %}"


def words(html: str) -> str:
    """What somebody reads, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def rows(html: str, anchor: str) -> list[list[str]]:
    """The cells of the first table after this anchor."""
    table = html[html.index(f'id="{anchor}"') :].partition("</table>")[0]
    return [[words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in table.split("<tr>")[1:]]


async def keep(pages: Pages, *checkins: Checkin) -> None:
    def work(db: Connection) -> None:
        for one in checkins:
            store.add(db, one)

    await pages.school.core.store.write(work)


async def rename(pages: Pages, name: str) -> None:
    def work(db: Connection) -> None:
        course = courses.get(db, pages.course)
        assert course
        courses.save(db, replace(course, name=name), pages.clock.now())

    await pages.school.core.store.write(work)


async def test_before_the_first_week_is_over_the_page_says_so(pages: Pages):
    _, page = await pages.opened("ana")
    assert "The first week is not over yet." in words(page.text)
    assert "<table" not in page.text


async def test_words_come_before_every_number(pages: Pages):
    await pages.publish(week(1), week(2))
    _, page = await pages.opened("ana")
    said = words(page.text.partition("<main")[2])
    assert said.index("About 60 % of the class took part") < said.index("All of week 2") < said.index("95 % interval")


async def test_every_figure_stands_with_its_interval_and_with_how_many_it_is_of(pages: Pages):
    await pages.publish(week(1, share=0.5), week(2))
    _, page = await pages.opened("ana")
    assert [
        ["Week", "Value", "95 % interval", "Counted"],
        ["week 2", "about 60 %", "45 – 74 %", "of 40"],
        ["week 1", "about 50 %", "35 – 64 %", "of 40"],
    ] == rows(page.text, "took-part")


async def test_all_of_a_week_says_of_every_figure_how_sure_it_is(pages: Pages):
    figures = (
        Figure("asked", "count", value=2, n=2),
        Figure("took-part", "share", value=0.4, low=0.21, high=0.61, n=24, rough=True),
        Figure("rungs", "split", parts=(Part("tap", 25, 0.44, 0.82), Part("line", 0)), n=25, rough=True),
        Figure("prompts", "tallies", parts=(Part("no-such-prompt", 20),), rough=True),
        Figure("first-reply", "hours", value=3, n=2),
        Figure("burden", "per_hundred", value=30, low=11, high=59, n=40, rough=True),
        Figure("buddy-members", "count", value=15, low=15, high=19, n=15, rough=True),
        Figure("two-way", "share", state="few", n=8),
        Figure("ladder-step", "median", value=3, low=2, high=5, n=14),
    )
    await pages.publish(replace(week(1), figures=figures))
    _, page = await pages.opened("ana")
    assert [
        ["Questions asked", "2", "exact", ""],
        ["Took part in any way, of the class", "about 40 %", "21 – 61 %", "of 24"],
        ["How people answered: tapped a word", "25 or more", "44 – 82 %", "of 25 or more"],
        ["How people answered: wrote a line", "fewer than 5", "", "of 25 or more"],
        ["Questions that many answered: a question of your own", "20 or more", "rounded", ""],
        [FIRST_REPLY, "about 3 hours", "too few", "2 questions"],
        ["Skips, pauses and goodbyes per hundred messages of mine", "about 30", "11 – 59", "40 messages"],
        ["Take part in buddies", "15 to 19", "rounded", ""],
        ["Buddy groups in which two or more wrote within three days", "fewer than 5", "", "of 8"],
        ["How far buddy groups have come in their nine questions, middle value", "question 3", "2 – 5", "14 groups"],
    ] == rows(page.text, "latest")[1:]
    assert "How sure this is: " in words(page.text)


async def test_weeks_of_before_there_were_intervals_stand_without_them(pages: Pages):
    await pages.publish(week(1))
    _, page = await pages.opened("ines")
    said = {row[0]: row[1:] for row in rows(page.text, "latest")[1:]}
    assert ["773", "", "200 messages"] == said["Skips, pauses and goodbyes per hundred messages of mine"]
    assert ["25 or more", "", ""] == said["How people answered: tapped a word"]


async def test_a_week_of_dozens_of_questions_has_room_in_the_chat_and_is_whole_on_the_page(pages: Pages):
    ids = list(pages.school.core.app.means.library.by_id)[:60]
    await pages.publish(week(1, Figure("prompts", "tallies", parts=tuple(Part(one, 20) for one in ids), rough=True)))
    said = card_of(await pages.someone("ines").call("insights")).words
    _, page = await pages.opened("ines")
    assert "20 or more · and 55 more" in said
    assert 60 == len(rows(page.text, "prompts")) - 1


async def test_questions_of_many_weeks_stand_below_each_other(pages: Pages):
    tallies = [tuple(Part(f"no-{number}-{one}", 10 * one) for one in (1, 2)) for number in range(3)]
    await pages.publish(
        *(week(number, Figure("prompts", "tallies", parts=parts)) for number, parts in enumerate(tallies, 1))
    )
    _, page = await pages.opened("ana")
    assert [
        ["Week", "Question", "People"],
        ["week 3", "a question of your own", "10 or more"],
        ["week 3", "a question of your own", "20 or more"],
    ] == [row[:3] for row in rows(page.text, "prompts")[:3]]


async def test_rungs_stand_side_by_side_and_small_numbers_are_no_numbers(pages: Pages):
    await pages.publish(week(1))
    _, page = await pages.opened("ana")
    assert [
        ["Week", "tapped a word", "finished a sentence", "wrote a line"],
        ["week 1", "25 or more", "10 or more", "fewer than 5"],
    ] == rows(page.text, "rungs")


async def test_isolates_are_a_band_and_only_for_staff(pages: Pages):
    await pages.publish(week(1, Figure("isolates", "isolates", band="1-4", n=35, staff_only=True)))
    (_, student), (_, staff) = await pages.opened("ana"), await pages.opened("ines")
    assert ("isolates" in student.text, "have no exchange yet" in student.text) == (False, False)
    assert [
        ["Week", "Value", "95 % interval", "Counted"],
        ["week 1", "1 to 4", "rounded", "of 35 or more"],
    ] == rows(staff.text, "isolates")


async def test_all_weeks_of_a_year_are_there_the_newest_first(pages: Pages):
    await pages.publish(*(week(number) for number in range(1, 53)))
    _, page = await pages.opened("ana")
    assert [f"week {number}" for number in range(52, 0, -1)] == [row[0] for row in rows(page.text, "took-part")[1:]]


async def test_weeks_and_check_ins_of_another_course_are_not_there(pages: Pages):
    await pages.publish(week(1))
    other = await pages.begin("Gardens", replace(pages.someone("x").place, channel="garden"))
    await pages.publish(week(7), course=other)
    await keep(pages, connection(other, 7, pages.clock.now()))
    _, page = await pages.opened("ana")
    assert (True, False, False) == ("week 1" in page.text, "week 7" in page.text, PART.text in page.text)


async def test_a_check_in_is_told_in_the_words_of_the_chat_and_in_numbers(pages: Pages):
    await keep(pages, connection(pages.course, 1, pages.clock.now()))
    (_, student), (_, staff) = await pages.opened("ana"), await pages.opened("ines")
    assert "12 of the 20 who answered agree. 20 did not answer" in words(student.text)
    assert ["I feel that I am a part of this course.", "agree", "60 %", "44 – 74 %", "12 of 20"] == rows(
        student.text, f"checkin-c1{pages.course}"
    )[1]
    about = "What concerns the whole class"
    assert words(student.text).partition("Check-ins")[2] == words(staff.text).partition("Check-ins")[2]
    assert (True, True) == (about in student.text, about in staff.text)


async def test_a_check_in_that_came_again_is_seen_through_the_weeks_and_nothing_is_concluded_from_noise(pages: Pages):
    now = pages.clock.now()
    waves = (connection(pages.course, number, now + timedelta(weeks=number), 9 + number) for number in (1, 6))
    await keep(pages, *waves)
    _, page = await pages.opened("ana")
    assert [
        ["Week", "Share", "95 % interval", "People"],
        ["Week 6", "75 %", "60 – 86 %", "15 of 20"],
        ["Week 1", "50 %", "35 – 65 %", "10 of 20"],
    ] == rows(page.text, f"trend-c6{pages.course}-0")
    assert "the intervals overlap. Whether the figure moved, this cannot tell." in words(page.text)


async def test_a_check_in_that_is_open_is_nowhere(pages: Pages):
    still_open = replace(connection(pages.course, 1, pages.clock.now()), state="open", result=None)
    await keep(pages, still_open)
    _, page = await pages.opened("ines")
    assert (False, True) == (PART.text in page.text, "No check-in has closed yet." in page.text)


@pytest.mark.parametrize("name", [EVIL, TEMPLATE, '"><img src=x onerror=alert(1)>', "=HYPERLINK(1)"])
async def test_what_people_wrote_is_words(pages: Pages, name: str):
    await rename(pages, name)
    await pages.publish(week(1))
    await keep(pages, poll(pages.course, pages.clock.now(), name, "No"))
    _, page = await pages.opened("ines")
    assert f"Homeroom insights {' '.join(name.split())}" in words(page.text.partition("<body>")[2])
    assert (0, 0, False) == (page.text.count("<script"), page.text.count("<img src=x"), "49" in words(page.text))
    assert f"“{name}” was chosen most often" in words(page.text)


async def test_the_table_is_one_that_spreadsheets_read_and_do_not_run(pages: Pages):
    await pages.publish(week(1, Figure("prompts", "split", parts=(Part("no-such-prompt", 20),), rough=True)), week(2))
    reader, _ = await pages.opened("ines")
    answer = await reader.look("/figures.csv")
    assert ("text/csv", True) == (
        answer.headers["content-type"].partition(";")[0],
        ".csv" in answer.headers["content-disposition"],
    )
    table = list(csv.DictReader(io.StringIO(answer.text)))
    shares = {line["week"]: line["value"] for line in table if line["key"] == "took-part"}
    assert {"1": "0.6", "2": "0.6"} == shares
    assert [] == [cell for line in table for cell in line.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


async def test_the_data_are_the_figures_of_the_page(pages: Pages):
    await pages.publish(week(1), week(2))
    reader, page = await pages.opened("ana")
    data = json.loads((await reader.look("/figures.json")).text)
    assert ("Botany 101", [1, 2]) == (data["course"], [one["week"] for one in data["weeks"]])
    keys = {figure["key"] for one in data["weeks"] for figure in one["figures"]}
    assert keys == {key for key in keys if f'<section id="{key}"' in page.text}
    assert STAFF_ONLY not in json.dumps(data)


async def test_there_are_no_other_files(pages: Pages):
    reader, _ = await pages.opened("ines")
    assert [404] * 3 == [(await reader.look(path)).status for path in ("/figures.xml", "/figures", "/chart/x.svg")]


async def test_charts_are_drawn_and_described(sqlite_address: Address):
    async with Drawer() as drawer, serving(sqlite_address, drawer.svg) as pages:
        await pages.publish(week(1, share=0.5), week(2))
        reader, page = await pages.opened("ana")
        chart = await reader.look("/chart/took-part.svg")
        staff_only = await reader.look("/chart/burden.svg")
    assert (200, "image/svg+xml") == (chart.status, chart.headers["content-type"].partition(";")[0])
    assert (True, 404) == (chart.text.startswith("<svg"), staff_only.status)
    [alt] = re.findall(r'took-part\.svg" alt="([^"]*)"', page.text)
    assert "Took part in any way, of the class, week by week. week 1: about 50\xa0%; week 2: about 60\xa0%." == alt


async def test_without_anything_that_draws_the_page_has_no_pictures(pages: Pages):
    await pages.publish(week(1), week(2))
    reader, page = await pages.opened("ana")
    assert ("<img" in page.text, (await reader.look("/chart/took-part.svg")).status) == (False, 404)


async def test_a_defect_is_owned_up_to(pages: Pages):
    reader, _ = await pages.opened("ana")
    await pages.publish(replace(week(1), figures=(Figure("no-such-measure", "count", value=1),)))
    page = await reader.look()
    assert (500, True, "no-store") == (page.status, "That was our mistake" in page.text, page.headers["cache-control"])
