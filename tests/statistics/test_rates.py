"""How often something happens in the long run: the exact interval, as the literature and scipy have it."""

from __future__ import annotations

from math import exp, isclose
from random import Random
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from bot.statistics.rates import expected


@pytest.mark.parametrize(
    ("events", "low", "high"), [(0, 0, 3.69), (1, 0.03, 5.57), (5, 1.62, 11.67), (10, 4.80, 18.39), (20, 12.22, 30.89)]
)
def test_the_interval_of_a_few_events(events: int, low: float, high: float) -> None:
    found = expected(events)

    assert (low, high) == (round(found.low, 2), round(found.high, 2))


@given(st.one_of(st.integers(0, 60), st.integers(0, 20_000)), st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.999]))
def test_the_interval_is_the_one_of_scipy(events: int, confidence: float) -> None:
    tail = (1 - confidence) / 2
    found = expected(events, confidence)

    assert isclose(chi2.ppf(tail, 2 * events) / 2 if events else 0, found.low, rel_tol=1e-8)
    assert isclose(chi2.ppf(1 - tail, 2 * events + 2) / 2, found.high, rel_tol=1e-8)


def test_it_holds_the_truth_at_least_as_often_as_it_says() -> None:
    rng = Random(1936)
    held = []
    for _ in range(5_000):
        truth = rng.uniform(1, 40)
        found = expected(poisson(rng, truth))
        held.append(found.low <= truth <= found.high)

    assert mean(held) >= 0.95


def poisson(rng: Random, truth: float) -> int:
    """Events until their time is up."""
    events, left = 0, rng.random()
    while left > exp(-truth):
        events, left = events + 1, left * rng.random()
    return events


@pytest.mark.parametrize(("events", "confidence"), [(-1, 0.95), (3, 0), (3, 1)])
def test_events_of_nonsense_are_refused(events: int, confidence: float) -> None:
    with pytest.raises(ValueError, match="events"):
        expected(events, confidence)
