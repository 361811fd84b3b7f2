"""A rehearsal's database does each work where it is asked for, and undoes what failed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.store import notes
from bot.store.open import Store, open_alone
from bot.store.sqlite import InUse


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    made = open_alone(tmp_path / "course.sqlite")
    yield made
    await made.close()


async def test_what_is_written_is_read(store: Store) -> None:
    await store.write(lambda db: notes.put(db, "word", "fern"))

    assert "fern" == await store.read(lambda db: notes.get(db, "word"))


async def test_what_fails_is_undone_alone(store: Store) -> None:
    def work(db: Connection) -> None:
        notes.put(db, "word", "moss")
        raise ValueError("no")

    await store.write(lambda db: notes.put(db, "word", "fern"))
    with pytest.raises(ValueError, match="no"):
        await store.write(work)

    assert "fern" == await store.read(lambda db: notes.get(db, "word"))


async def test_nobody_else_has_the_file_meanwhile(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InUse):
        open_alone(tmp_path / "course.sqlite")


async def test_nothing_of_it_stays(tmp_path: Path) -> None:
    first = open_alone(tmp_path / "course.sqlite")
    await first.write(lambda db: notes.put(db, "word", "fern"))
    await first.close()

    again = open_alone(tmp_path / "course.sqlite")
    assert "" == await again.read(lambda db: notes.get(db, "word"))
    await again.close()
