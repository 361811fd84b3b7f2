"""How it ends: met or not, once more or not, somebody else, staying or stopping. Nobody is blamed for anything."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date

import pytest
from sqlalchemy import select

from bot.features.buddies import groups, tables
from bot.features.buddies.exchanges import keeping
from bot.features.buddies.model import Seat
from bot.features.buddies.taking_part import people
from bot.store.address import Address
from bot.store.tables import deliveries
from tests.features.together import Together, change, exchanging, meet, within
from tests.world.drawing import faults
from tests.world.school import School, Someone, card_of, labels, words


@pytest.fixture
async def school(sqlite_address: Address) -> AsyncIterator[School]:
    async with exchanging(sqlite_address) as opened:
        yield opened
    assert {} == {seen: faults(seen) for seen in opened.seen() if faults(seen)}


@pytest.fixture
async def pair(school: School) -> Together:
    return await meet(school, "ana", "bo")


async def ending(pair: Together) -> object:
    """The card that asks how it was."""
    await pair.school.pass_time(days=20, hours=1)
    return next(card for card in await pair.cards() if "coming to its end" in card.title)


async def seat(pair: Together, someone: Someone) -> Seat:
    group = await pair.group()
    return next(one for one in group.seats if one.person == someone.person)


async def test_after_three_days_of_silence_somebody_else_is_offered_privately(school: School, pair: Together) -> None:
    ana, bo = pair.people
    await pair.answer(ana, "by the sea")
    await school.pass_time(days=4)

    [offer] = school.platform.told(ana.person)
    assert "it says nothing about you" in offer.words
    assert "Bo" not in offer.words
    assert ["Find me somebody else", "I would rather wait"] == labels(offer)
    assert [] == school.platform.told(bo.person)
    assert not any("quiet for three days" in said for said in await pair.said())


async def test_whoever_has_just_written_is_not_told_at_once_how_long_it_has_been_quiet(
    school: School, pair: Together
) -> None:
    ana, _ = pair.people
    await school.pass_time(days=4)
    await pair.answer(ana, "at last")
    await school.pass_time(hours=5)
    at_once = school.platform.told(ana.person)
    await school.pass_time(days=1, hours=12)

    assert [] == at_once
    assert ["Waiting for an answer?"] == [card.title for card in school.platform.told(ana.person)]


async def test_who_wants_somebody_else_waits_for_a_new_buddy(school: School, pair: Together) -> None:
    ana, bo = pair.people
    room = str(await pair.room())
    await pair.answer(ana, "by the sea")
    await school.pass_time(days=4)
    reply = await ana.press(school.platform.told(ana.person)[0], "Find me somebody else")
    await school.settle()

    assert "within a day" in words(reply)
    assert "closed" == (await pair.group()).state
    assert {room} == school.platform.closed
    assert (1, 0) == ((await pair.buddy(ana)).ghosted, (await pair.buddy(bo)).ghosted)
    assert (0, 1) == ((await pair.buddy(ana)).silent, (await pair.buddy(bo)).silent)
    assert (True, False) == tuple([(await pair.buddy(one)).waits_since is not None for one in (ana, bo)])
    assert ["here", "gone"] == [(await seat(pair, one)).state for one in (ana, bo)]
    assert [] == school.platform.told(bo.person)


async def test_an_offer_that_came_too_late_takes_nobody_away(school: School, pair: Together) -> None:
    ana, bo = pair.people
    await pair.answer(ana, "by the sea")
    await school.pass_time(days=4)
    await pair.answer(bo, "sorry, I was ill")
    reply = await ana.press(school.platform.told(ana.person)[0], "Find me somebody else")

    assert "Something has been written meanwhile" in words(reply)
    assert "open" == (await pair.group()).state
    assert 0 == (await pair.buddy(ana)).ghosted


async def test_who_would_rather_wait_is_not_asked_again(school: School, pair: Together) -> None:
    ana, _ = pair.people
    await pair.answer(ana, "by the sea")
    await school.pass_time(days=4)
    await ana.press(school.platform.told(ana.person)[0], "I would rather wait")
    await school.pass_time(days=5)

    assert 1 == len(school.platform.told(ana.person))
    assert "open" == (await pair.group()).state


@pytest.mark.parametrize(
    ("label", "outcome"),
    [("We met", "met"), ("We wrote", "wrote"), ("Not yet", "not yet"), ("Not this time", "not this time")],
)
async def test_any_answer_to_how_it_went_is_fine_and_private(
    school: School, pair: Together, label: str, outcome: str
) -> None:
    ana, _ = pair.people
    await school.pass_time(days=11)
    middle = next(card for card in await pair.cards() if "Half the time" in card.title)
    before = await pair.said()
    reply = await ana.press(middle, label)

    assert "Thank you" in words(reply)
    assert outcome == (await seat(pair, ana)).outcome
    assert before == await pair.said()


async def test_who_says_not_this_time_can_have_somebody_else(school: School, pair: Together) -> None:
    ana, _ = pair.people
    await school.pass_time(days=11)
    middle = next(card for card in await pair.cards() if "Half the time" in card.title)
    reply = await ana.press(middle, "Not this time")
    sure = await ana.press(reply, "Somebody else, please")

    assert "open" == (await pair.group()).state, "they are asked once whether they mean it"
    assert card_of(sure).controls


async def test_having_written_counts_as_having_met_for_both(school: School, pair: Together) -> None:
    ana, bo = pair.people
    await change(school, bo, silent=2)
    await ana.press(await ending(pair), "We wrote")
    await school.pass_time(days=3)

    assert "closed" == (await pair.group()).state
    assert (0, 0) == ((await pair.buddy(bo)).silent, (await pair.buddy(ana)).ghosted)


async def test_two_stay_together_only_if_both_say_so(school: School, pair: Together) -> None:
    ana, bo = pair.people
    card = await ending(pair)
    await ana.press(card, "Keep")
    one = await within(school, lambda bot: people.again(bot.db, bot.course.id))
    await bo.press(card, "Keep")
    both = await within(school, lambda bot: people.again(bot.db, bot.course.id))
    await bo.press(card, "Somebody new")
    neither = await within(school, lambda bot: people.again(bot.db, bot.course.id))

    assert () == one
    assert ((str(ana.person), str(bo.person)),) == both
    assert () == neither


async def test_who_wants_to_rest_skips_a_round_and_may_think_again(school: School, pair: Together) -> None:
    ana, _ = pair.people
    card = await ending(pair)
    await ana.press(card, "Rest for a round")
    resting = (await pair.buddy(ana)).skips
    await ana.press(card, "Somebody new")

    assert resting
    assert not (await pair.buddy(ana)).skips


async def test_the_ledger_learns_who_wrote_and_had_no_answer(school: School, pair: Together) -> None:
    ana, bo = pair.people
    await pair.answer(ana, "by the sea")
    await school.pass_time(days=23)

    assert (1, 0) == ((await pair.buddy(ana)).ghosted, (await pair.buddy(ana)).silent)
    assert (0, 1) == ((await pair.buddy(bo)).ghosted, (await pair.buddy(bo)).silent)


async def quiet(school: School, pair: Together) -> object:
    """The third silent round of both ends; what Ana hears."""
    for someone in pair.people:
        await change(school, someone, silent=2)
    await school.pass_time(days=23)
    return next(card for card in school.platform.told(pair.people[0].person) if "still good" in card.title)


async def test_two_silent_rounds_pass_without_a_word(school: School, pair: Together) -> None:
    await change(school, pair.people[0], silent=1)
    await school.pass_time(days=23)

    assert 2 == (await pair.buddy(pair.people[0])).silent
    assert [] == school.platform.told(pair.people[0].person)


@pytest.mark.parametrize(
    ("label", "state", "until"),
    [("Stay", "in", None), ("Later", "resting", date(2026, 4, 22)), ("Stop", "left", None)],
)
async def test_after_three_silent_rounds_people_choose(
    school: School, pair: Together, label: str, state: str, until: date | None
) -> None:
    ana, _ = pair.people
    card = await quiet(school, pair)
    before = await pair.buddy(ana)
    reply = await ana.press(card, label)

    assert ("in", 3) == (before.state, before.silent), "until they choose everything stays as it is"
    after = await pair.buddy(ana)
    assert (state, until, 0) == (after.state, after.rest_until, after.silent)
    assert "blame" not in words(reply).lower()


async def test_nobody_answers_for_somebody_else(school: School, pair: Together) -> None:
    cy = school.someone("cy")
    card = await quiet(school, pair)
    ended = next(one for one in await pair.cards() if "coming to its end" in one.title)

    for shown in (card, ended):
        for label in labels(shown):
            assert "not in any more" in words(await cy.press(shown, label)), label
    assert {""} == {one.outcome + one.wish for one in (await pair.group()).seats}


async def test_a_question_that_is_over_is_not_answered_into_a_closed_room(school: School, pair: Together) -> None:
    ana, _ = pair.people
    step = await pair.step()
    await school.pass_time(days=23)

    assert "an exchange that is over" in words(await ana.press(step, "Answer"))


async def test_whoever_is_erased_leaves_no_trace_and_the_others_keep_their_group(
    school: School, pair: Together
) -> None:
    ana, bo = pair.people
    step = await pair.step()
    await ana.press(step, "Another question")
    await ana.press(step, "No deeper than this")
    await pair.answer(ana, "by the sea")
    await bo.press(await pair.step(), "Another question")
    await pair.answer(bo, "in the hills")

    def erase(bot: object) -> None:
        for kept in keeping.KEPT:
            if kept.erase:
                kept.erase(bot.db, ana.person)  # type: ignore[attr-defined]

    shown = await within(school, lambda bot: keeping.KEPT[1].export(bot.db, ana.person))  # type: ignore[misc]
    await within(school, erase)

    assert ["by the sea"] == [row["text"] for row in shown]
    for table in (tables.groups, tables.seats, tables.answers, tables.steps):
        assert "ana" not in str(await school.read(select(table))).lower()
    assert "by the sea" not in str(await school.read(select(deliveries.c.card)))
    assert (bo.person,) == (await within(school, lambda bot: groups.get(bot.db, pair.id))).people  # type: ignore[union-attr]
