"""A poll: staff write it, see it as students will, ask it; students tap once; everybody sees the same at close."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.features.checkins import tables
from bot.kernel.replies import Ask, Whisper
from bot.store.tables import events
from tests.features.questioning import closed, counts, open_now, poll, rows, students, tap
from tests.world.people import HOME
from tests.world.school import School, Someone, form_of, labels, whispered, words


async def test_staff_see_what_students_will_see_before_it_is_asked(botany: School, olga: Someone) -> None:
    look = await olga.call("poll ask", question="Which day?", options="Monday; Tuesday")

    assert ["Monday", "Tuesday", "Prefer not to say", "Later", "Support", "Ask it"] == labels(look)
    assert [] == botany.platform.standing(HOME)
    assert [] == await open_now(botany)


async def test_what_staff_tap_in_the_preview_counts_nowhere(botany: School, olga: Someone) -> None:
    look = await olga.call("poll ask", question="Which day?", options="Monday; Tuesday")
    await olga.press(look, "Monday")

    assert {} == await counts(botany)
    assert 0 == await rows(botany, tables.voters)


async def test_the_card_says_who_sees_what_and_what_anonymous_means_before_the_vote(
    botany: School, olga: Someone
) -> None:
    card = await poll(olga)

    assert "then everybody sees the same result at once, and nobody sees anything before" in card.words
    assert "cannot see who said this" in card.words
    assert "The company behind this chat, and the person who runs my server, could in theory see" in card.words
    assert "Support" in labels(card)


async def test_one_tap_is_one_vote(botany: School, olga: Someone) -> None:
    card = await poll(olga)
    reply = await botany.someone("ana").press(card, "Tuesday")

    assert isinstance(reply, Whisper)
    assert {(0, "1"): 1} == await counts(botany)
    assert "Support" in labels(reply)


async def test_a_second_tap_changes_nothing_and_hears_the_same_words(botany: School, olga: Someone) -> None:
    card, ana = await poll(olga), botany.someone("ana")
    first = whispered(await ana.press(card, "Tuesday"))
    again = whispered(await ana.press(card, "Monday"))

    assert first == again
    assert {(0, "1"): 1} == await counts(botany)


async def test_who_prefers_not_to_say_hears_the_same_words_and_is_not_counted(botany: School, olga: Someone) -> None:
    card, ana = await poll(olga), botany.someone("ana")
    refused = whispered(await ana.press(card, "Prefer not to say"))

    assert refused == whispered(await ana.press(card, "Tuesday"))
    assert {} == await counts(botany)


async def test_an_answer_leaves_no_event_behind(botany: School, olga: Someone) -> None:
    card = await poll(olga)
    before = await botany.read(select(events))
    await botany.someone("ana").press(card, "Tuesday")
    await botany.someone("bo").press(card, "Later")

    assert before == await botany.read(select(events))


async def test_later_says_until_when(botany: School, olga: Someone) -> None:
    card = await poll(olga)

    assert "it is open until 2026-03-04T09:00" in whispered(await botany.someone("ana").press(card, "Later"))
    assert 0 == await rows(botany, tables.voters)


async def test_staff_and_mentors_do_not_answer(botany: School, olga: Someone) -> None:
    card = await poll(olga)
    await olga.call("course staff add", person=botany.someone("cy").person, role="mentor")
    replies = [await olga.press(card, "Tuesday"), await botany.someone("cy").press(card, "Tuesday")]

    assert ["This is for people with one of these roles in the course: student."] * 2 == list(map(words, replies))
    assert {} == await counts(botany)


async def test_several_choices_are_ticked_and_then_sent(botany: School, olga: Someone) -> None:
    card, ana = await poll(olga, several=True), botany.someone("ana")
    mine = await ana.press(card, "Answer")
    mine = await ana.press(mine, "☐ Monday")
    mine = await ana.press(mine, "☐ Wednesday")
    assert {} == await counts(botany)
    await ana.press(mine, "Send")

    assert {(0, ""): 1, (0, "0"): 1, (0, "2"): 1} == await counts(botany)


async def test_a_tick_can_be_taken_back_and_nothing_ticked_is_not_sent(botany: School, olga: Someone) -> None:
    card, ana = await poll(olga, several=True), botany.someone("ana")
    mine = await ana.press(await ana.press(card, "Answer"), "☐ Monday")
    mine = await ana.press(mine, "☑ Monday")

    assert "choose at least one" in words(await ana.press(mine, "Send"))
    assert 0 == await rows(botany, tables.voters)


async def test_a_named_poll_says_so_on_every_screen(botany: School, olga: Someone) -> None:
    look = await olga.call("poll ask", question="Which day?", options="Monday; Tuesday", named=True)
    card, ana = await poll(olga, named=True), botany.someone("ana")
    screens = [look, card, await ana.press(card, "Monday"), await ana.press(card, "Prefer not to say")]
    many = await poll(olga, question="And which?", named=True, several=True)
    mine = await ana.press(many, "Answer")
    ticked = await ana.press(mine, "☐ Monday")
    screens += [many, mine, ticked, await ana.press(ticked, "Send")]

    assert [] == [words(screen) for screen in screens if "Named:" not in words(screen)]
    assert [] == [words(screen) for screen in screens if "Anonymous" in words(screen)]


async def test_a_named_vote_can_be_changed_and_taken_back(botany: School, olga: Someone) -> None:
    card, ana = await poll(olga, named=True), botany.someone("ana")
    await ana.press(card, "Monday")
    await ana.press(card, "Tuesday")
    [vote] = await botany.read(select(tables.votes))
    assert ("Ana", ["1"]) == (vote.name, vote.options)
    await ana.press(card, "Prefer not to say")

    assert 0 == await rows(botany, tables.votes)


async def test_a_named_poll_is_told_in_numbers_of_however_few(botany: School, olga: Someone) -> None:
    card = await poll(olga, named=True)
    await tap(card, "Tuesday", students(botany, 2))
    await olga.call("poll close")

    [done] = await closed(botany)
    assert done.result
    assert {"0": 0, "1": 2, "2": 0} == dict(done.result.shown[0].counts)


async def test_fewer_than_five_answers_are_never_shown(botany: School, olga: Someone) -> None:
    card = await poll(olga)
    await tap(card, "Tuesday", students(botany, 4))
    await botany.pass_time(days=3)

    [done] = await closed(botany)
    assert done.result
    assert ("fewer", 0, ()) == (done.result.shown[0].form, done.result.shown[0].answered, done.result.shown[0].counts)


async def test_five_answers_are_shown_at_close_to_everybody(botany: School, olga: Someone) -> None:
    card, people = await poll(olga), students(botany, 5)
    await tap(card, "Tuesday", people[:3])
    await tap(card, "Monday", people[3:])
    await botany.pass_time(days=3)

    [done] = await closed(botany)
    assert done.result
    assert {"0": 2, "1": 3, "2": 0} == dict(done.result.shown[0].counts)
    assert "3" in "\n".join(card.words for card in botany.platform.standing(HOME))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"options": "Monday"}, "Please give 2 to 10 answers with ; between them, not 1."),
        ({"options": ";".join(map(str, range(11)))}, "Please give 2 to 10 answers with ; between them, not 11."),
        ({"options": "a; A"}, "“A” is there twice."),
        ({"options": f"{'a' * 61}; b"}, f"An answer may have 60 characters: “{'a' * 61}” is too long."),
        ({"question": "x" * 301}, "Please keep the question within 300 characters."),
        ({"open_for": "soon"}, "Please say how long, from 1 hour to 28 days"),
        ({"open_for": "29 days"}, "Please say how long, from 1 hour to 28 days"),
        ({"open_for": "0h"}, "Please say how long, from 1 hour to 28 days"),
    ],
)
async def test_a_poll_that_makes_no_sense_is_not_asked(
    botany: School, olga: Someone, wrong: dict[str, str], said: str
) -> None:
    reply = await olga.call("poll ask", **{"question": "Which day?", "options": "Monday; Tuesday", **wrong})

    [option] = wrong
    assert words(reply).startswith(f"{option}: {said}")
    assert 0 == await rows(botany, tables.checkins)


async def test_what_is_missing_is_asked_for_by_a_form(botany: School, olga: Someone) -> None:
    asked = await olga.call("poll ask", question="Which day?")
    assert isinstance(asked, Ask)
    look = await olga.fill(asked, options="Monday\nTuesday", open_for="12 hours")

    assert ["question", "options", "several", "named", "open_for"] == [field.name for field in form_of(asked).fields]
    assert "open for 12 hours" in words(look)


async def test_it_is_asked_once_however_often_ask_it_is_pressed(botany: School, olga: Someone) -> None:
    look = await olga.call("poll ask", question="Which day?", options="Monday; Tuesday")
    await olga.press(look, "Ask it")

    assert "That has been asked already." == words(await olga.press(look, "Ask it"))
    await botany.settle()
    assert 1 == len(botany.platform.standing(HOME))


async def test_it_is_open_from_when_it_was_asked_not_from_when_it_was_written(botany: School, olga: Someone) -> None:
    look = await olga.call("poll ask", question="Which day?", options="Monday; Tuesday", open_for="2 hours")
    await botany.pass_time(hours=5)
    await olga.press(look, "Ask it")

    [asked] = await open_now(botany)
    assert botany.clock.now() + timedelta(hours=2) == asked.closes_at


async def test_staff_say_which_poll_they_close(botany: School, olga: Someone) -> None:
    assert "Nothing of that kind is open." == words(await olga.call("poll close"))
    for question in ("Which day?", "Which hour?"):
        await poll(olga, question=question)
        botany.clock.advance(minutes=1)
    assert "Please say which: Which hour?, Which day?." in words(await olga.call("poll close"))
    await olga.call("poll close", poll="Which day?")

    assert ["Which hour?"] == [one.title for one in await open_now(botany)]
    assert ["Which day?"] == [one.title for one in await closed(botany)]
