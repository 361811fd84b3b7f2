"""Looking ahead: cheap where it is hopeless, and never blind where it is not."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching import ahead
from bot.matching.rounds import match
from tests.matching.test_hall import unequal


@given(st.integers(2, 8), st.integers(1, 6), st.integers(0, 20), st.randoms(use_true_random=False))
def test_rounds_that_can_be_made_are_never_thought_impossible(half: int, rounds: int, more: int, rng: Random) -> None:
    new = np.zeros((2 * half, 2 * half), bool)
    made = 0
    for _ in range(rounds):
        ids = rng.sample(range(2 * half), 2 * half)
        one, other = np.array(ids[::2]), np.array(ids[1::2])
        if not new[one, other].any():
            new[one, other] = new[other, one] = True
            made += 1
    for _ in range(more):
        one, other = rng.sample(range(2 * half), 2)
        new[one, other] = new[other, one] = True
    assert ahead._enough(new, made)


def test_two_who_can_only_meet_the_same_third_are_not_enough_for_a_round() -> None:
    new = np.zeros((4, 4), bool)
    new[:3, 3] = new[3, :3] = True
    assert not ahead._enough(new, 1)


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The size of every matching that is tried."""
    sizes, perfect = list[int](), ahead._perfect

    def counted(new: ahead.Open, worth: np.ndarray) -> np.ndarray:
        sizes.append(len(new))
        return perfect(new, worth)

    monkeypatch.setattr(ahead, "_perfect", counted)
    return sizes


def test_what_cannot_last_is_not_tried_over_and_over(tried: list[int]) -> None:
    """Thirty people of unequal teams, who have few left to meet: this took 44,000 matchings, and seven seconds."""
    assert 1.0 == match(unequal(30, 13)).bound
    assert len(tried) < 200
