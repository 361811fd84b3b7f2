"""One question over the weeks: as it was published each time, and what it can and cannot tell."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.checkins.telling import waves
from bot.statistics.estimates import Share
from tests.features.questioning import safe, start
from tests.features.telling import answer, close, connection, of_size, pulse, respond
from tests.world.school import School, Someone, card_of, control_of, labels, words


def people(agree: int, disagree: int) -> Mapping[str, str]:
    return {f"student{n}": "Agree" if n < agree else "Disagree" for n in range(agree + disagree)}


async def twice(olga: Someone, first: tuple[int, int], second: tuple[int, int]) -> None:
    """Two connection checks, five weeks apart, in a class of forty."""
    await of_size(olga.school, 40)
    await connection(olga, people(*first))
    await respond(olga)
    await olga.school.pass_time(days=35)
    await connection(olga, people(*second))


async def test_each_week_stands_with_its_number_of_answers_and_its_interval(
    botany: School, olga: Someone, ana: Someone
) -> None:
    await twice(olga, (11, 4), (14, 6))

    shown = await ana.call("checkin trend")

    assert "Over the weeks: Connection check" == card_of(shown).title
    assert "Week 1: 73\xa0% agree (11 of 15; 53–87\xa0%)\nWeek 6: 70\xa0% agree (14 of 20; 54–82\xa0%)" in words(shown)


async def test_the_picture_is_a_line_with_the_same_in_words(botany: School, olga: Someone) -> None:
    await twice(olga, (11, 4), (14, 6))

    chart = card_of(await olga.call("checkin trend")).chart

    assert chart
    assert chart.line
    assert ["Week 1", "Week 6"] == [bar.label for bar in chart.bars]
    assert "Week 1: 73\xa0%, between 53\xa0% and 87\xa0%; Week 6: 70\xa0%, between 54\xa0% and 82\xa0%" in chart.alt


async def test_it_says_what_cannot_be_told_from_noise(botany: School, olga: Someone) -> None:
    await twice(olga, (11, 4), (14, 6))

    said = words(await olga.call("checkin trend"))

    assert "the intervals overlap. Whether the figure moved, this cannot tell." in said
    assert "Changes under 0.5 points, on the scale of five, cannot be told from noise with 20 answers." in said
    assert "After a low figure" not in said


async def test_a_low_beginning_comes_with_a_warning(botany: School, olga: Someone) -> None:
    await twice(olga, (5, 25), (26, 6))

    said = words(await olga.call("checkin trend"))

    assert "the intervals lie apart. That the figure moved is clear; why it did, this does not say." in said
    assert "The first figure was low. After a low figure the next is often higher by itself." in said


async def test_what_was_told_in_words_stays_in_words(botany: School, olga: Someone) -> None:
    await twice(olga, (12, 0), (14, 6))

    shown = await olga.call("checkin trend")

    assert "Week 1: Nearly all of those who answered agree." in words(shown)
    assert "Two weeks or more with exact figures can be set side by side." in words(shown)
    assert card_of(shown).chart is None


async def test_another_question_is_one_tap_away(botany: School, olga: Someone, ana: Someone) -> None:
    await twice(olga, (11, 4), (14, 6))
    shown = await ana.call("checkin trend")

    other = await ana.press(shown, "Another question", "1")

    assert "There is at least one classmate" in words(other)
    assert "73\xa0% yes" in words(other)
    assert "points, on the scale of five" not in words(other)
    assert 6 == len(control_of(shown, "Another question").options)  # type: ignore[union-attr]


async def test_a_question_asked_only_once_stands_alone(botany: School, olga: Someone) -> None:
    await twice(olga, (11, 4), (14, 6))

    last = await olga.press(await olga.call("checkin trend"), "Another question", "5")

    assert "I expect the teaching team to act" in words(last)
    assert "Week 6: 70\xa0%" in words(last)
    assert "Week 1" not in words(last)


async def test_a_pulse_has_one_question(botany: School, olga: Someone) -> None:
    await safe(botany)
    await of_size(botany, 40)
    await pulse(olga, 4, 5, 3, 3)
    await botany.pass_time(days=7)
    await respond(olga)
    await pulse(olga, 4, 4, 4, 4)

    shown = await olga.call("checkin trend", kind="pulse")

    assert "Week 1: 40\xa0% heavy or very heavy (6 of 15;" in words(shown)
    assert "Week 2: 50\xa0% heavy or very heavy (8 of 16;" in words(shown)
    assert [] == labels(shown)


async def test_their_own_questions_are_named_by_their_title(botany: School, olga: Someone) -> None:
    await of_size(botany, 40)
    await olga.fill(await olga.call("checkin import"), title="Rooms", items="Is it good?")
    card = await start(olga, "Rooms")
    await answer(botany, card, {"Agree": 5, "Disagree": 5})
    await close(olga)

    shown = await olga.call("checkin trend", kind="rooms")

    assert ["Rooms"] == await olga.suggestions("checkin trend", "kind", "roo")
    assert words(shown) == words(await olga.call("checkin trend", kind="own"))
    assert "Over the weeks: Rooms" == card_of(shown).title
    assert "Week 1: 50\xa0% agree (5 of 10;" in words(shown)


async def test_questions_without_sides_have_no_line(botany: School, olga: Someone) -> None:
    await olga.fill(await olga.call("checkin import"), title="Rooms", items="Which? | this; that")
    card = await start(olga, "Rooms")
    await answer(botany, card, {"this": 5, "that": 5})
    await close(olga)

    assert "There is nothing to show over the weeks yet" in words(await olga.call("checkin trend", kind="own"))


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (Share(5, 30, 40), Share(26, 32, 40), "clear"),
        (Share(11, 15, 40), Share(14, 20, 40), "cannot-tell"),
        (Share(10, 20, 20), Share(11, 20, 20), "clear"),
        (Share(10, 20, 20), Share(10, 20, 20), "cannot-tell"),
    ],
)
def test_a_move_is_clear_when_the_intervals_lie_apart(first: Share, last: Share, found: str) -> None:
    assert found == waves.moved(first, last)


@given(st.integers(1, 60), st.data())
def test_whether_it_moved_does_not_depend_on_which_week_came_first(size: int, data: st.DataObject) -> None:
    shares = [Share(data.draw(st.integers(0, n)), n, size) for n in (data.draw(st.integers(1, size)) for _ in range(2))]

    assert waves.moved(*shares) == waves.moved(*reversed(shares))
