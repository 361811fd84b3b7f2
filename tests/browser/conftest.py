"""The demo with a toy feature, served over a real socket, and a real browser to look at it."""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from playwright.async_api import Browser, Page, async_playwright
from starlette.routing import Mount

from adapters.browser.site import Step, open_site
from adapters.browser.streams import Streams
from bot.kernel.pictures import Chart
from bot.store.address import Address
from bot.web import Web
from tests.browser.toy import Played, played

SVG = "http://www.w3.org/2000/svg"
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@dataclass
class Served:
    """The site at ``address``, and a client that speaks to it as the page does."""

    address: str
    course: Played
    client: ClientSession
    streams: Streams
    acts: int = 0

    async def send(self, path: str, expect: int = 200, **body: Any) -> Any:
        async with self.client.post(f"{self.address}/{path}", json=body) as response:
            assert expect == response.status
            return await response.json(content_type=None) if response.content_type == "application/json" else None

    async def act(self, path: str, who: str = "dana", expect: int = 200, room: str = "general", **body: Any) -> Any:
        self.acts += 1
        given = {"as": who, "room": room, "id": f"act-{self.acts}", **body}
        answer = await self.send(path, expect, **given)
        await self.course.settle()
        return answer

    async def type(self, text: str, who: str = "dana", **body: Any) -> Any:
        return await self.act("typed", who, text=text, **body)

    async def complete(self, text: str, who: str = "dana", **body: Any) -> Any:
        return await self.send("completing", **{"as": who, "room": "general", "text": text, **body})

    async def turn(self, to: str, who: str = "dana") -> Any:
        return await self.send("turned", **{"as": who, "to": to})

    async def size(self, path: str) -> tuple[int, int]:
        """How many bytes come over the line, and how many they are."""
        raw, headers = {"auto_decompress": False}, {"Accept-Encoding": "gzip"}
        async with ClientSession(**raw) as client, client.get(self.address + path, headers=headers) as response:
            assert "gzip" == response.headers["Content-Encoding"]
            sent = await response.read()
            return len(sent), len(gzip.decompress(sent))

    async def state(self, who: str = "dana") -> Any:
        async with self.client.get(f"{self.address}/state", params={"as": who}) as response:
            assert 200 == response.status
            return await response.json()

    async def messages(self, who: str = "dana", room: str = "general") -> list[Any]:
        return [one for one in (await self.state(who))["messages"] if one["room"] == room]


async def drawn(chart: Chart) -> str:
    """A made-up drawing, of charts that have a title."""
    return f'<svg xmlns="{SVG}" width="300" height="80"><rect width="99" height="9"/></svg>' if chart.title else ""


@asynccontextmanager
async def serving(course: Played, steps: Sequence[Step] = ()) -> AsyncIterator[Served]:
    site = open_site(course.app, course.world, course, steps, drawn)
    web = Web([Mount("/", site)], "127.0.0.1", 0)
    try:
        async with ClientSession() as client:
            yield Served(f"http://127.0.0.1:{web.port}", course, client, site.state.streams)
    finally:
        site.state.streams.close()
        await web.close()


@pytest_asyncio.fixture
async def served(sqlite_address: Address) -> AsyncIterator[Served]:
    async with played(sqlite_address) as course, serving(course) as site:
        yield site


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def chromium() -> AsyncIterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        why = "no chromium on this machine (Debian: apt-get install chromium)"
        pytest.fail(why) if os.environ.get("CI") == "true" else pytest.skip(why)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        await browser.close()


@dataclass
class Visitor:
    """Somebody at the page, and what their browser complained of or asked other machines for."""

    page: Page
    site: Served
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    async def run(self, line: str, box: str = "#box") -> None:
        await self.page.fill(box, line)
        await self.page.press(box, "Enter")

    async def let_it_speak(self) -> None:
        await self.site.course.settle()

    async def whispered(self, text: str) -> None:
        await self.page.locator(".whisper", has_text=text).last.wait_for()


@asynccontextmanager
async def visiting(chromium: Browser, site: Served, path: str = "/?as=dana", **shape: Any) -> AsyncIterator[Visitor]:
    """A fresh visit; whatever the browser complains of fails the test."""
    context = await chromium.new_context(**({"viewport": {"width": 1280, "height": 800}} | shape))
    context.set_default_timeout(5000)
    visitor = Visitor(await context.new_page(), site)
    visitor.page.on("console", lambda said: visitor.complaints.append(said.text))
    visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
    visitor.page.on("request", lambda request: visitor.requests.append(request.url))
    try:
        await visitor.page.goto(site.address + path)
        await visitor.page.locator("#channels button").first.wait_for(state="attached")
        yield visitor
        assert [] == visitor.complaints
    finally:
        await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def stage(sqlite_address: Address) -> AsyncIterator[Served]:
    """The site on the loop of the browser."""
    async with played(sqlite_address) as course, serving(course) as site:
        yield site


@pytest_asyncio.fixture(loop_scope="session")
async def dana(chromium: Browser, stage: Served) -> AsyncIterator[Visitor]:
    async with visiting(chromium, stage) as visitor:
        yield visitor
