"""Two people are introduced and write to each other: what one wrote is read once the other has written, too."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.store.address import Address
from tests.features.together import Together, exchanging, meet, question
from tests.world.drawing import faults
from tests.world.school import School, card_of, labels, whispered, words

GONE = "That was about a group that you are not in any more."


@pytest.fixture
async def school(sqlite_address: Address) -> AsyncIterator[School]:
    """Monday, ten in Berlin: the course has begun."""
    async with exchanging(sqlite_address) as opened:
        yield opened
    assert {} == {seen: faults(seen) for seen in opened.seen() if faults(seen)}


@pytest.fixture
async def pair(school: School) -> Together:
    return await meet(school, "ana", "bo")


async def test_two_are_introduced_in_a_room_of_their_own(school: School, pair: Together) -> None:
    introduction, first = await pair.cards()
    ana, bo = pair.people

    assert "Buddies: Ana & Bo" == introduction.title
    assert {ana.person, bo.person} == set(introduction.pings)
    assert frozenset({ana.person, bo.person}) == school.platform.rooms[str(await pair.room())]
    assert "Tell the staff" in labels(introduction)
    assert "moderates" not in introduction.words, "only Discord's moderators can open a private thread"
    assert "Question 1 of 9" == first.title
    assert ["Answer", "Another question", "Later", "No deeper than this", "Support"] == labels(first)
    assert () == first.pings


async def test_they_read_each_others_hello(school: School) -> None:
    pair = await meet(school, "ana", "bo", hello="Nice to meet you")

    assert ["Ana: Nice to meet you", "Bo: Nice to meet you"] == [
        line for line in (await pair.said())[0].splitlines() if "Nice" in line
    ]


async def test_an_answer_is_read_once_the_other_is_in(pair: Together) -> None:
    ana, bo = pair.people
    kept = await pair.answer(ana, "by the sea")
    before = await pair.said()
    shown = await pair.answer(bo, "in the hills")

    assert "Kept." in words(kept)
    assert not any("by the sea" in said for said in before)
    assert "Ana: by the sea" in "\n".join(await pair.said())
    assert "Bo: in the hills" in "\n".join(await pair.said())
    assert "by the sea" in words(shown)


async def test_who_has_not_answered_is_not_told_what_was_answered(pair: Together) -> None:
    ana, bo = pair.people
    await pair.answer(ana, "by the sea")

    seen = await bo.press((await pair.cards())[0], "The question")

    assert "by the sea" not in words(seen)
    assert ["Answer", "Another question", "Later", "No deeper than this", "Support"] == labels(seen)


async def test_three_wait_for_all_three(school: School) -> None:
    trio = await meet(school, "ana", "bo", "cy")
    ana, bo, cy = trio.people
    await trio.answer(ana, "one")
    mine = await trio.answer(bo, "two")
    two = "\n".join(await trio.said())
    await trio.answer(cy, "three")

    assert "Ana: one" not in two
    assert "Ana: one" not in words(mine)
    assert {"Ana: one", "Bo: two", "Cy: three"} <= set("\n".join(await trio.said()).splitlines())


async def test_an_answer_can_be_changed_before_and_after(pair: Together) -> None:
    ana, bo = pair.people
    await pair.answer(ana, "first")
    card = await pair.step()
    mine = await pair.answer(ana, "second")
    await pair.answer(bo, "mine")
    again = await ana.press(mine, "Change it")
    await ana.fill(again, text="third")
    await pair.school.settle()

    assert "second" == again.form.fields[0].value
    assert ["Ana: third"] == [line for said in await pair.said() for line in said.splitlines() if "Ana: " in line]
    assert card == await pair.step()


async def test_an_answer_can_be_taken_back_and_given_again(pair: Together) -> None:
    ana, bo = pair.people
    await pair.answer(ana, "a secret")
    mine = await pair.answer(ana, "a secret")
    await pair.answer(bo, "mine")
    taken = await ana.press(mine, "Take it back")
    await pair.school.settle()
    without = "\n".join(await pair.said())
    await ana.fill(await ana.press(taken, "Answer"), text="something else")
    await pair.school.settle()

    assert "Taken back" in words(taken)
    assert "a secret" not in without
    assert "Ana: something else" in "\n".join(await pair.said())


async def test_another_question_is_as_deep_and_nobody_learns_who_asked(pair: Together) -> None:
    ana, bo = pair.people
    before = await pair.step()
    other = await ana.press(before, "Another question")
    await pair.school.settle()
    after = await pair.step()

    assert question(before) != question(other) == question(after)
    assert [] == [said for said in await pair.said() if "skip" in said.lower()]
    group = await pair.group()
    assert 1 == group.depth
    assert "Bo: fine" not in "\n".join(await pair.said())
    await pair.answer(bo, "fine")
    await pair.answer(ana, "fine too")
    assert "Bo: fine" in "\n".join(await pair.said())


async def test_a_question_that_is_over_needs_no_other(pair: Together) -> None:
    ana, bo = pair.people
    asked = await pair.step()
    await pair.answer_all()
    await ana.press(await ana.press(asked, "Another question"), "Take it back")
    reply = await ana.press(asked, "Another question")
    await pair.school.pass_time(days=2, hours=8)
    later = await bo.press(asked, "Another question")

    assert "nothing is counted" in words(reply)
    assert "From Bo" in words(later), "who has answered sees that"


async def test_another_question_takes_nobodys_answer_away(pair: Together) -> None:
    """Whoever has answered keeps their question; the other has one of their own, which is read with the answer."""
    ana, bo = pair.people
    asked = await pair.step()
    await pair.answer(ana, "to the first")
    other = await bo.press(asked, "Another question")
    await bo.fill(await bo.press(card_of(other), "Answer"), text="to the second")
    await pair.school.settle()

    said = await pair.said()
    assert question(asked) == question(await pair.step())
    assert f"{question(asked)}\nAna: to the first" in said
    assert f"{question(other)}\nBo: to the second" in said


async def test_a_form_that_was_open_when_the_question_changed_answers_its_own(pair: Together) -> None:
    ana, bo = pair.people
    asked = await pair.step()
    form = await ana.press(asked, "Answer")
    await bo.press(asked, "Another question")
    await pair.school.settle()
    await ana.fill(form, text="to the old one")
    await pair.answer(bo, "to the new one")

    assert f"{question(asked)}\nAna: to the old one" in await pair.said()


async def test_later_is_a_private_word_tomorrow_in_the_day(pair: Together) -> None:
    ana, _ = pair.people
    asked = await pair.step()
    said = whispered(await ana.press(asked, "Later"))
    await pair.school.pass_time(hours=19)
    early = pair.school.platform.told(ana.person)
    await pair.school.pass_time(hours=8)

    assert "tomorrow" in said
    assert [] == early
    [reminder] = pair.school.platform.told(ana.person)
    assert question(asked) == question(reminder)
    assert labels(asked) == labels(reminder)


async def test_a_stranger_cannot_press_what_is_not_theirs(school: School, pair: Together) -> None:
    other = await meet(school, "cy", "di", id_="round2")
    introduction, asked = await pair.cards()
    cy, ana = other.people[0], pair.people[0]
    answer = await ana.press(asked, "Answer")
    staff = await ana.press(introduction, "Tell the staff")

    for card in (introduction, asked):
        for label in set(labels(card)) - {"Support"}:  # help is everybody's
            assert GONE in words(await cy.press(card, label)), label
    for form in (answer, staff):
        assert GONE in words(await cy.fill(form, text="I was never here"))
    assert [] == [said for said in await pair.said() if "never here" in said]


async def test_nothing_written_is_no_answer(pair: Together) -> None:
    ana, _ = pair.people
    reply = await pair.answer(ana, "   ")

    assert "Please write at least one word." == whispered(reply)


async def test_words_that_turn_text_around_are_cleaned_and_long_ones_cut(pair: Together) -> None:
    ana, bo = pair.people
    await pair.answer(ana, "abc\u202edef" + "x" * 5000)
    await pair.answer(bo, "fine")

    [line] = [line for said in await pair.said() for line in said.splitlines() if line.startswith("Ana: ")]
    assert "Ana: abcdef" + "x" * 594 == line


async def test_freezing_is_silent_and_can_be_taken_back_by_whoever_wished_it(pair: Together) -> None:
    ana, bo = pair.people
    card = await pair.step()
    frozen = await ana.press(card, "No deeper than this")
    await bo.press(card, "No deeper than this")
    before = await pair.said()
    thawed = await ana.press(frozen, "Take it back")

    assert "Nobody is told who wished it." in words(frozen)
    assert "Taken back." == words(thawed)
    assert (await pair.group()).frozen, "Bo still wishes it"
    assert before == await pair.said()


async def test_those_who_take_nearly_two_days_for_each_answer_come_to_the_goodbye_all_the_same(
    school: School, pair: Together
) -> None:
    for _ in range(7):
        await school.pass_time(days=1, hours=20)
        await pair.answer_all()
        await school.pass_time(hours=21)

    titles = [card.title for card in await pair.cards() if card.title.endswith("of 9")]
    assert ["Question 7 of 9", "Question 9 of 9"] == titles[-2:]
