"""What need not be kept is not kept; what might be asked for again is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Table, func, select

from bot.schedule.sweeping import sweep
from bot.store.tables import barred, deliveries, drafts, events
from tests.world.clock import MONDAY
from tests.world.house import House
from tests.world.people import HOME, delete, post

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def count(house: House, table: Table, *where: Any) -> int:
    return int(
        await house.database.read(lambda db: db.scalar(select(func.count()).select_from(table).where(*where))) or 0
    )


async def test_events_and_forms_are_kept_for_a_day(house: House) -> None:
    def act(db: Connection) -> None:
        for number, age in enumerate((HOUR, DAY - HOUR, DAY + HOUR, 30 * DAY)):
            db.execute(events.insert().values(id=f"{number}", at=MONDAY - age))
            db.execute(drafts.insert().values(id=f"{number}", form={}, at=MONDAY - age))

    await house.database.write(act)
    await house.turn()
    assert (2, 2) == (await count(house, events), await count(house, drafts))


async def test_a_bar_that_has_ended_is_forgotten(house: House) -> None:
    house.platform.meet("forbidden")
    await house.say(post("word"))
    await house.turn()
    assert 1 == await count(house, barred)
    house.clock.advance(DAY + HOUR)
    await house.turn()
    assert 0 == await count(house, barred)


async def test_words_are_kept_for_thirty_days_and_their_keys_for_ever(house: House) -> None:
    await house.say(post("said"), post("waiting", not_before=MONDAY + 60 * DAY), post("old", expires=MONDAY - HOUR))
    await house.turn()
    await house.database.write(lambda db: sweep(db, MONDAY + 29 * DAY))
    assert 3 == await count(house, deliveries, deliveries.c.card.is_not(None))
    house.clock.advance(31 * DAY)
    await house.turn()
    rows = await house.rows()
    assert {"said": None, "old": None} == {key: row.card for key, row in rows.items() if key != "waiting"}
    await house.say(post("said"))
    await house.run(40 * DAY)
    assert ["said", "waiting"] == house.platform.words(HOME)


async def test_what_has_no_card_has_none_in_the_database_either(house: House) -> None:
    await house.say(post("said"), delete("gone", "said"))
    assert 1 == await count(house, deliveries, deliveries.c.card.is_(None), deliveries.c.key == "gone")
