"""The exact solver of any graph: a graph in, the pairs that are worth most together out, always the same ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import rustworkx as rx

from bot.matching.bounds import Costs, Numbers

CHANCE = 32  # bits; two matchings of 10,000 pairs have the same sum of so many less than once in 100,000 times


@dataclass(frozen=True, slots=True)
class Graph:
    """Pairs that may be, each once, and what each is worth."""

    people: int
    rows: Numbers
    columns: Numbers
    worth: Costs


def heaviest(pairs: Graph, perfect: bool = False) -> Numbers:
    """The matching of most worth; of as many pairs as possible if it shall be perfect.

    Among equals rustworkx answers differently each time. So that no two sums are equal, below its worth each pair has
    a number of its own, which chance chose and which cannot outweigh anything.
    """
    own = np.random.default_rng(0).integers(1 << CHANCE, size=len(pairs.worth)).tolist()
    shift = CHANCE + pairs.people.bit_length()
    weights = [(much << shift) + extra for much, extra in zip(pairs.worth.tolist(), own, strict=True)]
    graph: rx.PyGraph[int, int] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(pairs.people))
    graph.add_edges_from(list(zip(pairs.rows.tolist(), pairs.columns.tolist(), weights, strict=True)))
    found = rx.max_weight_matching(graph, max_cardinality=perfect, weight_fn=int)
    return np.array(sorted((min(pair), max(pair)) for pair in found), np.intp).reshape(-1, 2)
