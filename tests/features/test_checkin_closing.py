"""A check-in ends once: what may be published is, for everybody and for good, and everything else is destroyed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.features.checkins import tables
from bot.features.checkins.answering.counting import UNSAID
from bot.features.checkins.model import Result
from bot.kernel.cards import Card
from bot.kernel.replies import Update, Whisper
from bot.store.address import Address
from tests.features.questioning import closed, open_now, poll, rows, safe, start, students, tap
from tests.world.people import HOME
from tests.world.school import School, Someone, control_of, labels, open_course, words


async def result(school: School) -> Result:
    """Of the check-in that was closed last."""
    found = (await closed(school))[0].result
    assert found
    return found


async def test_at_its_time_everything_but_the_result_is_gone(botany: School, olga: Someone) -> None:
    card = await poll(olga)
    await tap(card, "Tuesday", students(botany, 6))
    assert [1, 6, 1, 0] == [await rows(botany, table) for table in UNSAID]
    await botany.pass_time(days=2)

    assert [0, 0, 0, 0] == [await rows(botany, table) for table in UNSAID]
    assert {"0": 0, "1": 6, "2": 0} == dict((await result(botany)).shown[0].counts)


async def test_no_result_is_seen_by_anybody_before_the_close(botany: School, olga: Someone, ana: Someone) -> None:
    card = await poll(olga)
    before = len(botany.platform.every)
    replies = [words(await one.press(card, "Tuesday")) for one in students(botany, 8)]
    await botany.pass_time(hours=47)

    assert 1 == len(set(replies))
    assert {words(await ana.press(card, "Later"))} == {
        "No hurry: it is open until 2026-03-04T09:00+00:00. Nothing is lost, and you go on where you stopped."
    }
    assert [] == [seen.words for seen in botany.platform.every[before:] if "8" in seen.words.replace("2026-03", "")]


async def test_a_late_answer_is_not_counted_and_hears_the_result(botany: School, olga: Someone, ana: Someone) -> None:
    card = await poll(olga)
    await tap(card, "Tuesday", students(botany, 6))
    await botany.pass_time(days=3)
    before = await result(botany)
    reply = await ana.press(card, "Monday")

    assert isinstance(reply, Whisper)
    assert words(reply).split("\n")[1] == "This is closed, so nothing more is counted. Here is the result:"
    assert before == await result(botany)


async def test_who_comes_too_late_to_one_question_of_many_hears_the_result_too(
    botany: School, olga: Someone, ana: Someone
) -> None:
    first = await ana.press(await start(olga, "connection"), "Answer")
    await botany.pass_time(days=8)

    for reply in (await ana.press(first, "Agree"), await ana.press(first, "Later")):
        assert isinstance(reply, Update)
        assert "nothing more is counted" in words(reply)


async def test_the_first_who_comes_too_late_closes_it_where_the_bot_was_asleep(
    botany: School, olga: Someone, ana: Someone
) -> None:
    card = await poll(olga)
    await tap(card, "Tuesday", students(botany, 6))
    botany.clock.advance(days=30)
    reply = await ana.press(card, "Monday")

    assert "nothing more is counted" in words(reply)
    assert [0, 0, 0, 0] == [await rows(botany, table) for table in UNSAID]
    said = len(botany.platform.standing(HOME))
    await botany.settle()
    after = [card.words for card in botany.platform.standing(HOME)]
    assert said + 1 == len(after)
    assert 1 == len([one for one in after if "Tuesday" in one])


async def test_a_clock_that_goes_back_does_not_open_it_again(botany: School, olga: Someone, ana: Someone) -> None:
    card = await poll(olga)
    await tap(card, "Tuesday", students(botany, 6))
    await botany.pass_time(days=3)
    before = await result(botany)
    botany.clock.advance(days=-3)
    reply = await ana.press(card, "Monday")
    await botany.pass_time(days=4)

    assert "nothing more is counted" in words(reply)
    assert before == await result(botany)
    assert 1 == len([card for card in botany.platform.standing(HOME) if "Tuesday" in card.words])


async def test_it_is_published_once_though_staff_closed_it_before_its_time(botany: School, olga: Someone) -> None:
    card = await poll(olga)
    await tap(card, "Tuesday", students(botany, 6))
    await olga.call("poll close")
    await botany.pass_time(days=5)

    assert "Nothing of that kind is open." == words(await olga.call("poll close"))
    assert 1 == len([card for card in botany.platform.standing(HOME) if "Tuesday" in card.words])
    assert "Monday" not in labels(botany.platform.standing(HOME)[0])


async def test_a_poll_of_a_course_that_is_gone_is_gone_with_its_key(botany: School, olga: Someone) -> None:
    from bot.store import courses
    from tests.features.questioning import course_id

    await tap(await poll(olga), "Tuesday", students(botany, 6))
    course = await course_id(botany)
    await botany.core.store.write(lambda db: courses.remove(db, course))
    await botany.pass_time(days=3)

    assert [0, 0, 0, 0] == [await rows(botany, table) for table in UNSAID]
    assert 0 == await rows(botany, tables.checkins)


async def test_everybody_very_heavy_is_never_said(botany: School, olga: Someone) -> None:
    await safe(botany)
    card = await start(olga, "pulse")
    await tap(card, "Very heavy", students(botany, 12))
    await botany.pass_time(days=4)

    [shown] = (await result(botany)).shown
    assert ("words", 10, ()) == (shown.form, shown.answered, shown.counts)


async def test_six_pulses_are_too_few_and_seven_are_enough(botany: School, olga: Someone) -> None:
    await safe(botany)
    forms = []
    for count in (6, 7):
        card = await start(olga, "pulse")
        await tap(card, "Okay", students(botany, count))
        await botany.pass_time(days=4)
        forms.append((await result(botany)).shown[0].form)

    assert ["fewer", "words"] == forms


async def test_a_poll_asked_again_is_told_so_that_nobody_can_be_subtracted(botany: School, olga: Someone) -> None:
    """Ten of a class of eleven, and then all of them: the difference would be one person's answer."""
    forms = []
    for count in (10, 11):
        await olga.call("course size", students=11)
        card = await poll(olga)
        people = students(botany, count)
        await tap(card, "Tuesday", people[:5])
        await tap(card, "Monday", people[5:])
        await olga.call("poll close")
        forms.append((await result(botany)).shown[0].form)
        botany.clock.advance(hours=1)

    assert "table" == forms[0]
    assert forms[1] in ("words", "withheld")


