"""Rooms in the outbox: opened once, written in, put away; and somebody hears of those that cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.kernel.cards import Card
from bot.kernel.deliveries import Delivery
from bot.kernel.features import Bot
from bot.kernel.places import Person
from bot.schedule import attempts, outbox
from tests.world.house import House
from tests.world.people import HOME, SPACE, post
from tests.world.platform import How

ANA, BEN = Person(SPACE, "ana"), Person(SPACE, "ben")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def gather(key: str = "pair") -> Delivery:
    card = Card("Ana & Ben", (key,))
    return Delivery(key, "toy", "gather", HOME, card, "c1", solicited=True, people=(ANA, BEN))


async def test_a_room_is_opened_written_in_and_put_away(house: House) -> None:
    put_away = Delivery("end", "toy", "close", "pair", None, "c1")
    await house.say(gather(), post("first step", "pair"), put_away)
    await house.run(MINUTE)
    (room,) = house.platform.rooms
    assert frozenset({ANA, BEN}) == house.platform.rooms[room]
    assert {room} == {said.where for said in house.platform.said()}
    assert ["Ana & Ben\npair", "first step"] == house.platform.words()
    assert {room} == house.platform.closed
    assert room == str(await house.database.read(lambda db: outbox.room_of(db, "pair")))


@pytest.mark.parametrize("how", ["lost", "applied", "limited", "broken"])
async def test_a_room_is_opened_once_whatever_happens(house: House, how: How) -> None:
    house.platform.meet(how, how)
    await house.say(gather(), post("first step", "pair"))
    await house.run(DAY)
    assert ["Ana & Ben\npair", "first step"] == house.platform.words()
    assert [1, 1] == list(house.platform.times_said().values())


@pytest.mark.parametrize("how", ["forbidden", "refused", "gone", "full"])
async def test_a_room_that_cannot_be_opened_is_heard_of(house: House, how: How) -> None:
    heard: list[tuple[str, Sequence[Person]]] = []

    def hear(bot: Bot, key: str, people: Sequence[Person]) -> Sequence[Delivery]:
        heard.append((key, people))
        return [post(f"instead of {key}")]

    house.unsaid["toy"] = hear
    house.restart()
    house.platform.meet(how)
    await house.say(gather())
    await house.run(MINUTE)
    assert [("pair", ())] == heard
    assert "dead" == (await house.states())["pair"]


async def test_whoever_cannot_be_brought_in_is_named(house: House) -> None:
    heard: list[Sequence[Person]] = []

    def hear(bot: Bot, key: str, people: Sequence[Person]) -> Sequence[Delivery]:
        heard.append(people)
        return ()

    house.unsaid["toy"] = hear
    house.restart()
    house.platform.gone.add(BEN)
    await house.say(gather(), post("first step", "pair"))
    await house.run(MINUTE)
    assert [(BEN,)] == heard
    assert {"pair": "dead", "first step": "cancelled"} == await house.states()


@pytest.mark.parametrize("how", [(), ("lost", "lost"), ("applied",), ("limited",), ("broken",)])
async def test_somebody_is_taken_out_before_the_next_word_is_said(house: House, how: tuple[How, ...]) -> None:
    await house.say(gather())
    await house.run(MINUTE)
    house.platform.meet(*how)
    await house.say(Delivery("out", "toy", "part", "pair", None, "c1", people=(BEN,)), post("first step", "pair"))
    await house.run(DAY)
    assert [frozenset({ANA})] == list(house.platform.rooms.values())
    assert {"pair": "sent", "out": "sent", "first step": "sent"} == await house.states()
    assert None is (await house.rows())["out"].people, "whom it was about is not kept"


async def test_where_nobody_can_be_taken_out_it_is_heard_of(house: House) -> None:
    heard: list[str] = []

    def hear(bot: Bot, key: str, people: Sequence[Person]) -> Sequence[Delivery]:
        heard.append(key)
        return ()

    house.unsaid["toy"] = hear
    house.restart()
    house.platform.keeps_people = True
    await house.say(gather(), Delivery("out", "toy", "part", "pair", None, "c1", people=(BEN,)))
    await house.run(MINUTE)
    assert ["out"] == heard
    assert ("dead", None) == ((await house.rows())["out"].state, (await house.rows())["out"].people)


async def test_a_room_that_was_never_tried_is_withdrawn_with_all_that_follows(house: House) -> None:
    house.clock.set(house.clock.now().replace(hour=23))
    night = Delivery("pair", "toy", "gather", HOME, Card("Ana & Ben"), "c1", people=(ANA, BEN))
    await house.say(night, Delivery("out", "toy", "part", "pair", None, "c1", people=(BEN,)))
    assert [True, False] == [await house.do(lambda bot: outbox.withdraw(bot.db, "pair")) for _ in range(2)]
    await house.run(DAY)
    assert {"pair": "cancelled", "out": "cancelled"} == await house.states()
    assert None is (await house.rows())["out"].people
    assert {} == house.platform.rooms


async def test_a_room_that_may_be_open_is_not_withdrawn(house: House) -> None:
    house.platform.meet("lost")
    await house.say(gather())
    await house.turn()
    assert not await house.do(lambda bot: outbox.withdraw(bot.db, "pair"))


async def test_one_room_does_not_wait_for_another(house: House) -> None:
    house.platform.meet("limited")
    await house.say(gather("one"), gather("two"))
    await house.turn()
    assert {"one": "pending", "two": "sent"} == await house.states()


async def test_a_room_opens_by_day(house: House) -> None:
    night = house.clock.now().replace(hour=23)
    house.clock.set(night)
    await house.say(Delivery("pair", "toy", "gather", HOME, Card("Ana & Ben"), "c1", people=(ANA, BEN)))
    await house.run(timedelta(hours=8))
    assert [] == house.platform.words()
    await house.run(timedelta(hours=2))
    assert ["Ana & Ben"] == house.platform.words()


async def test_after_an_outage_of_a_week_the_room_that_was_opened_half_way_is_found(house: House) -> None:
    await house.say(gather())
    (attempt,) = await house.database.write(lambda db: attempts.take(db, "fake", house.clock.now(), 1))
    opened = await house.platform.gather(HOME, attempt.people, Card("Ana & Ben", ("pair",)), attempt.marker, None)
    house.clock.advance(days=7)
    house.restart()
    await house.run(10 * MINUTE)
    assert opened == (await house.rows())["pair"].message
    assert 1 == len(house.platform.said())
