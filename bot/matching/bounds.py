"""Prices of members: how cheap a round can be at best, and which pairs a cheap round may contain.

A price for each member such that no two cost less together than their prices say is a proof:
each round costs at least the sum of the prices. (The dual of the assignment problem, taken for both directions.)
All prices here are doubled, so that halves stay whole numbers: ``2 * cost >= price[i] + price[j]``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from bot.matching.hall import single_in_pairs

NEVER = 1 << 50  # stands for FORBIDDEN where sums are made in floating point: those are exact up to 2**53
DENSE = 300  # up to here the whole matrix is assigned at once
CANDIDATES = 10
ROUNDS = 30  # of adding pairs that contradict the prices; a handful are enough
SWEEPS = 1_000  # where somebody has no partner but a very dear one, prices take long to settle, and mean little
BLOCK = 128  # rows at once: what is in between stays near the processor
WORST = 4
FINE, CUT = 6, 1 << 24  # bits after the point for what only tells equals apart; the largest value that matters

Costs = NDArray[np.int64]
Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Prices:
    """``partner``: whom each is assigned to, in cycles; ``doubled``: prices; ``valid``: no pair contradicts."""

    partner: Numbers
    doubled: Costs
    valid: bool

    @property
    def least(self) -> int:
        """Twice the cost that no perfect matching can stay below."""
        return int(self.doubled.sum())


@dataclass(frozen=True, slots=True)
class Edges:
    """Ordered pairs with their costs, each at most once, sorted by row, then by column."""

    people: int
    rows: Numbers
    columns: Numbers
    costs: Costs

    @classmethod
    def of(cls, people: int, rows: Numbers, columns: Numbers, costs: Costs) -> Edges:
        keys = rows.astype(np.int64) * people + columns
        order = in_order(keys)
        order = order[np.flatnonzero(np.diff(keys[order], prepend=-1))]
        return cls(people, rows[order], columns[order], costs[order])


def priced(costs: Costs) -> Prices | None:
    """Prices for a symmetric matrix with NEVER on its diagonal; None when there is no way to place everybody."""
    found = _priced_at_once(costs) if len(costs) <= DENSE else _priced_by_candidates(costs)
    everyone = np.arange(len(costs))
    return None if found is None or (costs[everyone, found.partner] >= NEVER).any() else found


def _priced_at_once(costs: Costs) -> Prices:
    """An assignment after rough prices: those leave little to do for it, and for the prices that prove it."""
    price = guessed(costs)
    dearer = costs - price[:, None]
    dearer -= price
    _, partner = linear_sum_assignment(dearer)
    own = dearer[np.arange(len(costs)), partner]
    dearer -= own[:, None]
    lower, settled = _fallen(partner, dearer)
    return Prices(partner, 2 * price + own - lower[partner] + lower, settled)


def _fallen(partner: Numbers, dearer: Costs) -> tuple[Costs, bool]:
    """By how much the price of each must fall lest it contradicts somebody's: shortest ways; and whether that ended.

    No cycle is negative, so that it does end, where the assignment was not computed with too large numbers.
    """
    price: Costs = np.minimum(np.minimum.reduce(dearer), 0)
    rows = price[partner].nonzero()[0]
    for _ in partner:
        if not len(rows):
            break
        lower = np.minimum(price, np.minimum.reduce(price[partner[rows], None] + dearer[rows]))
        rows = (lower < price)[partner].nonzero()[0]
        price = lower
    return price, not len(rows)


def _priced_by_candidates(costs: Costs) -> Prices | None:
    """Assign on few pairs; add those that contradict the prices, until there are none.

    What is assigned to many NEVER costs more than floating point tells apart, so that scipy may not come to an end.
    """
    price = guessed(costs)
    edges = nearest(costs, price, CANDIDATES)
    if (edges.costs >= NEVER).any() and single_in_pairs(costs < NEVER):
        return None
    for _ in range(ROUNDS):
        partner, row, column = assigned(edges, price)
        rows, columns = _contradicting(costs, row, column)
        if not len(rows):
            return Prices(partner, row + column, True)
        edges = joined(edges, rows, columns, costs[rows, columns])
    return Prices(partner, row + column - (row + column).max(initial=0), False)


def _contradicting(costs: Costs, row: Costs, column: Costs) -> tuple[Numbers, Numbers]:
    """The worst WORST pairs in every row where any pair costs less than its prices."""
    found = []
    for start in range(0, len(costs), BLOCK):
        slack = costs[start : start + BLOCK] - row[start : start + BLOCK, None]
        slack -= column
        wrong = np.flatnonzero(slack.min(axis=1) < 0)
        rows, columns = lowest(slack[wrong], WORST, start)
        found.append((wrong[rows] + start, columns))
    rows, columns = (np.concatenate(side) for side in zip(*found, strict=True))
    return rows, columns


def guessed(costs: Costs) -> Costs:
    """Rough prices: what is left to each by the others, if every one of them pays half of their cheapest pair."""
    price = np.full(len(costs), NEVER)
    for start in range(0, len(costs), BLOCK):
        block = costs[start : start + BLOCK]
        half = np.minimum(np.minimum.reduce(block, axis=1), NEVER >> 2) >> 1
        np.minimum(price, np.minimum.reduce(block - half[:, None]), out=price)
    return price


def nearest(costs: Costs, price: Costs, count: int) -> Edges:
    """For each the partners who are cheapest after their price, in both directions; and a ring that holds them all."""
    people = len(costs)
    blocks = [lowest(costs[start : start + BLOCK] - price, count, start) for start in range(0, people, BLOCK)]
    rows = np.concatenate([at + number * BLOCK for number, (at, _) in enumerate(blocks)])
    columns = np.concatenate([partners for _, partners in blocks])
    ring = np.arange(people)
    rows, columns = np.concatenate((rows, ring)), np.concatenate((columns, np.roll(ring, 1)))
    return both_ways(people, rows, columns, costs[rows, columns])


def assigned(edges: Edges, price: Costs) -> tuple[Numbers, Costs, Costs]:
    """The cheapest assignment on these pairs, and prices of rows and columns that prove it among them.

    With rough prices to begin with it is found two or three times as fast.
    """
    reduced = edges.costs - price[edges.rows] - price[edges.columns]
    weights = (reduced - int(reduced.min()) + 1).astype(np.float64)
    graph = csr_array((weights, (edges.rows, edges.columns)), shape=(edges.people, edges.people))
    _, partner = min_weight_full_bipartite_matching(graph)
    partner = partner.astype(np.intp)
    at = np.searchsorted(edges.rows * edges.people + edges.columns, np.arange(edges.people) * edges.people + partner)
    own = edges.costs[at]
    column = _settled(edges, partner, own)
    return partner, own - column[partner], column


def _settled(edges: Edges, partner: Numbers, own: Costs) -> Costs:
    """Prices of columns: shortest ways in the graph of exchanges; no cycle there is negative."""
    order = np.argsort(edges.columns, kind="stable")
    columns = edges.columns[order]
    starts = np.flatnonzero(np.concatenate(([True], columns[1:] != columns[:-1])))
    dearer = (edges.costs - own[edges.rows])[order]
    through = partner[edges.rows[order]]
    price = np.zeros(edges.people, np.int64)
    for _ in range(SWEEPS):
        lower = price.copy()
        lower[columns[starts]] = np.minimum.reduceat(price[through] + dearer, starts)
        if (lower >= price).all():
            break
        price = np.minimum(lower, price)
    return price


def both_ways(people: int, rows: Numbers, columns: Numbers, costs: Costs) -> Edges:
    both = np.concatenate((rows, columns)), np.concatenate((columns, rows))
    return Edges.of(people, *both, np.concatenate((costs, costs)))


def joined(edges: Edges, rows: Numbers, columns: Numbers, costs: Costs) -> Edges:
    return Edges.of(
        edges.people,
        np.concatenate((edges.rows, rows, columns)),
        np.concatenate((edges.columns, columns, rows)),
        np.concatenate((edges.costs, costs, costs)),
    )


def in_order(keys: Costs) -> Numbers:
    """Where the lowest is, and so on; of equals the first comes first. Keys are squares of numbers of people at most.

    (Sorting keys and places in one number takes half as long as ``argsort``.)
    """
    bits = len(keys).bit_length()
    order: Numbers = np.sort((keys << bits) | np.arange(len(keys))) & ((1 << bits) - 1)
    return order


def once(keys: Numbers) -> Numbers:
    """Each once, sorted. (numpy's own ``unique`` hashes, which takes ten times as long for these.)"""
    keys = np.sort(keys)
    first = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=first[1:])
    return keys[first]


