"""What is proved of a round of thousands: never more than is true, and not much less."""

from __future__ import annotations

import numpy as np

from bot.matching import pairs
from bot.matching.arrays import Arrays
from bot.matching.certificate import least_cost
from tests.matching.test_pairs import matrix, problem

PEOPLE = 600


def test_a_few_who_ask_too_much_cost_a_proof_little() -> None:
    asked = problem(PEOPLE, 4)
    arrays, everybody = Arrays.of(asked), np.arange(PEOPLE)
    costs = matrix(asked)
    best = pairs.matched(costs, arrays.alone()).pairs
    optimum = int(costs[best[:, 0], best[:, 1]].sum())
    price = np.minimum(costs, pairs.NEVER).min(axis=1) / 2
    fair = least_cost(arrays, everybody, price)
    price[:3] += 5_000
    assert fair - 10_000 <= least_cost(arrays, everybody, price) <= optimum
