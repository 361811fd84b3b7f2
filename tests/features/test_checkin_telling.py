"""What is told of a closed check-in: words first, then a picture, then numbers; to everybody the same, not before."""

from __future__ import annotations

import re

import pytest

from bot.kernel.cards import Button
from bot.kernel.places import Place
from bot.kernel.text import LOCALES
from tests.features.questioning import closed, poll, safe, start, students, tap
from tests.features.telling import FIFTEEN, answer, close, connection, of_size, pulse
from tests.world.people import HOME
from tests.world.school import School, Someone, labels, words

FORBIDDEN = re.compile(
    r"\b(because of|due to|caused?|leads? to|led to|thanks to|effect|impact|p-value|significan\w+|rank\w*|best|worst"
    r"|better than|top of|score|league)\b",
    re.IGNORECASE,
)


async def test_words_come_first_and_say_what_the_silent_leave_open(botany: School, olga: Someone) -> None:
    await of_size(botany, 24)
    [result] = await connection(olga, FIFTEEN)

    assert "Results: Connection check, week 1" == result.title
    assert "15 of the 24 in the class took part (63\xa0%). How far this speaks for the class: likely." == result.body[0]
    said = (
        "I feel that I am a part of this course.\n11 of the 15 who answered agree. "
        "Nine did not answer, so the class’s true figure lies between 46\xa0% and 83\xa0%."
    )
    assert said in result.words
    assert (
        "There is at least one classmate I could message with a question today.\n11 of the 15 who answered say yes."
        in (result.words)
    )


async def test_then_a_picture_with_the_same_in_words_and_then_numbers(botany: School, olga: Someone) -> None:
    await of_size(botany, 24)
    [result] = await connection(olga, FIFTEEN)

    assert result.chart
    assert 5 == len(result.chart.bars)
    bar = result.chart.bars[0]
    assert ("I feel that I am a part of this course", 0.73, 0.58, 0.85) == (
        bar.label,
        *(round(value or 0, 2) for value in (bar.value, bar.low, bar.high)),
    )
    assert "I feel that I am a part of this course: 73\xa0%, between 58\xa0% and 85\xa0%" in result.chart.alt
    assert "agree: 11 of 15, 73\xa0% (58–85\xa0% if the silent are like the others)" in result.words
    assert "In numbers: yes: 11 of 15, 73\xa0% (58–85\xa0% if the silent are like the others)\n" in result.words


async def test_when_everybody_answered_there_is_no_interval(botany: School, olga: Someone) -> None:
    await of_size(botany, 15)
    [result] = await connection(olga, FIFTEEN)

    assert "Everyone in the class took part." == result.body[0]
    assert "11 of 15 agree. Everyone answered: this is the class." in result.words
    assert result.chart
    assert {(None, None)} == {(bar.low, bar.high) for bar in result.chart.bars}
    assert "between" not in result.words


async def test_when_nobody_said_how_many_there_are_it_says_so_and_how_to_tell(botany: School, olga: Someone) -> None:
    [result] = await connection(olga, FIFTEEN)

    assert "15 took part. I do not know how many are in the class" in result.words
    assert "Staff can tell me with “course size”." in result.words
    assert "did not answer" not in result.words


async def test_of_too_few_nothing_is_told(botany: School, olga: Someone) -> None:
    [result] = await connection(olga, {f"student{n}": "Agree" for n in range(6)})

    assert "Too few took part to show anything without showing who." == result.body[0]
    assert 5 == result.words.count("Too few answers to show anything without showing who.")
    assert result.chart is None
    assert not re.search(r"\b(6|six)\b", result.words)


async def test_what_would_come_too_close_is_told_in_words_without_a_picture(botany: School, olga: Someone) -> None:
    await of_size(botany, 30)
    [result] = await connection(olga, {f"student{n}": "Agree" for n in range(12)})

    assert "Nearly all of those who answered agree." in result.words
    assert "At least 10 of the 30 in the class took part." in result.words
    assert "12" not in result.words
    assert result.chart is None
    assert "“few” is less than a third" in result.words


