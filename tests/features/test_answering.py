"""A question is answered as lightly or as fully as people like: tapped, finished, written, shown, changed, deleted."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.features.icebreakers.tables import answers, posts
from bot.kernel.cards import Button, Card
from bot.kernel.places import Place
from bot.kernel.replies import Ask, Update, Whisper
from tests.features.asking import label, tap, thread, write
from tests.world.school import School, Someone, form_of, labels, words


async def test_a_tap_is_kept_and_only_counted(botany: School, ana: Someone, question: Card) -> None:
    mine = await ana.press(question, tap(question))

    assert isinstance(mine, Whisper)
    assert f"Your answer: {tap(question)}\nIt is counted, without your name. Would you like to show it?" == words(mine)
    assert ["Show it in the thread", "Change it", "Delete it"] == labels(mine)
    assert [] == await thread(botany)


async def test_a_sentence_is_finished(botany: School, ana: Someone, question: Card) -> None:
    stem = label(question, "finish")
    opened = await ana.press(question, stem)

    mine = await ana.fill(opened, text="a walk", how="thread")

    assert stem == form_of(opened).fields[0].label
    sentence = stem.replace("…", "a walk", 1) if "…" in stem else f"{stem} a walk"
    assert f"Your answer: {sentence}" in words(mine)
    assert [f"Ana: {sentence}"] == await thread(botany)


async def test_a_sentence_typed_whole_is_not_begun_twice(botany: School, ana: Someone, question: Card) -> None:
    stem = label(question, "finish").partition("…")[0].strip()

    await write(ana, question, f"{stem} a walk", rung="finish")

    assert [f"Ana: {stem} a walk"] == await thread(botany)


async def test_a_line_stands_in_the_thread_with_its_authors_name(botany: School, ana: Someone, question: Card) -> None:
    mine = await write(ana, question, "I like rain")

    assert isinstance(mine, Update)
    assert "Your answer: I like rain\nIt stands in the thread, with your name." == words(mine)
    assert ["Only count it", "Change it", "Delete it"] == labels(mine)
    assert ["Ana: I like rain"] == await thread(botany)


async def test_a_line_may_be_counted_only(botany: School, ana: Someone, question: Card) -> None:
    mine = await write(ana, question, "I like rain", how="count")

    assert "It is counted, without your name." in words(mine)
    assert [] == await thread(botany)


async def test_an_empty_line_is_not_an_answer(botany: School, ana: Someone, question: Card) -> None:
    for nothing in ("", "  \n", "\u202e"):
        assert "Please write at least one word." == words(await write(ana, question, nothing))
    assert [] == await botany.read(select(answers))


async def test_a_line_is_cut_where_the_form_would_have_cut_it(botany: School, ana: Someone, question: Card) -> None:
    await write(ana, question, "x" * 900)

    assert ["Ana: " + "x" * 200] == await thread(botany)


async def test_an_answer_is_shown_and_hidden_and_shown_again(botany: School, ana: Someone, question: Card) -> None:
    counted = await ana.press(question, tap(question))

    shown = await ana.press(counted, "Show it in the thread")
    first = await thread(botany)
    hidden = await ana.press(shown, "Only count it")
    second = await thread(botany)
    await ana.press(hidden, "Show it in the thread")

    assert [f"Ana: {tap(question)}"] == first
    assert [] == second
    assert first == await thread(botany)


async def test_an_answer_is_changed_where_it_stands(botany: School, ana: Someone, bo: Someone, question: Card) -> None:
    mine = await write(ana, question, "rain")
    await write(bo, question, "sun")
    await thread(botany)

    form = await ana.press(mine, "Change it")
    changed = await ana.fill(form, text="snow")

    assert ["rain", "thread"] == [field.value for field in form_of(form).fields]
    assert "Your answer: snow" in words(changed)
    assert ["Ana: snow", "Bo: sun"] == await thread(botany)


@pytest.mark.parametrize("rung", ["line", "finish"])
async def test_a_change_starts_from_what_was_said(ana: Someone, question: Card, rung: str) -> None:
    mine = await write(ana, question, "a walk", rung=rung)

    assert "a walk" in form_of(await ana.press(mine, "Change it")).fields[0].value


async def test_a_tap_can_be_changed_into_a_line(ana: Someone, question: Card) -> None:
    mine = await ana.press(question, tap(question))

    assert [tap(question), "count"] == [field.value for field in form_of(await ana.press(mine, "Change it")).fields]


async def test_changed_it_may_also_be_taken_back(botany: School, ana: Someone, question: Card) -> None:
    mine = await write(ana, question, "rain")
    await thread(botany)

    await ana.fill(await ana.press(mine, "Change it"), text="snow", how="count")

    assert [] == await thread(botany)


async def test_another_rung_takes_the_place_of_the_first(botany: School, ana: Someone, question: Card) -> None:
    await write(ana, question, "rain")
    await thread(botany)

    mine = await ana.press(question, tap(question))

    assert "It stands in the thread" in words(mine)
    assert [f"Ana: {tap(question)}"] == await thread(botany)
    assert 1 == len(await botany.read(select(answers)))


async def test_a_deleted_answer_is_gone_everywhere(botany: School, ana: Someone, question: Card) -> None:
    mine = await write(ana, question, "rain")
    await thread(botany)

    deleted = await ana.press(mine, "Delete it")

    assert "Deleted: gone from the thread and from the count." == words(deleted)
    assert [] == await thread(botany)
    assert [] == await botany.read(select(answers))
    for again in ("Change it", "Only count it", "Delete it"):
        reply = await ana.press(mine, again)
        assert isinstance(reply, Ask) or "You have not answered this question yet." == words(reply)


async def test_deleted_before_it_was_said_it_is_never_said(botany: School, ana: Someone, question: Card) -> None:
    mine = await write(ana, question, "rain")
    await ana.press(mine, "Delete it")

    assert [] == await thread(botany)


async def test_after_deleting_one_may_answer_again(botany: School, ana: Someone, question: Card) -> None:
    for line in ("rain", "snow", "sun"):
        mine = await write(ana, question, line)
        assert [f"Ana: {line}"] == await thread(botany)
        await ana.press(mine, "Delete it")
        assert [] == await thread(botany)


async def test_shown_and_hidden_in_one_breath_the_last_word_counts(
    botany: School, ana: Someone, question: Card
) -> None:
    mine = await ana.press(question, tap(question))
    for _ in range(3):
        mine = await ana.press(mine, "Show it in the thread")
        mine = await ana.press(mine, "Only count it")

    assert [] == await thread(botany)
    await ana.press(mine, "Show it in the thread")
    assert [f"Ana: {tap(question)}"] == await thread(botany)


async def test_the_same_tap_twice_is_one_answer(botany: School, ana: Someone, question: Card) -> None:
    first = await ana.press(question, tap(question), event="e1")
    delivered_again = await ana.press(question, tap(question), event="e1")
    pressed_again = await ana.press(question, tap(question))

    assert delivered_again is None
    assert words(first) == words(pressed_again)
    assert 1 == len(await botany.read(select(answers)))


async def test_nobody_can_touch_anothers_answer(botany: School, ana: Someone, bo: Someone, question: Card) -> None:
    mine = await write(ana, question, "rain")
    await thread(botany)

    for button in ("Only count it", "Delete it"):
        assert "You have not answered this question yet." == words(await bo.press(mine, button))
    assert ["Ana: rain"] == await thread(botany)


async def test_late_answers_are_welcome_even_after_the_course(botany: School, ana: Someone, question: Card) -> None:
    await botany.pass_time(days=120)

    await write(ana, question, "late, but here")

    assert ["Ana: late, but here"] == await thread(botany)


async def test_an_answer_while_the_question_is_still_on_its_way_follows_it(
    botany: School, olga: Someone, ana: Someone
) -> None:
    await olga.call("icebreaker now", theme="play")
    [row] = await botany.read(select(posts))
    await ana.press(Button("tap", "icebreaker.tap", (row.id, "0")))
    await ana.press(Button("show", "icebreaker.show", (row.id,)))

    assert [f"Ana: {row.question['labels'][0]}"] == await thread(botany)


async def test_a_question_of_another_space_is_not_there(botany: School, question: Card) -> None:
    mallory = botany.someone("mallory", Place("fake:2", "general"), manages=True)

    for control in question.controls:
        assert isinstance(control, Button)
        assert "That question is no longer here." == words(await mallory.press(control))


async def test_a_question_that_never_was_is_not_there(ana: Someone) -> None:
    assert "That question is no longer here." == words(await ana.press(Button("x", "icebreaker.line", ("nowhere",))))


async def test_an_answer_says_where_it_goes_before_it_is_sent(ana: Someone, question: Card) -> None:
    form = form_of(await ana.press(question, "Write a line"))

    assert ["Your answer, in a line", "Who sees it"] == [field.label for field in form.fields]
    assert ["thread", "count"] == [option.value for option in form.fields[1].options]


async def test_a_course_that_was_paused_still_takes_answers(
    botany: School, olga: Someone, ana: Someone, question: Card
) -> None:
    await olga.press(await olga.call("course settings"), "Pause everything")

    await write(ana, question, "rain")

    assert ["Ana: rain"] == await thread(botany)
