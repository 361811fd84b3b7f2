"""The real core with its real features, connected to one platform after another."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib import import_module
from random import Random
from typing import Any
from unittest.mock import patch

import pytest

from bot import core
from bot.core import Core, Given
from bot.features.all import FEATURES
from bot.kernel.features import Feature
from bot.kernel.seals import Seals
from bot.store.address import Address
from bot.store.open import open_store
from tests.contract.harness import Harness, Seen
from tests.world.clock import VirtualClock
from tests.world.school import LIBRARY, thinking

MONDAY = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
PLATFORMS = ("browser", "discord", "slack")
LOOK_UP = timedelta(seconds=61)


@dataclass
class Stage:
    """A course on one platform; the far end outlives a restart of the bot."""

    name: str
    address: Address
    clock: VirtualClock
    features: tuple[Feature, ...] = FEATURES
    core: Core = field(init=False)
    far: Harness = field(init=False)
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)
    _end: Any = None

    async def start(self) -> None:
        store = await open_store(self.address, durable=False)
        self._open.push_async_callback(store.close)
        seals, given = Seals(b"a secret of the tests"), Given(features=self.features, solve=thinking)
        with patch.object(core, "load", lambda folder: LIBRARY()):
            self.core = core.put_together(store, self.clock, seals, Random(5), given)
        await self._open.enter_async_context(self.core.drawer)
        opener = getattr(import_module(f"tests.contract.{self.name}_harness"), f"open_{self.name}")
        self.far = await self._open.enter_async_context(opener(self.core.app, self._end, self.core.drawer))
        self._end = self.far.end
        self.core.attach(self.far.platform)

    async def stop(self) -> None:
        await self._open.aclose()
        self._open = AsyncExitStack()

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    async def settle(self, later: timedelta = timedelta()) -> None:
        """Let time pass, and let the bot say what is due."""
        self.clock.advance(later)
        await self.core.engine.turn()
        await self.core.engine.drain()

    async def live(self, **time: float) -> None:
        """Whatever happens in this time, each thing when it is due."""
        end = self.clock.now() + timedelta(**time)
        await self.settle()
        while (due := await self.core.engine.next_due()) and due <= end:
            await self.settle(max(due - self.clock.now(), timedelta(milliseconds=20)))
        await self.settle(max(end - self.clock.now(), timedelta()))

    async def set_up(self) -> None:
        """A course in ``home``, set up by its owner."""
        facts = {"name": "Python 101", "zone": "Europe/Berlin", "start": "2027-01-04", "weeks": "12"}
        preview = await self.far.command("owner", "course setup", **facts)
        await self.far.press("owner", preview, "Start the course")

    async def ask(self) -> Seen:
        """An icebreaker, asked now."""
        await self.far.command("owner", "icebreaker now")
        await self.settle()
        return self.far.said(self.far.home)[-1]


@pytest.fixture(params=PLATFORMS)
async def stage(request: pytest.FixtureRequest, sqlite_address: Address) -> AsyncIterator[Stage]:
    made = Stage(request.param, sqlite_address, VirtualClock(MONDAY))
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def course(stage: Stage) -> Stage:
    await stage.set_up()
    return stage
