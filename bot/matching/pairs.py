"""Pairs, exactly: the cheapest way to put people together in twos, with as few as possible left over.

An assignment comes first, with prices (``bounds``): of what a pair costs, they leave its slack. It falls apart into
circles; the even ones are pairs already, and from the odd ones grow trees (``forest``) until all are paired.
The prices of the trees prove that nothing is cheaper, and ``proof`` looks at every pair to see whether they do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.matching import bounds
from bot.matching.arrays import FORBIDDEN, Costs, Numbers
from bot.matching.blossom import Graph, heaviest
from bot.matching.bounds import NEVER
from bot.matching.forest import Forest
from bot.matching.hall import single_in_pairs
from bot.matching.nearest import Nearest
from bot.matching.proof import gap

HARD = 400  # without prices, the solver sees every pair up to here (about 0.3 s), and MANY of each above
MANY = 24


@dataclass(frozen=True, slots=True)
class Matching:
    """``pairs``: a row for each; ``single``: the others. ``gap``: by how much the best conceivable matching could be
    cheaper, 0 if this is proved best; None where nothing is known."""

    pairs: Numbers
    single: Numbers
    gap: float | None


def matched(costs: Costs, alone: Costs) -> Matching:
    """The cheapest matching. ``costs``: a symmetric matrix; ``alone``: what it costs to leave each single."""
    people = len(costs)
    if people < 2:
        return _matching(np.empty((0, 2), np.intp), people, 0)
    found = _perfect(_with_dummies(costs, alone) if people % 2 else np.minimum(costs, NEVER))
    if found is None:
        return _hard(costs, alone)
    return _without_dummies(found, people) if people % 2 else found


def _perfect(costs: Costs) -> Matching | None:
    """Nobody single; None where that cannot be."""
    prices = bounds.priced(costs)
    if prices is None or not prices.valid:
        return None
    slack = 2 * costs - prices.doubled[:, None]
    slack -= prices.doubled
    forest = Forest(Nearest(slack, prices.partner))
    forest.begin(prices.partner.tolist())
    forest.grow()
    partner = np.array(forest.partners(), np.intp)
    first = np.flatnonzero(partner > np.arange(len(costs)))
    pairs = np.stack((first, partner[first]), axis=1)
    if (slack[first, partner[first]] >= NEVER).any():
        return None
    return Matching(pairs, np.empty(0, np.intp), gap(forest, slack, pairs))


def _hard(costs: Costs, alone: Costs) -> Matching:
    """Where not everybody can be placed, or only by pairs that are dear for everybody."""
    found = _several(costs, alone)
    if found is not None:
        return found
    people = len(costs)
    every = people <= HARD
    rows, columns = np.triu_indices(people, 1) if every else _cheapest(np.minimum(costs, NEVER), MANY)
    use = costs[rows, columns] < FORBIDDEN
    rows, columns = rows[use], columns[use]
    worth = alone[rows] + alone[columns] - costs[rows, columns]
    return _matching(heaviest(Graph(people, rows, columns, worth)), people, 0 if every else None)


def _several(costs: Costs, alone: Costs) -> Matching | None:
    """Where no fewer than these can be single, and more would cost more: pairs with as many who stand for nobody.

    Not where most are single: that takes too much memory, and pairs are few.
    """
    people, single = len(costs), single_in_pairs(costs < FORBIDDEN)
    single += (people - single) % 2
    found = _perfect(_with_dummies(costs, alone, single)) if 1 < single <= people // 2 else None
    if found is None:
        return None
    made = _without_dummies(found, people)
    cost = int(costs[made.pairs[:, 0], made.pairs[:, 1]].sum() + alone[made.single].sum())
    return made if cost <= int(np.sort(alone)[: single + 2].sum()) else None


def _cheapest(matrix: Costs, count: int) -> tuple[Numbers, Numbers]:
    """The pairs that are among the lowest of either, each once, the smaller number first."""
    people = len(matrix)
    rows, columns = bounds.lowest(matrix, count)
    rows, columns = np.divmod(bounds.once(np.minimum(rows, columns) * people + np.maximum(rows, columns)), people)
    return rows[rows != columns], columns[rows != columns]


def _matching(pairs: Numbers, people: int, gap: float | None) -> Matching:
    single = np.ones(people, bool)
    single[pairs] = False
    return Matching(pairs, np.flatnonzero(single), gap)


def _with_dummies(costs: Costs, alone: Costs, count: int = 1) -> Costs:
    """Some more members, whose partners stay single."""
    people = len(costs)
    larger = np.full((people + count, people + count), NEVER, np.int64)
    larger[:people, :people] = np.minimum(costs, NEVER)
    larger[people:, :people] = np.minimum(alone - alone.min(), NEVER)
    larger[:people, people:] = larger[people:, :people].T
    return larger


def _without_dummies(found: Matching, people: int) -> Matching:
    inside = (found.pairs < people).all(axis=1)
    return _matching(found.pairs[inside], people, found.gap)
