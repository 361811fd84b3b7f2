"""Errands: seen to when they are due and once, whatever fails or dies meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.kernel.deliveries import Delivery
from bot.kernel.errands import Duty, Errand
from bot.kernel.features import Bot
from bot.schedule import errands as kept
from bot.store.tables import errands
from tests.world.clock import MONDAY
from tests.world.house import House
from tests.world.people import course, post

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def errand(key: str = "e1", kind: str = "toy", subject: str = "it", at: Any = MONDAY) -> Errand:
    return Errand(key, kind, "c1", subject, at)


def say(bot: Bot, subject: str, *answer: Any) -> Sequence[Delivery]:
    return [post("/".join((subject, *map(str, answer))))]


async def left(house: House) -> list[str]:
    return list(await house.database.read(lambda db: list(db.scalars(select(errands.c.key).order_by(errands.c.key)))))


async def test_an_errand_is_seen_to_at_its_instant_and_once(house: House) -> None:
    house.duties["toy"] = Duty(say)
    await house.do(lambda bot: bot.see_to(errand(at=MONDAY + HOUR)))
    assert MONDAY + HOUR == await house.engine.next_due()
    await house.run(59 * MINUTE)
    assert [] == house.platform.words()
    await house.run(2 * HOUR)
    assert ["it"] == house.platform.words()
    assert [] == await left(house)


async def test_the_same_key_waits_once(house: House) -> None:
    house.duties["toy"] = Duty(say)
    await house.do(lambda bot: bot.see_to(errand(subject="first"), errand(subject="second")))
    await house.run(MINUTE)
    assert ["first"] == house.platform.words()


async def test_an_errand_may_ask_for_itself_again(house: House) -> None:
    def act(bot: Bot, subject: str) -> Sequence[Delivery]:
        if bot.now < MONDAY + 3 * HOUR:
            bot.see_to(errand(at=bot.now + HOUR))
        return [post(f"{bot.now:%H:%M}")]

    house.duties["toy"] = Duty(act)
    await house.do(lambda bot: bot.see_to(errand()))
    await house.run(timedelta(days=1))
    assert 4 == len(house.platform.words())


async def test_what_needs_thinking_is_asked_outside_any_transaction(house: House) -> None:
    async def solve(question: Any) -> Any:
        found = await house.database.read(lambda db: db.scalar(select(errands.c.at)))  # would wait for ever inside one
        return f"{await question} {found - MONDAY}"

    house.duties["toy"] = Duty(say, ask=lambda bot, subject: f"what of {subject}?")
    house.solve = solve
    house.restart()
    await house.do(lambda bot: bot.see_to(errand()))
    await house.run(MINUTE)
    assert [f"it/what of it? {kept.LENT}"] == house.platform.words()
    assert [] == await left(house)


async def test_a_question_without_substance_is_not_asked(house: House) -> None:
    house.duties["toy"] = Duty(say, ask=lambda bot, subject: None)
    await house.do(lambda bot: bot.see_to(errand()))
    await house.run(MINUTE)
    assert [] == house.platform.words()
    assert [] == await left(house)


async def test_what_a_process_had_in_hand_when_it_died_comes_again(house: House) -> None:
    house.duties["toy"] = Duty(say, ask=lambda bot, subject: "?")
    house.restart()
    await house.do(lambda bot: bot.see_to(errand()))
    died = kept.Errands(house.duties, house.means, house.solve)
    await house.database.write(lambda db: died._take(db, MONDAY))

    async def solve(question: Any) -> Any:
        return "answered"

    house.solve = solve
    house.restart()
    await house.run(4 * MINUTE)
    assert [] == house.platform.words()
    await house.run(2 * MINUTE)
    assert ["it/answered"] == house.platform.words()


async def test_who_took_longer_than_it_was_lent_for_keeps_nothing(house: House) -> None:
    slow, quick = asyncio.Event(), asyncio.Event()

    async def late(question: Any) -> Any:
        await slow.wait()
        return "late"

    async def in_time(question: Any) -> Any:
        await quick.wait()
        return "in time"

    house.duties["toy"] = Duty(say, ask=lambda bot, subject: "?")
    await house.do(lambda bot: bot.see_to(errand()))
    first = kept.Errands(house.duties, house.means, late)
    await first.turn(house.database, house.clock)
    house.clock.advance(kept.LENT)
    second = kept.Errands(house.duties, house.means, in_time)
    await second.turn(house.database, house.clock)
    slow.set()
    await first.drain()
    quick.set()
    await second.drain()
    await house.run(MINUTE)

    assert ["it/in time"] == house.platform.words()
    assert [] == await left(house)


async def test_a_question_that_cannot_be_read_is_tried_again_then_given_up(house: House) -> None:
    async def solve(question: Any) -> Any:
        return await question

    def ask(bot: Bot, subject: str) -> Any:
        raise ZeroDivisionError

    house.duties["toy"] = Duty(say, ask=ask, give_up=lambda bot, subject: [post("sorry")])
    house.solve = solve
    house.restart()
    await house.do(lambda bot: bot.see_to(errand()))
    await house.run(HOUR)
    assert ["sorry"] == house.platform.words()
    assert [] == await left(house)


async def test_a_failure_undoes_what_it_did_and_is_tried_again_then_given_up(house: House) -> None:
    tries = 0

    def act(bot: Bot, subject: str) -> Sequence[Delivery]:
        nonlocal tries
        tries += 1
        bot.say(post(f"try {tries}"))
        raise ZeroDivisionError

    house.duties["toy"] = Duty(act, give_up=lambda bot, subject: [post("given up")])
    await house.do(lambda bot: bot.see_to(errand()))
    await house.run(HOUR)
    assert kept.TRIES == tries
    assert ["given up"] == house.platform.words()
    assert [] == await left(house)


async def test_a_solver_that_fails_is_asked_again_and_counted_once_a_time(house: House) -> None:
    asked = 0

    async def solve(question: Any) -> Any:
        nonlocal asked
        asked += 1
        raise OSError("no more processes")

    house.duties["toy"] = Duty(say, ask=lambda bot, subject: "?", give_up=lambda bot, subject: [post("sorry")])
    house.solve = solve
    house.restart()
    await house.do(lambda bot: bot.see_to(errand()))
    await house.run(HOUR)
    assert kept.TRIES == asked
    assert ["sorry"] == house.platform.words()


async def test_one_that_fails_does_not_stop_the_others(house: House) -> None:
    house.duties["toy"] = Duty(say)
    await house.do(lambda bot: bot.see_to(errand("a", kind="nobody's"), errand("b")))
    await house.run(MINUTE)
    assert ["it"] == house.platform.words()


async def test_errands_rest_with_their_course(house: House) -> None:
    house.duties["toy"] = Duty(say)
    await house.settle_in(of=course(state="paused"))
    await house.do(lambda bot: bot.see_to(errand()))
    await house.run(HOUR)
    assert [] == house.platform.words()
    await house.settle_in(of=course())
    await house.run(2 * HOUR)
    assert ["it"] == house.platform.words()


async def test_what_must_always_be_done_does_not_rest(house: House) -> None:
    house.duties["toy"] = Duty(say, always=True)
    await house.settle_in(of=course(state="paused"))
    await house.do(lambda bot: bot.see_to(errand()))
    await house.run(HOUR)
    assert [] == await left(house)
    assert ["it"] == house.platform.words()
