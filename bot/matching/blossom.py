"""The exact solver: a graph in, the pairs that are worth most together out, always the same ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import rustworkx as rx

from bot.matching import bounds
from bot.matching.bounds import Costs, Numbers

TOLD, EXACT_BITS = 24, 48  # bits that tell equals apart; and that sums in floating point have room for
CHANCE = 32  # bits; two matchings of 10,000 pairs have the same sum of so many less than once in 100,000 times


@dataclass(frozen=True, slots=True)
class Graph:
    """Pairs that may be, each once, and what each is worth."""

    people: int
    rows: Numbers
    columns: Numbers
    worth: Costs


def cheapest(pairs: Graph) -> Numbers:
    """The perfect matching of most worth, or as many pairs as there can be; an assignment must exist among the pairs.

    Where many pairs are equally good, the solver needs long to tell them apart. Here an assignment does it: of two
    equals chance makes one a little better, prices take that into account, and what is left to the solver is little.
    """
    cost = pairs.worth.max(initial=0) - pairs.worth
    bits = max(0, min(TOLD, EXACT_BITS - int(cost.max(initial=0)).bit_length()))
    rng = np.random.default_rng(0)
    cost = (cost << bits) + rng.integers(1 << bits, size=len(cost))
    _, row, column = bounds.assigned(bounds.both_ways(pairs.people, pairs.rows, pairs.columns, cost))
    slack = 2 * cost - (row + column)[pairs.rows] - (row + column)[pairs.columns]
    own = rng.integers(1 << CHANCE, size=len(slack))
    if bits == TOLD:
        own[slack == 0] = 0
    return _solved(pairs, slack.max(initial=0) - slack, own.tolist(), perfect=True)


def heaviest(pairs: Graph, perfect: bool = False, unique: bool = True) -> Numbers:
    """The matching of most worth; of as many pairs as possible if it shall be perfect.

    Among equals rustworkx answers differently each time. To be ``unique``, no two sums may be equal: below its worth
    each pair has a number of its own, which chance chose and which cannot outweigh anything. This takes two or three
    times as long, and is not needed where only the sum matters.
    """
    own = np.random.default_rng(0).integers(1 << CHANCE, size=len(pairs.worth)).tolist() if unique else []
    return _solved(pairs, pairs.worth, own, perfect)


def _solved(pairs: Graph, worth: Costs, own: list[int], perfect: bool) -> Numbers:
    weights = worth.tolist()
    if own:
        shift = CHANCE + pairs.people.bit_length()
        weights = [(much << shift) + extra for much, extra in zip(weights, own, strict=True)]
    graph: rx.PyGraph[int, int] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(pairs.people))
    graph.add_edges_from(list(zip(pairs.rows.tolist(), pairs.columns.tolist(), weights, strict=True)))
    found = rx.max_weight_matching(graph, max_cardinality=perfect, weight_fn=int)
    return np.array(sorted((min(pair), max(pair)) for pair in found), np.intp).reshape(-1, 2)
