"""The outbox: what is put in is said once, in order, edited to its last words, or ended for a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.kernel.cards import Button, Card, Channel, Mention, Moment, Option, Select, Strong
from bot.kernel.deliveries import Delivery
from bot.kernel.places import Message, Place
from bot.schedule.attempts import take
from bot.schedule.outbox import CARDS
from bot.store.tables import deliveries
from tests.world.clock import MONDAY
from tests.world.house import House
from tests.world.people import HOME, INSTRUCTOR, STUDENT, delete, edit, post, tell

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


async def test_what_is_put_in_is_said_and_remembered(house: House) -> None:
    await house.say(post("hello", words="Hello"), tell("psst"))
    await house.turn()
    assert ["Hello"] == house.platform.words(HOME)
    assert ["psst"] == house.platform.words(Place("fake:1", "dm-ana"))
    rows = await house.rows()
    assert ["sent", "sent"] == [row.state for row in rows.values()]
    assert [one.id for one in house.platform.said()] == [row.message.id for row in rows.values()]
    assert [1, 1] == [row.attempts for row in rows.values()]


async def test_the_same_key_is_said_once(house: House) -> None:
    await house.say(post("hello"), post("hello", words="again"))
    await house.turn()
    await house.say(post("hello", words="and again"))
    await house.turn()
    assert ["hello"] == house.platform.words()


async def test_a_transaction_that_fails_says_nothing(house: House) -> None:
    def work(bot: object) -> None:
        bot.say(post("never"))  # type: ignore[attr-defined]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await house.do(work)
    await house.turn()
    assert [] == house.platform.requests


async def test_nothing_is_said_before_its_time(house: House) -> None:
    await house.say(post("later", not_before=MONDAY + HOUR))
    await house.run(HOUR - MINUTE)
    assert [] == house.platform.words()
    await house.run(MINUTE)
    assert ["later"] == house.platform.words()


async def test_nothing_is_said_after_it_has_expired(house: House) -> None:
    await house.say(post("early", expires=MONDAY + HOUR), post("late", expires=MONDAY + HOUR - MINUTE))
    house.clock.advance(HOUR)
    await house.turn()
    assert ["early"] == house.platform.words()
    assert ("expired", "too late") == _end((await house.rows())["late"])


def _end(row: object) -> tuple[str, str]:
    return row.state, row.reason  # type: ignore[attr-defined]


async def test_messages_to_one_place_keep_their_order(house: House) -> None:
    house.platform.delay = 0.001
    names = [f"{number:02}" for number in range(40)]
    await house.say(*(post(name) for name in names))
    await house.turn()
    assert names == house.platform.words(HOME)


async def test_messages_to_one_place_keep_their_order_through_rate_limits(house: House) -> None:
    names = [f"{number:02}" for number in range(20)]
    for name in names[:10]:
        await house.say(post(name))
    house.platform.meet(None, "limited", None, "limited")  # type: ignore[arg-type]
    await house.turn()
    for name in names[10:]:
        await house.say(post(name))
    await house.run(MINUTE)
    assert names == house.platform.words(HOME)


async def test_places_do_not_wait_for_each_other(house: House) -> None:
    house.platform.weather = lambda request: "limited" if request.where == str(HOME) else None
    await house.say(post("slow"), post("quick", Place("fake:1", "other")))
    await house.turn()
    assert ["quick"] == house.platform.words()


async def test_an_answer_in_a_thread_waits_for_the_post_it_hangs_on(house: House) -> None:
    house.platform.meet("lost")
    await house.say(post("question"), post("answer", "question"))
    await house.turn()
    assert [] == house.platform.words()
    await house.run(2 * MINUTE)
    question, answer = house.platform.said()
    assert ("question", "answer") == (question.text, answer.text)
    assert f"{question.where}/{question.id}" == answer.where


async def test_what_waits_for_another_does_not_keep_the_engine_awake(house: House) -> None:
    house.platform.meet("lost")
    await house.say(post("question"), post("answer", "question"))
    await house.turn()
    assert MONDAY + MINUTE == await house.engine.next_due()


async def test_an_edit_changes_what_was_said(house: House) -> None:
    await house.say(post("post"), edit("edit", "post", "new words"))
    await house.turn()
    await house.turn()
    assert ["new words"] == house.platform.words()


async def test_only_the_last_edit_is_made(house: House) -> None:
    await house.say(post("post"))
    await house.turn()
    await house.say(*(edit(f"edit {number}", "post") for number in range(5)))
    await house.turn()
    assert ["edit 4"] == house.platform.words()
    assert 1 == len(house.platform.asked("edit"))
    assert ("cancelled", "superseded") == _end((await house.rows())["edit 3"])


async def test_an_edit_put_twice_is_made(house: House) -> None:
    await house.say(post("post"))
    await house.turn()
    await house.say(edit("edit", "post"))
    await house.say(edit("edit", "post"))
    await house.turn()
    assert ["edit"] == house.platform.words()


async def test_an_old_edit_put_once_more_does_not_stop_a_newer_one(house: House) -> None:
    await house.say(post("post"))
    await house.turn()
    for key in ("first", "second", "first"):
        await house.say(edit(key, "post"))
    await house.turn()
    assert ["second"] == house.platform.words()


async def test_a_stream_of_late_edits_does_not_put_the_edit_off_for_ever(house: House) -> None:
    await house.say(post("post"))
    await house.turn()
    for number in range(10):
        await house.say(edit(f"edit {number}", "post", not_before=house.clock.now() + MINUTE))
        await house.run(timedelta(seconds=20))
    assert "edit 9" != house.platform.words()[0] != "post"
    await house.run(MINUTE)
    assert ["edit 9"] == house.platform.words()


@pytest.mark.parametrize("trouble", ["lost", "applied", "limited"])
async def test_an_edit_in_trouble_does_not_come_back_over_a_newer_one(house: House, trouble: str) -> None:
    await house.say(post("post"))
    await house.turn()
    house.platform.meet(trouble)  # type: ignore[arg-type]
    await house.say(edit("old", "post"))
    await house.turn()
    house.clock.advance(seconds=10)
    await house.say(edit("new", "post"))
    await house.run(5 * MINUTE)
    assert ["new"] == house.platform.words()
    assert {"post": "sent", "old": "cancelled", "new": "sent"} == await house.states()


async def test_a_deletion_ends_what_was_said_and_the_edits_that_wait(house: House) -> None:
    await house.say(post("post"))
    await house.turn()
    await house.say(edit("edit", "post"), delete("gone", "post"))
    await house.turn()
    assert [] == house.platform.words()
    assert {"post": "sent", "edit": "cancelled", "gone": "sent"} == await house.states()


async def test_what_hangs_on_a_message_that_was_never_said_is_cancelled(house: House) -> None:
    house.platform.meet("refused")
    await house.say(post("post"), edit("edit", "post"), post("answer", "post"), delete("delete", "post"))
    await house.run(MINUTE)
    assert [] == house.platform.words(HOME)
    states = await house.states()
    assert ["dead"] + ["cancelled"] * 3 == [states[key] for key in ("post", "edit", "answer", "delete")]


async def test_an_edit_goes_to_a_message_by_its_address_too(house: House) -> None:
    await house.say(post("post"))
    await house.turn()
    message: Message = (await house.rows())["post"].message
    await house.say(Delivery("edit", "toy", "edit", message, Card(body=("new",)), "c1"))
    await house.turn()
    assert ["new"] == house.platform.words()


async def test_a_word_about_something_never_put_in_is_a_defect_that_shows(house: House) -> None:
    with pytest.raises(LookupError, match="nothing"):
        await house.say(edit("edit", "nothing"))


async def test_private_words_that_nobody_asked_for_wait_for_the_day_and_keep_to_their_budget(house: House) -> None:
    house.clock.set(MONDAY.replace(hour=22))
    await house.say(*(tell(f"word {number}", solicited=False) for number in range(3)), tell("answer"))
    due = {key: row.due for key, row in (await house.rows()).items()}
    assert house.clock.now() == due["answer"]
    morning = MONDAY.replace(day=3, hour=8)
    assert [morning, morning] == [due["word 0"], due["word 1"]]
    assert due["word 2"] >= MONDAY.replace(day=9, hour=22)


async def test_words_that_were_never_said_are_not_counted(house: House) -> None:
    await house.say(*(tell(f"word {number}", solicited=False, expires=MONDAY - HOUR) for number in range(2)))
    await house.turn()
    await house.say(tell("word", solicited=False))
    assert house.clock.now() == (await house.rows())["word"].due


async def test_a_card_that_this_version_cannot_read_does_not_stop_the_others(house: House) -> None:
    await house.say(post("broken"), post("well"))
    harm = update(deliveries).where(deliveries.c.key == "broken").values(card={"title": "x" * 1000})
    await house.database.write(lambda db: db.execute(harm))
    await house.turn()
    assert ["well"] == house.platform.words()
    assert ("dead", "cannot be read") == _end((await house.rows())["broken"])


async def test_what_another_process_has_locked_is_left_to_it(house: House) -> None:
    await house.say(post("one"), post("two"))
    first = await house.database.write(lambda db: take(db, "fake", MONDAY, 1))
    second = await house.database.write(lambda db: take(db, "fake", MONDAY, 10))
    assert [["one"], ["two"]] == [[attempt.key for attempt in taken] for taken in (first, second)]


def test_a_card_comes_out_of_the_outbox_as_it_went_in() -> None:
    card = Card(
        title="A title",
        body=(
            "plain",
            ("for ", Mention(STUDENT, "Ana", ping=True), " and ", Mention(INSTRUCTOR, "Ines"), " in ", Channel(HOME)),
            (Strong("soon"), ": ", Moment(MONDAY, "relative")),
        ),
        rows=(
            (Button("Yes", "toy.yes", ("c1", "2")), Button("No", "toy.no", style="danger")),
            Select("toy.pick", "Pick one", options=(Option("A", "a", "the first"), Option("B", "b"))),
            Select("toy.place", "Where", of="places", value=str(HOME)),
        ),
        footer="small",
    )
    assert card == CARDS.validate_python(CARDS.dump_python(card, mode="json"))
