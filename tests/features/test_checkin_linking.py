"""Answers are compared from one check to the next for those who said so alone, until 30 days after the course."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from bot.features.checkins import tables
from bot.features.checkins.planning import links
from tests.features.asking import at
from tests.features.questioning import rows, start
from tests.features.telling import close, of_size, through
from tests.features.test_checkin_loop import respond
from tests.world.school import School, Someone, words

OTHERS = 7
"""Who answer, too, and do not let their answers be compared."""


async def wave(olga: Someone, answers: Mapping[str, str], linked: bool = True) -> None:
    """A connection check in which these people answer alike throughout, and let their answers be compared."""
    card = await start(olga, "connection")
    for n in range(OTHERS):
        await through(olga.school.someone(f"other{n}"), card, "Agree")
    for name, label in answers.items():
        await through(olga.school.someone(name), card, label, linked)
    await close(olga)


async def two_waves(olga: Someone, up: int, same: int, down: int, linked: bool = True) -> str:
    """So many go up, stay and go down between two checks; what the trend says then."""
    await of_size(olga.school, 60)
    names = [f"student{n}" for n in range(up + same + down)]
    after = ["Strongly agree"] * up + ["Neither"] * same + ["Disagree"] * down
    await wave(olga, dict.fromkeys(names, "Neither"), linked)
    await respond(olga)
    await olga.school.pass_time(days=35)
    await wave(olga, dict(zip(names, after, strict=True)), linked)
    return words(await olga.call("checkin trend"))


async def test_the_first_question_says_what_it_means_and_one_tap_agrees(
    botany: School, olga: Someone, ana: Someone
) -> None:
    card = await start(olga, "connection")
    first = await ana.press(card, "Answer")
    agreed = await ana.press(first, "Use my answers to see change: no")
    second = await ana.press(agreed, "Agree")

    assert "They then lie under a pseudonym until 30 days after the course." in words(first)
    assert "Use my answers to see change: yes" in repr(agreed)
    assert "pseudonym" not in words(second)
    assert 1 == await rows(botany, tables.links)


async def test_whoever_does_not_say_so_is_not_compared(botany: School, olga: Someone) -> None:
    said = await two_waves(olga, 6, 5, 4, linked=False)

    assert "compared" not in said
    assert [0, 0] == [await rows(botany, table) for table in (tables.links, tables.secrets)]


async def test_unlinked_answers_count_in_each_week_all_the_same(botany: School, olga: Someone) -> None:
    await wave(olga, dict.fromkeys([f"student{n}" for n in range(8)], "Agree"), linked=False)
    [row] = await botany.read(select(tables.checkins.c.result))

    assert 15 == row.result["shown"][0]["answered"]


async def test_the_class_sees_how_many_went_up_stayed_or_went_down(botany: School, olga: Someone) -> None:
    said = await two_waves(olga, 6, 5, 4)

    assert (
        "From week 1 to week 6: of 15 people who let their answers be compared, "
        "six went up, five stayed, four went down. Of those who changed, 60\xa0% went up (31–83\xa0%): cannot tell."
    ) in said


async def test_of_few_nothing_is_told(botany: School, olga: Someone) -> None:
    said = await two_waves(olga, 2, 2, 2)

    assert "From week 1 to week 6: too few let their answers be compared" in said


async def test_one_person_does_not_stand_out(botany: School, olga: Someone) -> None:
    said = await two_waves(olga, 1, 12, 2)

    assert "Hardly any of the people who let their answers be compared went up." in said
    assert "one" not in said.split("From week 1 to week 6:")[1].split("\n")[0].split()


async def test_an_answer_counts_once_here_too(botany: School, olga: Someone, ana: Someone) -> None:
    card = await start(olga, "connection")
    for label in ("Agree", "Disagree"):
        first = await ana.press(card, "Answer")
        if "Use my answers to see change: no" in repr(first):
            first = await ana.press(first, "Use my answers to see change: no")
            kept = first
        await ana.press(kept, label)

    [row] = await botany.read(select(tables.links))
    assert (0, "4") == (row.item, row.option)


async def test_what_is_kept_names_nobody(botany: School, olga: Someone) -> None:
    await wave(olga, {"ana": "Agree"})

    kept = repr(await botany.read(select(tables.links))) + repr(await botany.read(select(tables.secrets)))
    assert "ana" not in kept


async def test_the_key_and_the_answers_go_30_days_after_the_course(botany: School, olga: Someone) -> None:
    await wave(olga, {"ana": "Agree"})
    await botany.pass_time(until=at("2026-06-23T21:59"))
    assert [1, 5] == [await rows(botany, table) for table in (tables.secrets, tables.links)]

    await botany.pass_time(minutes=2)

    assert [0, 0] == [await rows(botany, table) for table in (tables.secrets, tables.links)]


async def test_a_course_that_rests_does_not_keep_them(botany: School, olga: Someone) -> None:
    await wave(olga, {"ana": "Agree"})
    await olga.press(await olga.call("course settings"), "Pause everything")

    await botany.pass_time(until=at("2026-06-23T22:01"))

    assert [0, 0] == [await rows(botany, table) for table in (tables.secrets, tables.links)]


async def test_a_course_that_is_given_more_time_keeps_them_longer(botany: School, olga: Someone) -> None:
    await wave(olga, {"ana": "Agree"})
    await olga.call("course settings", weeks="14")
    await botany.pass_time(until=at("2026-07-07T21:59"))
    assert 1 == await rows(botany, tables.secrets)

    await botany.pass_time(minutes=2)

    assert [0, 0] == [await rows(botany, table) for table in (tables.secrets, tables.links)]


async def test_a_person_is_told_what_is_kept_and_can_be_forgotten(botany: School, olga: Someone) -> None:
    await wave(olga, {"ana": "Agree", "bo": "Disagree"})
    ana, bo = (botany.someone(name).person for name in ("ana", "bo"))

    told = await botany.core.store.read(lambda db: links.export(db, ana))
    await botany.core.store.write(lambda db: links.erase(db, ana))

    said = {"checkin": "Connection check", "question": "I feel that I am a part of this course.", "option": "4"}
    assert said in told
    assert [] == await botany.core.store.read(lambda db: links.export(db, ana))
    assert 5 == len(await botany.core.store.read(lambda db: links.export(db, bo)))


async def test_what_was_told_does_not_change_when_somebody_is_forgotten(botany: School, olga: Someone) -> None:
    said = await two_waves(olga, 6, 5, 4)

    await botany.core.store.write(lambda db: links.erase(db, botany.someone("student0").person))

    assert said == words(await olga.call("checkin trend"))
