"""The page in a real browser: rooms of a few people."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser as Chromium
from playwright.async_api import expect

from adapters.browser.platform import Browser
from bot.kernel.cards import Button, Card, Channel
from bot.kernel.places import Message
from tests.browser import audit
from tests.browser.conftest import Served, Visitor, visiting
from tests.browser.test_page import PHONE, SIDEWAYS

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
PLANT = ((Button("A plant", "toy.answer", ("A plant",)),),)
LONG = "Ama, Bruno and Chen: a first exchange across three time zones, for everybody who would rather write than talk"


async def gather(site: Served, *people: str, title: str = "Ama and Bruno") -> Message:
    world = site.course.world
    card = Card(title, ("Meet each other.",), PLANT)
    inside = [world.person(who) for who in people or ("ama", "bruno")]
    return await Browser(world).gather(world.place("general"), inside, card, f"marker {world.changes}", None)


async def close(site: Served, card: Message) -> None:
    await Browser(site.course.world).close(card.place)


async def test_a_new_room_is_announced_and_one_tap_leads_into_it(chromium: Chromium, stage: Served) -> None:
    async with visiting(chromium, stage, "/?as=ama") as ama:
        page = ama.page
        await gather(stage)
        await expect(page.get_by_role("status")).to_contain_text("New in Ama and Bruno")
        await page.get_by_role("button", name="Show").click()
        await expect(page.get_by_role("heading", name="Ama and Bruno", level=2)).to_be_visible()
        await expect(page.get_by_text("Only Ama, Bruno, and Homeroom")).to_be_visible()
        await expect(page.locator("#scroll")).to_be_focused()
        await page.get_by_role("button", name="A plant").click()
        await ama.whispered("Your answer is in the thread: A plant")
        await expect(page.get_by_role("button", name="Reply in thread")).to_have_count(0)


async def test_who_is_in_no_room_sees_none(dana: Visitor) -> None:
    await gather(dana.site)
    await dana.site.type("Hello", who="bruno")
    await expect(dana.page.get_by_text("Hello")).to_be_visible()
    await expect(dana.page.get_by_text("Ama and Bruno")).to_have_count(0)


async def test_those_inside_write_to_each_other(chromium: Chromium, stage: Served) -> None:
    await gather(stage)
    async with (
        visiting(chromium, stage, "/?as=ama&room=room-1") as ama,
        visiting(chromium, stage, "/?as=bruno&room=room-1") as bruno,
    ):
        await ama.run("Hello Bruno")
        await bruno.run("Hello Ama")
        await expect(bruno.page.get_by_role("log").get_by_text("Hello Bruno")).to_be_visible()
        await expect(ama.page.get_by_role("log").get_by_text("Hello Ama")).to_be_visible()


async def test_who_is_taken_out_is_shown_the_course_again(chromium: Chromium, stage: Served) -> None:
    card = await gather(stage, "ama", "bruno", "chen")
    async with visiting(chromium, stage, "/?as=ama&room=room-1") as ama:
        page = ama.page
        await expect(page.get_by_role("heading", name="Ama and Bruno", level=2)).to_be_visible()
        world = stage.course.world
        await Browser(world).part(card.place, world.person("ama"))
        await expect(page.get_by_role("navigation").get_by_text("Ama and Bruno")).to_have_count(0)
        await expect(page.get_by_role("heading", name="#welcome", level=2)).to_be_visible()
        await expect(page.get_by_text("Meet each other.")).to_have_count(0)


async def test_a_room_that_is_put_away_is_marked_and_comes_back_with_a_word(chromium: Chromium, stage: Served) -> None:
    card = await gather(stage)
    async with visiting(chromium, stage, "/?as=ama&room=room-1") as ama:
        page = ama.page
        drawer = page.get_by_role("navigation").get_by_role("group")
        await expect(page.get_by_role("heading", name="Ama and Bruno", level=2)).to_be_visible()
        await expect(drawer).to_be_hidden()
        await close(stage, card)
        await expect(drawer).to_contain_text("1 room put away")
        await expect(drawer.get_by_role("button", name="Ama and Bruno")).to_be_visible()
        await expect(page.get_by_text("put away", exact=True)).to_be_visible()
        await ama.run("One more thing")
        await expect(drawer).to_be_hidden()
        await expect(page.get_by_text("put away", exact=True)).to_be_hidden()
        await expect(page.get_by_role("log").get_by_text("One more thing")).to_be_visible()


async def test_the_drawer_of_old_rooms_stays_as_one_leaves_it(chromium: Chromium, stage: Served) -> None:
    await close(stage, await gather(stage))
    async with visiting(chromium, stage, "/?as=ama&room=room-1") as ama:
        page = ama.page
        await expect(page.get_by_role("button", name="Ama and Bruno")).to_be_visible()
        await page.get_by_text("1 room put away").click()
        await stage.type("Hello", who="chen", room="ideas")
        await expect(page.get_by_role("button", name="ideas 1 unread message")).to_be_visible()
        await expect(page.get_by_role("button", name="Ama and Bruno")).to_be_hidden()


async def test_a_link_to_a_room_leads_there(chromium: Chromium, stage: Served) -> None:
    card = await gather(stage)
    world = stage.course.world
    word = Card(body=(("Your room: ", Channel(card.place)),))
    await Browser(world).tell(world.person("ama"), word, "told")
    async with visiting(chromium, stage, "/?as=ama&room=dm-ama") as ama:
        await ama.page.get_by_role("log").get_by_role("button", name="Ama and Bruno").click()
        await expect(ama.page.get_by_role("heading", name="Ama and Bruno", level=2)).to_be_visible()


@pytest.mark.parametrize("width", [320, 390])
async def test_on_a_phone_a_room_is_easy_to_find_and_to_use(chromium: Chromium, stage: Served, width: int) -> None:
    await close(stage, await gather(stage, title=LONG))
    async with visiting(chromium, stage, "/?as=ama", **PHONE | {"viewport": {"width": width, "height": 700}}) as ama:
        page = ama.page
        await gather(stage)
        await page.get_by_role("button", name="Rooms", exact=True).tap()
        assert [] == await audit.small_targets(page)
        await page.get_by_role("navigation").get_by_role("button", name="Ama and Bruno").tap()
        await expect(page.get_by_role("navigation")).to_be_hidden()
        await page.get_by_role("button", name="A plant").tap()
        await ama.whispered("A plant")
        assert {0} == set(await page.evaluate(SIDEWAYS))
        await page.get_by_role("button", name="Rooms", exact=True).tap()
        await page.get_by_role("navigation").get_by_role("button", name="Ama, Bruno and Chen").tap()
        await expect(page.get_by_role("heading", name=LONG, level=2)).to_be_in_viewport()
        await expect(page.get_by_role("button", name="A plant")).to_be_in_viewport()
        assert {0} == set(await page.evaluate(SIDEWAYS))


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_rooms_can_be_read_heard_and_reached(chromium: Chromium, stage: Served, scheme: str) -> None:
    await close(stage, await gather(stage, title=LONG))
    await gather(stage, "ama", "chen", title="Ama and Chen")
    async with visiting(chromium, stage, "/?as=ama&room=room-1", color_scheme=scheme) as ama:
        page = ama.page
        await expect(page.get_by_role("heading", name=LONG, level=2)).to_be_visible()
        assert [] == await audit.weak_contrast(page)
        assert [] == await audit.nameless(page)
        reached = await audit.tabbed_through(page)
        assert [] == [name for name, visible in reached if not visible]
        assert "away-count" in [name for name, _ in reached]


async def test_a_room_costs_a_page_few_bytes(dana: Visitor) -> None:
    world = dana.site.course.world
    heard: list[str] = []
    world.watch(lambda move: heard.append(str(dana.site.streams._view.move("ama", move))))
    card = await gather(dana.site)
    await dana.site.type("A long word " * 100, who="ama", room="room-1")
    await close(dana.site, card)
    assert [True, True] == [len(data) < 250 for data in heard]
