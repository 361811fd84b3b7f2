"""A prepared statement gives what SQLAlchemy gives, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, bindparam, func, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.kernel.places import Place
from bot.store.open import Store
from bot.store.prepared import Prepared
from bot.store.tables import settings
from tests.store.things import things

FIELDS = tuple(things.c.keys())
NEVER = dict.fromkeys(FIELDS)
LAMP = {
    "id": 7,
    "name": "lamp",
    "at": datetime(2027, 1, 4, 9, tzinfo=UTC),
    "day": date(2027, 1, 4),
    "place": Place("slack:T1", "C2", "17.1"),
    "data": {"of": ["glass", None]},
    "is_red": True,
}
ADD = Prepared(things.insert(), FIELDS)
EVERY = Prepared(select(things).order_by(things.c.id))
RED = Prepared(select(things.c.name, things.c.day).where(things.c.is_red, things.c.at == bindparam("at")))
COUNT = Prepared(select(func.count()).select_from(things).where(things.c.name != "nobody's"))
RENAME = Prepared(update(things).where(things.c.id == bindparam("thing")).values(name=bindparam("to"), is_red=False))


def added(db: Connection) -> None:
    things.create(db)
    ADD.run(db, **LAMP)
    ADD.run(db, **NEVER | {"id": 8})


async def test_rows_come_out_as_they_went_in(store: Store) -> None:
    def work(db: Connection) -> None:
        added(db)
        rows = EVERY.all(db)
        assert [*LAMP.values()] == list(rows[0])
        assert [8, *[None] * (len(FIELDS) - 1)] == list(rows[1])
        assert rows == db.execute(select(things).order_by(things.c.id)).all()
        things.drop(db)

    await store.write(work)


async def test_a_row_knows_its_columns_by_name(store: Store) -> None:
    def work(db: Connection) -> None:
        added(db)
        row = RED.first(db, at=LAMP["at"])
        assert ("lamp", date(2027, 1, 4)) == (row.name, row.day)
        assert RED.first(db, at=datetime(2020, 1, 1, tzinfo=UTC)) is None
        assert RED.scalar(db, at=datetime(2020, 1, 1, tzinfo=UTC)) is None
        things.drop(db)

    await store.write(work)


async def test_a_statement_may_hold_values_of_its_own(store: Store) -> None:
    def work(db: Connection) -> None:
        added(db)
        assert [1, 0] == [RENAME.run(db, thing=number, to="torch") for number in (7, 9)]
        assert [("torch", False), (None, None)] == [(row.name, row.is_red) for row in EVERY.all(db)]
        assert 1 == COUNT.scalar(db)
        things.drop(db)

    await store.write(work)


async def test_what_the_database_refuses_is_sqlalchemys_error(store: Store) -> None:
    def work(db: Connection) -> None:
        added(db)
        ADD.run(db, **LAMP)

    with pytest.raises(IntegrityError) as error:
        await store.write(work)
    assert isinstance(error.value, DBAPIError)
    assert "lamp" not in str(error.value)


async def test_a_work_that_fails_is_undone(sqlite_store: Store) -> None:
    here = Table("here", MetaData(), Column("id", Integer, primary_key=True))
    add = Prepared(here.insert(), ("id",))
    await sqlite_store.write(here.create)

    def work(db: Connection) -> None:
        add.run(db, id=1)
        add.run(db, id=1)

    with pytest.raises(IntegrityError):
        await sqlite_store.write(work)
    assert 0 == await sqlite_store.read(lambda db: db.scalar(select(func.count()).select_from(here)))


async def test_a_value_that_was_not_given_is_missed(sqlite_store: Store) -> None:
    with pytest.raises(KeyError, match="at"):
        await sqlite_store.write(lambda db: (added(db), RED.first(db, when=LAMP["at"])))


async def test_a_list_of_values_may_have_any_length(store: Store) -> None:
    some = Prepared(select(things.c.id).where(things.c.id.in_(bindparam("ids", expanding=True))).order_by(things.c.id))

    def work(db: Connection) -> None:
        added(db)
        assert [[], [7], [7, 8]] == [some.scalars(db, ids=ids) for ids in ([], [7], [7, 8, 9])]
        things.drop(db)

    await store.write(work)


async def test_without_a_transaction_sqlalchemy_begins_one(sqlite_store: Store) -> None:
    with sqlite_store.engine.connect() as db:  # type: ignore[union-attr]
        assert 0 == Prepared(select(func.count()).select_from(settings)).scalar(db)
        assert db.in_transaction()
