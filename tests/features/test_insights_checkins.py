"""Check-ins stand in the week that they ended in, with what was published of them and no more."""

from __future__ import annotations

from tests.features.asking import at
from tests.features.looking_back import figure, set_size, weeks
from tests.features.questioning import poll, students, tap
from tests.features.telling import FIFTEEN, connection
from tests.world.school import School, Someone, words

FIRST, SECOND, THIRD = at("2026-03-09T07:00"), at("2026-03-16T07:00"), at("2026-03-23T07:00")


async def test_how_many_took_part_is_told_of_the_class(botany: School, olga: Someone) -> None:
    await set_size(botany, 24)
    await tap(await poll(olga), "Tuesday", students(botany, 12))

    await botany.pass_time(until=FIRST)

    [week] = await weeks(botany)
    assert ("shown", 1, 1) == figure(week, "check-ins")
    assert ("shown", 0.5, 24) == figure(week, "responses")
    assert "Answered check-ins, of all who were asked: about 50\xa0% (of 24; " in words(await olga.call("insights"))


async def test_too_few_answers_are_no_number(botany: School, olga: Someone) -> None:
    await set_size(botany, 24)
    await tap(await poll(olga), "Tuesday", students(botany, 3))

    await botany.pass_time(until=FIRST)

    [week] = await weeks(botany)
    assert ("few", None, 24) == figure(week, "responses")


async def test_nothing_is_told_of_one_that_is_still_open(botany: School, olga: Someone) -> None:
    await botany.pass_time(until=at("2026-03-08T20:00"))
    await tap(await poll(olga), "Tuesday", students(botany, 9))

    await botany.pass_time(until=FIRST)

    [week] = await weeks(botany)
    assert None is week.get("check-ins")
    assert None is week.get("responses")


async def test_an_answer_to_a_check_is_looked_for_after_ten_days(botany: School, olga: Someone) -> None:
    for days_later in (11, 2):
        await connection(olga, FIFTEEN)
        card = next(card for card in reversed(botany.platform.told(olga.person)) if "You said" in card.title)
        await botany.pass_time(days=days_later)
        await olga.fill(await olga.press(card, "You said, we did …"), said="The list is long.", did="Two texts a week.")
    await botany.pass_time(days=9)

    await botany.pass_time(weeks=1)

    found = [figure(week, "loops") for week in await weeks(botany) if week.get("loops")]
    assert [("shown", 0, 1), ("shown", 1, 1)] == found


async def test_of_what_nobody_heard_no_answer_is_looked_for(botany: School, olga: Someone) -> None:
    await connection(olga, dict(list(FIFTEEN.items())[:2]))

    await botany.pass_time(weeks=3)

    assert [] == [week for week in await weeks(botany) if week.get("loops")]
