"""Turns: each taken once, late or not at all, whatever planners, clocks and other processes do."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import update

from bot.kernel.courses import Break
from bot.kernel.deliveries import Delivery, Routine, Slot
from bot.kernel.features import Bot, Means
from bot.kernel.places import Place
from bot.schedule import routines
from bot.store import courses
from bot.store.open import Store
from bot.store.tables import occurrences
from bot.store.tables import routines as table
from tests.world.clock import MONDAY, VirtualClock
from tests.world.house import House, ask
from tests.world.people import HOME, INSTRUCTOR, SPACE, course, routine
from tests.world.platform import FakePlatform

SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TEN = MONDAY + HOUR
TO_INSTRUCTOR = Place(SPACE, f"dm-{INSTRUCTOR.id}")


def staff_heard(house: House) -> list[str]:
    return house.platform.words(TO_INSTRUCTOR)


async def next_due(house: House, id_: str = "r1") -> datetime | None:
    found = table.select().where(table.c.id == id_)
    due: datetime | None = (await house.database.read(lambda db: db.execute(found).one())).next_due
    return due


async def test_a_routine_has_its_turn_every_day_at_its_time(house: House) -> None:
    await house.settle_in(routine())
    await house.run(3 * DAY)
    assert [f"r1/2026-03-0{day}T10:00" for day in (2, 3, 4)] == house.platform.words(HOME)
    assert [TEN, TEN + DAY, TEN + 2 * DAY] == [request.at for request in house.platform.requests]
    assert {"done"} == set((await house.turns()).values())


async def test_a_turn_that_is_late_is_still_taken(house: House) -> None:
    await house.settle_in(routine())
    house.clock.set(TEN + 6 * HOUR - MINUTE)
    await house.run(MINUTE)
    assert ["r1/2026-03-02T10:00"] == house.platform.words(HOME)
    assert [] == staff_heard(house)


async def test_a_turn_that_is_too_late_is_not_and_staff_are_told_once(house: House) -> None:
    await house.settle_in(routine())
    house.clock.set(TEN + 6 * HOUR + MINUTE)
    await house.run(6 * HOUR)
    assert [] == house.platform.words(HOME)
    assert {"2026-03-02T10:00": "expired"} == await house.turns()
    assert ["One turn was missed"] == [words[:19] for words in staff_heard(house)]
    await house.run(2 * DAY)
    assert 1 == len(staff_heard(house))


async def test_a_kind_without_a_limit_always_catches_up(house: House) -> None:
    house.late.clear()
    await house.settle_in(routine())
    house.clock.advance(3 * DAY)
    await house.turn()
    assert 3 == len(house.platform.words(HOME))


async def test_after_days_away_staff_are_told_once_how_many_turns_were_missed(house: House) -> None:
    await house.settle_in(routine())
    house.clock.advance(4 * DAY)
    await house.run(MINUTE)
    assert ["expired"] * 4 == list((await house.turns()).values())
    assert ["4 turns were missed"] == [words[:19] for words in staff_heard(house)]


async def test_missed_turns_are_told_even_if_the_last_one_is_still_in_time(house: House) -> None:
    await house.settle_in(routine())
    house.clock.set(TEN + 2 * DAY + HOUR)
    await house.run(MINUTE)
    assert ["expired", "expired", "done"] == list((await house.turns()).values())
    assert ["2 turns were missed"] == [words[:19] for words in staff_heard(house)]


async def test_what_a_turn_says_expires_with_it(house: House) -> None:
    await house.settle_in(routine())
    house.platform.weather = lambda request: "banned"
    await house.run(12 * HOUR)
    row = (await house.rows())["r1/2026-03-02T10:00"]
    assert ("expired", TEN + 6 * HOUR) == (row.state, row.expires)


def fails_for(*ids: str) -> object:
    def plan(bot: Bot, routine: Routine, slot: Slot) -> Sequence[Delivery]:
        bot.say(*ask(bot, replace(routine, id=f"half-{routine.id}"), slot))
        if routine.id in ids:
            raise ZeroDivisionError
        return ask(bot, routine, slot)

    return plan


async def test_a_planner_that_raises_does_not_stop_the_others_and_leaves_nothing_behind(house: House) -> None:
    house.planners["toy"] = fails_for("r3", "r7")  # type: ignore[assignment]
    await house.settle_in(*(routine(f"r{number}", place=Place(SPACE, f"room-{number}")) for number in range(10)))
    await house.run(2 * HOUR)
    planned = {row.split("/")[0] for row in await house.rows() if row.startswith("r")}
    assert {f"r{number}" for number in range(10)} - {"r3", "r7"} == planned
    assert not {"half-r3/2026-03-02T10:00", "half-r7/2026-03-02T10:00"} & set(await house.rows())
    assert ["One turn was missed"] * 2 == [words[:19] for words in staff_heard(house)]


async def test_a_turn_whose_plan_failed_is_not_tried_again_and_the_next_one_is(house: House) -> None:
    house.planners["toy"] = fails_for("r1")  # type: ignore[assignment]
    await house.settle_in(routine())
    await house.run(2 * HOUR)
    house.planners["toy"] = ask
    await house.run(DAY)
    assert {"2026-03-02T10:00": "failed", "2026-03-03T10:00": "done"} == await house.turns()


async def test_a_kind_that_nobody_plans_any_more_does_not_stop_the_others(house: House) -> None:
    await house.settle_in(routine("old", kind="gone"), routine("new"))
    await house.run(2 * HOUR)
    assert ["new/2026-03-02T10:00"] == house.platform.words(HOME)


@pytest.mark.parametrize("harm", [{"zone": "Atlantis/Capital"}, {"rule": "FREQ=NEVER"}, {"next_slot": "soon"}])
async def test_a_routine_that_cannot_be_read_rests_and_does_not_stop_the_others(
    house: House, harm: dict[str, str]
) -> None:
    await house.settle_in(routine("bad"), routine("good"))
    await house.database.write(lambda db: db.execute(update(table).where(table.c.id == "bad").values(**harm)))
    await house.run(2 * DAY)
    assert ["good/2026-03-02T10:00", "good/2026-03-03T10:00"] == house.platform.words(HOME)
    found = await house.database.read(lambda db: routines.of_course(db, "c1"))
    assert {"bad": "paused", "good": "active"} == {one.id: one.state for one in found}


async def test_a_full_disk_while_planning_costs_no_turn(
    sqlite_store: Store, clock: VirtualClock, platform: FakePlatform, means: Means
) -> None:
    house = House(sqlite_store, clock, platform, means)

    def fill(bot: Bot, routine: Routine, slot: Slot) -> Sequence[Delivery]:
        bot.db.exec_driver_sql("PRAGMA max_page_count=1")
        bot.db.exec_driver_sql("CREATE TABLE big AS SELECT randomblob(1000000)")
        return ()

    house.planners["toy"] = fill
    await house.settle_in(routine())
    house.clock.set(TEN)
    with pytest.raises(Exception, match="full"):
        await house.turn()
    assert {} == await house.turns()
    house.planners["toy"] = ask
    await house.database.write(lambda db: db.exec_driver_sql("PRAGMA max_page_count=1000000").close())
    await house.turn()
    assert {"2026-03-02T10:00": "done"} == await house.turns()


async def test_a_course_at_rest_says_nothing(house: House) -> None:
    await house.settle_in(routine())
    paused = course(state="paused")
    await house.database.write(lambda db: courses.save(db, paused, MONDAY))
    await house.run(DAY)
    assert [] == house.platform.requests
    assert None is await next_due(house)


async def test_a_course_that_resumes_does_not_make_up_for_its_rest(house: House) -> None:
    await house.settle_in(routine())
    for state, at in (("paused", MONDAY), ("active", MONDAY + 3 * DAY)):
        house.clock.set(at)
        await change(house, course(state=state))
    await house.run(2 * HOUR)
    assert ["r1/2026-03-05T10:00"] == house.platform.words(HOME)


async def change(house: House, changed: object) -> None:
    now = house.clock.now()

    def work(db: object) -> None:
        courses.save(db, changed, now)  # type: ignore[arg-type]
        routines.rearm(db, changed, now)  # type: ignore[arg-type]

    await house.database.write(work)


async def test_a_break_is_kept(house: House) -> None:
    await house.settle_in(routine())
    await change(house, course(breaks=(Break(date(2026, 3, 3), date(2026, 3, 5)),)))
    await house.run(6 * DAY)
    assert [2, 6, 7] == [int(slot[8:10]) for slot in await house.turns()]


async def test_another_zone_moves_the_next_turn(house: House) -> None:
    await house.settle_in(routine())
    await house.run(2 * HOUR)
    assert TEN + DAY == await next_due(house)

    def move(db: object) -> None:
        routines.save(db, routine(zone="America/New_York"), (), house.clock.now())  # type: ignore[arg-type]

    await house.database.write(move)
    assert datetime(2026, 3, 2, 15, tzinfo=UTC) == await next_due(house)
    await house.run(30 * HOUR)
    assert ["2026-03-02T10:00", "2026-03-03T10:00"] == list(await house.turns())
    assert 2 == len(house.platform.words(HOME))


async def test_a_turn_that_has_come_survives_being_armed_anew(house: House) -> None:
    """At start-up every turn is computed again; what came while the bot was away must not be lost by that."""
    await house.settle_in(routine())
    house.clock.set(TEN + 2 * HOUR)
    await house.database.write(lambda db: routines.rearm_all(db, courses.every(db), house.clock.now()))
    await house.turn()
    assert ["r1/2026-03-02T10:00"] == house.platform.words(HOME)


async def test_turns_follow_when_the_rules_of_a_zone_change(house: House) -> None:
    await house.settle_in(routine())
    await house.run(2 * HOUR)
    an_hour_off = update(table).values(next_due=TEN + DAY + HOUR)
    await house.database.write(lambda db: db.execute(an_hour_off))
    await house.database.write(lambda db: routines.rearm_all(db, courses.every(db), house.clock.now()))
    assert TEN + DAY == await next_due(house)
    await house.run(DAY)
    assert ["2026-03-02T10:00", "2026-03-03T10:00"] == list(await house.turns())


async def test_a_routine_ends_on_its_last_day(house: House) -> None:
    await house.settle_in(routine(until=date(2026, 3, 3)))
    await house.run(5 * DAY)
    assert ["2026-03-02T10:00", "2026-03-03T10:00"] == list(await house.turns())
    assert None is await next_due(house)


@pytest.mark.parametrize("jump", [DAY, 3 * DAY, 40 * DAY])
async def test_a_clock_that_jumps_ahead_and_back_says_nothing_twice_and_loses_nothing(
    house: House, jump: timedelta
) -> None:
    await house.settle_in(routine())
    await house.run(2 * HOUR)
    house.clock.advance(jump)
    await house.run(MINUTE)
    house.clock.advance(-jump)
    await house.run(MINUTE)
    await house.run(jump + 2 * DAY)
    wanted = Counter(f"r1/{(MONDAY + day * DAY).date()}T10:00" for day in range(jump.days + 3))
    assert wanted == Counter(house.platform.words(HOME))


async def test_a_clock_that_was_ahead_before_the_start_loses_nothing_either(house: House) -> None:
    await house.settle_in(routine())
    house.clock.advance(3 * DAY)
    await house.run(MINUTE)
    house.clock.advance(-3 * DAY)
    house.restart()
    await house.run(5 * DAY)
    assert [f"2026-03-0{day}T10:00" for day in range(2, 7)] == list(await house.turns())
    assert 5 == len(house.platform.words(HOME))


async def test_many_due_at_once_are_each_taken_once_by_several_tasks(house: House) -> None:
    await house.settle_in(*(routine(f"r{number}", place=Place(SPACE, f"room-{number}")) for number in range(130)))
    house.clock.set(TEN)
    turns = house.engine._turns

    async def claim() -> list[int]:
        return [await house.database.write(lambda db: turns.claim(db, TEN)) for _ in range(6)]

    claimed = await asyncio.gather(*(claim() for _ in range(4)))
    assert 130 == sum(map(sum, claimed))
    await house.turn()
    assert 130 == len(house.platform.words())
    assert {1} == set(Counter(house.platform.words()).values())


async def test_each_turn_has_its_own_chance_and_always_the_same(house: House) -> None:
    drawn: dict[str, float] = {}

    def draw(bot: Bot, routine: Routine, slot: Slot) -> Sequence[Delivery]:
        drawn[f"{routine.id} {slot.local.day}"] = bot.rng.random()
        return ()

    house.planners["toy"] = draw
    await house.settle_in(routine("a"), routine("b"))
    await house.run(2 * DAY)
    first = dict(drawn)
    assert 4 == len(set(first.values()))
    await house.database.write(lambda db: db.execute(occurrences.delete()))
    await house.database.write(lambda db: [routines.save(db, routine(id_), (), MONDAY) for id_ in "ab"])
    await house.run(MINUTE)
    assert first == drawn


async def test_a_rhythm_of_some_days_keeps_to_them(house: House) -> None:
    await house.settle_in(routine(rule="FREQ=WEEKLY;BYDAY=TU,TH", at=time(15, 30)))
    await house.run(14 * DAY)
    assert [3, 5, 10, 12] == [int(slot[8:10]) for slot in await house.turns()]
