"""The page for those who do not see it, do not use a mouse, or use a finger."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.async_api import Browser, expect

from tests.browser import audit
from tests.browser.conftest import Served, Visitor, visiting
from tests.browser.test_page import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def fill(visitor: Visitor) -> None:
    """One of everything, the thread and the suggestions open."""
    await visitor.run("/icebreaker now")
    await visitor.whispered("Asked.")
    await visitor.let_it_speak()
    await visitor.page.get_by_role("button", name="A plant").click()
    await visitor.whispered("Your answer")
    await visitor.let_it_speak()
    await visitor.site.type("An idea", who="chen", room="ideas")
    await visitor.site.type("Hello", who="bruno")
    await visitor.run("/show")
    await visitor.whispered("The end")
    await visitor.page.get_by_role("button", name="1 reply").click()
    await visitor.page.fill("#box", "/")
    await expect(visitor.page.get_by_role("option", name="/help")).to_be_visible()
    await visitor.page.wait_for_function("!document.getAnimations().length")


async def test_everything_that_can_be_used_has_a_name(dana: Visitor) -> None:
    await fill(dana)
    assert [] == await audit.nameless(dana.page)
    await dana.run("/course setup")
    await expect(dana.page.get_by_role("dialog")).to_be_visible()
    assert [] == await audit.nameless(dana.page)


async def test_headings_step_down_one_at_a_time(dana: Visitor) -> None:
    await fill(dana)
    levels = await audit.headings(dana.page)
    assert 1 == levels[0]
    assert 1 == levels.count(1)
    assert [] == [(a, b) for a, b in pairwise(levels) if b > a + 1]


async def test_the_landmarks_are_the_bar_the_rooms_the_talk_and_the_thread(dana: Visitor) -> None:
    await fill(dana)
    assert ["banner", "navigation", "main", "complementary"] == await audit.landmarks(dana.page)


async def test_the_tab_key_reaches_everything_and_one_sees_where_it_is(dana: Visitor) -> None:
    await dana.run("/show")
    await dana.whispered("The end")
    await dana.page.reload()
    await dana.whispered("The end")
    reached = await audit.tabbed_through(dana.page)
    names = [name for name, _ in reached]
    assert [] == [name for name, visible in reached if not visible]
    assert "skip" == names[0]
    assert {"acting", "Next event", "+1 day", "scroll", "welcome-hide", "Choose", "box"} <= set(names)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_word_stands_out_from_what_is_behind_it(dana: Visitor, scheme: str) -> None:
    await dana.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    await fill(dana)
    assert [] == await audit.weak_contrast(dana.page)
    await dana.run("/course setup")
    await dana.page.get_by_role("dialog").get_by_role("button", name="Send").click()
    assert [] == await audit.weak_contrast(dana.page)


async def test_a_finger_hits_everything(chromium: Browser, stage: Served) -> None:
    async with visiting(chromium, stage, **PHONE) as visitor:
        await visitor.run("/icebreaker now")
        await visitor.run("/show")
        await visitor.let_it_speak()
        await visitor.whispered("The end")
        await visitor.site.type("Hello", who="bruno")
        await visitor.page.get_by_role("button", name="Rooms", exact=True).tap()
        assert [] == await audit.small_targets(visitor.page)
        await visitor.page.get_by_role("button", name="Close the list of rooms").tap()
        await visitor.run("/course setup")
        await expect(visitor.page.get_by_role("dialog")).to_be_visible()
        assert [] == await audit.small_targets(visitor.page)


async def test_the_drawer_of_rooms_takes_the_focus_and_closes_as_one_leaves_it(
    chromium: Browser, stage: Served
) -> None:
    async with visiting(chromium, stage, **PHONE) as visitor:
        page, drawer = visitor.page, visitor.page.locator("nav.rooms")
        opener = page.get_by_role("button", name="Rooms", exact=True)
        await opener.press("Enter")
        await expect(drawer.get_by_role("button", name="general")).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(opener).to_be_focused()
        await opener.tap()
        await page.touchscreen.tap(380, 400)
        await expect(opener).to_have_attribute("aria-expanded", "false")


async def test_who_wants_no_motion_gets_none(dana: Visitor) -> None:
    await dana.page.emulate_media(reduced_motion="reduce")
    await dana.site.type("An idea", who="chen", room="ideas")
    await expect(dana.page.get_by_role("status")).to_contain_text("New in #ideas")
    assert 0 == await dana.page.evaluate("document.getAnimations().length")


async def test_what_comes_is_read_out_politely(dana: Visitor) -> None:
    log = dana.page.get_by_role("log").first
    await expect(log).to_have_attribute("aria-live", "polite")
    await expect(dana.page.get_by_role("status")).to_have_count(1)