async def test_a_poll_says_what_was_chosen_most_often(botany: School, olga: Someone) -> None:
    await of_size(botany, 10)
    card = await poll(olga)
    await answer(botany, card, {"Monday": 2, "Tuesday": 6})
    [result] = await close(olga, "poll close")

    assert "“Tuesday” was chosen most often: by six of the eight who answered." in result.words
    assert "Two did not answer, so the class’s true figure lies between 60\xa0% and 80\xa0%." in result.words
    assert "In numbers: Monday 2 (25\xa0%) · Tuesday 6 (75\xa0%) · Wednesday 0 (0\xa0%)" in result.words
    assert result.chart
    assert ["Monday", "Tuesday", "Wednesday"] == [bar.label for bar in result.chart.bars]


async def test_where_opinions_are_divided_nothing_else_is_told(botany: School, olga: Someone) -> None:
    await olga.fill(await olga.call("checkin import"), title="Rooms", items="Where do you work? | home; library; train")
    card = await start(olga, "Rooms")
    await answer(botany, card, {"home": 5, "library": 4, "train": 1})
    [result] = await close(olga)

    assert "Opinions are divided: no answer was chosen by more than two thirds." in result.words
    assert not re.search(r"home|library|train", result.words)


async def test_a_tie_is_called_one(botany: School, olga: Someone) -> None:
    card = await poll(olga)
    await answer(botany, card, {"Monday": 3, "Tuesday": 3})
    [result] = await close(olga, "poll close")

    assert "“Monday”, “Tuesday” were chosen most often: each by three of the six who answered." in result.words


async def test_the_card_that_could_be_answered_says_that_it_is_closed(botany: School, olga: Someone) -> None:
    await poll(olga)
    await close(olga, "poll close")

    [asked, _] = botany.platform.standing(HOME)
    assert "Poll (closed)" == asked.title
    assert ["Support"] == labels(asked)


async def test_before_the_close_nobody_sees_anything(botany: School, olga: Someone, ana: Someone) -> None:
    card = await poll(olga)
    await answer(botany, card, {"Monday": 3, "Tuesday": 3})

    for who in (olga, ana):
        said = words(await who.call("poll results"))
        assert "What is open now closes 2026-03-04T09:00+00:00. Everybody sees its results then, at once" in said


async def test_students_and_staff_read_the_same(botany: School, olga: Someone, ana: Someone) -> None:
    [result] = await connection(olga, FIFTEEN)

    for who in (olga, ana):
        assert result.words == words(await who.call("checkin results"))


@pytest.mark.parametrize("path", ["poll results", "checkin results", "checkin trend"])
async def test_where_nothing_was_closed_it_says_so(botany: School, ana: Someone, path: str) -> None:
    assert re.search("closed", words(await ana.call(path)))


async def test_a_named_poll_tells_everybody_numbers_and_staff_names(
    botany: School, olga: Someone, ana: Someone
) -> None:
    card = await poll(olga, named="yes")
    await tap(card, "Monday", students(botany, 2))
    await close(olga, "poll close")

    read = await ana.call("poll results")
    assert "“Monday” was chosen most often: by two of the two who answered." in words(read)
    assert "This poll was named: staff can see who chose what." in words(read)
    assert "Who chose what" not in labels(read)
    shown = words(await olga.press(await olga.call("poll results"), "Who chose what"))
    assert "Monday: Student0, Student1\nTuesday: nobody" in shown


async def test_nobody_sees_names_of_a_poll_that_was_not_named(botany: School, olga: Someone) -> None:
    card = await poll(olga)
    await answer(botany, card, {"Monday": 8})
    await close(olga, "poll close")

    shown = await olga.call("poll results")
    assert "Who chose what" not in labels(shown)


