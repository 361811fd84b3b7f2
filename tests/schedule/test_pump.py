"""The pump: restarts, look-ups, several processes, a clock that is wrong, a database that fails."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import Connection, text

from bot.kernel.features import Means
from bot.schedule import attempts
from bot.schedule.aftermath import Aftermath
from bot.schedule.pump import Pump
from bot.store.address import Address
from bot.store.open import open_store
from tests.world.clock import MONDAY, VirtualClock
from tests.world.house import House
from tests.world.mishaps import Faulty
from tests.world.people import HOME, SPACE, Place, edit, post, tell
from tests.world.platform import FakePlatform

SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

CUT = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"


async def half_way(house: House, *, said: bool) -> None:
    """A process took what is due, said it or not, and died."""
    for attempt in await house.database.write(lambda db: attempts.take(db, "fake", house.clock.now(), 100)):
        if said and isinstance(attempt.target, Place) and attempt.card:
            await house.platform.post(attempt.target, attempt.card, attempt.marker)
    house.restart()


@pytest.mark.parametrize("said", [True, False])
async def test_what_was_under_way_when_a_process_died_is_looked_up_after_a_minute(house: House, said: bool) -> None:
    await house.say(post("word"))
    await half_way(house, said=said)
    await house.turn()
    assert {"word": "unknown"} == await house.states()
    await house.run(59 * SECOND)
    assert [] == house.platform.asked("find")
    await house.run(2 * SECOND)
    assert {"word": "sent"} == await house.states()
    assert ["word"] == house.platform.words()
    assert house.platform.said()[0].id == (await house.rows())["word"].message.id


@pytest.mark.parametrize("gap", [SECOND, MINUTE, HOUR, 3 * DAY])
async def test_however_long_the_bot_was_away_nothing_is_said_twice(house: House, gap: timedelta) -> None:
    await house.say(post("said"))
    await half_way(house, said=True)
    await house.say(post("new", expires=MONDAY + 6 * HOUR))
    house.clock.advance(gap)
    await house.run(2 * MINUTE)
    assert (["said"] if gap > 6 * HOUR else ["said", "new"]) == sorted(house.platform.words(), reverse=True)


async def test_a_platform_whose_clock_is_behind_ours_is_still_searched_far_enough(house: House) -> None:
    house.platform.clock = VirtualClock(MONDAY - 4 * MINUTE)
    house.platform.meet("applied")
    await house.say(post("word"))
    await house.run(5 * MINUTE)
    assert ["word"] == house.platform.words()


async def test_a_look_up_that_takes_long_is_not_begun_again(house: House) -> None:
    house.platform.meet("applied")
    await house.say(post("word"))
    await house.turn()
    house.clock.advance(MINUTE)
    house.platform.delay = 0.05
    for _ in range(5):
        await house.engine.turn()
        assert None is await house.engine.next_due()
    await house.engine.drain()
    assert 1 == len(house.platform.asked("find"))
    assert ["word"] == house.platform.words()


async def test_a_result_that_cannot_be_kept_is_looked_up_later(
    house: House, clock: VirtualClock, platform: FakePlatform, means: Means
) -> None:
    faulty = Faulty(house.database)
    house = House(faulty, clock, platform, means)
    await house.say(post("word"))
    await house.turn()
    await house.say(post("next"))
    await house.engine.turn()
    faulty.plan.append(True)
    await house.engine.drain()
    assert {"word": "sent", "next": "attempting"} == await house.states()
    await house.run(3 * MINUTE)
    assert {"word": "sent", "next": "sent"} == await house.states()
    assert ["word", "next"] == platform.words()


async def test_a_database_that_fails_for_a_while_loses_nothing(
    house: House, clock: VirtualClock, platform: FakePlatform, means: Means
) -> None:
    faulty = Faulty(house.database)
    house = House(faulty, clock, platform, means)
    await house.say(*(post(f"{number}", Place(SPACE, f"room-{number}")) for number in range(30)))
    faulty.plan.extend([False, False, False, True] * 15)
    for _ in range(20):
        with pytest.MonkeyPatch.context():
            try:
                await house.run(MINUTE)
            except Exception:
                clock.advance(MINUTE)
    assert {"sent"} == set((await house.states()).values())
    assert {1} == set(platform.times_said().values())
    assert 30 == len(platform.words())


async def test_nothing_is_left_in_memory_of_what_has_been_said(house: House) -> None:
    await house.say(*(post(f"{number}", Place(SPACE, f"room-{number}")) for number in range(50)))
    await house.turn()
    lines = house.engine.pumps[0]._lines
    assert (0, {}, set()) == (len(lines), lines._lines, lines._tasks)


async def test_one_after_the_other_is_said_in_the_order_of_the_outbox(house: House) -> None:
    house.platform.delay = 0.001
    pump = Pump(house.platform, house.database, house.clock, Aftermath(house.means, {}), in_order=True)
    names = [f"{number:02}" for number in range(20)]
    await house.say(*(post(name, Place(SPACE, f"room-{name}")) for name in names), edit("edit", names[0]))
    for _ in range(2):  # the edit's turn comes when its message has been said
        await pump.turn()
        await pump.drain()
    assert [*names[1:], "edit"] == sorted(house.platform.words())
    assert names == [one.where[-2:] for one in house.platform.said()]


async def test_a_pump_that_stops_gives_back_what_it_had_not_begun(house: House) -> None:
    house.platform.delay = 0.02
    await house.say(*(post(f"{number:02}") for number in range(50)))
    await house.engine.turn()
    await asyncio.sleep(0.05)
    await house.engine.pumps[0].stop()
    states = list((await house.states()).values())
    said = len(house.platform.words())
    assert 0 < said < 10
    assert ["sent"] * said + ["pending"] * (50 - said) == states
    assert {0} == {row.attempts for row in (await house.rows()).values() if row.state == "pending"}
    house.platform.delay = 0
    house.restart()
    await house.turn()
    assert [f"{number:02}" for number in range(50)] == house.platform.words()


async def test_when_the_clock_was_ahead_what_it_put_off_is_not_put_off_for_days(house: House) -> None:
    house.clock.advance(3 * DAY)
    house.platform.meet("limited", "banned", "lost")
    await house.say(post("one"), tell("two"), post("three", Place(SPACE, "other")))
    await house.turn()
    house.clock.advance(-3 * DAY)
    await house.run(15 * MINUTE)
    assert {"sent"} == set((await house.states()).values())
    assert {1} == set(house.platform.times_said().values())


async def test_when_the_clock_was_ahead_what_it_said_is_still_found(house: House) -> None:
    house.clock.advance(3 * DAY)
    house.platform.clock = VirtualClock(MONDAY)
    house.platform.meet("applied")
    await house.say(post("word"))
    await house.turn()
    house.clock.set(MONDAY + 3 * HOUR)
    await house.run(15 * MINUTE)
    assert ["word"] == house.platform.words()
    assert {"word": "sent"} == await house.states()


async def test_whoever_tried_last_says_what_became_of_it(house: House) -> None:
    """The first was suspended in the middle; it learns of a refusal when another has long tried again."""
    await house.say(post("word"))
    (first,) = await house.database.write(lambda db: attempts.take(db, "fake", MONDAY, 1))
    later = house.clock.advance(2 * MINUTE)

    def take_over(db: Connection) -> None:
        attempts.abandoned(db, "fake", MONDAY)
        (found,) = attempts.unclear(db, "fake", later, 1)
        attempts.again(db, found, later)
        attempts.take(db, "fake", later, 1)

    await house.database.write(take_over)
    for settle in (attempts.again, attempts.later, attempts.sent, attempts.unknown):
        more = {attempts.sent: (None, later), attempts.unknown: (later, "late")}.get(settle, (later,))
        await house.database.write(lambda db, s=settle, m=more: s(db, first, *m))
        assert {"word": "attempting"} == await house.states()


async def test_only_one_of_several_processes_speaks(
    postgres_address: Address, clock: VirtualClock, platform: FakePlatform, means: Means
) -> None:
    stores = [await open_store(postgres_address) for _ in range(3)]
    houses = [House(store, clock, platform, means) for store in stores]
    await houses[0].say(*(post(f"{number}", Place(SPACE, f"room-{number}")) for number in range(60)))
    platform.delay = 0.002
    await asyncio.gather(*(house.turn() for house in houses))
    await houses[0].say(post("more"))
    due = [await house.engine.next_due() for house in houses]
    assert [MONDAY] == [instant for instant in due if instant]
    await asyncio.gather(*(house.turn() for house in houses))
    assert 61 == len(platform.words())
    assert {1} == set(platform.times_said().values())
    for store in stores:
        await store.close()


@pytest.mark.parametrize(
    ("wakes", "words"),
    [("late", ["first", "second", "third"]), ("early, and may have said the first", ["second", "third", "first"])],
)
async def test_a_process_that_lost_its_lead_drops_what_another_took_over(
    postgres_address: Address, clock: VirtualClock, platform: FakePlatform, means: Means, wakes: str, words: list[str]
) -> None:
    one, other = await open_store(postgres_address), await open_store(postgres_address)
    slow, successor = House(one, clock, platform, means), House(other, clock, platform, means)
    frozen = platform.held = asyncio.Event()
    platform.meet("lost")
    await slow.say(post("first"), post("second"), post("third"))
    await slow.engine.turn()
    await platform.until_asked("post")
    await other.write(lambda db: db.execute(text(CUT)))
    await successor.engine.turn()
    clock.advance(MINUTE)
    platform.held = None
    if wakes == "late":
        await successor.run(2 * MINUTE)
    frozen.set()
    await slow.engine.drain()
    await successor.run(2 * MINUTE)
    assert words == platform.words(HOME)
    assert {1} == set(platform.times_said().values())
    assert {"sent"} == set((await successor.states()).values())
    await one.close()
    await other.close()
