"""The end of a run: what is being said arrives, and nothing waits for ever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from random import Random

import pytest
from sqlalchemy import select

from bot import serving
from bot.core import Core, put_together
from bot.kernel.cards import Card
from bot.kernel.deliveries import Delivery
from bot.kernel.places import Message, Place
from bot.kernel.seals import Seals
from bot.store.address import Address
from bot.store.open import open_store
from bot.store.tables import deliveries
from tests.world.clock import VirtualClock
from tests.world.platform import FakePlatform

HOME = Place("fake:8401", "8402")


class Slow(FakePlatform):
    """Says what it is given once ``go`` is set, and tells when it has been asked to."""

    def __init__(self, clock: VirtualClock) -> None:
        super().__init__(clock)
        self.asked, self.go = asyncio.Event(), asyncio.Event()

    async def post(self, place: Place, card: Card, marker: str) -> Message:
        self.asked.set()
        await self.go.wait()
        return await super().post(place, card, marker)


@pytest.fixture
async def core(sqlite_address: Address) -> AsyncIterator[Core]:
    store = await open_store(sqlite_address)
    yield put_together(store, VirtualClock(), Seals(b"key"), Random(1))
    await store.close()


async def say_something(core: Core) -> None:
    delivery = Delivery("k1", "test", "post", HOME, Card("Hello"))
    await core.store.write(lambda db: core.app.means.bot(db, core.clock.now()).say(delivery))


async def state(core: Core) -> str | None:
    return await core.store.read(lambda db: db.scalar(select(deliveries.c.state)))


async def test_what_is_being_said_arrives_before_the_end(core: Core):
    platform = Slow(VirtualClock())
    core.attach(platform)
    await say_something(core)
    async with serving._beating(core):
        await asyncio.wait_for(platform.asked.wait(), 5)
        asyncio.get_running_loop().call_later(0.1, platform.go.set)
    assert "sent" == await state(core)


async def test_a_platform_that_never_answers_does_not_hold_up_the_end(core: Core, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(serving, "DRAIN", 0.1)
    platform = Slow(VirtualClock())
    core.attach(platform)
    await say_something(core)
    async with asyncio.timeout(3):
        async with serving._beating(core):
            await platform.asked.wait()
    assert "attempting" == await state(core)
    platform.go.set()
    await core.engine.drain()


async def test_an_engine_says_when_it_last_looked(core: Core):
    assert 0 == core.engine.turned
    await core.engine.look()
    assert abs(asyncio.get_running_loop().time() - core.engine.turned) < 5
