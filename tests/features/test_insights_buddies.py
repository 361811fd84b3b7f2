"""What is told of buddies: who takes part, which groups are two-way, who has ties; never who has none."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

import pytest

from bot.store.address import Address
from tests.features.asking import at
from tests.features.looking_back import answer, ask, figure, opened, set_size, weeks
from tests.features.together import Together, meet
from tests.world.drawing import faults
from tests.world.school import School, Someone, open_course, whispered, words

FIRST, SECOND = at("2026-03-09T07:00"), at("2026-03-16T07:00")


@pytest.fixture
async def school(sqlite_address: Address) -> AsyncIterator[School]:
    async with opened(sqlite_address) as started:
        yield started
    assert {} == {seen: faults(seen) for seen in started.seen() if faults(seen)}


async def pairs(school: School, count: int) -> list[Together]:
    """So many pairs have just been introduced."""
    return [await meet(school, f"one{n}", f"two{n}", id_=f"round{n}") for n in range(count)]


async def talk(school: School, groups: Sequence[Together], steps: int = 2) -> None:
    """Both answer, as often, two and a half days apart."""
    for _ in range(steps):
        for group in groups:
            await group.answer_all()
        await school.pass_time(hours=60)


async def test_ties_are_of_those_who_wrote_twice_to_each_other(botany: School, olga: Someone) -> None:
    met = await pairs(botany, 12)
    await talk(botany, met[:6])
    await talk(botany, met[6:8], steps=1)

    await botany.pass_time(until=FIRST)
    await botany.pass_time(until=SECOND)

    [first, second] = await weeks(botany)
    assert None is first.get("ties-one"), "an exchange needs a week"
    assert ("shown", 0.5, 24) == figure(second, "ties-one")
    assert ("few", None, 24) == figure(second, "ties-two")
    isolates = second.get("isolates")
    assert isolates is not None
    assert "5+" == isolates.band


async def test_two_way_groups_are_those_in_which_both_wrote_within_three_days(botany: School, olga: Someone) -> None:
    met = await pairs(botany, 12)
    await talk(botany, met[:5], steps=1)
    await botany.pass_time(hours=14)
    for group in met[5:]:
        await group.answer(group.people[0], "A lone word")

    await botany.pass_time(until=FIRST)

    [week] = await weeks(botany)
    assert ("shown", 0.4, 12) == figure(week, "two-way")


async def test_how_far_they_came_is_the_middle_of_all_groups(botany: School, olga: Someone) -> None:
    met = await pairs(botany, 6)
    await talk(botany, met)

    await botany.pass_time(until=FIRST)

    [week] = await weeks(botany)
    assert ("shown", 3, 6) == figure(week, "ladder-step")


async def test_where_two_exchanges_meet_nobody_counts_twice(botany: School, olga: Someone) -> None:
    """Of twelve groups six share everybody with the others: they stand for twelve people, not for 24."""
    met = await pairs(botany, 6)
    await talk(botany, met)
    for n in range(6):
        await meet(botany, f"one{n}", f"two{(n + 1) % 6}", id_=f"again{n}")

    await botany.pass_time(until=FIRST)

    [week] = await weeks(botany)
    assert ("shown", 3, 6) == figure(week, "ladder-step")


async def test_who_takes_part_is_told_of_the_class_where_its_size_is_known(botany: School, olga: Someone) -> None:
    await set_size(botany, 40)
    for n in range(16):
        await botany.someone(f"student{n}").call("buddy join")

    await botany.pass_time(until=FIRST)

    [week] = await weeks(botany)
    assert ("shown", 0.4, 40) == figure(week, "buddy-take-up")
    assert "Take part in buddies, of the class: about 40\xa0% (of 40; 95\xa0% interval 22 to 58\xa0%)" in words(
        await olga.call("insights")
    )


async def test_and_in_fives_where_it_is_not(botany: School, olga: Someone) -> None:
    for n in range(13):
        await botany.someone(f"student{n}").call("buddy join")

    await botany.pass_time(until=FIRST)

    assert "Take part in buddies: 10 to 14" in words(await olga.call("insights"))


async def test_burden_is_of_skips_pauses_and_goodbyes_of_the_week(botany: School, olga: Someone, ana: Someone) -> None:
    question = await ask(botany, olga)
    for n in range(6):
        await botany.someone(f"student{n}").press(question, "Skip")
    for n in range(4):
        who = botany.someone(f"student{n}")
        await who.call("buddy join")
        await who.call("buddy leave")
    for n in range(9):
        await botany.someone(f"later{n}").press(question, "Later")

    await botany.pass_time(until=FIRST)
    await botany.pass_time(until=SECOND)

    [first, second] = await weeks(botany)
    assert ("shown", 120, 10) == figure(first, "burden"), "10 to 14 of 10 messages"
    assert None is second.get("burden") or "few" == figure(second, "burden")[0]
    assert "hundred messages" not in whispered(await ana.call("insights"))


@pytest.mark.parametrize(("apart", "band"), [(0, "none"), (1, "1-4"), (4, "1-4"), (6, "5+")])
async def test_those_without_a_tie_are_a_band_and_only_for_staff(
    botany: School, olga: Someone, ana: Someone, apart: int, band: str
) -> None:
    met = await pairs(botany, 8)
    for n in range(apart % 2):
        await botany.someone(f"alone{n}").call("buddy join")
    await talk(botany, met[: 8 - apart // 2])

    await botany.pass_time(until=SECOND)

    isolates = (await weeks(botany))[-1].get("isolates")
    assert isolates is not None
    assert (band, True) == (isolates.band, isolates.staff_only)
    staff, student = words(await olga.call("insights")), words(await ana.call("insights"))
    assert "have no exchange yet" in staff
    assert "have no exchange yet" not in student
    assert ("plan a mixer" in str(botany.platform.told(olga.person))) == (band != "none")


async def test_late_answers_of_one_question_do_not_make_a_tie_of_two_people(botany: School, olga: Someone) -> None:
    """Two answers to one question each is one exchange, not two."""
    met = await pairs(botany, 8)
    await talk(botany, met, steps=1)

    await botany.pass_time(until=SECOND)

    week = (await weeks(botany))[-1]
    assert ("few", None, 16) == figure(week, "ties-one")


async def test_icebreakers_and_buddies_stand_in_one_card(botany: School, olga: Someone) -> None:
    await answer(botany, await ask(botany, olga), 9)
    await talk(botany, await pairs(botany, 8))

    await botany.pass_time(until=SECOND)

    shown = words(await olga.call("insights"))
    assert "Buddy groups in which two or more wrote" not in shown, "none is new in this week"
    assert "Have an exchange with at least one person" in shown


async def test_both_databases_tell_the_same(address: Address) -> None:
    async with opened(address) as school:
        olga = school.someone("olga", manages=True)
        await open_course(olga)
        question = await ask(school, olga)
        await answer(school, question, 9)
        for n in range(9, 18):
            await school.someone(f"student{n}").press(question, "Skip")
        await talk(school, await pairs(school, 8), steps=1)
        await school.pass_time(until=SECOND)

        first, second = await weeks(school)

    assert {
        "asked": (1, 1),
        "took-part-seen": (0.5, 18),
        "rungs": (None, 5),
        "prompts": (None, 0),
        "first-reply": (0, 1),
        "answered-in-a-day": (1, 1),
        "passes": (None, 5),
        "burden": (21, 33),
        "buddy-members": (15, 15),
        "two-way": (None, 8),
        "ladder-step": (2, 8),
    } == {one.key: (one.value, one.n) for one in first.figures}
    assert {"buddy-members", "ladder-step", "ties-one", "ties-two", "isolates"} <= {one.key for one in second.figures}
