"""A proof for large rounds: no matching whatever costs less than the prices say, once no pair contradicts them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.matching.arrays import ROUGHLY_NEVER, Arrays, Numbers

Prices = NDArray[np.floating[Any]]
BLOCK, COLUMNS = 64, 2_000
THREADS = 2
SAMPLE, STEPS = 256, 20  # people whose contradictions are looked at first; after so many steps hardly any is left


def least_cost(arrays: Arrays, clan: Numbers, price: Prices, over: int = 0) -> float:
    """What any pairs of the clan cost at least: the prices, each less half of its worst contradiction.

    Every pair is looked at, history aside, which only makes pairs dearer. Some may be left ``over``, whoever they are:
    at worst those whose prices are highest. A price that is too high to mean anything is found anew.
    """
    price = _yielding(arrays, clan, _in_reach(arrays, clan, price))

    def contradicted(start: int) -> list[float]:
        rows = np.arange(start, min(start + BLOCK, len(clan)))
        worst = np.zeros(len(rows))
        for column in range(0, len(clan), COLUMNS):
            columns = np.arange(column, min(column + COLUMNS, len(clan)))
            slack = arrays.rough_costs(clan[rows], clan[columns]) - price[columns]
            np.minimum(worst, slack.min(axis=1) - price[rows], out=worst)
        return list(worst)

    with ThreadPoolExecutor(THREADS) as pool:
        worst = list(chain.from_iterable(pool.map(contradicted, range(0, len(clan), BLOCK))))
    paid = np.sort(price + np.array(worst) / 2)
    return float(paid[: len(paid) - over].sum())


def _in_reach(arrays: Arrays, clan: Numbers, price: Prices) -> Prices:
    """Some found no partner among their candidates, and their prices mean nothing: they get what the others leave."""
    price = price.copy()
    good = np.abs(price) < ROUGHLY_NEVER
    if not good.any():
        return np.zeros_like(price)
    for one in np.flatnonzero(~good):
        costs = arrays.rough_costs(clan[one : one + 1], clan[good])[0]
        price[one] = (costs - price[good]).min()
        good[one] = True
    return price


def _yielding(arrays: Arrays, clan: Numbers, price: Prices) -> Prices:
    """A few ask too much of thousands, each of whom would lose half of that: it is less if these few give way.

    Who they are shows among a sample of the people.
    """
    sample = np.arange(0, len(clan), max(1, len(clan) // SAMPLE))
    price, slack = price.copy(), arrays.rough_costs(clan[sample], clan) - price
    for _ in range(STEPS):
        at = slack.argmin(axis=1)
        excess = slack[np.arange(len(sample)), at] - price[sample]
        fall = np.zeros_like(price)
        np.minimum.at(fall, at, excess)
        few = np.flatnonzero(fall)
        if not len(few):
            break
        price += fall
        slack[:, few] -= fall[few]
    return price
