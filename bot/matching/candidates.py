"""For each of very many people the few partners who may be their best in a good round.

Everybody is compared with those near in time of day only, so that the time grows with the number of people.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.matching import weights as w
from bot.matching.arrays import ROUGHLY_NEVER, Arrays, Numbers
from bot.matching.bounds import FINE, Edges, both_ways, chance, once
from bot.matching.soft import Soft

WINDOW, HUGE, NARROW = 2_400, 20_000, 1_200  # people near in time of day to compare with; in a huge course, fewer
BLOCK = 32  # rows at once: what they need stays in the processor's cache
SAMPLE, STEPS = 256, 12
ROUGH, KEPT, LEAST = 24, 10, 4
ONE_OF = 8  # columns are looked at to learn where the best ones begin
THREADS = 2
SPREAD = 6 << FINE  # by which chance moves what a pair costs, lest all ask the same few where many are alike
GOLDEN = 0.6180339887498949  # its multiples, without the whole part, are spread evenly

ROUGHLY = 24  # bits for what a pair costs without history: ROUGHLY_NEVER at most
ROW = 32  # bits for what a pair costs beyond prices, when pairs are sorted by row first

Prices = NDArray[np.int32]
Values = NDArray[np.int64]
Angles = NDArray[np.floating[Any]]


def candidates(arrays: Arrays, clan: Numbers) -> tuple[Edges, Values]:
    """Pairs in both directions, numbered within the clan: allowed, new to one another, with what they really cost.

    And rough prices of everybody: what a pair costs beyond them says how good it is for a round.
    """
    order = np.argsort(time_of_day(arrays.soft)[clan], kind="stable")
    people = clan[order]
    price = _prices(arrays, people) << FINE
    width = len(_window(len(people), 0))
    noise = chance(width + BLOCK, width, SPREAD)

    def block(start: int) -> Values:
        rows = np.arange(start, min(start + BLOCK, len(people)))
        columns = _window(len(people), start)
        costs = arrays.rough_costs(people[rows], people[columns])
        slack = costs << FINE
        slack -= price[columns]
        slack += noise[start % len(columns) :][: len(rows)]
        at = np.flatnonzero(slack <= _least(slack))
        row, column = np.divmod(at, len(columns))
        return _packed(order[rows[row]], order[columns[column]], len(clan), costs.ravel()[at])

    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(block, range(0, len(people), BLOCK)))
    return _best(_exact(arrays, clan, once(np.concatenate(found))))


def _packed(one: Numbers, other: Numbers, people: int, costs: Prices) -> Values:
    """Each pair as one number, the same whichever comes first: who, and what it roughly costs."""
    packed: Values = (np.minimum(one, other) * people + np.maximum(one, other) << ROUGHLY) + costs
    return packed


def time_of_day(soft: Soft) -> Angles:
    """The middle of somebody's free hours on the clock, from -pi to pi: those near it may share hours.

    Who said nothing is put anywhere; in a mixer, where the far are sought, everybody is.
    """
    anywhere = 2 * np.pi * (np.arange(soft.people) * GOLDEN % 1) - np.pi
    there = np.ascontiguousarray(soft.hours.T).view(np.uint8).reshape(soft.people, w.DAYS, 8)[:, :, :6]
    hours = np.bitwise_count(there).sum(axis=1, dtype=np.float64)
    turn = 2 * np.pi * np.arange(6) / 6
    middle = np.arctan2(hours @ np.sin(turn), hours @ np.cos(turn))
    return np.where(soft.known & (not soft.mixer), middle, anywhere)


def _prices(arrays: Arrays, people: Numbers) -> Prices:
    """Rough prices: those of a sample settle among themselves, the others take what is left to them."""
    sample = people[:: max(1, len(people) // SAMPLE)]
    costs = arrays.rough_costs(sample, sample).astype(np.float32)
    price = costs.min(axis=1) / 2
    for _ in range(STEPS):
        price = (price + (costs - price).min(axis=1)) / 2
    own = price.astype(np.int32)[:, None]
    parts = np.array_split(people, max(1, len(people) // 1_000))
    with ThreadPoolExecutor(THREADS) as pool:
        rest = list(pool.map(lambda part: (arrays.rough_costs(sample, part) - own).min(axis=0), parts))
    return np.concatenate(rest)


def _window(people: int, start: int) -> Numbers:
    width = min(people, NARROW if people > HUGE else WINDOW)
    return (np.arange(width) + start + (BLOCK - width) // 2) % people


def _least(slack: Prices) -> Prices:
    """Below this lie about ROUGH in each row, by a sample of the columns."""
    sample = np.ascontiguousarray(slack[:, ::ONE_OF])
    enough = min(ROUGH // ONE_OF, sample.shape[1] - 1)
    return np.partition(sample, enough, axis=1)[:, enough : enough + 1]


def _exact(arrays: Arrays, clan: Numbers, packed: Values) -> Edges:
    """Pairs with what they really cost; only those who may meet, and never met."""
    costs = packed & ((1 << ROUGHLY) - 1)
    rows, columns = np.divmod(packed >> ROUGHLY, len(clan))
    left, right = clan[rows], clan[columns]
    new = (
        (costs < ROUGHLY_NEVER) & (arrays.met.values_of(left, right) == 0) & (arrays.apart.values_of(left, right) == 0)
    )
    return both_ways(len(clan), rows[new], columns[new], costs[new])


def _best(edges: Edges) -> tuple[Edges, Values]:
    """Those that cost least after prices: about KEPT for each member, and the very best of each in any case."""
    price = np.zeros(edges.people, np.int64)
    if not len(edges.rows):
        return edges, price
    starts = np.flatnonzero(np.diff(edges.rows, prepend=-1))
    own = edges.rows[starts]
    price[own] = np.minimum.reduceat(edges.costs, starts) // 2
    for _ in range(STEPS):
        price[own] = (price[own] + np.minimum.reduceat(edges.costs - price[edges.columns], starts)) // 2
    slack = (edges.costs - price[edges.rows] - price[edges.columns]) << FINE
    slack += np.random.default_rng(1).integers(1 << FINE, size=len(slack))  # lest many are alike
    enough = min(KEPT * edges.people, len(slack) - 1)
    use = slack <= np.partition(slack, enough)[enough]
    ranked = np.argsort((edges.rows << ROW) + (slack - slack.min()))
    use[ranked[np.arange(len(slack)) - np.repeat(starts, np.diff(starts, append=len(slack))) < LEAST]] = True
    return Edges(edges.people, edges.rows[use], edges.columns[use], edges.costs[use]), price
