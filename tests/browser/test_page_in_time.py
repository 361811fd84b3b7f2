"""The page in a real browser: what happens by itself, elsewhere, and in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import Browser, expect

from bot.kernel.cards import Card
from bot.kernel.deliveries import Delivery
from tests.browser.conftest import Served, Visitor, visiting

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_what_comes_elsewhere_is_announced_and_marked_until_it_is_read(dana: Visitor) -> None:
    page = dana.page
    await dana.site.type("An idea", who="chen", room="ideas")
    unread = page.get_by_role("navigation").get_by_role("button", name="ideas 1 unread message")
    await expect(unread).to_be_visible()
    await expect(page.get_by_role("status")).to_contain_text("New in #ideas")
    await page.get_by_role("button", name="Show").click()
    await expect(page.get_by_role("heading", name="#ideas")).to_be_visible()
    await expect(unread).to_have_count(0)
    await page.reload()
    await expect(page.get_by_role("heading", name="#ideas")).to_be_visible()
    await expect(unread).to_have_count(0)


async def test_the_clock_goes_to_the_next_event_and_lets_it_happen(dana: Visitor) -> None:
    page, course = dana.page, dana.site.course
    await page.get_by_role("button", name="Next event").click()
    await expect(page.get_by_text("Nothing is planned yet")).to_be_visible()
    card = Card("A planned question")
    due = course.now() + timedelta(days=1, hours=2)
    course.planned.append((due, Delivery("planned", "toy", "post", course.world.place("general"), card)))
    await page.get_by_role("button", name="Next event").click()
    await expect(page.get_by_role("heading", name="A planned question")).to_be_visible()
    await expect(page.locator("#now")).to_have_text("Tue, Mar 3, 12:00")
    await page.get_by_role("button", name="+1 week").click()
    await expect(page.locator("#now")).to_have_text("Tue, Mar 10, 12:00")


async def test_one_is_told_that_what_happened_was_not_theirs_to_see(dana: Visitor) -> None:
    page, course = dana.page, dana.site.course
    due = course.now() + timedelta(hours=1)
    word = Delivery("word", "toy", "tell", course.world.person("bruno"), Card("A private word"))
    course.planned.append((due, word))
    await page.get_by_role("button", name="Next event").click()
    await expect(page.get_by_role("status")).to_contain_text("Nothing that Dana can see has happened meanwhile.")


async def test_what_the_clock_brings_comes_into_view(dana: Visitor) -> None:
    page, course = dana.page, dana.site.course
    for number in range(12):
        await dana.site.type(f"A long line, the {number}th", who="bruno")
    await expect(page.get_by_text("the 11th")).to_be_visible()
    await page.locator("#scroll").evaluate("(one) => one.scrollTo(0, 0)")
    due = course.now() + timedelta(hours=2)
    say = Delivery("planned", "toy", "post", course.world.place("general"), Card("A planned question"))
    course.planned.append((due, say))
    await page.get_by_role("button", name="Next event").click()
    await expect(page.get_by_role("heading", name="A planned question")).to_be_in_viewport()


async def test_an_answer_that_is_shown_is_not_called_new_as_well(chromium: Browser, stage: Served) -> None:
    async with visiting(chromium, stage, viewport={"width": 390, "height": 500}) as visitor:
        for number in range(12):
            await visitor.site.type(f"A long line, the {number}th", who="bruno")
        await visitor.page.locator("#scroll").evaluate("(one) => one.scrollTo(0, 0)")
        await visitor.run("/show")
        await visitor.whispered("The end")
        await visitor.page.wait_for_timeout(200)
        await expect(visitor.page.get_by_role("button", name="New messages below").first).to_be_hidden()


async def test_who_reads_further_up_stays_there_and_is_told_of_more(dana: Visitor) -> None:
    page = dana.page
    for number in range(12):
        await dana.site.type(f"A long line, the {number}th", who="bruno")
    await expect(page.get_by_text("the 11th")).to_be_in_viewport()
    await page.locator("#scroll").evaluate("(one) => one.scrollTo(0, 0)")
    await dana.site.type("The newest", who="chen")
    more = page.get_by_role("button", name="New messages below")
    await expect(more).to_be_visible()
    await expect(page.get_by_text("The newest")).not_to_be_in_viewport()
    await more.click()
    await expect(page.get_by_text("The newest")).to_be_in_viewport()
    await expect(more).to_be_hidden()


async def test_times_are_the_reader_s_own_with_the_course_s_beside_them(dana: Visitor) -> None:
    page = dana.page
    await page.get_by_label("Acting as").select_option("chen")
    await dana.run("/show")
    time = page.locator(".whisper .card time")
    await expect(time).to_have_text("Tue, Mar 3, 06:30")
    assert "Course time: Monday, March 2, 2026 at 23:30 (Europe/Berlin)" == await time.get_attribute("title")
    await expect(page.get_by_text("Mon, Mar 2, 17:00 where Chen is (Shanghai)")).to_be_visible()


async def test_two_pages_see_the_same(dana: Visitor, chromium: Browser) -> None:
    async with visiting(chromium, dana.site, "/?as=ama") as ama:
        await ama.run("Hello from the other window")
        await expect(dana.page.get_by_text("Hello from the other window")).to_be_visible()


async def test_a_page_that_was_cut_off_catches_up(dana: Visitor) -> None:
    page = dana.page
    await page.clock.install()
    await page.context.set_offline(True)
    for listening in list(dana.site.streams._open):
        listening.end()
    await expect(page.get_by_text("The connection is lost")).to_be_visible()
    await page.clock.fast_forward(20_000)
    await expect(page.get_by_text("The connection is lost")).to_be_visible()
    await dana.site.type("Said meanwhile", who="bruno")
    await page.context.set_offline(False)
    await expect(page.get_by_text("Said meanwhile")).to_be_visible()
    dana.complaints.clear()
