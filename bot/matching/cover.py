"""When hard rules leave somebody without a place: as many people as possible in pairs and trios, trio by trio.

A trio is worth its place if the others lose only one pair by it. In small circles, where this can matter,
every trio is tried.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

from bot.matching.arrays import FORBIDDEN, Costs, Numbers
from bot.matching.weights import TURN

MOST = 24  # people: some 2,000 trios, a tenth of a second at worst
Trio = tuple[int, int, int]
Allowed = NDArray[np.bool_]


def trios_needed(costs: Costs, turns: Numbers, size: Numbers) -> list[Trio]:
    """The trios that a round needs to place as many as possible; numbers are rows of ``costs``."""
    left = list(range(len(costs)))
    found: list[Trio] = []
    if len(left) > MOST:
        return found
    may = costs < FORBIDDEN
    while True:
        pairs = _most_pairs(may, left)
        if 2 * pairs == len(left):
            return found
        better = [trio for trio in _trios(may, size, left) if _most_pairs(may, _but(left, trio)) == pairs - 1]
        if not better:
            return found
        found.append(min(better, key=lambda trio: _price(costs, turns, trio)))
        left = _but(left, found[-1])


def _trios(may: Allowed, size: Numbers, left: list[int]) -> list[Trio]:
    patient = [one for one in left if size[one] >= 3]
    return [(a, b, c) for a, b, c in combinations(patient, 3) if may[a, b] and may[a, c] and may[b, c]]


def _price(costs: Costs, turns: Numbers, trio: Trio) -> int:
    return sum(int(costs[two]) for two in combinations(trio, 2)) + TURN * int(turns[list(trio)].sum())


def _but(left: list[int], trio: Trio) -> list[int]:
    return [one for one in left if one not in trio]


def _most_pairs(may: Allowed, left: list[int]) -> int:
    graph: rx.PyGraph[int, None] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(left)
    rows, columns = np.nonzero(np.triu(may[np.ix_(left, left)], 1))
    graph.add_edges_from_no_data(list(zip(rows.tolist(), columns.tolist(), strict=True)))
    return len(rx.max_weight_matching(graph, max_cardinality=True))
