"""A check-in of several questions: one tap each, counted at once; whoever comes back goes on where they were."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from bot.features.checkins import tables
from bot.kernel.cards import Button, Card
from bot.kernel.replies import Ask, Update, Whisper
from bot.store.address import Address
from tests.features.questioning import counts, poll, rows, safe, start
from tests.world.people import HOME
from tests.world.school import School, Someone, control_of, labels, open_course, words


@pytest.fixture
async def check(botany: School, olga: Someone) -> Card:
    """A connection check stands in the channel."""
    return await start(olga, "connection")


def number(reply: Any) -> str:
    return words(reply).partition("\n")[0]


async def test_each_tap_counts_and_brings_the_next_question(botany: School, check: Card, ana: Someone) -> None:
    first = await ana.press(check, "Answer")
    second = await ana.press(first, "Agree")
    third = await ana.press(second, "Not yet")

    assert (Whisper, Update, Update) == (type(first), type(second), type(third))
    assert ["Question 1 of 5", "Question 2 of 5", "Question 3 of 5"] == list(map(number, (first, second, third)))
    assert {(0, "4"): 1, (1, "not"): 1} == await counts(botany)


async def test_whoever_comes_back_goes_on_at_the_first_question_without_an_answer(
    botany: School, check: Card, ana: Someone
) -> None:
    second = await ana.press(await ana.press(check, "Answer"), "Agree")
    later = await ana.press(second, "Later")
    back = await ana.press(check, "Answer")

    assert "No hurry: it is open until" in words(later)
    assert "Question 2 of 5" == number(back)
    assert {(0, "4"): 1} == await counts(botany)


async def test_prefer_not_to_say_is_not_asked_again(botany: School, check: Card, ana: Someone) -> None:
    await ana.press(await ana.press(check, "Answer"), "Prefer not to say")

    assert "Question 2 of 5" == number(await ana.press(check, "Answer"))
    assert {} == await counts(botany)


async def test_the_last_answer_is_thanked_for_and_so_is_opening_it_again(
    botany: School, check: Card, ana: Someone
) -> None:
    screen = await ana.press(check, "Answer")
    for label in ("Agree", "Yes", "Agree", "Agree", "Agree"):
        screen = await ana.press(screen, label)

    assert words(screen).startswith("Thank you.")
    assert words(screen) == words(await ana.press(check, "Answer"))


async def test_an_old_screen_counts_nothing_twice_and_leads_on(botany: School, check: Card, ana: Someone) -> None:
    first = await ana.press(check, "Answer")
    second = await ana.press(first, "Agree")
    again = await ana.press(first, "Disagree")

    assert words(second) == words(again)
    assert {(0, "4"): 1} == await counts(botany)


async def test_two_students_do_not_stand_in_each_others_way(
    botany: School, check: Card, ana: Someone, bo: Someone
) -> None:
    for who in (ana, bo):
        await who.press(await who.press(check, "Answer"), "Agree")

    assert {(0, "4"): 2} == await counts(botany)


async def test_a_restart_in_the_middle_loses_nothing(sqlite_address: Address) -> None:
    async with School.opened(sqlite_address) as school:
        olga = school.someone("olga", manages=True)
        await open_course(olga)
        check = await start(olga, "connection")
        ana = school.someone("ana")
        first = await ana.press(check, "Answer")
        second = await ana.press(first, "Agree")
    async with School.opened(sqlite_address) as school:
        ana = school.someone("ana")
        assert "Question 3 of 5" == number(await ana.press(second, "Yes"))
        await ana.press(first, "Disagree")
        assert {(0, "4"): 1, (1, "yes"): 1} == await counts(school)


async def test_answers_are_compared_over_time_only_for_those_who_say_so(
    botany: School, check: Card, ana: Someone, bo: Someone
) -> None:
    first = await ana.press(check, "Answer")
    linked = await ana.press(first, "Use my answers to see change: no")
    second = await ana.press(linked, "Agree")
    await ana.press(second, "Yes")
    await bo.press(await bo.press(check, "Answer"), "Agree")

    assert "Use my answers to see change: yes" in labels(linked)
    links = await botany.read(select(tables.links.c.item, tables.links.c.option))
    assert {(0, "4"), (1, "yes")} == {tuple(row) for row in links}
    assert {(0, "4"): 2, (1, "yes"): 1} == await counts(botany)


async def test_words_are_written_in_a_form_and_kept_without_an_author(
    botany: School, olga: Someone, ana: Someone
) -> None:
    await safe(botany)
    note = await start(olga, "exit")
    first = await ana.press(note, "Answer")
    form = await ana.press(first, "Write")
    assert isinstance(form, Ask)
    second = await ana.fill(form, text="More field trips")

    assert "Somebody may know you by your style" in words(first)
    assert "Somebody may know you by your style" in form.form.intro
    assert "Question 2 of 3" == number(second)
    [row] = await botany.read(select(tables.texts))
    assert {"checkin", "item", "id", "text"} == set(row._fields)
    assert "ana" not in str(row)


async def test_a_second_text_of_the_same_person_is_not_kept(botany: School, olga: Someone, ana: Someone) -> None:
    await safe(botany)
    note = await start(olga, "exit")
    form = await ana.press(await ana.press(note, "Answer"), "Write")
    first = await ana.fill(form, text="More field trips")
    second = await ana.fill(form, text="Fewer field trips")

    assert words(first) == words(second)
    assert ["More field trips"] == [row.text for row in await botany.read(select(tables.texts.c.text))]


async def test_words_of_somebody_in_need_are_not_kept(botany: School, olga: Someone, ana: Someone) -> None:
    await safe(botany)
    note = await start(olga, "exit")
    form = await ana.press(await ana.press(note, "Answer"), "Write")
    reply = await ana.fill(form, text="I want to kill myself")

    assert "no person is watching" in words(reply)
    assert 0 == await rows(botany, tables.texts) == await rows(botany, tables.voters)


@pytest.mark.parametrize("index", ["9", "x", "-1"])
async def test_an_item_that_is_not_there_is_refused(botany: School, check: Card, ana: Someone, index: str) -> None:
    course, id_ = _args(check)
    forged = Button("Agree", "checkin.answer", (course, id_, index, "4"))

    assert "too old, or not from here" in words(await ana.press(forged))


@pytest.mark.parametrize("value", ["9", "yes", "", "44"])
async def test_an_answer_that_is_not_there_is_refused(botany: School, check: Card, ana: Someone, value: str) -> None:
    course, id_ = _args(check)
    forged = Button("Agree", "checkin.answer", (course, id_, "0", value))

    assert "too old, or not from here" in words(await ana.press(forged))
    assert {} == await counts(botany)


async def test_a_named_poll_takes_no_nameless_answer_and_the_other_way_round(
    botany: School, olga: Someone, ana: Someone
) -> None:
    named, nameless = await poll(olga, named=True), await poll(olga, question="And which?")
    mine = (*_args(named, "Monday"), "0", "0")
    theirs = (*_args(nameless, "Monday"), "0")
    replies = [await ana.press(Button("x", "checkin.answer", mine)), await ana.press(Button("x", "poll.vote", theirs))]

    assert [] == [words(reply) for reply in replies if "too old, or not from here" not in words(reply)]
    assert 0 == await rows(botany, tables.votes) == await rows(botany, tables.voters)


def _args(card: Card, label: str = "Answer") -> tuple[str, ...]:
    return control_of(card, label).args[:2]


async def test_nothing_is_said_in_public_or_put_into_the_outbox_by_an_answer(
    botany: School, check: Card, ana: Someone
) -> None:
    said = len(botany.platform.every)
    await ana.press(await ana.press(check, "Answer"), "Agree")
    await botany.settle()

    assert said == len(botany.platform.every)
    assert 1 == len(botany.platform.standing(HOME))