def lowest(matrix: Costs, count: int, first: int = 0) -> tuple[Numbers, Numbers]:
    """Rows and columns of the lowest in each row; among equals chance decides, differently in each row.

    ``first``: which row of a larger matrix this one begins with.
    Values are cut to 32 bits, for speed: what is cut is hardly ever among the lowest.
    """
    small = fine(matrix, first)
    last = min(count, matrix.shape[1]) - 1
    found = np.flatnonzero(small <= np.partition(small, last, axis=1)[:, last : last + 1])
    return np.divmod(found, matrix.shape[1])


def fine(matrix: Costs, first: int = 0) -> NDArray[np.int32]:
    """What each is above the lowest of its row, cut, and with a little noise after the point."""
    small: NDArray[np.int32] = np.minimum(matrix - matrix.min(axis=1, keepdims=True), CUT).astype(np.int32)
    small <<= FINE
    small += chance(first + len(matrix), matrix.shape[1], 1 << FINE)[first:]
    return small


@lru_cache(maxsize=64)
def chance(rows: int, columns: int, most: int) -> NDArray[np.int32]:
    """A little noise: each row is a window of one list, one further than the row before. It cannot be written to."""
    noise = np.random.default_rng(0).integers(most, size=rows + columns, dtype=np.int32)
    return np.lib.stride_tricks.sliding_window_view(noise, columns)[:rows]
