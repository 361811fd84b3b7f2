"""The proof of a matching: prices that add up to what it costs, and that no pair there is contradicts.

Twice the slack of two is at least both prices, where a blossom around both counts for neither; and a blossom, of an odd
number of people, is left by at least one pair, which pays what is its own (Edmonds 1965, as in ``forest``).
"""

from __future__ import annotations

from itertools import chain

import numpy as np

from bot.matching.bounds import BLOCK, Costs, Numbers
from bot.matching.circles import NOWHERE, Circles

PER_COST = 4  # twice the slack, which is in halves of what it costs


def gap(circles: Circles, slack: Costs, pairs: Numbers) -> float | None:
    """By how much a perfect matching can at most be cheaper than this one; None if some pair contradicts the prices."""
    blossoms = circles.closed_still()
    if any(circles.own[blossom] < 0 for blossom in blossoms) or _contradicted(circles, slack):
        return None
    twice = sum(circles.own[blossom] * (len(circles.members[blossom]) - 1) for blossom in blossoms)
    least = sum(circles.price) - twice
    return (2 * int(slack[pairs[:, 0], pairs[:, 1]].sum()) - least) / PER_COST


def _contradicted(circles: Circles, slack: Costs) -> bool:
    """Some pair costs less than its prices."""
    price, (place, shared) = np.array(circles.price), _in_a_row(circles)
    for start in range(0, len(slack), BLOCK):
        left = 2 * slack[start : start + BLOCK]
        left -= price[start : start + BLOCK, None]
        left -= price
        under = np.flatnonzero(left < 0)
        if not len(under):
            continue
        rows, columns = np.divmod(under, len(slack))
        one, other = place[rows + start], place[columns]
        ends = np.empty((len(under), 2), np.intp)
        np.minimum(one, other, out=ends[:, 0])
        np.maximum(one, other, out=ends[:, 1])
        around = np.minimum.reduceat(shared, ends.ravel())[::2]
        if (left.ravel()[under] + 2 * around < 0).any():
            return True
    return False


def _in_a_row(circles: Circles) -> tuple[Numbers, Costs]:
    """Places such that each blossom has neighbours only, and who is in none comes last; what those around two own.

    The blossoms around any two people own as much together as around those two between them who share least.
    """
    blossoms = circles.closed_still()
    outermost = [circles.members[blossom] for blossom in blossoms if circles.inside[blossom] == NOWHERE]
    row = list(chain.from_iterable(outermost))
    place, steps = [len(row)] * circles.people, [0] * (len(row) + 1)
    for number, person in enumerate(row):
        place[person] = number
    for blossom in blossoms:
        members, owns = circles.members[blossom], circles.own[blossom]
        steps[place[members[0]]] += owns
        steps[place[members[-1]]] -= owns
    return np.array(place), np.cumsum(steps)
