"""The page in a real browser: what people click and type, and what they then see."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser, expect

from tests.browser.conftest import Served, Visitor, visiting
from tests.browser.toy import EVIL, QUESTION

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
SIDEWAYS = "[document.body, ...document.querySelectorAll('main, .scroll')].map((e) => e.scrollWidth - e.clientWidth)"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


async def test_a_first_step_opens_the_form_and_its_errors_are_mended_in_place(dana: Visitor) -> None:
    page = dana.page
    await page.get_by_role("button", name="Set up the course").click()
    await page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="Course Setup")
    await form.get_by_role("button", name="Send").click()
    await expect(form.get_by_text("Please fill this in.")).to_have_count(3)
    await expect(form.get_by_label("What the course is called")).to_be_focused()
    await form.get_by_label("What the course is called").fill("Physics")
    await form.get_by_label("time zone").fill("Atlantis")
    await form.get_by_label("The first day").fill("2026-03-09")
    await form.get_by_label("Where the course meets").select_option(label="#ideas")
    await form.get_by_role("button", name="Send").click()
    wrong = form.get_by_label("time zone")
    await expect(wrong).to_have_attribute("aria-invalid", "true")
    await expect(wrong).to_be_focused()
    await expect(wrong).to_have_accessible_description(re.compile("There is no time zone “Atlantis”"))
    await wrong.fill("toky")
    await page.get_by_role("option", name="Asia/Tokyo").click()
    await form.get_by_role("button", name="Send").click()
    await expect(form).to_be_hidden()
    await dana.whispered("It starts on 2026-03-09 in Asia/Tokyo, at #ideas.")


async def test_escape_leaves_a_form_and_the_focus_returns(dana: Visitor) -> None:
    await dana.run("/course setup")
    await expect(dana.page.get_by_role("dialog")).to_be_visible()
    await dana.page.keyboard.press("Escape")
    await expect(dana.page.get_by_role("dialog")).to_be_hidden()
    await expect(dana.page.locator("#box")).to_be_focused()


async def test_escape_closes_what_is_suggested_before_the_form_that_it_is_in(dana: Visitor) -> None:
    page = dana.page
    await dana.run("/course setup")
    form = page.get_by_role("dialog")
    zone = form.get_by_label("time zone")
    await zone.press_sequentially("toky")
    await page.keyboard.press("Escape")
    await expect(form).to_be_visible()
    await expect(zone).to_have_value("toky")
    await zone.fill("Asia/Tok")
    await expect(form.get_by_role("option", name="Asia/Tokyo")).to_be_visible()
    await zone.fill("Asia/Tokyo")
    await expect(form.get_by_role("listbox")).to_be_hidden()


async def test_a_pressed_button_answers_and_the_thread_grows_beside_it(dana: Visitor) -> None:
    page = dana.page
    await dana.run("/icebreaker now")
    await dana.whispered("Asked.")
    await dana.let_it_speak()
    plant = page.get_by_role("button", name="A plant")
    await plant.click()
    await dana.whispered("Your answer is in the thread: A plant")
    await dana.let_it_speak()
    await expect(plant).to_be_focused()
    await page.get_by_role("button", name="1 reply").click()
    thread = page.get_by_role("complementary", name="Thread")
    await expect(thread.get_by_text("Dana: A plant")).to_be_visible()
    await page.keyboard.type("Which one?")
    await page.keyboard.press("Enter")
    await expect(thread.get_by_text("Which one?")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(thread).to_be_hidden()
    await expect(page.get_by_role("button", name="2 replies")).to_be_focused()


async def test_the_command_box_needs_only_the_keyboard(dana: Visitor) -> None:
    page, keyboard = dana.page, dana.page.keyboard
    box = page.get_by_role("combobox", name="Message or command")
    await keyboard.press("Tab")
    await keyboard.press("Enter")
    await expect(box).to_be_focused()
    await keyboard.type("/course")
    suggestion = page.get_by_role("option", name="/course setup")
    await expect(suggestion).to_be_visible()
    await expect(box).to_have_attribute("aria-expanded", "true")
    await keyboard.press("ArrowDown")
    await expect(suggestion).to_have_attribute("aria-selected", "true")
    await expect(box).to_have_attribute("aria-activedescendant", await suggestion.get_attribute("id") or "")
    await keyboard.press("Enter")
    await expect(box).to_have_value("/course setup ")
    await expect(page.get_by_role("option", name="zone:")).to_be_visible()
    await keyboard.press("Escape")
    await expect(page.get_by_role("listbox", name="Suggestions")).to_be_hidden()
    await keyboard.type("zone:toky")
    await expect(page.get_by_role("option", name="Asia/Tokyo")).to_be_visible()
    await keyboard.press("ArrowUp")
    await keyboard.press("Tab")
    await expect(box).to_have_value("/course setup zone:Asia/Tokyo ")
    await keyboard.press("Escape")
    await keyboard.press("Enter")
    await expect(page.get_by_role("dialog").get_by_label("time zone")).to_have_value("Asia/Tokyo")


async def test_a_typo_is_answered_with_a_button_for_what_was_meant(dana: Visitor) -> None:
    await dana.run("/icebraker now")
    await dana.page.get_by_role("button", name="/icebreaker now", exact=True).click()
    await expect(dana.page.locator(".whisper").last).to_contain_text("Asked.")


async def test_acting_as_somebody_else_shows_none_of_the_first_one_s_whispers(dana: Visitor) -> None:
    page = dana.page
    await dana.run("/show")
    await dana.whispered("Only Dana sees this")
    await dana.site.type("Good morning", who="chen")
    await page.get_by_label("Acting as").select_option("ama")
    await expect(page.get_by_text("Good morning")).to_be_visible()
    await expect(page.locator(".whisper")).to_have_count(0)
    await expect(page.get_by_role("navigation").get_by_role("button", name="staff")).to_have_count(0)
    await page.get_by_label("Acting as").select_option("dana")
    await dana.whispered("Only Dana sees this")
    await page.get_by_role("button", name="Dismiss").click()
    await expect(page.locator(".whisper")).to_have_count(0)


async def test_a_private_word_is_seen_where_only_its_reader_looks(dana: Visitor) -> None:
    page = dana.page
    await dana.run("/greet @Ama")
    await dana.whispered("Greeted.")
    await dana.let_it_speak()
    await page.get_by_label("Acting as").select_option("ama")
    room = page.get_by_role("navigation").get_by_role("button", name="Homeroom 1 unread message")
    await room.click()
    await expect(page.get_by_role("log").get_by_text("This is only for you.")).to_be_visible()
    await dana.run("Thank you!")
    await expect(page.get_by_text("Homeroom reads no messages")).to_be_visible()


async def test_what_somebody_wrote_is_never_markup(dana: Visitor) -> None:
    await dana.run("/show")
    await dana.whispered(EVIL)
    await dana.run(EVIL)
    await expect(dana.page.get_by_text(EVIL)).to_have_count(3)
    await expect(dana.page.locator("img[src='x']")).to_have_count(0)
    await expect(dana.page.get_by_text("A chart of nothing")).to_be_visible()


async def test_a_menu_acts_when_its_button_is_pressed(dana: Visitor) -> None:
    await dana.run("/show")
    menu = dana.page.get_by_label("Which room?")
    await menu.select_option(label="#ideas")
    await dana.page.locator(".menu", has=menu).get_by_role("button", name="Choose").click()
    await expect(dana.page.locator(".whisper").last).to_contain_text("You chose browser:demo/ideas")


async def test_of_several_one_ticks_as_many_as_may_be_chosen(dana: Visitor) -> None:
    await dana.run("/show")
    both = dana.page.get_by_role("group", name="Which two colours?")
    for colour in ("Red", "Blue"):
        await both.get_by_label(colour).check()
    await expect(both.get_by_label("Green")).to_be_disabled()
    await both.get_by_label("Red").uncheck()
    await both.get_by_label("Green").check()
    await both.get_by_role("button", name="Choose").click()
    await expect(dana.page.locator(".whisper").last).to_contain_text("You chose blue, green")


async def test_the_focus_stays_when_a_message_changes_under_it(dana: Visitor) -> None:
    page = dana.page
    await dana.run("/icebreaker now")
    await dana.whispered("Asked.")
    await dana.let_it_speak()
    await page.get_by_role("button", name="Cables").focus()
    (post,) = (one for one in await dana.site.messages("ama") if one["card"]["title"] == QUESTION)
    plant = post["card"]["rows"][0]["buttons"][0]
    await dana.site.act("pressed", "ama", token=plant["token"], message=post["id"])
    await expect(page.get_by_role("button", name="1 reply")).to_be_visible()
    await expect(page.get_by_role("button", name="Cables")).to_be_focused()


async def test_nothing_is_asked_of_any_other_machine(dana: Visitor) -> None:
    await dana.run("/show")
    await dana.whispered("The end")
    assert [] == [url for url in dana.requests if not url.startswith(f"{dana.site.address}/")]


@pytest.mark.parametrize("width", [320, 390])
async def test_a_phone_shows_all_without_scrolling_sideways(chromium: Browser, stage: Served, width: int) -> None:
    shape = PHONE | {"viewport": {"width": width, "height": 700}}
    async with visiting(chromium, stage, **shape) as visitor:
        page = visitor.page
        await visitor.run("/icebreaker now")
        await visitor.run("/show")
        await visitor.let_it_speak()
        await visitor.whispered("The end")
        assert {0} == set(await page.evaluate(SIDEWAYS))
        await page.get_by_role("button", name="Rooms", exact=True).click()
        await page.get_by_role("navigation").get_by_role("button", name="ideas").click()
        await expect(page.get_by_role("heading", name="#ideas")).to_be_visible()
        await expect(page.get_by_role("navigation")).to_be_hidden()
