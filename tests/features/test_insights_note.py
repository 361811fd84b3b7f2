"""The weekly note: to each of the staff who wants it, in the day, about the class and never about a person."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.kernel.cards import Button
from bot.store.address import Address
from tests.features.asking import at
from tests.features.looking_back import answer, ask, notes, opened, set_size
from tests.world.drawing import faults
from tests.world.school import School, Someone, labels, whispered, words

MORNING = at("2026-03-09T07:00")
"""Eight in Berlin, when the quiet hours end."""


@pytest.fixture
async def school(sqlite_address: Address) -> AsyncIterator[School]:
    async with opened(sqlite_address) as started:
        yield started
    assert {} == {seen: faults(seen) for seen in started.seen() if faults(seen)}


@pytest.fixture
async def week(botany: School, olga: Someone) -> School:
    """A week in which nine of a class of 24 answered a question."""
    await set_size(botany, 24)
    await answer(botany, await ask(botany, olga), 9)
    return botany


async def test_it_comes_when_the_quiet_hours_are_over(week: School, olga: Someone) -> None:
    await week.pass_time(until=MORNING - timedelta(seconds=1))
    before = notes(week, olga)
    await week.pass_time(until=MORNING + timedelta(seconds=1))

    assert [] == before
    [card] = notes(week, olga)
    assert "Botany 101: your note on week 1" == card.title
    assert (
        "About 40\xa0% of the class took part in the questions of this week (of 24; 95\xa0% interval 21 to 61\xa0%).",
        "Nobody takes part in buddies yet.",
        "The one question that five or more answered had its first answer within half an hour "
        "(one question; too few for a 95\xa0% interval).",
        "To try: invite everybody to buddies with /buddies invite.",
    ) == card.body


async def test_every_week_has_one_note_for_each_of_the_staff_and_none_for_students(
    week: School, olga: Someone, ana: Someone
) -> None:
    ines = week.someone("ines")
    await olga.call("course staff add", person=ines.person, role="instructor")
    await olga.call("course staff add", person=ana.person, role="mentor")

    await week.pass_time(until=MORNING)
    await answer(week, await ask(week, olga), 9)
    await week.pass_time(weeks=1)

    for who, count in ((olga, 2), (ines, 2), (ana, 0)):
        assert count == len(notes(week, who)), who.name


async def test_whoever_wants_none_gets_none_until_they_want_it_again(week: School, olga: Someone) -> None:
    await week.pass_time(until=MORNING)
    [card] = notes(week, olga)

    said = await olga.press(card, "No more weekly notes")
    await answer(week, await ask(week, olga), 9)
    await week.pass_time(weeks=1)
    silent = len(notes(week, olga))
    assert "Send me the weekly note" in labels(await olga.call("insights"))
    await olga.call("insights", note="on")
    await answer(week, await ask(week, olga), 9)
    await week.pass_time(weeks=1)

    assert "no more weekly notes to you" in words(said)
    assert (1, 2) == (silent, len(notes(week, olga)))
    assert "No more weekly notes" in labels(await olga.call("insights"))


async def test_students_are_asked_for_no_note(week: School, ana: Someone) -> None:
    await week.pass_time(until=MORNING)

    assert "people with one of these roles" in whispered(await ana.call("insights", note="off"))
    assert {"As a table (CSV)", "As data (JSON)"} == set(labels(await ana.call("insights")))


async def test_a_note_that_could_not_be_said_for_days_is_not_said_any_more(week: School, olga: Someone) -> None:
    await week.pass_time(until=MORNING - timedelta(minutes=1))
    week.clock.advance(days=4)

    await week.pass_time(hours=1)

    assert [] == notes(week, olga)


async def test_its_button_shows_all_figures(week: School, olga: Someone) -> None:
    await week.pass_time(until=MORNING)

    shown = await olga.press(notes(week, olga)[0], "Show all figures")

    assert "Took part in any way, of the class: about 40\xa0%" in words(shown)


async def test_who_is_off_the_staff_gets_no_note_and_cannot_press_for_figures(week: School, olga: Someone) -> None:
    ines = week.someone("ines")
    await olga.call("course staff add", person=ines.person, role="instructor")
    await week.pass_time(until=MORNING)
    [card] = notes(week, ines)

    await olga.call("course staff remove", person=ines.person)
    await answer(week, await ask(week, olga), 9)
    await week.pass_time(weeks=1)

    assert 1 == len(notes(week, ines))
    off = next(button for button in card.controls if isinstance(button, Button) and button.action == "insights.note")
    assert "people with one of these roles" in whispered(await ines.press(off))
