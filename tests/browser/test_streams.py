"""What every open page hears."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import pytest
from aiohttp import ClientSession

from adapters.browser import streams
from adapters.browser.streams import BACKLOG, Listening
from bot.store.address import Address
from tests.browser.conftest import Served, serving
from tests.browser.toy import played


async def events(client: ClientSession, address: str, who: str, most: int) -> list[tuple[str, Any]]:
    """The first events of a stream, as a page hears them."""
    found: list[tuple[str, Any]] = []
    async with client.get(f"{address}/stream", params={"as": who}) as response:
        name = ""
        async for line in response.content:
            if line.startswith(b"event: "):
                name = line[7:].decode().strip()
            if line.startswith(b"data: "):
                found.append((name, json.loads(line[6:])))
            if len(found) == most:
                break
    return found


async def until(served: Served, count: int) -> None:
    """Wait until so many streams are open."""
    async with asyncio.timeout(5):
        while len(served.streams) != count:  # noqa: ASYNC110 - nothing announces that a socket was closed
            await asyncio.sleep(0.01)


async def test_every_open_page_hears_what_concerns_it(served: Served) -> None:
    pages = [asyncio.create_task(events(served.client, served.address, who, 2)) for who in ("ama", "dana", "dana")]
    await until(served, 3)
    await served.type("/show", who="dana")
    await served.type("hello", who="bruno")
    heard = [page[1][1]["message"]["author"] for page in await asyncio.gather(*pages)]
    assert ["bruno", "homeroom", "homeroom"] == heard
    await until(served, 0)


async def test_a_change_in_the_state_is_numbered_so_that_none_is_lost(served: Served) -> None:
    page = asyncio.create_task(events(served.client, served.address, "ama", 3))
    await until(served, 1)
    before = (await served.state("ama"))["changes"]
    await served.type("one", who="bruno")
    await served.type("two", who="bruno")
    assert [before + 1, before + 2] == [data["number"] for _, data in (await page)[1:]]


async def test_a_page_that_goes_is_forgotten(served: Served) -> None:
    assert ["hello"] == [name for name, _ in await events(served.client, served.address, "ama", 1)]
    await until(served, 0)
    assert 0 == len(served.streams)


async def test_a_page_that_hears_nothing_hears_what_time_it_is(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "AWAKE", 0.01)
    heard = await events(served.client, served.address, "ama", 2)
    assert ["hello", "clock"] == [name for name, _ in heard]
    assert {"now": "2026-03-02T09:00:00+00:00", "zone": "Europe/Berlin"} == heard[1][1]


def test_a_page_that_is_too_slow_is_told_to_fetch_all_again() -> None:
    page = Listening("ama")
    for number in range(BACKLOG + 2):
        page.hear("change", {"number": number})
    heard = [page.queue.get_nowait() for _ in range(page.queue.qsize())]
    assert ["event: again\ndata: {}\n\n", f'event: change\ndata: {{"number": {BACKLOG + 1}}}\n\n'] == heard


async def test_the_end_of_the_server_does_not_wait_for_open_pages(
    sqlite_address: Address, caplog: pytest.LogCaptureFixture
) -> None:
    async with played(sqlite_address) as course:
        async with serving(course) as served:
            pages = [asyncio.create_task(events(served.client, served.address, "ama", 9)) for _ in range(3)]
            await until(served, 3)
            begun = time.monotonic()
            served.streams.close()
            heard = [name for page in await asyncio.gather(*pages) for name, _ in page]
        assert time.monotonic() - begun < 2
    assert ["hello"] * 3 == heard
    assert [] == caplog.records
