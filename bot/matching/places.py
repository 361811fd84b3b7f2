"""Who takes which place when places come in numbers: the cheapest assignment, with scipy."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from bot.matching.arrays import FORBIDDEN, Costs
from bot.matching.weights import A_HALF_HOUR

DENSE = 1_500_000  # students times places: above, only the most promising places of each are looked at
PROMISING = 16
STEPS = 60
SPREAD = A_HALF_HOUR  # what each further student of the same mentor costs, so that nobody is full while others wait

Numbers = NDArray[np.intp]


def cheapest(costs: Costs, rooms: NDArray[np.int64], owed: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Pairs of row and column, each row once, each column as often as it has room; nothing FORBIDDEN.

    ``owed``: what a row weighs when there is not room for all: the dearer ones are served.
    """
    rooms = np.minimum(rooms, len(costs))
    priced = np.where(costs < FORBIDDEN, costs - owed[:, None], FORBIDDEN)
    found = np.full(len(costs), -1)
    if len(costs) * int(rooms.sum()) > DENSE:
        rows, columns = _sparse(priced, rooms)
        found[rows] = columns
        rooms = rooms - np.bincount(columns, minlength=len(rooms))
    rest = np.flatnonzero(found < 0)
    rows, columns = _dense(priced[rest], rooms)
    found[rest[rows]] = columns
    for row in np.flatnonzero(found >= 0):
        if costs[row, found[row]] < FORBIDDEN:
            yield int(row), int(found[row])


def _places(rooms: NDArray[np.int64]) -> tuple[Numbers, NDArray[np.int64]]:
    """The column of each place, and what the place itself costs."""
    column = np.repeat(np.arange(len(rooms)), rooms)
    first = np.repeat(np.cumsum(rooms) - rooms, rooms)
    return column, SPREAD * (np.arange(len(column)) - first)


def _dense(costs: Costs, rooms: NDArray[np.int64]) -> tuple[Numbers, Numbers]:
    column, extra = _places(rooms)
    allowed = costs < FORBIDDEN
    worst = 2 * (int(np.abs(costs[allowed]).max(initial=0)) + int(extra.max(initial=0)) + 1) * (len(costs) + 1)
    rows, places = linear_sum_assignment(np.where(allowed, costs, worst)[:, column] + extra)
    return rows, column[places]


def _sparse(costs: Costs, rooms: NDArray[np.int64]) -> tuple[Numbers, Numbers]:
    """Every row has a place of its own that nobody wants, so that there always is an answer."""
    people, (column, extra) = len(costs), _places(rooms)
    best = _promising(costs, rooms)
    row = np.repeat(np.arange(people), best.shape[1])
    some, many = best.ravel(), rooms[best.ravel()]
    first = (np.cumsum(rooms) - rooms)[some]
    edge = np.repeat(np.arange(len(row)), many)
    place = np.repeat(first, many) + np.arange(len(edge)) - np.repeat(np.cumsum(many) - many, many)
    weight = costs[row[edge], some[edge]] + extra[place]
    kept = costs[row[edge], some[edge]] < FORBIDDEN
    row, place, weight = row[edge][kept], place[kept], weight[kept]
    last = np.full(people, 2 * (int(np.abs(weight).max(initial=0)) + 1))
    weights = np.concatenate((weight - weight.min(initial=0) + 1, last - weight.min(initial=0) + 1)).astype(float)
    rows, columns = np.concatenate((row, np.arange(people))), np.concatenate((place, len(column) + np.arange(people)))
    graph = csr_array((weights, (rows, columns)), shape=(people, len(column) + people))
    found, places = min_weight_full_bipartite_matching(graph)
    seated = places < len(column)
    return found[seated], column[places[seated]]


def _promising(costs: Costs, rooms: NDArray[np.int64]) -> Numbers:
    """The best columns of each row, once every column asks a price for being wanted by more than it has room for."""
    price = np.zeros(costs.shape[1])
    usual = costs[costs < FORBIDDEN]
    step = float(np.ptp(np.quantile(usual, (0.01, 0.2)))) if len(usual) else 1.0
    shown = np.where(costs < FORBIDDEN, costs, np.inf).astype(np.float64)
    for turn in range(STEPS):
        wanted = np.bincount((shown + price).argmin(axis=1), minlength=len(rooms))
        price = np.maximum(0, price + step * np.clip((wanted - rooms) / np.maximum(rooms, 1), -1, 1) / (1 + turn / 8))
    most = min(PROMISING, len(rooms))
    return np.argpartition(shown + price, most - 1, axis=1)[:, :most]
