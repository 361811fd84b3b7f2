"""Pairs, exactly: the cheapest way to put people together in twos, with as few as possible left over.

Up to ``FULL`` people the solver sees every pair. Above, prices (``bounds``) say which pairs matter: first it sees the
few cheapest of each member after prices. What it finds then differs from the sum of prices by some gap, and only pairs
whose slack is no larger than the gap could ever be part of anything better. If there are few of those, it sees
them all, and what it finds is proved best. If there are many, it sees more and more, until that changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from bot.matching import bounds
from bot.matching.arrays import FORBIDDEN, Costs, Numbers
from bot.matching.blossom import Graph, cheapest, heaviest
from bot.matching.bounds import NEVER

FULL = 50
HARD = 400  # without prices, the solver sees every pair up to here (about 0.3 s), and MANY of each above
MANY = 24
FEW, MORE, MEAN = 8, (12, 24, 48, 96), 48
MOST = 200  # pairs for each person, counted from both sides, that the solver is asked to look at for one doubt
PROVABLE = 400  # people: up to here every pair that could matter is looked at again for the sake of a proof
SIMPLE = 160  # people: up to here the solver tells equals apart as fast as anything


Allowed = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Matching:
    """``pairs``: a row for each; ``single``: the others. ``gap``: by how much the best conceivable matching could be
    cheaper, 0 if this is proved best; None where nothing is known."""

    pairs: Numbers
    single: Numbers
    gap: float | None


def matched(costs: Costs, alone: Costs) -> Matching:
    """The cheapest matching. ``costs``: a symmetric matrix; ``alone``: what it costs to leave each single."""
    if len(costs) <= FULL:
        return _full(costs, alone)
    found = _by_prices(_with_dummy(costs, alone) if len(costs) % 2 else np.minimum(costs, NEVER))
    return _without_dummy(found, len(costs)) if found else _hard(costs, alone)


def _full(costs: Costs, alone: Costs) -> Matching:
    rows, columns = _upper(len(costs))
    between = costs[rows, columns]
    worth = alone[rows] + alone[columns] - between
    use = between < FORBIDDEN
    if not use.all():
        rows, columns, worth = rows[use], columns[use], worth[use]
    return _matching(heaviest(Graph(len(costs), rows, columns, worth)), len(costs), 0)


def _by_prices(costs: Costs) -> Matching | None:
    """A perfect matching; None where there is none among the pairs that seemed worth a look."""
    prices = bounds.priced(costs)
    if prices is None or not prices.valid:
        return None
    slack = 2 * costs - prices.doubled[:, None]
    slack -= prices.doubled
    return _best(slack, prices.partner)


def _best(slack: Costs, partner: Numbers) -> Matching | None:
    """What is best among the pairs of little slack.

    More pairs are looked at as long as one that was not might matter, and until that changes nothing.
    """
    if len(slack) <= PROVABLE:
        return _proved(slack, partner)
    best: Matching | None = None
    everyone = np.arange(len(slack))
    seen = np.zeros(slack.shape, bool)
    seen[everyone, partner] = seen[partner, everyone] = True  # an assignment must exist: to find none takes very long
    for few in (FEW, *MORE):
        seen |= _promising(slack, few)
        pairs = _perfect(slack, *np.nonzero(np.triu(seen, 1)))
        if pairs is None:
            continue
        found = Matching(pairs, np.empty(0, np.intp), _sum(slack, pairs) / 2)
        if best is not None and found.gap == best.gap:
            return best
        best = found
        able = slack < slack[tuple(pairs.T)].max()
        if not (able & ~seen).any():
            break
        if np.count_nonzero(able) <= MOST * len(slack):
            seen |= able
    return best


def _proved(slack: Costs, partner: Numbers) -> Matching | None:
    """Only pairs of less slack than a whole matching has can be part of a better one: it is sought among them."""
    everyone = np.arange(len(slack))
    seen = np.zeros(slack.shape, bool)
    seen[_cheapest(slack, FEW)] = seen[np.minimum(everyone, partner), np.maximum(everyone, partner)] = True
    best = _perfect(slack, *np.nonzero(seen))
    if best is None:
        return None
    most = _sum(slack, best)
    able = np.triu(slack < most, 1)
    if (able & ~seen).any():
        better = _perfect(slack, *np.nonzero(able | seen))
        best = best if better is None or _sum(slack, better) >= most else better
    return Matching(best, np.empty(0, np.intp), 0)


def _ways_out(slack: Costs, inside: Allowed, few: int) -> Allowed:
    """The best pairs of people whom ``inside`` does not connect: where many are alike, no others might be seen."""
    chosen = np.zeros(slack.shape, bool)
    crowd = np.flatnonzero(np.count_nonzero(inside, axis=1) >= few)
    at = np.divmod(np.flatnonzero(inside if len(crowd) else chosen), len(slack))
    parts, part = connected_components(csr_array((np.ones(len(at[0]), np.int8), at), slack.shape), directed=False)
    if parts > 1 and len(crowd):
        others = np.where(part[crowd, None] == part, NEVER, slack[crowd])
        rows, columns = bounds.lowest(others, few)
        chosen[crowd[rows], columns] = chosen[columns, crowd[rows]] = True
    return chosen


def _promising(slack: Costs, few: int) -> Allowed:
    """The few pairs of each member that have the least slack, and those as good as the MEAN best of the average one."""
    chosen = np.zeros(slack.shape, bool)
    most = np.int32(0)
    for start in range(0, len(slack), bounds.BLOCK):
        block = slice(start, start + bounds.BLOCK)
        small = bounds.fine(slack[block], start)
        if not start:
            last = min(MEAN * len(small), small.size - 1)
            most = np.partition(small, last, axis=None)[last]
        chosen[block] = small <= np.maximum(np.partition(small, few, axis=1)[:, few : few + 1], most)
    chosen |= _ways_out(slack, slack == 0, few)
    chosen |= chosen.T
    return chosen | _ways_out(slack, chosen, few)


def _sum(slack: Costs, pairs: Numbers) -> int:
    return int(slack[tuple(pairs.T)].sum())


def _hard(costs: Costs, alone: Costs) -> Matching:
    """Where not everybody can be placed, or only by pairs that are dear for everybody."""
    if len(costs) <= HARD:
        return _full(costs, alone)
    rows, columns = _cheapest(np.minimum(costs, NEVER), MANY)
    use = costs[rows, columns] < FORBIDDEN
    rows, columns = rows[use], columns[use]
    worth = alone[rows] + alone[columns] - costs[rows, columns]
    return _matching(heaviest(Graph(len(costs), rows, columns, worth)), len(costs), None)


def _cheapest(matrix: Costs, count: int) -> tuple[Numbers, Numbers]:
    """The pairs that are among the lowest of either, each once, the smaller number first."""
    people = len(matrix)
    rows, columns = bounds.lowest(matrix, count)
    rows, columns = np.divmod(bounds.once(np.minimum(rows, columns) * people + np.maximum(rows, columns)), people)
    return rows[rows != columns], columns[rows != columns]


def _perfect(slack: Costs, rows: Numbers, columns: Numbers) -> Numbers | None:
    graph = Graph(len(slack), rows, columns, slack[rows, columns].max(initial=0) + 1 - slack[rows, columns])
    found = cheapest(graph) if len(slack) > SIMPLE else heaviest(graph, perfect=True)
    return found if 2 * len(found) == len(slack) and (slack[tuple(found.T)] < NEVER).all() else None


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


@lru_cache(maxsize=FULL)
def _upper(people: int) -> tuple[Numbers, Numbers]:
    return np.triu_indices(people, 1)
