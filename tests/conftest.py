"""The real parts that many tests stand on: databases, a library, a clock that obeys, a platform that can misbehave."""

from __future__ import annotations

import shutil
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest
import pytest_asyncio
from sqlalchemy import NullPool, create_engine

from bot.features.icebreakers import tables as _icebreakers  # noqa: F401 - the schema is only whole with it
from bot.kernel.features import Means
from bot.kernel.seals import Seals
from bot.library.load import PROMPTS, Library, load
from bot.schedule.outbox import Outbox
from bot.store import postgres as postgresql
from bot.store import sqlite
from bot.store.address import Address
from bot.store.migrate import migrate
from bot.store.open import Store, open_store
from bot.store.sqlite import engine
from tests.world.busy import live_a_little
from tests.world.clock import VirtualClock
from tests.world.databases import Compiled, Server, server
from tests.world.past import Past
from tests.world.platform import FakePlatform
from tests.world.school import School

LONG = ["anonymity", "run", "rosters", "processes", "rounds", "both_databases", "demo", "solver", "crashes"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first, so that no process is left with it when the others have ended."""
    items.sort(key=lambda item: item.path.stem.removeprefix("test_") not in LONG)


@pytest.fixture(scope="session", autouse=True)
def _interrupts_are_not_asyncios() -> Iterator[None]:
    """asyncio takes Ctrl-C over for each coroutine that it runs, unless somebody else has it; and each time ``signal``
    prints the task with all that it returned, for a message that nobody reads. A fixture returns a whole bot.
    """
    before = signal.signal(signal.SIGINT, lambda number, frame: signal.default_int_handler(number, frame))
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session", autouse=True)
def _each_statement_is_compiled_once() -> Iterator[None]:
    create = partial(create_engine, execution_options={"compiled_cache": Compiled()})
    with patch.object(sqlite, "create_engine", create), patch.object(postgresql, "create_engine", create):
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """One PostgreSQL server for the whole session."""
    with server() as running:
        yield running


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no rows, to be copied."""
    file = tmp_path_factory.mktemp("template") / "homeroom.sqlite"
    migrate(engine(Address.parse(f"sqlite:///{file}").url, "BEGIN IMMEDIATE", poolclass=NullPool))
    return file


@pytest.fixture
def sqlite_address(tmp_path: Path, migrated_file: Path) -> Address:
    """A migrated SQLite file of this test's own."""
    return copied(migrated_file, tmp_path)


def copied(file: Path, folder: Path) -> Address:
    return Address.parse(f"sqlite:///{shutil.copy(file, folder)}")


@pytest.fixture
def postgres_address(postgres: Server) -> Address:
    """A migrated PostgreSQL database without any rows."""
    return postgres.clear()


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest) -> Address:
    """Each of both, one after the other."""
    found: Address = request.getfixturevalue(f"{request.param}_address")
    return found


@asynccontextmanager
async def opened(address: Address) -> AsyncIterator[Store]:
    store = await open_store(address)
    try:
        yield store
    finally:
        await store.close()


@pytest.fixture
async def store(address: Address) -> AsyncIterator[Store]:
    """An open database: the test runs on SQLite, and again on PostgreSQL."""
    async with opened(address) as database:
        yield database


@pytest.fixture
async def sqlite_store(sqlite_address: Address) -> AsyncIterator[Store]:
    async with opened(sqlite_address) as database:
        yield database


@pytest.fixture
async def postgres_store(postgres_address: Address) -> AsyncIterator[Store]:
    async with opened(postgres_address) as database:
        yield database


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def past(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Past:
    """Everything has happened, once."""
    return await Past.of(copied(migrated_file, tmp_path_factory.mktemp("past")), live_a_little)


@pytest.fixture
async def busy(past: Past, sqlite_address: Address) -> AsyncIterator[School]:
    """A school of this test's own, with its real handlers, in which everything has happened."""
    async with past.again(sqlite_address) as school:
        yield school


@pytest.fixture(scope="session")
def library() -> Library:
    return load(PROMPTS)


@pytest.fixture
def means(library: Library) -> Means:
    """Chance that repeats, the real library, the real outbox."""
    return Means(Random(7), library, Outbox(Seals(b"a key for tests")))


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def platform(clock: VirtualClock) -> FakePlatform:
    return FakePlatform(clock)
