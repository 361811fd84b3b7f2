"""With a room or without one, on any platform, with any words: and what people ask on the side."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.features.buddies.exchanges import exchange_cards, steps
from bot.features.buddies.exchanges.steps import Step
from bot.features.buddies.pairing import settings
from bot.features.buddies.pairing.settings import Settings
from bot.kernel.cards import Button, Card
from bot.kernel.features import Bot, Standing
from bot.store.address import Address
from tests.features.together import Together, change, exchanging, meet, question, within
from tests.world.drawing import faults
from tests.world.school import School, card_of, labels, whispered, words


@pytest.fixture
async def school(sqlite_address: Address) -> AsyncIterator[School]:
    """Monday, ten in Berlin: the course has begun."""
    async with exchanging(sqlite_address) as opened:
        yield opened
    assert {} == {seen: faults(seen) for seen in opened.seen() if faults(seen)}


@pytest.fixture
async def pair(school: School) -> Together:
    return await meet(school, "ana", "bo")


async def test_where_there_is_no_room_each_hears_privately(school: School) -> None:
    """The first question waits behind a button; what follows comes as private words."""
    pair = await meet(school, "ana", "bo", room=False)
    ana, bo = pair.people
    [told] = school.platform.told(ana.person)
    asked = await ana.press(told, "The question")
    await ana.fill(await ana.press(asked, "Answer"), text="by the sea")
    await school.settle()
    quiet = school.platform.told(bo.person)
    await bo.fill(await bo.press(await bo.press(quiet[0], "The question"), "Answer"), text="in the hills")
    await school.settle()

    assert 1 == len(quiet)
    assert "Ana: by the sea" in school.platform.told(bo.person)[-1].words
    assert "Bo: in the hills" in school.platform.told(ana.person)[-1].words
    await school.pass_time(days=3)
    assert "Question 2 of 9" in [card.title for card in school.platform.told(ana.person)]


async def test_who_skips_without_a_room_has_another_question_alone(school: School) -> None:
    pair = await meet(school, "ana", "bo", room=False)
    ana, bo = pair.people
    [told] = school.platform.told(ana.person)
    mine = await ana.press(told, "The question")
    other = await ana.press(mine, "Another question")

    assert question(mine) != question(other)
    assert question(mine) == question(await bo.press(told, "The question"))
    assert question(other) == question(await ana.press(told, "The question"))


async def test_a_room_that_is_gone_is_replaced_by_private_words(school: School, pair: Together) -> None:
    ana, bo = pair.people
    room = str(await pair.room())
    asked = await pair.step()
    await pair.answer(ana, "by the sea")
    school.platform.weather = lambda request: "gone" if request.where == room else None
    await bo.fill(await bo.press(asked, "Answer"), text="in the hills")
    await school.settle()
    await school.settle()

    assert "" == (await pair.group()).room
    assert "Ana: by the sea" in school.platform.told(bo.person)[-1].words
    assert "Bo: in the hills" in school.platform.told(ana.person)[-1].words


async def test_a_room_that_is_asked_for_later_gets_the_question(school: School) -> None:
    pair = await meet(school, "ana", "bo", room=False)
    ana, _ = pair.people
    [told] = school.platform.told(ana.person)
    await ana.press(told, "The question")
    await ana.press(told, "Open our room")
    await school.settle()
    await school.pass_time(days=1)

    assert "Question 1 of 9" in [card.title for card in await pair.cards()]


async def test_the_staff_hear_what_they_are_told_and_nobody_else_does(school: School, pair: Together) -> None:
    ana, bo = pair.people
    olga = school.someone("olga")
    form = await ana.press((await pair.cards())[0], "Tell the staff")
    reply = await ana.fill(form, text="This does not feel right")
    await school.settle()

    assert "Sent to the staff of this course." == words(reply)
    [told] = school.platform.told(olga.person)
    assert "Ana writes about the group with Bo:\nThis does not feel right" in told.words
    assert [] == school.platform.told(bo.person)
    assert not any("right" in line and "feel" in line for line in await pair.said())


async def test_when_both_are_free_by_each_ones_clock(school: School) -> None:
    pair = await meet(school, "ana", "bo", hours="Tue 18:00-20:00")
    ana, bo = pair.people
    await change(school, bo, zone="America/New_York", hours="Tue 12:00-15:00")
    free = await ana.press((await pair.cards())[0], "When are we free together?")
    shown = card_of(await ana.press(free, "For my calendar"))

    assert "Tue 18:00–20:00 for Ana, Tue 12:00–14:00 for Bo (next: 2026-03-03T17:00+00:00)" in words(free)
    assert shown.file is not None
    assert ("buddies.ics", "text/calendar") == (shown.file.name, shown.file.media)
    assert "DTSTART:20260303T170000Z" in shown.file.content
    assert "DTEND:20260303T180000Z" in shown.file.content


async def test_who_has_told_no_hours_is_named_so_that_they_can(pair: Together) -> None:
    ana, _ = pair.people
    await change(pair.school, ana, hours="daily 18-20")
    free = await ana.press((await pair.cards())[0], "When are we free together?")

    assert "when Bo would be free" in words(free)
    assert ["Tell my hours"] == labels(free)


async def test_hours_that_never_meet_are_no_problem(pair: Together) -> None:
    ana, bo = pair.people
    await change(pair.school, ana, hours="Mon 8-9")
    await change(pair.school, bo, hours="Fri 20-22")

    assert "do not meet" in words(await ana.press((await pair.cards())[0], "When are we free together?"))


async def test_on_discord_they_hear_who_can_open_a_thread(school: School, pair: Together) -> None:
    group = await pair.group()

    def introduction(bot: Bot, **changes: object) -> str:
        there = replace(bot.course, space="discord:1")
        seen = replace(bot, standing=Standing(there))
        return exchange_cards.introduction(seen, replace(group, **changes)).words  # type: ignore[arg-type]

    assert "whoever moderates the server can open it" in await within(school, introduction)
    assert "moderates" not in await within(school, lambda bot: introduction(bot, room=""))


async def test_they_are_told_where_to_talk_if_the_course_has_a_place_for_that(school: School) -> None:
    await within(school, lambda bot: settings.save(bot.db, bot.course.id, Settings(video="https://meet.example/x")))
    pair = await meet(school, "ana", "bo")

    assert "https://meet.example/x" in (await pair.said())[0]


async def test_a_button_carries_the_id_of_the_largest_round(pair: Together) -> None:
    """Tokens have 70 characters at most, and a group's id grows with its number."""
    group = replace(await pair.group(), id="abcdefgh-99999")

    def cards(bot: Bot) -> list[Card]:
        step = Step(group.id, 9, "l-01-8d", 3, bot.now)
        shown = [exchange_cards.introduction(bot, group), exchange_cards.step(bot, group, step)]
        return [*shown, exchange_cards.ending(bot, group, bot.now), exchange_cards.quiet(bot, group)]

    assert 4 == len(await within(pair.school, cards))


