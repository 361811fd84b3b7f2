"""Charts and files on the page: drawn for the eye, told in words, and beside it the same numbers as a table."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.async_api import Browser, expect

from bot.kernel.cards import Card
from bot.kernel.places import Place
from tests.browser import audit
from tests.browser.conftest import Served, Visitor, visiting
from tests.world.pictures import ALT, CHART, CHARTED, FILE

LONG = pytest.mark.asyncio(loop_scope="session")
TALK = Card("A talk", ("On Friday.",), file=FILE)
UNDRAWN = Card("Results", ("In words.",), chart=replace(CHART, title=""))


def home(site: Served) -> Place:
    return site.course.world.place("general")


def say(site: Served, card: Card, only: str = "") -> str:
    return site.course.world.say(home(site), card, "homeroom", only=only).id


async def fetch(site: Served, what: str, message: str, who: str = "dana") -> tuple[int, str, str]:
    """Status, media type and text."""
    async with site.client.get(f"{site.address}/{what}", params={"as": who, "message": message}) as answer:
        return answer.status, answer.content_type, await answer.text()


async def test_a_chart_comes_with_its_numbers(served: Served) -> None:
    say(served, CHARTED)

    (message,) = await served.messages()
    chart = message["card"]["chart"]
    assert (ALT, ["Agree", "Neither", "Disagree"]) == (chart["alt"], [row["label"] for row in chart["rows"]])
    assert "28\N{NO-BREAK SPACE}% – 83\N{NO-BREAK SPACE}%" == chart["rows"][0]["interval"]


async def test_a_drawing_is_a_picture_and_nothing_else(served: Served) -> None:
    status, media, svg = await fetch(served, "chart", say(served, CHARTED))

    assert (200, "image/svg+xml", True) == (status, media, svg.startswith("<svg"))


@pytest.mark.parametrize("card", [TALK, UNDRAWN])
async def test_where_there_is_no_drawing_nothing_comes(served: Served, card: Card) -> None:
    assert 204 == (await fetch(served, "chart", say(served, card)))[0]


async def test_a_file_is_kept_and_never_opened(served: Served) -> None:
    async with served.client.get(
        f"{served.address}/file", params={"as": "dana", "message": say(served, TALK)}
    ) as answer:
        assert ("text/calendar", FILE.content) == (answer.content_type, await answer.text())
        assert "attachment; filename*=UTF-8''two%20people.ics" == answer.headers["Content-Disposition"]


@pytest.mark.parametrize("what", ["chart", "file"])
async def test_what_somebody_else_was_told_is_not_shown(served: Served, what: str) -> None:
    whispered = say(served, replace(CHARTED, file=FILE), only="ama")

    assert 200 == (await fetch(served, what, whispered, "ama"))[0]
    assert 403 == (await fetch(served, what, whispered, "dana"))[0]
    assert 403 == (await fetch(served, what, "999", "dana"))[0]


async def test_a_message_without_a_file_gives_none(served: Served) -> None:
    assert 404 == (await fetch(served, "file", say(served, CHARTED)))[0]


@pytest.mark.browser
@LONG
async def test_a_chart_is_seen_and_read(dana: Visitor) -> None:
    say(dana.site, CHARTED)
    figure = dana.page.locator("figure.chart")

    await expect(figure.get_by_role("img", name=ALT)).to_be_visible()
    await figure.get_by_text("The numbers").click()
    await expect(figure.get_by_role("rowheader", name="Agree", exact=True)).to_be_visible()
    await expect(figure.get_by_role("columnheader", name="Could lie between")).to_be_visible()


@pytest.mark.browser
@LONG
async def test_what_could_not_be_drawn_is_said_with_its_numbers(dana: Visitor) -> None:
    say(dana.site, UNDRAWN)
    figure = dana.page.locator("figure.chart")

    await expect(figure.get_by_text(ALT)).to_be_visible()
    await expect(figure.get_by_role("table")).to_be_visible()


@pytest.mark.browser
@LONG
async def test_a_file_can_be_saved(dana: Visitor) -> None:
    say(dana.site, TALK)
    async with dana.page.expect_download() as begun:
        await dana.page.get_by_role("link", name="Save two people.ics").click()

    assert "two people.ics" == (await begun.value).suggested_filename


@pytest.mark.browser
@LONG
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_nothing_overflows_and_everybody_can_read_it(chromium: Browser, stage: Served, scheme: str) -> None:
    say(stage, replace(CHARTED, file=FILE))
    async with visiting(chromium, stage, viewport={"width": 320, "height": 700}, color_scheme=scheme) as visitor:
        await visitor.page.locator("figure.chart img").wait_for()
        assert [] == await audit.weak_contrast(visitor.page)
        assert [] == await audit.nameless(visitor.page)
        assert 320 >= await visitor.page.evaluate("document.documentElement.scrollWidth")