@pytest.mark.parametrize(("count", "published"), [(9, 0), (10, 10)])
async def test_words_are_published_when_ten_have_written(
    botany: School, olga: Someone, count: int, published: int
) -> None:
    await safe(botany)
    note = await start(olga, "exit")
    for number, one in enumerate(students(botany, count)):
        form = await one.press(await one.press(note, "Answer"), "Write")
        await one.fill(form, text=f"Text {number}")
    await botany.pass_time(days=8)

    found = await result(botany)
    assert published == len(found.texts[0])
    assert {f"Text {number}" for number in range(published)} == set(found.texts[0])
    assert [0, 0, 0, 0] == [await rows(botany, table) for table in UNSAID]


async def test_a_draft_that_was_never_asked_goes_with_the_next(botany: School, olga: Someone) -> None:
    await olga.call("poll ask", question="Which day?", options="Monday; Tuesday")
    botany.clock.advance(days=2)
    await olga.call("poll ask", question="Which hour?", options="Ten; Two")

    assert ["Which hour?"] == [row.title for row in await botany.read(select(tables.checkins.c.title))]
    assert [] == await open_now(botany)


async def test_a_vote_with_a_name_is_closed_like_any_other(botany: School, olga: Someone, ana: Someone) -> None:
    card = await poll(olga, named=True)
    await ana.press(card, "Monday")
    await botany.pass_time(days=3)
    reply = await ana.press(card, "Tuesday")

    assert "nothing more is counted" in words(reply)
    assert [["0"]] == [row.options for row in await botany.read(select(tables.votes.c.options))]


async def test_closing_takes_the_answers_from_the_card(botany: School, olga: Someone) -> None:
    card: Card = await poll(olga)
    assert control_of(card, "Tuesday")
    await botany.pass_time(days=3)

    assert ["Support"] == labels(botany.platform.standing(HOME)[0])


async def test_the_same_life_has_other_keys_each_time(tmp_path: Path, migrated_file: Path) -> None:
    """The chance of a course can be had once more from its seed; a key must not."""
    keys = []
    for name in ("one", "other"):
        address = Address.parse(f"sqlite:///{shutil.copy(migrated_file, tmp_path / name)}")
        async with School.opened(address) as school:
            olga = school.someone("olga", manages=True)
            await open_course(olga)
            await poll(olga)
            keys += [(row.checkin, row.key) for row in await school.read(select(tables.keys))]

    assert 2 == len(keys)
    assert keys[0][0] == keys[1][0]
    assert keys[0][1] != keys[1][1]
