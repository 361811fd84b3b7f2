"""The page in a real browser: it says who one is, and cuts nothing that one wrote behind one's back."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser, expect

from adapters.browser.site import Step
from tests.browser.conftest import Served, Visitor, serving, visiting

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_the_welcome_says_whom_one_acts_as_and_offers_staff_what_is_theirs(dana: Visitor) -> None:
    page = dana.page
    welcome = page.get_by_role("region", name="A course to play with")
    await expect(welcome).to_contain_text("You act as Dana (instructor).")
    await expect(welcome.get_by_role("button", name="Ask an icebreaker")).to_be_visible()
    await page.get_by_label("Acting as").select_option("ama")
    await expect(welcome).to_contain_text("You act as Ama (student).")
    await expect(welcome.get_by_role("button", name="Ask an icebreaker")).to_be_hidden()
    await page.get_by_label("Acting as").select_option("moss")
    await expect(welcome).to_contain_text("You act as Moss (moderator).")


async def test_a_student_is_offered_what_a_student_can_do(chromium: Browser, stage: Served) -> None:
    steps = (Step("Own it", "/own", "staff"), Step("Look", "/show", "student"))
    async with serving(stage.course, steps) as site, visiting(chromium, site, "/?as=ama") as ama:
        welcome = ama.page.get_by_role("region", name="A course to play with")
        await expect(welcome.get_by_role("button", name="Own it")).to_be_hidden()
        await welcome.get_by_role("button", name="Look").click()
        await expect(ama.page.locator("#box")).to_have_value("/show")


async def test_what_is_too_long_stays_and_is_said_beside_its_field(dana: Visitor) -> None:
    page = dana.page
    await dana.run("/icebreaker now")
    await dana.whispered("Asked.")
    await dana.let_it_speak()
    await page.get_by_role("button", name="Write a line").click()
    form = page.get_by_role("dialog")
    line = form.get_by_label("Your line")
    await line.fill("🌱" * 301)
    await form.get_by_role("button", name="Say it").click()
    await expect(line).to_be_focused()
    await expect(line).to_have_accessible_description(re.compile("Up to 300 characters fit in here: these are 301."))
    await expect(line).to_have_value("🌱" * 301)
    await line.fill("🌱" * 300)
    await form.get_by_role("button", name="Say it").click()
    await expect(form).to_be_hidden()
    await dana.whispered("🌱" * 300)


async def test_the_welcome_is_not_in_the_way_of_what_is_private(dana: Visitor) -> None:
    page = dana.page
    welcome = page.get_by_role("region", name="A course to play with")
    await expect(welcome).to_be_visible()
    await page.get_by_role("navigation").get_by_role("button", name="Homeroom").click()
    await expect(welcome).to_be_hidden()
    await page.get_by_role("navigation").get_by_role("button", name="ideas").click()
    await expect(welcome).to_be_visible()


async def test_what_a_form_is_about_is_read_out_when_it_opens(dana: Visitor) -> None:
    page = dana.page
    await dana.run("/icebreaker now")
    await dana.whispered("Asked.")
    await dana.let_it_speak()
    await page.get_by_role("button", name="Write a line").click()
    await expect(page.get_by_role("dialog")).to_have_accessible_description("It goes to the thread.")
    await page.keyboard.press("Escape")
    await dana.run("/course setup")
    await expect(page.get_by_role("dialog")).to_have_accessible_description("")
