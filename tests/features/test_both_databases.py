"""The same life on SQLite and on PostgreSQL: whatever people do, they read the same words."""

from __future__ import annotations

from structlog.testing import capture_logs

from bot.kernel.cards import Card
from bot.store.address import Address
from tests.world.busy import live_a_little
from tests.world.school import School


async def life(address: Address) -> list[str]:
    """What everybody read, in its order."""
    async with School.opened(address) as school:
        await live_a_little(school)
        seen = [*school.shown, *school.platform.every]
        return [one.words if isinstance(one, Card) else str(one) for one in seen]


async def test_people_read_the_same_on_both(sqlite_address: Address, postgres_address: Address) -> None:
    with capture_logs() as logs:
        here, there = await life(sqlite_address), await life(postgres_address)

    assert sorted(here) == sorted(there)  # one room does not wait for another
    assert len(here) > 60
    assert not [words for words in here if "Something went wrong" in words]
    assert [] == [line for line in logs if line["log_level"] == "error"]
