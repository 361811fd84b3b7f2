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
    found = _perfect(_with_dummy(costs, alone) if people % 2 else np.minimum(costs, NEVER))
    if found is None:
        return _hard(costs, alone)
    return _without_dummy(found, people) if people % 2 else found


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
    people = len(costs)
    every = people <= HARD
    rows, columns = np.triu_indices(people, 1) if every else _cheapest(np.minimum(costs, NEVER), MANY)
    use = costs[rows, columns] < FORBIDDEN
    rows, columns = rows[use], columns[use]
    worth = alone[rows] + alone[columns] - costs[rows, columns]
    return _matching(heaviest(Graph(people, rows, columns, worth)), people, 0 if every else None)


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


def _with_dummy(costs: Costs, alone: Costs) -> Costs:
    """One more member, whose partner stays single."""
    people = len(costs)
    larger = np.full((people + 1, people + 1), NEVER, np.int64)
    larger[:people, :people] = np.minimum(costs, NEVER)
    larger[people, :people] = larger[:people, people] = np.minimum(alone - alone.min(), NEVER)
    return larger


def _without_dummy(found: Matching, people: int) -> Matching:
    inside = (found.pairs < people).all(axis=1)
    return _matching(found.pairs[inside], people, found.gap)
