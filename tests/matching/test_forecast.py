"""What staff are told before a rhythm begins, and the bound that the benchmarks compare with."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.forecast import Forecast, forecast, repeats, together
from bot.matching.people import Rules
from bot.matching.sizes import sizes


@pytest.mark.parametrize(
    ("people", "size", "expected"),
    [
        (18, 2, Forecast(17, 51, sure=True)),
        (18, 3, Forecast(9, 27, sure=False)),
        (19, 2, Forecast(19, 57, sure=True)),
        (3, 2, Forecast(1, 3, sure=True)),
        (2, 2, Forecast(1, 3, sure=True)),
        (1, 2, Forecast(0, 0, sure=True)),
        (0, 3, Forecast(0, 0, sure=True)),
        (16, 4, Forecast(5, 15, sure=False)),
        (8, 8, Forecast(1, 3, sure=True)),
    ],
)
def test_a_forecast_for_a_round_every_three_weeks(people: int, size: int, expected: Forecast) -> None:
    assert expected == forecast(people, Rules(size=size), every=3)


@pytest.mark.parametrize(
    ("people", "size", "odd", "expected"),
    [
        (7, 2, "bigger", (3, 2, 2)),
        (7, 2, "smaller", (3, 2, 2)),
        (9, 4, "bigger", (5, 4)),
        (9, 4, "smaller", (3, 3, 3)),
        (7, 4, "bigger", (4, 3)),
        (5, 4, "smaller", (5,)),
        (11, 8, "bigger", (6, 5)),
        (11, 8, "smaller", (6, 5)),
        (2, 5, "bigger", (2,)),
        (1, 2, "bigger", ()),
    ],
)
def test_who_is_left_over_makes_groups_larger_or_smaller(
    people: int, size: int, odd: str, expected: tuple[int, ...]
) -> None:
    assert expected == sizes(people, Rules(size=size, odd="bigger" if odd == "bigger" else "smaller"))


@given(st.integers(2, 300), st.integers(2, 8), st.sampled_from(["bigger", "smaller"]))
def test_sizes_hold_everybody_and_nobody_alone(people: int, size: int, odd: str) -> None:
    made = sizes(people, Rules(size=size, odd="bigger" if odd == "bigger" else "smaller"))

    assert people == sum(made)
    assert 2 <= min(made)
    assert max(made) <= min(made) + 1


def test_twenty_people_meet_again_ten_times_a_round_once_they_have_all_met() -> None:
    """The same numbers as the circle method's in the literature: 60 after 25 weeks, 310 after 50."""
    assert [0, 0, 60, 310] == [repeats(20, Rules(), rounds) for rounds in (10, 19, 25, 50)]


def circle(people: int) -> list[list[tuple[int, ...]]]:
    """The circle method: an odd one sits with the pair that comes first."""
    seats = list(range(people + people % 2))
    rounds = []
    for _ in range(len(seats) - 1):
        pairs = [(seats[i], seats[-1 - i]) for i in range(len(seats) // 2)]
        alone = [one for pair in pairs for one in pair if people in pair and one != people]
        whole = [pair for pair in pairs if people not in pair]
        rounds.append([(*whole[0], *alone), *whole[1:]])
        seats = [seats[0], seats[-1], *seats[1:-1]]
    return rounds


@given(st.integers(4, 40))
def test_a_plan_for_pairs_that_reaches_the_forecast_exists(people: int) -> None:
    plan = circle(people)
    met = {frozenset(pair) for groups in plan for group in groups for pair in combinations(group, 2)}

    assert forecast(people, Rules(), 1).rounds == len(plan)
    assert together(people, Rules()) == sum(len(list(combinations(group, 2))) for group in plan[0])
    assert people * (people - 1) // 2 == len(met)
