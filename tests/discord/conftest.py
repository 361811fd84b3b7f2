"""A Discord, a database, a toy App and the real connection between them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.connect import Connection, Way
from bot.store.address import Address
from bot.store.notes import KeptNotes
from bot.store.open import Store, open_store
from tests.discord import toy
from tests.discord.buddies import Buddies
from tests.platforms.discord.far_end import FakeDiscord


@pytest.fixture(autouse=True)
def _the_real_addresses_again() -> Iterator[None]:
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@pytest.fixture
async def store(sqlite_address: Address) -> AsyncIterator[Store]:
    """One kind of database is enough for an adapter."""
    opened = await open_store(sqlite_address, durable=False)
    yield opened
    await opened.close()


@pytest.fixture
def database(store: Store) -> toy.Stalling:
    return toy.Stalling(store)


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as far_end:
        yield far_end
    assert ([], [], []) == (far_end.violations, far_end.ignored, far_end.surprises)


@pytest.fixture
def unconnected(discord: FakeDiscord, database: toy.Stalling) -> Connection:
    return Connection(toy.app(database), discord.token, KeptNotes(database), Way(discord.api))


@pytest.fixture
async def connection(unconnected: Connection) -> AsyncIterator[Connection]:
    await unconnected.start()
    yield unconnected
    await unconnected.close()


@pytest.fixture
def buddies(discord: FakeDiscord, connection: Connection) -> Buddies:
    return Buddies(discord, connection.platform)
