"""Pairs for thousands: an assignment first, which falls apart into cycles, then exact matching where it must.

A cycle of two is a pair, and an even cycle is pairs in the cheaper of two ways; both are as good as the assignment,
which no round can better. Only odd cycles leave something to do: the exact solver gets them together with the
pairs that are near them in time of day, some hundred people at once.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bot.matching import bounds
from bot.matching.arrays import ROUGHLY_NEVER, Arrays, Costs, Numbers
from bot.matching.blossom import Graph, heaviest
from bot.matching.bounds import Edges
from bot.matching.candidates import Angles, candidates, time_of_day
from bot.matching.certificate import least_cost
from bot.matching.circles import circles
from bot.matching.pairs import Matching, matched

FALLBACK = 1 << 26  # more than any candidate costs: only there so that an assignment exists
CHUNK = 100  # twice as large takes twice as long, for a hundredth of a percent
LONG = 7  # of a longer odd cycle only so many are left to do, the others are pairs: a giant one costs no time
CERTIFIED = 5_000  # people up to whom it takes well under a second to prove how near the optimum a round is
AGAIN = 1_500  # people over, at most, for whose sake others are parted
ROOM = 300  # people who are matched anew, with every pair of them, for the sake of those who found nobody

Cycle = list[int]


def matched_roughly(arrays: Arrays, clan: Numbers) -> Matching:
    """A matching of nearly least cost; numbers are those of the clan. Of an odd number one stays single by turns."""
    alone = arrays.alone()[clan]
    single = np.array([int(alone.argmin())] if len(clan) % 2 else [], np.intp)
    others = np.delete(np.arange(len(clan)), single)
    pairs, left, price = _matched(arrays, clan[others])
    gap = None
    if not len(left) and len(clan) <= CERTIFIED:
        cost, prices = int(arrays.pair_costs(*clan[others][pairs].T).sum()), np.full(len(clan), np.inf)
        prices[others] = price
        gap = cost - least_cost(arrays, clan, prices, over=len(single))
    return Matching(others[pairs], np.concatenate((single, others[left])), gap)


def _matched(arrays: Arrays, clan: Numbers) -> tuple[Numbers, Numbers, Angles]:
    """Pairs, who is in none, and prices of everybody."""
    edges, price = candidates(arrays, clan)
    ring = np.arange(len(clan))
    edges = bounds.joined(edges, ring, np.roll(ring, 1), np.full(len(clan), FALLBACK, np.int64))
    partner, row, column = bounds.assigned(edges, price)
    near = time_of_day(arrays.soft)[clan]
    cycles = _short(partner.tolist(), arrays.pair_costs(clan, clan[partner]).tolist())
    slack = 2 * edges.costs - (row + column)[edges.rows] - (row + column)[edges.columns]
    chunks = list(_chunks(sorted(cycles, key=lambda cycle: float(near[cycle[0]]))))
    pairs = np.concatenate(list(_solved(chunks, edges, slack)))
    return *_placed(arrays, clan, pairs, near), _without_fallback((row + column) / 2)


def _without_fallback(price: Angles) -> Angles:
    """Somebody without a partner makes all others dearer by as much, or cheaper: by turns, where two halves of the
    people have candidates in the other half only. It cancels out in each pair."""
    if (np.abs(price) < ROUGHLY_NEVER).any():
        return price
    half = FALLBACK / 2
    return price - half * np.round(price / half)


def _short(partner: list[int], costs: list[int]) -> Iterator[Cycle]:
    """The odd cycles, and pairs of what the even ones and long odd ones are cut into."""
    for cycle in circles(partner, range(len(partner))):
        if len(cycle) % 2:
            yield cycle[:LONG]
            cycle = cycle[LONG:]
        elif sum(costs[member] for member in cycle[::2]) > sum(costs[member] for member in cycle[1::2]):
            cycle = [*cycle[1:], cycle[0]]
        yield from ([one, other] for one, other in zip(cycle[::2], cycle[1::2], strict=True))


def _chunks(cycles: list[Cycle]) -> Iterator[Numbers]:
    """Neighbours, an even number of people in each chunk as long as that does not make it much larger."""
    chunk: list[int] = []
    for cycle in cycles:
        chunk += cycle
        if len(chunk) >= CHUNK * (1 + len(chunk) % 2):
            yield np.array(chunk, np.intp)
            chunk = []
    yield np.array(chunk, np.intp)


def _solved(chunks: list[Numbers], edges: Edges, slack: Costs) -> Iterator[Numbers]:
    """The best pairs within each chunk."""
    number, place = np.zeros((2, edges.people), np.intp)
    for at, people in enumerate(chunks):
        number[people], place[people] = at, np.arange(len(people))
    inside = (edges.rows < edges.columns) & (number[edges.rows] == number[edges.columns])
    use = np.flatnonzero(inside & (edges.costs < FALLBACK))
    use = use[np.argsort(number[edges.rows[use]], kind="stable")]
    ends = np.searchsorted(number[edges.rows[use]], np.arange(len(chunks) + 1))
    for people, low, high in zip(chunks, ends[:-1], ends[1:], strict=True):
        its = use[low:high]
        worth = int(slack[its].max(initial=0)) + 1 - slack[its]
        graph = Graph(len(people), place[edges.rows[its]], place[edges.columns[its]], worth)
        yield people[heaviest(graph, perfect=True)]


def _placed(arrays: Arrays, clan: Numbers, pairs: Numbers, near: Angles) -> tuple[Numbers, Numbers]:
    """Those who are in no pair yet get one, and who is over then, too, as long as each time leaves less than half.

    Who is left over by some may be just who others need; or all are of a kind, and those whom they may meet have
    one another: then such pairs are parted.
    """
    single = np.ones(len(clan), bool)
    single[pairs] = False
    pairs, waiting = _placed_some(arrays, clan, pairs, np.flatnonzero(single), near)
    before = 2 * AGAIN
    while 0 < 2 * len(waiting) < before:
        before = len(waiting)
        pairs, waiting = _placed_some(arrays, clan, pairs, waiting, near)
    return pairs, waiting


def _placed_some(
    arrays: Arrays, clan: Numbers, pairs: Numbers, waiting: Numbers, near: Angles
) -> tuple[Numbers, Numbers]:
    """Some at a time, together with the people of some pairs near them, who are matched anew.

    Where not all may meet, those pairs come first of whom both may meet somebody who waits.
    """
    left = [np.empty(0, np.intp)]
    for at in range(0, len(waiting), ROOM):
        those = waiting[at : at + ROOM]
        far = np.abs(near[pairs[:, 0]] - near[those].mean())
        hostile = np.zeros(len(pairs), bool)
        for side in () if arrays.unlike is None else pairs.T:
            hostile |= ~arrays.may(clan[side][:, None], clan[those]).any(axis=1)
        helpers = np.lexsort((far, hostile))[: ROOM // 2]
        people = np.concatenate((those, pairs[helpers].ravel()))
        found = matched(arrays.costs(clan[people], clan[people]), arrays.alone()[clan[people]])
        pairs = np.concatenate((np.delete(pairs, helpers, axis=0), people[found.pairs]))
        left.append(people[found.single])
    return pairs, np.concatenate(left)
