"""Where only one process may act, one does, and another takes over when it is gone."""

from __future__ import annotations

import asyncio
import subprocess
import sys

from sqlalchemy import text

from bot.store.address import Address
from bot.store.open import Store, open_store

LEADER = """
import asyncio, sys
from bot.store.address import Address
from bot.store.open import open_store

async def lead():
    store = await open_store(Address.parse(sys.argv[1]))
    print(await store.lead("fake"), flush=True)
    await asyncio.sleep(60)

asyncio.run(lead())
"""


def leader(address: Address) -> tuple[subprocess.Popen[str], bool]:
    url = address.url.render_as_string(hide_password=False)
    process = subprocess.Popen([sys.executable, "-c", LEADER, url], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    return process, process.stdout.readline() == "True\n"


async def _takes_over(store: Store, name: str = "fake") -> bool:
    for _ in range(200):
        if await store.lead(name):
            return True
        await asyncio.sleep(0.02)
    return False


async def test_one_process_leads_and_when_it_dies_another_does(postgres_address: Address) -> None:
    first, leads = await asyncio.to_thread(leader, postgres_address)
    second, also = await asyncio.to_thread(leader, postgres_address)
    store = await open_store(postgres_address)
    try:
        assert [True, False, False] == [leads, also, await store.lead("fake")]
        first.kill()
        assert await _takes_over(store)
        assert await store.lead("fake")
    finally:
        for process in (first, second):
            process.kill()
            process.communicate()
        await store.close()


async def test_different_things_are_led_by_different_processes(postgres_address: Address) -> None:
    one, other = await open_store(postgres_address), await open_store(postgres_address)
    assert [True, True, False, False] == [
        await one.lead("discord"),
        await other.lead("slack"),
        await one.lead("slack"),
        await other.lead("discord"),
    ]
    await one.close()
    assert await _takes_over(other, "discord")
    await other.close()


async def test_a_leader_whose_line_was_cut_leads_again_unless_another_was_faster(postgres_address: Address) -> None:
    one, other = await open_store(postgres_address), await open_store(postgres_address)
    assert await one.lead("fake")
    cut = text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
    await other.write(lambda db: db.execute(cut))
    assert await _takes_over(one)
    await other.write(lambda db: db.execute(cut))
    assert await _takes_over(other)
    assert not await one.lead("fake")
    assert not await one.lead("fake")
    await one.close()
    await other.close()


async def test_whoever_has_the_file_leads_in_everything(sqlite_store: Store) -> None:
    assert [True, True] == [await sqlite_store.lead("discord"), await sqlite_store.lead("slack")]
