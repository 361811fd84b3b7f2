"""Columns that mean the same on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import Connection, select

from bot.kernel.places import Place
from bot.store.columns import insert_new, upsert
from bot.store.open import Store
from tests.store.things import things


async def kept(store: Store, **row: object) -> dict[str, object]:
    """What comes back of a row."""

    def work(db: Connection) -> dict[str, object]:
        things.create(db)
        db.execute(things.insert().values(**row))
        found = dict(db.execute(select(things)).one()._mapping)
        things.drop(db)
        return found

    found = await store.write(work)
    return {name: found[name] for name in row}


@pytest.mark.parametrize(
    "row",
    [
        {"at": datetime(2026, 3, 2, 9, 30, 1, 234567, tzinfo=UTC)},
        {"at": datetime(1969, 7, 20, tzinfo=UTC)},
        {"at": datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)},
        {"at": None, "day": None, "place": None, "data": None},
        {"day": date(2026, 2, 28)},
        {"place": Place("slack:T1", "C2", "1700000000.000100")},
        {"data": {"text": "ünï ✨", "list": [1, None, True], "nested": {"a": "b"}}},
    ],
)
async def test_what_goes_in_comes_out(store: Store, row: dict[str, object]) -> None:
    assert row == await kept(store, **row)


async def test_an_instant_comes_back_in_utc(store: Store) -> None:
    in_delhi = datetime(2026, 3, 2, 12, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    found = (await kept(store, at=in_delhi))["at"]
    assert isinstance(found, datetime)
    assert (in_delhi, UTC) == (found, found.tzinfo)


async def test_an_instant_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="naive"):
        await kept(store, at=datetime(2026, 3, 2))  # noqa: DTZ001 - that is the mistake


async def test_a_row_is_new_once_and_a_second_one_changes_nothing(store: Store) -> None:
    def work(db: Connection) -> tuple[bool, bool, list[str | None]]:
        things.create(db)
        first = insert_new(db, things, name="one", data={"a": 1})
        second = insert_new(db, things, name="one", data={"a": 2})
        found = [row.data for row in db.execute(select(things))]
        things.drop(db)
        return first, second, found

    assert (True, False, [{"a": 1}]) == await store.write(work)


async def test_a_second_upsert_gives_the_row_its_new_values(store: Store) -> None:
    def work(db: Connection) -> list[tuple[str, object, object]]:
        things.create(db)
        upsert(db, things, ("name",), name="one", data={"a": 1}, day=date(2026, 1, 1))
        upsert(db, things, ("name",), name="one", data=None, day=date(2026, 1, 2))
        upsert(db, things, ("name",), name="two", data=None, day=None)
        found = [(row.name, row.data, row.day) for row in db.execute(select(things).order_by(things.c.name))]
        things.drop(db)
        return found

    assert [("one", None, date(2026, 1, 2)), ("two", None, None)] == await store.write(work)
