"""``homeroom demo``: what is there when somebody comes, on whichever day of the week."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from tests.operator.process import free_port

SUNDAY = "2026-11-29T08:00:00+01:00"  # the first round was on Wednesday, and whoever waits for an answer has been asked


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def demo(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """The address of a demo that runs as a process of its own, and ends well when it is told to."""
    port = free_port()
    process = await begun(tmp_path_factory.mktemp("demo"), port)
    try:
        async with asyncio.timeout(90):
            assert process.stdout
            assert b"is being made up" in await process.stdout.readline()
            assert f"http://127.0.0.1:{port}" in (await process.stdout.readline()).decode()
            yield f"http://127.0.0.1:{port}"
            process.send_signal(signal.SIGTERM)
            assert 0 == await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def begun(folder: Path, port: int) -> asyncio.subprocess.Process:
    others = {name: value for name, value in os.environ.items() if not name.startswith("HOMEROOM_")}
    env = others | {"HOMEROOM_PORT": str(port), "TMPDIR": str(folder), "HOMEROOM_CLOCK": SUNDAY}
    pipes = {"stdout": asyncio.subprocess.PIPE, "stderr": asyncio.subprocess.PIPE}
    return await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "demo", env=env, **pipes)


async def test_whoever_ends_the_demo_before_it_is_there_does_not_wait_for_it(tmp_path: Path):
    process = await begun(tmp_path, free_port())
    assert process.stdout
    first = await process.stdout.readline()
    while not inside(tmp_path):  # noqa: ASYNC110 - nothing announces that the making has begun
        await asyncio.sleep(0.01)
    process.send_signal(signal.SIGINT)
    said, complained = await process.communicate()
    assert (0, b"", b"") == (process.returncode, said, complained), first
    assert [] == inside(tmp_path), "nothing is kept"


def inside(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_the_demo_serves_the_pages_beside_its_own(demo: str):
    async with browsing(demo) as client:
        said = {"as": "dana", "room": "general", "id": "1", "text": "/insights"}
        async with client.post("/typed", json=said) as typed:
            assert 200 == typed.status
        async with client.get("/state", params={"as": "dana"}) as state:
            [*_, link] = [part["url"] for part in parts((await state.json())["messages"]) if part["is"] == "link"]
        async with client.post(link) as page:
            assert (200, True) == (page.status, "Thinking in Code" in await page.text())


async def test_the_visitor_has_a_buddy_and_her_own_clock_and_the_moderator_her_role(demo: str):
    async with browsing(demo) as client:
        async with client.get("/state", params={"as": "ama"}) as state:
            assert [False] == [room["away"] for room in (await state.json())["rooms"] if "members" in room]
        status = await told(client, "moss", "/buddies status")
        assert "How buddies are going" == status["title"]
        assert "Africa/Accra" in str((await told(client, "ama", "/buddy preferences"))["body"])


async def told(client: aiohttp.ClientSession, who: str, line: str) -> dict:
    """The card that answers a command."""
    async with client.post("/typed", json={"as": who, "room": "general", "id": who, "text": line}) as typed:
        whisper = (await typed.json())["message"]
    async with client.get("/state", params={"as": who}) as state:
        return next(one["card"] for one in (await state.json())["messages"] if one["id"] == whisper)


def browsing(address: str) -> aiohttp.ClientSession:
    """A browser keeps the cookies of addresses in numbers, too."""
    return aiohttp.ClientSession(address, cookie_jar=aiohttp.CookieJar(unsafe=True))


def parts(messages: list[dict]) -> list[dict]:
    """What is more than a word, on all cards."""
    lines = [line for one in messages for line in one["card"]["body"]]
    return [part for line in lines for part in line if isinstance(part, dict)]
