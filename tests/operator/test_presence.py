"""Several processes, one platform: one is connected, the others stand by and take over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from random import Random

import pytest

from bot import presence
from bot.core import Core, put_together
from bot.kernel.errors import Closed, Unclear
from bot.kernel.seals import Seals
from bot.presence import Presence
from bot.store.address import Address
from bot.store.open import open_store
from tests.world.clock import VirtualClock
from tests.world.platform import FakePlatform


@dataclass
class Line:
    """A connection that notes what becomes of it, and meets what is in ``refusals`` when it starts."""

    diary: list[str]
    refusals: list[Exception] = field(default_factory=list)
    over: asyncio.Future[None] | None = None
    hearing: bool = True

    @property
    def platform(self) -> FakePlatform:
        return FakePlatform(VirtualClock())

    async def start(self) -> str:
        if self.refusals:
            raise self.refusals.pop(0)
        self.over = asyncio.get_running_loop().create_future()
        self.diary.append("started")
        return "as Homeroom"

    async def ended(self) -> None:
        assert self.over
        await self.over

    async def hears(self) -> bool:
        return self.hearing

    async def close(self) -> None:
        self.diary.append("closed")


@dataclass
class Process:
    """One presence, running; ``said`` is what it announced, ``diary`` what became of its connections."""

    core: Core
    said: list[str]
    diary: list[str]
    presence: Presence
    task: asyncio.Task[None]

    async def comes_to(self, state: str) -> None:
        async with asyncio.timeout(5):
            while self.presence.state != state:  # noqa: ASYNC110 - it is looked at as an operator would
                await asyncio.sleep(0.01)


@pytest.fixture(autouse=True)
def _brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "POLL", 0.02)


@asynccontextmanager
async def process(address: Address, line: Line | None = None) -> AsyncIterator[Process]:
    store = await open_store(address)
    core = put_together(store, VirtualClock(), Seals(b"key"), Random(1))
    line = line or Line([])
    said: list[str] = []
    here = Presence("discord", core, lambda: line)
    task = asyncio.create_task(here.run(said.append))
    try:
        yield Process(core, said, line.diary, here, task)
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await store.close()


async def test_a_second_process_stands_by_and_takes_over(postgres_address: Address):
    async with AsyncExitStack() as leading:
        first = await leading.enter_async_context(process(postgres_address))
        await first.comes_to("connected")
        async with process(postgres_address) as other:
            await other.comes_to("standing by")
            assert ([], []) == (other.said, other.diary)
            await leading.aclose()
            await other.comes_to("connected")
            assert (["ready: discord as Homeroom"], ["started"]) == (other.said, other.diary)
    assert ["started", "closed"] == first.diary


async def test_who_no_longer_leads_hangs_up_and_waits(postgres_address: Address):
    """The server dropped the connection that held the lead, and another process was quicker."""
    async with process(postgres_address) as first:
        await first.comes_to("connected")
        async with process(postgres_address) as second:
            await second.comes_to("standing by")

            async def not_any_more(name: str) -> bool:
                return False

            lead, first.core.store.lead = first.core.store.lead, not_any_more  # type: ignore[method-assign]
            await first.comes_to("standing by")
            assert ["started", "closed"] == first.diary
            assert () == first.core.engine.pumps
            first.core.store.lead = lead  # type: ignore[method-assign]


async def test_on_sqlite_the_only_process_leads(sqlite_address: Address):
    async with process(sqlite_address) as only:
        await only.comes_to("connected")
        assert 1 == len(only.core.engine.pumps)
    assert ["started", "closed"] == only.diary


async def test_a_platform_that_cannot_be_reached_is_tried_again(sqlite_address: Address, monkeypatch):
    slept: list[float] = []
    sleep = asyncio.sleep

    async def brief(seconds: float) -> None:
        slept.append(seconds)
        await sleep(0)

    monkeypatch.setattr(presence.asyncio, "sleep", brief)
    line = Line([], [Unclear("no route"), Unclear("no route"), Unclear("no route")])
    async with process(sqlite_address, line) as only:
        async with asyncio.timeout(5):
            while only.presence.state != "connected":
                await sleep(0.01)
    assert [1.0, 2.0, 4.0] == slept[:3]
    assert ["closed", "closed", "closed", "started", "closed"] == only.diary


async def test_a_connection_that_broke_is_not_called_connected_until_it_hears_again(sqlite_address: Address):
    line = Line([])
    async with process(sqlite_address, line) as only:
        await only.comes_to("connected")
        line.hearing = False
        lost = await only.presence.condition()
        line.hearing = True
        assert ("reconnecting", "connected") == (lost, await only.presence.condition())


async def test_a_refused_token_is_final(sqlite_address: Address):
    async with process(sqlite_address, Line([], [Closed("the token is not valid")])) as only:
        await asyncio.wait_for(only.task, 5)
    assert ("failed", "the token is not valid") == (only.presence.state, only.presence.why)
    assert ([], ["closed"]) == (only.said, only.diary)


async def test_a_connection_that_the_platform_ends_for_good_is_final(sqlite_address: Address):
    line = Line([])
    async with process(sqlite_address, line) as only:
        await only.comes_to("connected")
        assert line.over
        line.over.set_exception(Closed("the token was reset"))
        await asyncio.wait_for(only.task, 5)
    assert ("failed", "the token was reset", ()) == (only.presence.state, only.presence.why, only.core.engine.pumps)


async def test_a_defect_in_an_adapter_is_its_own_end_only(sqlite_address: Address):
    async with process(sqlite_address, Line([], [ValueError("boom")])) as only:
        await asyncio.wait_for(only.task, 5)
    assert ("failed", "a defect of ours (ValueError)") == (only.presence.state, only.presence.why)
