"""The page in a real browser: light, dark, on a phone, on paper, with a keyboard, without JavaScript."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from sqlalchemy import Connection

from bot.drawing.drawer import Drawer
from bot.features.checkins import store
from bot.features.insights.figures import Figure
from bot.store.address import Address
from tests.browser import audit
from tests.browser.conftest import chromium as chromium
from tests.dashboard.checks import connection, poll
from tests.dashboard.conftest import Pages, serving
from tests.dashboard.figures import week

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"
TIES = Figure("ties-one", "share", value=0.7, low=0.5, high=0.84, n=30, rough=True)
APART = Figure("isolates", "isolates", band="1-4", n=30, staff_only=True)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def drawer() -> AsyncIterator[Drawer]:
    async with Drawer() as draws:
        yield draws


@pytest_asyncio.fixture(loop_scope="session")
async def term(sqlite_address: Address, drawer: Drawer) -> AsyncIterator[Pages]:
    """Nine weeks, a connection check and a poll."""
    async with serving(sqlite_address, drawer.svg) as pages:
        await pages.publish(*(week(number, TIES, APART, share=0.4 + number / 50) for number in range(1, 10)))
        checks = (
            connection(pages.course, 1, pages.clock.now()),
            poll(pages.course, pages.clock.now(), "Monday", "Friday"),
        )

        def work(db: Connection) -> None:
            for check in checks:
                store.add(db, check)

        await pages.school.core.store.write(work)
        yield pages


@asynccontextmanager
async def visiting(chromium: Browser, pages: Pages, who: str = "ines", **shape: Any) -> AsyncIterator[Page]:
    """Somebody follows the link; whatever the browser complains of, or asks of another machine, fails the test."""
    context = await chromium.new_context(**({"viewport": {"width": 1280, "height": 900}} | shape))
    context.set_default_timeout(10000)
    page, wrong = await context.new_page(), list[str]()
    page.on("console", lambda said: wrong.append(said.text))
    page.on("requestfailed", lambda r: None if "/figures." in r.url else wrong.append(f"failed: {r.url}"))  # downloads
    page.on("request", lambda r: None if r.url.startswith(f"{pages.address}/insights/") else wrong.append(r.url))
    try:
        await page.goto(await pages.link(who))
        yield page
        assert [] == wrong
    finally:
        await context.close()


async def test_a_link_leads_to_a_page_with_pictures_and_without_its_token(chromium: Browser, term: Pages):
    async with visiting(chromium, term) as page:
        assert f"{term.address}/insights/{term.course}" == page.url
        await expect(page.get_by_role("heading", level=1)).to_have_text("Botany 101")
        pictures = page.get_by_role("img")
        widths = await pages_of(pictures)
        assert len(widths) > 5
        assert [] == [width for width in widths if width < 100]


async def pages_of(pictures: Any) -> list[int]:
    """How wide each picture is of itself: 0 for one that could not be loaded."""
    return list(await pictures.evaluate_all("(all) => all.map((one) => one.naturalWidth)"))


async def test_a_link_that_was_used_says_how_to_get_another(chromium: Browser, term: Pages):
    link = await term.link("ana")
    await term.reader().open(link)
    context = await chromium.new_context()
    page = await context.new_page()
    await page.goto(link)
    await expect(page.get_by_role("heading", level=1)).to_have_text("This link has done its work")
    await expect(page.get_by_role("main")).to_contain_text("type /insights in your course")
    await context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_word_stands_out_and_everything_has_a_name(chromium: Browser, term: Pages, scheme: Any):
    async with visiting(chromium, term, color_scheme=scheme) as page:
        assert ([], [], []) == (
            await audit.weak_contrast(page),
            await audit.nameless(page),
            await audit.small_targets(page),
        )
        assert ["banner", "navigation", "main"] == [
            one for one in await audit.landmarks(page) if one != "complementary"
        ]
        levels = await audit.headings(page)
        assert 1 == levels[0]
        assert all(after - before <= 1 for before, after in pairwise(levels))


async def test_the_keyboard_reaches_everything_and_one_sees_where_it_is(chromium: Browser, term: Pages):
    async with visiting(chromium, term) as page:
        reached = await audit.tabbed_through(page)
    names = [name for name, _ in reached]
    assert (["Skip to the figures", "All of week 9"], "Data (JSON)") == (names[:2], names[-1])
    assert [] == [name for name, visible in reached if not visible]


@pytest.mark.parametrize("width", [320, 390])
async def test_a_phone_shows_all_without_scrolling_sideways(chromium: Browser, term: Pages, width: int):
    async with visiting(chromium, term, "ana", viewport={"width": width, "height": 700}) as page:
        assert 0 == await page.evaluate(SIDEWAYS)


async def test_it_needs_no_javascript(chromium: Browser, term: Pages):
    async with visiting(chromium, term, java_script_enabled=False) as page:
        await expect(page.get_by_role("heading", name="Week by week")).to_be_visible()
        await page.get_by_role("link", name="Check-ins").click()
        await expect(page.get_by_role("heading", name="Check-ins")).to_be_in_viewport()


async def test_on_paper_every_row_of_every_table_is_there_on_white(chromium: Browser, term: Pages):
    async with visiting(chromium, term, color_scheme="dark") as page:
        await page.emulate_media(media="print")
        cut = "(all) => all.filter((one) => one.scrollHeight > one.clientHeight + 1).length"
        assert 0 == await page.locator(".table").evaluate_all(cut)
        assert "rgb(255, 255, 255)" == await page.evaluate("getComputedStyle(document.body).backgroundColor")
        await expect(page.get_by_role("navigation")).to_be_hidden()
        assert (await page.pdf(format="A4")).startswith(b"%PDF")


async def test_files_are_downloaded_under_a_name(chromium: Browser, term: Pages):
    async with visiting(chromium, term) as page:
        async with page.expect_download() as download:
            await page.get_by_role("link", name="Table (CSV)").click()
        assert f"insights-{term.course}.csv" == (await download.value).suggested_filename
