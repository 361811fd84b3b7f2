"""A link opens once and soon, a visit lasts for hours, and nobody sees more than what they are right now."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.kernel.pages import Pass, Passes
from bot.kernel.places import Person, Place
from bot.store.address import Address
from tests.dashboard.conftest import FOLLOWED, Pages, links_of, serving
from tests.dashboard.figures import STAFF_ONLY, week
from tests.world.people import HOME
from tests.world.school import School, open_course

GARDEN = Place(HOME.space, "garden")


async def test_a_link_leads_to_the_page_and_is_not_seen_in_its_address(pages: Pages):
    reader, page = await pages.opened("ana")
    assert (200, f"/insights/{pages.course}") == (page.status, reader.page)
    assert "Botany 101" in page.text


async def test_a_link_opens_once(pages: Pages):
    link = await pages.link("ana")
    await pages.reader().open(link)
    again = await pages.reader().open(link)
    assert (410, True) == (again.status, "type /insights" in again.text)


async def test_for_whoever_opened_it_a_link_leads_on_to_the_same_visit_until_that_ends(pages: Pages):
    reader = pages.reader()
    link = await pages.link("ana")
    await reader.open(link)
    pages.clock.advance(hours=7)
    again = await reader.get(link, **FOLLOWED)
    assert (303, "", reader.page) == (again.status, again.cookie, again.headers["location"])
    pages.clock.advance(hours=2)
    assert 410 == (await reader.get(link, **FOLLOWED)).status


@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (15, 410), (60 * 24 * 400, 410)])
async def test_a_link_lives_for_a_quarter_of_an_hour(pages: Pages, minutes: int, status: int):
    link = await pages.link("ana")
    pages.clock.advance(minutes=minutes)
    assert status == (await pages.reader().open(link)).status


async def test_a_robot_that_looks_ahead_at_a_link_does_not_use_it_up(pages: Pages):
    link = await pages.link("ana")
    robot = pages.reader()
    told = [await robot.get(link, method, **{"User-Agent": "Slackbot-LinkExpanding 1.0"}) for method in ("HEAD", "GET")]
    told.append(await robot.get(link, **FOLLOWED, **{"Sec-Purpose": "prefetch"}))
    assert [(200, "")] * 3 == [(answer.status, answer.cookie) for answer in told]
    assert not any("Botany" in answer.text for answer in told)
    assert 200 == (await pages.reader().open(link)).status


async def test_a_browser_that_says_nothing_of_itself_presses_a_button(pages: Pages):
    link = await pages.link("ana")
    reader = pages.reader()
    door = await reader.get(link)
    assert '<form method="post"' in door.text
    answer = await reader.get(link, "POST")
    assert (303, f"/insights/{pages.course}") == (answer.status, answer.headers["location"])


async def test_the_cookie_is_for_this_course_s_pages_and_no_script(pages: Pages):
    answer = await pages.reader().get(await pages.link("ana"), **FOLLOWED)
    parts = set(answer.headers["set-cookie"].split("; ")[1:])
    assert {"HttpOnly", "Max-Age=28800", "Path=/insights/", "SameSite=lax"} == parts


async def test_behind_https_the_cookie_never_travels_in_the_open(sqlite_address: Address):
    async with serving(sqlite_address, url="https://bots.example.edu/homeroom") as pages:
        link = await pages.link("ana")
        assert link.startswith("https://bots.example.edu/homeroom/insights/open/")
        answer = await pages.reader().get(link.removeprefix("https://bots.example.edu/homeroom"), **FOLLOWED)
    assert {"Secure", "Path=/homeroom/insights/"} <= set(answer.headers["set-cookie"].split("; "))
    assert f"/homeroom/insights/{pages.course}" == answer.headers["location"]


@pytest.mark.parametrize(("hours", "status"), [(7.9, 200), (8.1, 410)])
async def test_a_visit_lasts_for_eight_hours(pages: Pages, hours: float, status: int):
    reader, _ = await pages.opened("ana")
    pages.clock.advance(hours=hours)
    assert status == (await reader.look()).status


async def test_without_a_visit_there_is_nothing_to_see(pages: Pages):
    for path in ("", "/figures.csv", "/figures.json", "/chart/took-part.svg"):
        answer = await pages.reader().get(f"/insights/{pages.course}{path}")
        assert (403, False) == (answer.status, "Botany" in answer.text)


async def test_nothing_that_was_changed_in_a_link_or_a_cookie_opens_anything(pages: Pages):
    link = await pages.link("ines")
    start, _, token = link.rpartition("/")
    reader, _ = await pages.opened("ines")
    name, _, cookie = reader.cookie.partition("=")
    for good, at in ((whole, at) for whole in (token, cookie) for at in range(0, len(whole) - 1, 7)):
        bad = good[:at] + ("A" if good[at] != "A" else "B") + good[at + 1 :]
        assert 403 == (await pages.reader().open(f"{start}/{bad}")).status
        stranger = pages.reader()
        stranger.cookie = f"{name}={bad}"
        assert 403 == (await stranger.get(f"/insights/{pages.course}")).status


async def test_a_link_is_no_visit_and_a_visit_is_no_link(pages: Pages):
    link = await pages.link("ines")
    reader, _ = await pages.opened("ines")
    start, _, token = link.rpartition("/")
    name, _, cookie = reader.cookie.partition("=")
    reader.cookie = f"{name}={token}"
    assert (403, 403) == ((await reader.look()).status, (await reader.open(f"{start}/{cookie}")).status)


async def test_another_key_opens_nothing(pages: Pages):
    until = pages.clock.now() + timedelta(hours=1)
    forged = Passes(b"another secret").sign(
        "session", Pass(pages.course, until, "n", person=Person(HOME.space, "ines"))
    )
    reader = pages.reader()
    reader.cookie = f"homeroom-{pages.course}={forged}"
    assert 403 == (await reader.get(f"/insights/{pages.course}")).status


async def test_a_visit_to_one_course_shows_no_other(pages: Pages):
    other = await pages.begin("Secret gardens", GARDEN)
    reader, _ = await pages.opened("ines")
    reader.cookie = reader.cookie.replace(f"{pages.course}=", f"{other}=")
    answer = await reader.get(f"/insights/{other}")
    assert (403, False) == (answer.status, "Secret" in answer.text)


async def test_a_link_leads_to_the_course_of_its_channel(pages: Pages):
    await pages.begin("Gardens", GARDEN)
    _, page = await pages.opened("ana", place=GARDEN)
    assert (True, False) == ("Gardens" in page.text, "Botany" in page.text)


async def test_students_never_see_what_is_for_staff_only(pages: Pages):
    await pages.publish(week(1))
    student, page = await pages.opened("ana")
    staff, theirs = await pages.opened("ines")
    seen = [page.text, *[(await student.look(f"/figures.{kind}")).text for kind in ("csv", "json")]]
    shown = [theirs.text, *[(await staff.look(f"/figures.{kind}")).text for kind in ("csv", "json")]]
    assert ([False] * 3, [True] * 3) == (
        [STAFF_ONLY in text for text in seen],
        [STAFF_ONLY in text for text in shown],
    )


async def test_whoever_leaves_the_staff_sees_what_students_see_from_the_next_look_on(pages: Pages):
    await pages.publish(week(1))
    reader, before = await pages.opened("ines")
    link = await pages.link("ines")
    ines = Person(HOME.space, "ines")
    await pages.someone("olga", manages=True).call("course staff remove", person=ines)
    looks = [before, await reader.look(), await pages.reader().open(link)]
    assert [(200, True), (200, False), (200, False)] == [(look.status, STAFF_ONLY in look.text) for look in looks]


async def test_a_manager_without_a_role_is_believed_for_an_hour(pages: Pages):
    await pages.publish(week(1))
    reader, page = await pages.opened("mara", manages=True)
    assert STAFF_ONLY in page.text
    pages.clock.advance(minutes=61)
    assert 410 == (await reader.look()).status


async def test_an_owner_with_a_role_stays_for_eight_hours(pages: Pages):
    reader, _ = await pages.opened("olga", manages=True)
    pages.clock.advance(hours=7)
    assert 200 == (await reader.look()).status


async def test_a_student_s_link_names_nobody(pages: Pages):
    token = (await pages.link("ana")).rpartition("/")[2]
    passes = Passes(pages.school.core.app.means.house.secret("pages"))
    assert None is passes.read("link", token, pages.clock.now()).person


async def test_where_there_are_no_pages_there_is_no_link(sqlite_address: Address):
    async with School.opened(sqlite_address) as school:
        olga = school.someone("olga", manages=True)
        await open_course(olga)
        assert [] == links_of(await olga.call("insights"))


async def test_every_answer_says_that_nothing_is_kept_or_fetched_from_elsewhere(pages: Pages):
    reader, page = await pages.opened("ana")
    link = await pages.link("ana")
    door, sorry, csv = await reader.get(link), await reader.get("/insights/nothing"), await reader.look("/figures.csv")
    redirect, style = await reader.get(link, "POST"), await reader.get("/insights/static/page.css")
    wanted = {
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'",
    }
    for answer in (page, door, sorry, csv, redirect, style):
        assert wanted == {name: answer.headers[name] for name in wanted}