async def test_eight_people_with_long_names_fit_on_a_card(school: School) -> None:
    names = [f"person-with-a-rather-long-name-{n}-{'x' * 40}" for n in range(8)]
    many = await meet(school, *names, hello="Hello! " * 28)
    await many.answer_all("words " * 200)

    assert 8 == len([said for said in await many.said() if "words words" in said])
    assert len((await many.cards())[0].title) <= 150


@pytest.mark.parametrize("action", ["buddy.answer", "buddy.another", "buddy.later"])
async def test_a_question_that_was_never_asked_is_not_here(pair: Together, action: str) -> None:
    ana, _ = pair.people

    reply = await ana.press(Button("x", action, (pair.id, "7")))

    assert "That question is not here any more." == whispered(reply)


async def test_a_question_that_left_the_library_can_still_be_answered(school: School, pair: Together) -> None:
    ana, bo = pair.people
    card = await pair.step()
    group = await pair.group()
    await within(school, lambda bot: steps.keep(bot.db, Step(group.id, 1, "l-99-1", 1, bot.now)))
    await pair.answer(ana, "by the sea", card)
    await pair.answer(bo, "in the hills", card)

    assert "Ana: by the sea" in "\n".join(await pair.said())


async def test_who_cannot_be_told_privately_does_not_hold_up_the_other(school: School) -> None:
    """Without a room, and with closed direct messages: the other is offered somebody else."""
    school.platform.weather = lambda request: "unreachable" if request.op == "tell" and "@bo" in request.where else None
    pair = await meet(school, "ana", "bo", room=False)
    ana, bo = pair.people
    [told] = school.platform.told(ana.person)
    await ana.fill(await ana.press(await ana.press(told, "The question"), "Answer"), text="by the sea")
    await school.pass_time(days=5)

    assert [] == school.platform.told(bo.person)
    assert "Waiting for an answer?" in [card.title for card in school.platform.told(ana.person)]
