"""Whoever says "Later" is reminded of the question as it is by then; and an answer says what it answers."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.features.buddies import groups
from bot.features.buddies.exchanges import asking, own_cards
from bot.features.buddies.exchanges.steps import Step
from bot.features.buddies.pairing import leaving
from bot.store.address import Address
from tests.features.together import Together, exchanging, meet, question, within
from tests.world.drawing import faults
from tests.world.school import School, Someone, words


@pytest.fixture
async def school(sqlite_address: Address) -> AsyncIterator[School]:
    async with exchanging(sqlite_address) as opened:
        yield opened
    assert {} == {seen: faults(seen) for seen in opened.seen() if faults(seen)}


@pytest.fixture
async def pair(school: School) -> Together:
    return await meet(school, "ana", "bo")


async def move_on(trio: Together, who: Someone) -> None:
    group = await trio.group()
    await within(trio.school, lambda bot: leaving.leave(bot, group, who.person))


async def test_who_has_answered_meanwhile_is_not_reminded(school: School, pair: Together) -> None:
    ana, bo = pair.people
    asked = await pair.step()
    await ana.press(asked, "Later")
    await bo.press(asked, "Later")
    await pair.answer(ana, "by the sea", asked)

    await school.pass_time(hours=30)

    assert [] == school.platform.told(ana.person)
    [reminder] = school.platform.told(bo.person)
    assert question(asked) == question(reminder)


async def test_the_reminder_holds_the_question_that_they_have_by_then(school: School, pair: Together) -> None:
    ana, bo = pair.people
    asked = await pair.step()
    await pair.answer(bo, "in the hills", asked)
    await ana.press(asked, "Later")
    other = await ana.press(asked, "Another question")

    await school.pass_time(hours=30)

    [reminder] = school.platform.told(ana.person)
    assert question(other) == question(reminder) != question(asked)


async def test_later_once_more_puts_it_off(school: School, pair: Together) -> None:
    ana, _ = pair.people
    asked = await pair.step()
    await ana.press(asked, "Later")
    await school.pass_time(hours=15)
    await ana.press(asked, "Later")
    await school.pass_time(hours=15)
    early = school.platform.told(ana.person)
    await school.pass_time(hours=20)

    assert ([], 1) == (early, len(school.platform.told(ana.person)))


async def test_whoever_has_moved_on_is_not_reminded(school: School) -> None:
    trio = await meet(school, "ana", "bo", "cy")
    ana = trio.people[0]
    await ana.press(await trio.step(), "Later")
    await move_on(trio, ana)

    await school.pass_time(hours=30)

    assert [] == school.platform.told(ana.person)


async def test_an_answer_to_another_question_says_so(pair: Together) -> None:
    ana, bo = pair.people
    asked = await pair.step()
    await pair.answer(bo, "in the hills", asked)
    own = await ana.press(asked, "Another question")
    of_ana = await pair.answer(ana, "by the sea", own)
    of_bo = await bo.press((await pair.cards())[0], "The question")

    assert f"Bo (“{question(asked)}”): in the hills" in words(of_ana)
    assert f"Ana (“{question(own)}”): by the sea" in words(of_bo)


async def test_two_are_both_and_three_are_all(school: School, pair: Together) -> None:
    trio = await meet(school, "cy", "di", "eli", id_="round2")

    assert "once both of you have written" in (await pair.step()).words
    assert "once all of you have written" in (await trio.step()).words
    kept = [words(await one.answer(one.people[0], "by the sea")) for one in (pair, trio)]
    assert ["You both read", "You all read"] == [said.split("Kept. ")[1][:13].strip() for said in kept]


async def test_keep_is_for_those_who_are_still_here(school: School) -> None:
    trio = await meet(school, "ana", "bo", "cy")
    ana, _, cy = trio.people
    await move_on(trio, cy)
    await school.pass_time(days=20)
    [ending] = [card for card in await trio.cards() if "coming to its end" in card.title]

    kept = await ana.press(ending, "Keep")

    assert "if Bo says so as well, you stay together" in words(kept)
    assert "If both of you say “Keep”" in ending.words


async def test_what_one_was_asked_alone_is_not_asked_of_all_later(school: School, pair: Together) -> None:
    group = await pair.group()
    first = await within(school, lambda bot: asking.choose(bot, group, 3, 1))
    assert first
    marked = await within(school, lambda bot: groups.mark(bot.db, group, own={"1/bo": first.question.id}))

    second = await within(school, lambda bot: asking.choose(bot, marked, 3, 1))

    assert second
    assert first.question.id != second.question.id


async def test_eight_who_were_each_asked_something_else_fit_into_one_card(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"{letter}{'extraordinarily-long-name-' * 2}" for letter in "abcdefgh"]
    group = await (await meet(school, *names)).group()
    asked = Step(group.id, 1, "l-01-1", 1, school.clock.now(), school.clock.now())
    monkeypatch.setattr(own_cards, "question_of", lambda bot, group, step, person: person.id[0] * 200)

    card = await within(
        school,
        lambda bot: own_cards.yours(bot, group, asked, group.people[0], dict.fromkeys(group.people, "x" * 300)),
    )

    assert 7 == card.words.count("…”): xxx")
    assert [] == faults(card)
