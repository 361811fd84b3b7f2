"""One reminder at most, the day before the close, to everybody and to nobody in particular."""

from __future__ import annotations

from sqlalchemy import select

from bot.store.tables import deliveries
from tests.features.asking import at
from tests.features.questioning import poll, safe, start
from tests.features.telling import close
from tests.world.people import HOME
from tests.world.school import School, Someone


async def thread(school: School) -> list[str]:
    """What stands under the check-in."""
    return [card.words for card in school.platform.standing(school.platform.posts(HOME)[0].thread)]


async def test_the_day_before_the_close_it_is_said_under_the_check(botany: School, olga: Someone) -> None:
    await start(olga, "connection")
    await botany.pass_time(until=at("2026-03-08T08:59"))
    assert [] == await thread(botany)

    await botany.pass_time(minutes=2)

    [said] = await thread(botany)
    assert "This is still open until 2026-03-09T09:00+00:00. If you have answered: thank you." in said


async def test_it_comes_once_and_pings_nobody(botany: School, olga: Someone) -> None:
    await start(olga, "connection")
    await botany.pass_time(days=10)

    [message] = [one for one in botany.platform.order if one.place == botany.platform.posts(HOME)[0].thread]
    assert () == botany.platform.cards[message.id].pings


async def test_what_is_open_for_a_short_time_needs_none(botany: School, olga: Someone) -> None:
    await poll(olga, open_for="30 hours")
    await botany.pass_time(days=3)

    assert [] == await thread(botany)


async def test_what_was_closed_before_is_not_reminded_of(botany: School, olga: Someone) -> None:
    await start(olga, "connection")
    await botany.pass_time(days=2)
    await close(olga)
    await botany.pass_time(days=8)

    assert [] == await thread(botany)


async def test_a_machine_that_slept_until_the_close_reminds_nobody(botany: School, olga: Someone) -> None:
    await safe(botany)
    await start(olga, "pulse")
    botany.clock.advance(days=4)
    await botany.settle()

    assert [] == await thread(botany)
    assert [] == [row.key for row in await botany.read(select(deliveries.c.key)) if "reminder" in row.key]
