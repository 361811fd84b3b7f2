"""The middle value and how sure it is: as scipy has it, as every coin falls, and as often right as it says."""

from __future__ import annotations

from itertools import product
from math import isnan
from random import Random
from statistics import mean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import quantile_test

from bot.statistics.estimates import Interval
from bot.statistics.middles import Median, middle, rank

cases = st.lists(st.one_of(st.integers(0, 9), st.floats(0, 400)), min_size=1, max_size=200)


def test_a_middle_value_says_of_how_many() -> None:
    assert Median(3.5, 4, 0, None) == middle([1, 9, 4, 3])
    assert None is middle([])


def test_fewer_than_six_cases_have_no_interval() -> None:
    assert [0, 0, 0, 0, 0, 1] == [rank(number) for number in range(1, 7)]
    assert Median(3.5, 6, 1, Interval(1, 6)) == middle([6, 5, 4, 3, 2, 1])


@given(cases, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_the_interval_is_the_one_of_scipy(values: list[float], confidence: float) -> None:
    expected = quantile_test(values, p=0.5).confidence_interval(confidence)
    found = middle(values, confidence)

    assert found is not None
    if found.interval is None:
        assert isnan(expected.low) or isnan(expected.high)
    else:
        assert (expected.low, expected.high) == (found.interval.low, found.interval.high)


@pytest.mark.parametrize("number", range(1, 15))
def test_of_all_ways_in_which_cases_can_fall_no_more_than_one_in_twenty_misses_the_middle(number: int) -> None:
    """Each case lies below the true middle or above it, like a coin."""
    below = [sum(coins) for coins in product((0, 1), repeat=number)]

    def missed(place: int) -> float:
        return mean(count < place or number - count < place for count in below)

    at = rank(number)
    assert missed(at) <= 0.05 < missed(at + 1)


@given(cases)
def test_the_middle_lies_within(values: list[float]) -> None:
    found = middle(values)

    assert found is not None
    assert found.interval is None or found.interval.low <= found.value <= found.interval.high


@pytest.mark.parametrize("draw", [lambda rng: rng.expovariate(1), lambda rng: rng.choice((0, 1, 1, 2, 5))])
def test_it_holds_the_truth_as_often_as_it_says_for_lopsided_cases_and_with_ties(draw) -> None:
    rng, held = Random(1936), []
    truth = median(draw(rng) for _ in range(20_001))
    for _ in range(5_000):
        found = middle([draw(rng) for _ in range(rng.randint(6, 40))])
        assert found is not None
        assert found.interval is not None
        held.append(found.interval.low <= truth <= found.interval.high)

    assert mean(held) >= 0.945


def test_thousands_of_cases_have_one_too() -> None:
    expected = quantile_test(range(5001), p=0.5).confidence_interval()
    found = middle(range(5001))

    assert found is not None
    assert Interval(expected.low, expected.high) == found.interval
