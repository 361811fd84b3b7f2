"""Opening a database: the address, the lock, the tables."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from bot.store import notes
from bot.store.address import Address, BadAddress
from bot.store.open import open_store
from bot.store.sqlite import InUse

HOLDER = """
import asyncio, sys
from bot.store.address import Address
from bot.store.open import open_store

async def hold():
    await open_store(Address.parse(sys.argv[1]))
    print("open", flush=True)
    await asyncio.sleep(60)

asyncio.run(hold())
"""


def holder(address: Address) -> subprocess.Popen[bytes]:
    url = address.url.render_as_string(hide_password=False)
    process = subprocess.Popen([sys.executable, "-c", HOLDER, url], stdout=subprocess.PIPE)
    assert process.stdout
    assert b"open\n" == process.stdout.readline()
    return process


def end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("sqlite:///homeroom.sqlite", "sqlite:///homeroom.sqlite"),
        ("sqlite:////var/lib/homeroom.sqlite", "sqlite:////var/lib/homeroom.sqlite"),
        ("sqlite+aiosqlite:///x.sqlite", "sqlite:///x.sqlite"),
        ("sqlite:///x.sqlite?mode=memory&uri=true", "sqlite:///x.sqlite"),
        ("postgresql://ann:secret@db/homeroom", "postgresql+psycopg://ann:***@db/homeroom"),
        ("postgres://ann:secret@db:5432/homeroom", "postgresql+psycopg://ann:***@db:5432/homeroom"),
        ("postgresql+asyncpg://db/homeroom?sslmode=require", "postgresql+psycopg://db/homeroom?sslmode=require"),
    ],
)
def test_an_address_is_understood_and_shown_without_its_password(typed: str, shown: str) -> None:
    assert shown == str(Address.parse(typed))


def test_only_sqlite_has_a_file() -> None:
    assert Path("folder/x.sqlite") == Address.parse("sqlite:///folder/x.sqlite").file
    assert None is Address.parse("postgresql://db/homeroom").file


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "homeroom.sqlite",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite://homeroom.sqlite",
        "sqlite://host/file.sqlite",
        "mysql://ann:secret@db/homeroom",
        "postgresql://ann:secret@db:port/homeroom",
    ],
)
def test_what_is_no_address_is_refused_with_an_example_and_without_the_password(typed: str) -> None:
    with pytest.raises(BadAddress, match=r"sqlite:///homeroom\.sqlite") as caught:
        Address.parse(typed)
    assert "secret" not in str(caught.value)


async def test_a_second_process_is_refused_as_long_as_the_first_lives(sqlite_address: Address) -> None:
    first = holder(sqlite_address)
    try:
        with pytest.raises(InUse, match="in use by another homeroom"):
            await open_store(sqlite_address)
    finally:
        end(first)
    await (await open_store(sqlite_address)).close()


async def test_a_link_to_the_file_is_the_same_file(sqlite_address: Address, tmp_path: Path) -> None:
    (tmp_path / "link.sqlite").symlink_to(tmp_path / "homeroom.sqlite")
    first = await open_store(sqlite_address)
    with pytest.raises(InUse):
        await open_store(Address.parse(f"sqlite:///{tmp_path}/link.sqlite"))
    await first.close()


async def test_many_processes_may_use_one_postgres(postgres_address: Address) -> None:
    first = holder(postgres_address)
    try:
        store = await open_store(postgres_address)
        await store.write(lambda db: notes.put(db, "x", "1"))
        assert (None, "1") == (first.poll(), await store.read(lambda db: notes.get(db, "x")))
        await store.close()
    finally:
        end(first)


async def test_what_is_no_database_is_refused_and_let_go(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Homeroom, this is not a database. " * 100)
    for _ in range(2):
        with pytest.raises(DatabaseError):
            await open_store(Address.parse(f"sqlite:///{file}"))
    assert file.read_text().startswith("Dear Homeroom")


async def test_one_file_can_be_opened_again_and_again(sqlite_address: Address) -> None:
    for number in range(10):
        store = await open_store(sqlite_address)
        await store.write(lambda db, n=number: notes.put(db, f"{n}", "1"))
        await store.close()
    store = await open_store(sqlite_address)
    assert ["1"] * 10 == [await store.read(lambda db, n=n: notes.get(db, f"{n}")) for n in range(10)]
    await store.close()


async def test_a_new_file_is_opened_by_readers_and_writers_at_once(tmp_path: Path) -> None:
    store = await open_store(Address.parse(f"sqlite:///{tmp_path}/new.sqlite"))
    reads = [store.read(lambda db: notes.get(db, "x")) for _ in range(20)]
    writes = [store.write(lambda db, n=n: notes.put(db, f"{n}", "1")) for n in range(20)]
    assert [*[""] * 20, *[None] * 20] == await asyncio.gather(*reads, *writes)
    assert ["1"] * 20 == [await store.read(lambda db, n=n: notes.get(db, f"{n}")) for n in range(20)]
    await store.close()
