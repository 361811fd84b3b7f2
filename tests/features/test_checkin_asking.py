"""A check-in is started by staff, who see beforehand what a student will see; some wait for people to turn to."""

from __future__ import annotations

import pytest

from bot.features.checkins import tables
from bot.kernel.cards import Card
from bot.kernel.replies import Update
from tests.features.questioning import counts, open_now, rows, safe, start
from tests.world.people import HOME
from tests.world.school import School, Someone, card_of, labels, words

AGREE = ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"]
NO_CONTACTS = "This waits for 2 safety contacts: people whom students can turn to. “safety contacts add” names them."


async def test_a_pulse_is_answered_on_its_card(botany: School, olga: Someone) -> None:
    await safe(botany)
    card = await start(olga, "pulse")

    assert ["Light", "Okay", "Heavy", "Very heavy", "Prefer not to say", "Later", "Support"] == labels(card)
    assert "How is this week?" in card.words
    assert "If fewer than 7 answer, nothing is shown." in card.words
    assert "no study has tested what they measure" in card.words


@pytest.mark.parametrize("kind", ["pulse", "exit"])
async def test_what_weighs_waits_for_two_safety_contacts(botany: School, olga: Someone, kind: str) -> None:
    assert NO_CONTACTS == words(await olga.call("checkin start", kind=kind))
    assert [] == await open_now(botany)
    await safe(botany)
    await start(olga, kind)

    assert [kind] == [one.kind for one in await open_now(botany)]


async def test_a_connection_check_needs_none(botany: School, olga: Someone) -> None:
    card = await start(olga, "connection")

    assert ["Answer", "Support"] == labels(card)
    assert "5 short questions" in card.words
    assert "If fewer than 7 answer, nothing is shown." in card.words


@pytest.mark.parametrize(("days", "count"), [(0, 5), (35, 6), (36 + 42, 6)])
async def test_whether_staff_act_on_the_answers_is_asked_in_weeks_six_and_twelve(
    botany: School, olga: Someone, days: int, count: int
) -> None:
    await botany.pass_time(days=days)
    await start(olga, "connection")

    [asked] = await open_now(botany)
    assert count == len(asked.items)


async def test_the_same_check_is_open_once(botany: School, olga: Someone) -> None:
    await start(olga, "connection")

    assert "“Connection check” is open already." == words(await olga.call("checkin start", kind="connection"))
    assert 1 == len(await open_now(botany))


async def test_an_unknown_check_is_named_with_those_that_there_are(botany: School, olga: Someone) -> None:
    said = words(await olga.call("checkin start", kind="mood"))

    assert "There is no check-in “mood”. There are: Connection check, Exit note, Pulse." == said


async def test_a_preview_shows_every_screen_of_a_student_and_counts_nothing(botany: School, olga: Someone) -> None:
    seen = [words(screen) for screen in await _preview(olga)]
    await start(olga, "connection")
    real = [words(screen) for screen in await _answers(botany.someone("ana"), botany.platform.standing(HOME)[-1])]
    note = "This is exactly what a student will see. Nothing that you press here is counted.\n"

    assert real == [screen.replace(note, "") for screen in seen]
    assert 7 == len(seen)
    assert 5 == await rows(botany, tables.voters)


async def _preview(olga: Someone) -> list[Card]:
    screens = [card_of(await olga.call("checkin preview", kind="connection"))]
    while (forward := [label for label in labels(screens[-1]) if label in ("Answer", "Agree", "Yes")]) != []:
        reply = await olga.press(screens[-1], forward[0])
        assert isinstance(reply, Update)
        screens.append(reply.card)
    assert {} == await counts(olga.school)
    return screens


async def _answers(who: Someone, card: Card) -> list[Card]:
    screens = [card]
    while (forward := [label for label in labels(screens[-1]) if label in ("Answer", "Agree", "Yes")]) != []:
        screens.append(card_of(await who.press(screens[-1], forward[0])))
    return screens


async def test_a_pulse_can_be_previewed_without_contacts(botany: School, olga: Someone) -> None:
    look = await olga.call("checkin preview", kind="pulse")

    assert "Thank you" in words(await olga.press(look, "Heavy"))
    assert "Support" in labels(look)


async def test_every_question_and_every_thank_you_offers_support(botany: School, olga: Someone) -> None:
    await start(olga, "connection")
    screens = await _answers(botany.someone("ana"), botany.platform.standing(HOME)[-1])

    assert [] == [words(screen) for screen in screens if "Support" not in labels(screen)]


async def test_every_question_says_who_sees_the_answer(botany: School, olga: Someone) -> None:
    await start(olga, "connection")
    screens = await _answers(botany.someone("ana"), botany.platform.standing(HOME)[-1])

    assert [] == [words(screen) for screen in screens[:-1] if "cannot see who said this" not in words(screen)]


async def test_what_can_be_started_and_closed_is_suggested(botany: School, olga: Someone) -> None:
    await start(olga, "connection")
    [asked] = await open_now(botany)

    assert ["connection", "exit", "pulse"] == await olga.suggestions("checkin start", "kind", "")
    assert [asked.id] == await olga.suggestions("checkin close", "checkin", "conn")
    assert [] == await botany.someone("ana").suggestions("checkin close", "checkin", "conn")
    assert [] == await olga.suggestions("poll close", "poll", "")
