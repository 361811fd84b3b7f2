"""You said, we did: staff owe the class an answer after a check, and the next of its kind waits for it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.features.checkins.tables import loops
from bot.kernel.replies import Mend
from tests.features.questioning import open_now, poll, safe, start
from tests.features.telling import FIFTEEN, answer, close, connection, notices, pulse, respond
from tests.world.people import HOME
from tests.world.school import School, Someone, labels, words

OWED = (
    "The class has not heard yet what follows from “Connection check” of week 1. "
    "The next one opens when you have answered it: I sent every one of you a form for that."
)


async def test_when_a_check_closes_staff_get_the_form(botany: School, olga: Someone) -> None:
    await connection(olga, FIFTEEN)

    [notice] = notices(botany, olga)
    assert "“Connection check” of week 1 is closed. Please tell the class what you heard" in notice.words
    assert ["You said, we did …", "Nothing to change, as …"] == labels(notice)


async def test_the_class_reads_the_answer(botany: School, olga: Someone) -> None:
    await connection(olga, FIFTEEN)

    assert "Posted. Thank you" in await respond(olga)
    posted = botany.platform.standing(HOME)[-1]
    assert "Connection check, week 1: you said, we did" == posted.title
    assert "You said:\nThe list is long.\nWe did:\nTwo texts a week." in posted.words


async def test_that_nothing_changes_is_an_answer_too(botany: School, olga: Someone) -> None:
    await connection(olga, FIFTEEN)

    form = await olga.press(notices(botany, olga)[0], "Nothing to change, as …")
    await olga.fill(form, did="the dates are not ours")
    await botany.settle()

    assert "Nothing changes for now, as …\nthe dates are not ours" in botany.platform.standing(HOME)[-1].words
    await start(olga, "connection")
    assert ["connection"] == [one.kind for one in await open_now(botany)]


async def test_until_then_the_next_of_its_kind_does_not_open(botany: School, olga: Someone) -> None:
    await safe(botany)
    await connection(olga, FIFTEEN)

    assert OWED == words(await olga.call("checkin start", kind="connection"))
    await start(olga, "pulse")
    await poll(olga)
    assert {"pulse", "poll"} == {one.kind for one in await open_now(botany)}
    await respond(olga)
    await start(olga, "connection")
    assert {"pulse", "poll", "connection"} == {one.kind for one in await open_now(botany)}


async def test_a_pulse_waits_for_the_answer_to_the_last_one_too(botany: School, olga: Someone) -> None:
    await safe(botany)
    await pulse(olga, 4, 5, 3, 3)

    assert "“Pulse” of week 1" in words(await olga.call("checkin start", kind="pulse"))
    await respond(olga)
    await start(olga, "pulse")
    assert ["pulse"] == [one.kind for one in await open_now(botany)]


async def test_of_their_own_questions_each_set_waits_for_itself(botany: School, olga: Someone) -> None:
    for title in ("Rooms", "Groups"):
        await olga.fill(await olga.call("checkin import"), title=title, items="Is it good?")
    card = await start(olga, "Rooms")
    await answer(botany, card, {"Agree": 5, "Disagree": 5})
    await close(olga)

    assert "“Rooms” of week 1" in words(await olga.call("checkin start", kind="Rooms"))
    await start(olga, "Groups")
    assert ["Groups"] == [one.title for one in await open_now(botany)]


async def test_what_nothing_could_be_told_of_is_owed_nothing(botany: School, olga: Someone) -> None:
    await connection(olga, {"ana": "Agree"})

    assert [] == notices(botany, olga)
    await start(olga, "connection")
    assert ["connection"] == [one.kind for one in await open_now(botany)]


async def test_staff_alone_are_reminded_once_a_week_until_it_is_posted(
    botany: School, olga: Someone, ana: Someone
) -> None:
    await connection(olga, FIFTEEN)
    await botany.pass_time(days=15)
    assert 3 == len(notices(botany, olga))
    assert [] == notices(botany, ana)

    await respond(olga)
    await botany.pass_time(days=15)

    assert 3 == len(notices(botany, olga))


async def test_nobody_is_reminded_after_the_course(botany: School, olga: Someone) -> None:
    await botany.pass_time(days=7 * 11)
    await connection(olga, FIFTEEN)
    await botany.pass_time(days=40)

    assert 1 == len(notices(botany, olga))


async def test_it_is_posted_once(botany: School, olga: Someone) -> None:
    await connection(olga, FIFTEEN)
    form = await olga.press(notices(botany, olga)[0], "You said, we did …")

    for _ in range(2):
        again = await olga.fill(form, said="The list is long.", did="Two texts a week.")

    assert "The class has this answer already." == words(again)
    assert "The class has this answer already." == words(
        await olga.press(notices(botany, olga)[0], "Nothing to change, as …")
    )
    assert 1 == len(await botany.read(select(loops)))


@pytest.mark.parametrize(("said", "did"), [("", "Two texts"), ("The list", " "), ("", "")])
async def test_an_empty_answer_is_none(botany: School, olga: Someone, said: str, did: str) -> None:
    await connection(olga, FIFTEEN)
    form = await olga.press(notices(botany, olga)[0], "You said, we did …")

    assert isinstance(await olga.fill(form, said=said, did=did), Mend)
    assert [] == await botany.read(select(loops))


async def test_students_do_not_answer_for_staff(botany: School, olga: Someone, ana: Someone) -> None:
    await connection(olga, FIFTEEN)

    said = await ana.press(notices(botany, olga)[0], "You said, we did …")

    assert "owner" in words(said)
