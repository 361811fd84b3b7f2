"""What the engine asks costs what is due, not what is stored: no query walks through a whole table."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Connection, event, text

from bot.kernel.features import Means
from bot.store.open import Store
from tests.world.clock import MONDAY, VirtualClock
from tests.world.house import House
from tests.world.people import SPACE, Place, delete, edit, post, routine, tell
from tests.world.platform import FakePlatform

SMALL = {"barred"}
ONCE_AN_HOUR = "DELETE FROM courses WHERE courses.state"  # through some thousand rows at most
SCAN = re.compile(r"\bSCAN ([a-z_]+)")


def walks(db: Connection, statement: str) -> list[str]:
    """The steps of a query that read a table from end to end, small ones aside."""
    plan = db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()
    return [row[3] for row in plan if {*SCAN.findall(row[3])} - SMALL]


@pytest.fixture
async def busy(sqlite_store: Store, clock: VirtualClock, platform: FakePlatform, means: Means) -> House:
    house = House(sqlite_store, clock, platform, means)
    await house.settle_in(*(routine(f"r{number}", place=Place(SPACE, f"room-{number}")) for number in range(20)))
    return house


async def test_no_query_of_a_turn_walks_through_a_table(busy: House, sqlite_store: Store) -> None:
    asked: set[str] = set()

    def note(statement: str) -> None:
        """SQLite's own word for what it was asked, whoever asked it, its values in place."""
        if statement.split()[0] in ("SELECT", "UPDATE", "DELETE") and not statement.startswith(ONCE_AN_HOUR):
            asked.add(statement)

    await busy.turn()
    sqlite_store._writing.connection.driver_connection.set_trace_callback(note)
    event.listen(sqlite_store._reading, "checkout", lambda raw, *_: raw.set_trace_callback(note))
    busy.platform.meet("lost", "forbidden", "limited", "applied")
    await busy.say(post("a"), tell("b", solicited=False), edit("c", "a"), post("d", "a"), delete("e", "a"))
    busy.clock.set(MONDAY.replace(hour=18))
    await busy.turn()
    busy.clock.set(MONDAY.replace(day=9))
    await busy.turn()
    await busy.engine.next_due()
    assert len(asked) > 15
    assert any("errands.at >" in said for said in asked), "what is only read was heard, too"
    found = await sqlite_store.read(lambda db: {said: lines for said in sorted(asked) if (lines := walks(db, said))})
    assert {} == found


async def test_postgres_uses_the_same_indices(postgres_store: Store) -> None:
    """With as many rows as a large installation has; PostgreSQL walks through small tables, and is right to."""
    fill = """
        INSERT INTO deliveries (key, kind, op, platform, course, target, of, prompt, marker, state, solicited,
                                attempts, due, reason)
        SELECT 'k' || n, 'toy', 'post', 'fake', 'c1', 'fake:1/general', '', '', '', 'sent', true, 1, n, ''
        FROM generate_series(1, 50000) AS n
    """
    await postgres_store.write(lambda db: db.execute(text(fill)))
    await postgres_store.write(lambda db: db.execute(text("ANALYZE deliveries")))
    due = (
        "SELECT due FROM deliveries WHERE platform = 'fake' AND state = 'pending' AND due <= 1 ORDER BY due, id LIMIT 1"
    )
    plan = await postgres_store.read(lambda db: [row[0] for row in db.execute(text(f"EXPLAIN {due}"))])
    assert "ix_deliveries_todo" in " ".join(plan)
