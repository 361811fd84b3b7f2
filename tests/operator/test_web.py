"""The two questions about health, and the port."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
import pytest

from bot.store.address import Address
from bot.store.open import Store, open_store
from bot.web import Health, PortTaken, Web, listen


@dataclass
class Facts:
    """What the bot knows of itself."""

    states: Mapping[str, str]
    turned: float


async def ask(store: Store, facts: Facts, path: str) -> tuple[int, dict]:
    async def states() -> Mapping[str, str]:
        return facts.states

    health = Health(store, states, lambda: facts.turned)
    web = Web(health.routes, "127.0.0.1", 0)
    try:
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{web.port}{path}") as answer:
            return answer.status, await answer.json()
    finally:
        await web.close()


async def test_alive_is_a_real_write(store: Store):
    assert (200, {"database": "ok"}) == await ask(store, Facts({}, 0), "/healthz")


async def test_a_database_that_takes_no_writes_is_not_alive(sqlite_address: Address):
    store = await open_store(sqlite_address)

    full = "CREATE TRIGGER full BEFORE INSERT ON settings BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END"
    await store.write(lambda db: db.exec_driver_sql(full))
    try:
        assert (503, {"database": "cannot be written"}) == await ask(store, Facts({}, 0), "/healthz")
        status, said = await ask(store, Facts({}, time.monotonic()), "/readyz")
        assert (503, ["database"]) == (status, said["down"])
    finally:
        await store.close()


@pytest.mark.parametrize(
    ("states", "age", "down"),
    [
        ({"discord": "connected", "slack": "connected"}, 1, []),
        ({"discord": "standing by"}, 1, []),
        ({"discord": "connected", "slack": "connecting"}, 1, ["slack"]),
        ({"discord": "reconnecting", "slack": "connected"}, 1, ["discord"]),
        ({"discord": "failed"}, 1, ["discord"]),
        ({"discord": "failed"}, 61, ["schedule", "discord"]),
    ],
)
async def test_ready_is_everything_at_work(
    sqlite_address: Address, states: dict[str, str], age: float, down: list[str]
):
    store = await open_store(sqlite_address)
    try:
        found, said = await ask(store, Facts(states, time.monotonic() - age), "/readyz")
    finally:
        await store.close()
    assert (503 if down else 200, down) == (found, said["down"])
    assert (states, "ok") == (said["platforms"], said["database"])
    assert age == pytest.approx(said["seconds since the last turn"], abs=2)


def test_a_port_that_is_taken_is_said_in_one_line():
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(PortTaken, match=f"cannot listen on 127.0.0.1:{port}: another program listens there"):
            listen("127.0.0.1", port)


def test_an_address_that_is_not_ours_is_said_in_one_line():
    with pytest.raises(
        PortTaken, match=r"cannot listen on 203\.0\.113\.1:8420: .*; set HOMEROOM_PORT or HOMEROOM_HOST"
    ):
        listen("203.0.113.1", 8420)
