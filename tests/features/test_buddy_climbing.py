"""A group climbs slowly: depth rises with the weeks, never after a skip or past anybody's wish."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.buddies.exchanges.climbing import Level, Span, Wishes, choose
from bot.library.ladders import STEPS, Ladder, choose_ladder
from bot.library.load import Library

OPENED = datetime(2026, 3, 2, 9, tzinfo=UTC)
SPAN = Span(OPENED, OPENED + timedelta(weeks=3))


@pytest.fixture
def ladders(library: Library) -> tuple[Ladder, ...]:
    return library.ladders


def climb(wishes: Wishes, level: Level = Level()) -> list[int]:  # noqa: B008 - a frozen value
    """The depth of each step, for people who always answer in time and skip nothing."""
    depths = []
    for number in range(1, STEPS + 1):
        level = level.next(wishes.cap(SPAN, SPAN.due(number, None)), number)
        depths.append(level.depth)
    return depths


def test_nine_steps_are_spread_over_three_weeks() -> None:
    days = [(SPAN.due(number, None) - OPENED) / timedelta(days=1) for number in range(1, STEPS + 1)]

    assert [0, 2, 4, 7, 9, 11, 14, 16, 18] == [int(day) for day in days]


def test_a_step_leaves_time_to_read_what_was_answered_to_the_one_before() -> None:
    late = OPENED + timedelta(days=6)

    assert late + timedelta(hours=20) == SPAN.due(3, late)
    assert SPAN.due(9, None) == SPAN.due(9, late)


def test_whoever_is_late_says_goodbye_in_the_last_slot_if_they_are_past_the_half() -> None:
    late = SPAN.due(STEPS, None)

    assert [7, STEPS] == [SPAN.after(6, late - timedelta(minutes=1)), SPAN.after(6, late)]
    assert [5, STEPS] == [SPAN.after(4, late), SPAN.after(5, late)]
    assert STEPS == SPAN.after(STEPS - 1, late)


@pytest.mark.parametrize(
    ("wishes", "depths"),
    [
        (Wishes(), [1, 1, 2, 2, 2, 3, 3, 3, 3]),
        (Wishes(deep=True), [1, 1, 2, 2, 2, 3, 4, 4, 4]),
        (Wishes(young=True), [1, 1, 2, 2, 2, 2, 2, 2, 2]),
        (Wishes(deep=True, young=True), [1, 1, 2, 2, 2, 2, 2, 2, 2]),
    ],
)
def test_depth_rises_about_once_a_week_and_keeps_to_what_all_wish(wishes: Wishes, depths: list[int]) -> None:
    assert depths == climb(wishes)


def test_who_asked_to_stay_is_led_no_deeper() -> None:
    level = Level(2, frozen=True)
    for number in range(4, STEPS + 1):
        level = level.next(4, number)

    assert 2 == level.depth


def test_a_skip_keeps_the_depth_and_a_second_one_takes_it_down() -> None:
    once = Level(3).skipped()
    twice = once.skipped()
    thrice = twice.skipped()

    assert [3, 2, 2] == [level.depth for level in (once, twice, thrice)]
    assert 1 == Level(1, skips=1).skipped().depth


def test_depth_never_rises_after_a_skip() -> None:
    skipped = Level(2).skipped()

    assert Level(2, skips=0) == skipped.next(cap=4, number=5)
    assert 3 == skipped.next(cap=4, number=5).next(cap=4, number=6).depth


@given(st.lists(st.sampled_from(["answer", "skip", "freeze"]), max_size=60), st.booleans(), st.booleans())
def test_however_they_climb_depth_rises_by_one_at_most_and_within_every_limit(
    acts: list[str], deep: bool, young: bool
) -> None:
    wishes, level, number = Wishes(deep, young), Level(), 1
    for act in acts:
        before = level
        if act == "skip":
            level = level.skipped()
            assert level.depth <= before.depth
        elif act == "freeze":
            level = Level(level.depth, frozen=True, skips=level.skips)
        elif number < STEPS:
            number += 1
            cap = wishes.cap(SPAN, SPAN.due(number, None))
            level = level.next(cap, number)
            assert level.depth <= min(cap, before.depth + 1)
            assert not (before.frozen or before.skips) or level.depth <= before.depth
        assert 1 <= level.depth <= (2 if young else 4 if deep else 3)


def test_every_ladder_has_a_question_for_every_step_at_every_depth(ladders: tuple[Ladder, ...]) -> None:
    for ladder in ladders:
        for number in range(1, STEPS + 1):
            for depth in (1, 2, 3):
                found = choose((ladder, *ladders), number, depth, (), lambda question: not question.placeholders)
                assert found, (ladder.id, number, depth)
                assert found.depth == min(depth, ladder.step(number).depth)


def test_skipping_never_brings_a_question_twice(ladders: tuple[Ladder, ...]) -> None:
    own, asked = ladders[0], list[str]()
    while found := choose((own, *ladders[1:]), 3, 2, asked, lambda question: True):
        asked.append(found.question.id)

    assert len(asked) == len(set(asked))
    assert len(asked) > 10, "other ladders lend what they keep for skips"
    assert own.step(3).id == asked[0]


def test_depth_four_is_asked_only_of_those_who_may_be(ladders: tuple[Ladder, ...]) -> None:
    ladder = next(one for one in ladders if one.step(8).deeper)
    deeper = ladder.step(8).deeper
    assert deeper is not None

    assert (deeper.id, 4) == _id(choose((ladder,), 8, 4, (), lambda question: True))
    assert (ladder.step(8).id, 3) == _id(choose((ladder,), 8, 3, (), lambda question: True))
    assert (ladder.step(8).id, 3) == _id(choose((ladder,), 8, 4, (deeper.id,), lambda question: True))


def _id(choice: object) -> tuple[str, int]:
    return choice.question.id, choice.depth  # type: ignore[attr-defined]


def test_two_who_meet_again_climb_another_ladder(ladders: tuple[Ladder, ...]) -> None:
    used: list[str] = []
    for _ in range(3):
        found = choose_ladder(ladders, used, "peers", (), Random(1))
        assert found is not None
        used.append(found.id)

    assert 3 == len(set(used))