async def test_much_is_told_page_by_page(botany: School, olga: Someone, ana: Someone) -> None:
    options = "; ".join(f"an answer of about forty characters, {n}" for n in range(8))
    items = "\n".join(f"{'A question that is rather long, ' * 5}{n} | {options}" for n in range(5))
    await olga.fill(await olga.call("checkin import"), title="Long", items=items)
    card = await start(olga, "Long")
    for one in students(botany, 40):
        reply = await one.press(card, "Answer")
        for _ in range(5):
            reply = await one.press(reply, labels(reply)[int(one.name[7:]) % 8])
    posted = await close(olga)
    read = [await ana.call("checkin results")]
    while "Next page" in labels(read[-1]):
        read.append(await ana.press(read[-1], "Next page"))

    assert len(posted) > 1
    assert [card.words for card in posted] == [words(one) for one in read]
    assert f"Page 1 of {len(posted)}." in posted[0].footer


async def test_exit_notes_are_read_by_staff_once_ten_were_written(botany: School, olga: Someone, ana: Someone) -> None:
    await safe(botany)
    await _written(botany, olga, 10)

    [result] = await close(olga)
    assert "Some people wrote something here. Staff read it without names, in mixed order." in result.words
    assert "Fewer than 10 people wrote something here, so nobody reads it." in result.words
    assert "Keep the walks" not in result.words
    notice = next(card for card in botany.platform.told(olga.person) if "Exit note" in card.words)
    read = words(await olga.press(notice, "Read what was written"))
    assert {f"• Keep the walks {n}" for n in range(10)} == {line for line in read.splitlines() if line.startswith("•")}
    assert ["Support"] == labels(await ana.call("checkin results"))
    assert ["Support", "Read what was written"] == labels(await olga.call("checkin results"))


async def test_fewer_exit_notes_are_read_by_nobody(botany: School, olga: Someone) -> None:
    await safe(botany)
    await _written(botany, olga, 9)

    [result] = await close(olga)
    assert 3 == result.words.count("Fewer than 10 people wrote something here, so nobody reads it.")
    assert [] == [card for card in botany.platform.told(olga.person) if "wrote" in card.words]


async def _written(school: School, olga: Someone, count: int) -> None:
    card = await start(olga, "exit")
    for n, one in enumerate(students(school, count)):
        form = await one.press(await one.press(card, "Answer"), "Write")
        await one.fill(form, text=f"Keep the walks {n}")


async def test_a_pulse_is_told_as_load(botany: School, olga: Someone) -> None:
    await safe(botany)
    result = await pulse(olga, 4, 5, 3, 3)

    assert "Six of the 15 who answered found the week heavy or very heavy." in result.words
    assert "Light 4 (27\xa0%) · Okay 5 (33\xa0%) · Heavy 3 (20\xa0%) · Very heavy 3 (20\xa0%)" in result.words
    assert ["Was I the only one?", "Support"] == labels(result)


def test_no_sentence_names_a_cause_a_rank_or_a_p_value() -> None:
    texts = (LOCALES / "en" / "checkin-results.ftl").read_text("utf-8")

    assert [] == [line for line in texts.splitlines() if FORBIDDEN.search(line)]
    assert FORBIDDEN.search("The figure rose because of the walks.")


async def test_in_another_space_nobody_reads_them(botany: School, olga: Someone) -> None:
    [result] = await connection(olga, FIFTEEN)
    [checkin] = await closed(botany)
    mallory = botany.someone("mallory", Place("fake:2", "general"), manages=True)

    for action, *more in (("checkin.page", "1"), ("checkin.mirror",), ("checkin.trend",)):
        button = Button("x", action, (checkin.course, checkin.id, *more))
        assert "No check-in has been closed yet." == words(await mallory.press(button))
    assert result.words == words(await olga.press(Button("x", "checkin.page", (checkin.course, checkin.id, "1"))))
