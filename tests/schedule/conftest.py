"""A house to run the schedule in: on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.kernel.features import Means
from bot.store.open import Store
from tests.world.clock import VirtualClock
from tests.world.house import House
from tests.world.platform import FakePlatform


@pytest.fixture
async def house(store: Store, clock: VirtualClock, platform: FakePlatform, means: Means) -> AsyncIterator[House]:
    made = House(store, clock, platform, means)
    await made.settle_in()
    yield made
    await made.engine.drain()
