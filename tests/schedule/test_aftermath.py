"""What follows when a platform refuses: contracts.md §2.3, class by class."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.kernel.places import Place
from bot.schedule import routines
from bot.schedule.aftermath import unbar
from tests.world.clock import MONDAY
from tests.world.house import House
from tests.world.people import HOME, INSTRUCTOR, SPACE, STUDENT, edit, post, routine, tell
from tests.world.platform import How

SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OTHER = Place(SPACE, "other")
TO_INSTRUCTOR = Place(SPACE, f"dm-{INSTRUCTOR.id}")


def staff_heard(house: House) -> list[str]:
    return house.platform.words(TO_INSTRUCTOR)


@pytest.mark.parametrize(
    ("how", "op", "state", "due", "attempts", "said"),
    [
        ("lost", "post", "unknown", MINUTE, 1, 0),
        ("applied", "post", "unknown", MINUTE, 1, 1),
        ("delayed", "post", "unknown", MINUTE, 1, 0),
        ("broken", "post", "unknown", MINUTE, 1, 0),
        ("limited", "post", "pending", 7 * SECOND, 0, 0),
        ("banned", "post", "pending", 10 * MINUTE, 0, 0),
        ("gone", "post", "dead", timedelta(), 1, 0),
        ("forbidden", "post", "dead", timedelta(), 1, 0),
        ("refused", "post", "dead", timedelta(), 1, 0),
        ("lost", "tell", "unknown", MINUTE, 1, 0),
        ("applied", "tell", "unknown", MINUTE, 1, 1),
        ("broken", "tell", "unknown", MINUTE, 1, 0),
        ("limited", "tell", "pending", 7 * SECOND, 0, 0),
        ("banned", "tell", "pending", 10 * MINUTE, 0, 0),
        ("gone", "tell", "dead", timedelta(), 1, 0),
        ("forbidden", "tell", "dead", timedelta(), 1, 0),
        ("refused", "tell", "dead", timedelta(), 1, 0),
        ("unreachable", "tell", "dead", timedelta(), 1, 0),
    ],
)
async def test_each_class_of_error_settles_a_new_word(
    house: House, how: How, op: str, state: str, due: timedelta, attempts: int, said: int
) -> None:
    house.platform.meet(how)
    await house.say(post("word") if op == "post" else tell("word"))
    await house.turn()
    row = (await house.rows())["word"]
    assert (state, MONDAY + due, attempts) == (row.state, row.due, row.attempts)
    assert said == len(house.platform.words(HOME if op == "post" else Place(SPACE, f"dm-{STUDENT.id}")))


@pytest.mark.parametrize(
    ("how", "state", "due"),
    [
        ("lost", "unknown", MINUTE),
        ("applied", "unknown", MINUTE),
        ("broken", "unknown", MINUTE),
        ("limited", "pending", 7 * SECOND),
        ("banned", "pending", 10 * MINUTE),
        ("gone", "dead", timedelta()),
        ("forbidden", "dead", timedelta()),
        ("refused", "dead", timedelta()),
    ],
)
async def test_each_class_of_error_settles_an_edit(house: House, how: How, state: str, due: timedelta) -> None:
    await house.say(post("word"))
    await house.turn()
    house.platform.meet(how)
    await house.say(edit("edit", "word"))
    await house.turn()
    row = (await house.rows())["edit"]
    assert (state, MONDAY + due) == (row.state, row.due)


@pytest.mark.parametrize("how", ["lost", "applied", "delayed", "broken", "limited", "banned"])
@pytest.mark.parametrize("op", ["post", "tell"])
async def test_what_may_yet_be_said_is_said_once(house: House, how: How, op: str) -> None:
    house.platform.meet(how)
    await house.say(post("word") if op == "post" else tell("word"))
    await house.run(HOUR)
    assert [1] == list(house.platform.times_said().values())
    assert {"word": "sent"} == await house.states()


@pytest.mark.parametrize("how", ["lost", "applied", "broken", "limited", "banned", "refused", "gone", "unreachable"])
async def test_a_look_up_that_fails_is_not_taken_for_an_answer(house: House, how: How) -> None:
    """The post was made; whatever stops us from looking for it, it is not made again."""
    house.platform.looks_suffer = True
    house.platform.meet("applied", how, how, how)
    await house.say(post("word"))
    await house.run(2 * HOUR)
    assert 1 == house.platform.times_said()[(await house.rows())["word"].marker]


async def test_a_post_that_may_not_be_looked_up_is_made_again_and_a_private_word_is_not(house: House) -> None:
    house.platform.looks_suffer = True
    house.platform.weather = lambda request: "forbidden" if request.op == "find" else None
    house.platform.meet("lost", "lost")
    await house.say(post("post"), tell("word"))
    await house.run(HOUR)
    assert {"post": "sent", "word": "dead"} == await house.states()


async def test_a_place_that_is_gone_rests_its_routines_and_staff_hear_of_it_once(house: House) -> None:
    await house.settle_in(routine("here"), routine("there", place=OTHER))
    house.platform.meet("gone", "gone")
    await house.say(post("one"), post("two"))
    await house.run(MINUTE)
    found = await house.database.read(lambda db: routines.of_course(db, "c1"))
    assert {"here": "paused", "there": "active"} == {one.id: one.state for one in found}
    assert [True] == ["#general" in words for words in staff_heard(house)]


async def test_a_thread_that_is_gone_ends_quietly(house: House) -> None:
    await house.settle_in(routine())
    house.platform.meet("gone")
    await house.say(post("answer", Place(SPACE, "general", "thread")))
    await house.run(MINUTE)
    found = await house.database.read(lambda db: routines.of_course(db, "c1"))
    assert ["active"] == [one.state for one in found]
    assert [] == staff_heard(house)


async def test_a_forbidden_place_is_left_alone_for_a_day_and_staff_learn_what_to_grant(house: House) -> None:
    house.platform.weather = lambda request: "forbidden" if request.where == str(HOME) else None
    await house.say(*(post(f"word {number}") for number in range(30)), post("elsewhere", OTHER))
    await house.run(MINUTE)
    await house.say(post("later"))
    await house.run(23 * HOUR)
    assert 1 == len([request for request in house.platform.requests if request.where == str(HOME)])
    assert ["elsewhere"] == house.platform.words(OTHER)
    assert [True] == ["Send Messages" in words and "#general" in words for words in staff_heard(house)]
    reasons = {row.reason for key, row in (await house.rows()).items() if key in ("word 5", "later")}
    assert {"closed to us"} == reasons
    house.clock.advance(2 * HOUR)
    await house.say(post("next day"))
    await house.turn()
    assert 2 == len([request for request in house.platform.requests if request.where == str(HOME)])


async def test_a_forbidden_thread_is_left_alone_like_a_channel(house: House) -> None:
    await house.say(post("question"))
    await house.turn()
    house.platform.weather = lambda request: "forbidden" if request.where.count("/") == 2 else None
    await house.say(*(post(f"answer {number}", "question") for number in range(20)))
    await house.run(MINUTE)
    await house.say(*(post(f"late {number}", "question") for number in range(20)))
    await house.run(MINUTE)
    assert 1 == len([request for request in house.platform.requests if request.met == "forbidden"])


async def test_an_edit_that_is_forbidden_does_not_close_the_channel(house: House) -> None:
    await house.say(post("word"))
    await house.turn()
    house.platform.meet("forbidden")
    await house.say(edit("edit", "word"))
    await house.turn()
    await house.say(post("next"))
    await house.run(MINUTE)
    assert ["word", "next"] == house.platform.words(HOME)


@pytest.mark.parametrize("place", [HOME, Place(SPACE, "general", "thread")])
async def test_staff_can_open_a_place_again(house: House, place: Place) -> None:
    house.platform.meet("forbidden")
    await house.say(post("word", place))
    await house.turn()
    await house.do(lambda bot: unbar(bot.db, OTHER))
    await house.say(post("too early", place))
    await house.turn()
    await house.do(lambda bot: unbar(bot.db, HOME))
    await house.say(post("now", place))
    await house.run(MINUTE)
    assert ["now"] == house.platform.words(place)


async def test_a_channel_whose_name_begins_alike_stays_shut(house: House) -> None:
    longer = Place(SPACE, "general-2")
    house.platform.meet("forbidden")
    await house.say(post("word", longer))
    await house.turn()
    await house.do(lambda bot: unbar(bot.db, HOME))
    await house.say(post("now", longer))
    await house.turn()
    assert [] == house.platform.words(longer)


async def test_a_person_who_cannot_be_written_to_is_left_alone_for_a_day(house: House) -> None:
    house.platform.weather = lambda request: "unreachable" if request.where == str(STUDENT) else None
    await house.say(*(tell(f"word {number}") for number in range(10)))
    await house.run(HOUR)
    assert 1 == len(house.platform.requests)
    assert [] == staff_heard(house)


async def test_what_the_platform_does_not_take_is_not_repeated_and_staff_learn_why(house: House) -> None:
    house.platform.meet("refused")
    await house.say(post("word"), post("next"))
    await house.run(HOUR)
    assert ["next"] == house.platform.words(HOME)
    assert [True] == ["blocked by a filter" in words for words in staff_heard(house)]


async def test_trouble_with_a_word_to_staff_makes_no_further_word_to_staff(house: House) -> None:
    house.platform.weather = lambda request: "forbidden"
    await house.say(post("word"))
    await house.run(HOUR)
    assert 2 == len(house.platform.requests)


async def test_rate_limits_never_count_as_attempts(house: House) -> None:
    house.platform.meet(*["limited"] * 50)
    await house.say(post("word"))
    await house.run(HOUR)
    row = (await house.rows())["word"]
    assert ("sent", 1) == (row.state, row.attempts)


async def test_nobody_knocks_before_the_time_that_a_rate_limit_named(house: House) -> None:
    house.platform.weather = lambda request: "limited" if request.at < MONDAY + 20 * SECOND else None
    await house.say(*(post(f"{number}") for number in range(10)))
    for _ in range(40):
        await house.run(SECOND)
        await house.say(post(f"more {house.clock.now()}"))
    asked = sorted({request.at - MONDAY for request in house.platform.requests if request.met == "limited"})
    assert [timedelta(), 7 * SECOND, 14 * SECOND] == asked
    assert 3 == len([request for request in house.platform.requests if request.met == "limited"])


async def test_a_closed_platform_hears_nothing_for_ten_minutes_and_then_one_word_first(house: House) -> None:
    house.platform.weather = lambda request: "banned" if request.at < MONDAY + 15 * MINUTE else None
    await house.say(*(post(f"{number:02}", Place(SPACE, f"room-{number}")) for number in range(40)))
    await house.turn()
    first = len(house.platform.requests)
    await house.run(10 * MINUTE - SECOND)
    assert first == len(house.platform.requests)
    await house.run(5 * MINUTE)
    assert first + 1 == len(house.platform.requests)
    await house.run(10 * MINUTE)
    assert 40 == len(house.platform.words())
    assert {1} == set(house.platform.times_said().values())


async def test_a_closed_platform_does_not_keep_the_engine_awake(house: House) -> None:
    house.platform.meet("banned")
    await house.say(post("word"))
    await house.turn()
    await house.say(post("next"))
    await house.turn()
    assert MONDAY + 10 * MINUTE == await house.engine.next_due()


async def test_a_defect_in_an_adapter_does_not_go_on_for_ever(house: House) -> None:
    house.platform.weather = lambda request: "broken" if request.where == str(HOME) else None
    await house.say(post("word"), post("well", OTHER))
    await house.run(2 * HOUR)
    row = (await house.rows())["word"]
    assert ("dead", 5) == (row.state, row.attempts)
    assert "failed 5 times" in row.reason
    assert ["well"] == house.platform.words(OTHER)


async def test_a_platform_that_is_down_for_an_hour_loses_nothing(house: House) -> None:
    house.platform.looks_suffer = True
    house.platform.weather = lambda request: "lost" if request.at < MONDAY + HOUR else None
    await house.say(*(post(f"{number}") for number in range(10)))
    await house.run(4 * HOUR)
    assert 10 == len(house.platform.words(HOME))
    assert {"sent"} == set((await house.states()).values())
