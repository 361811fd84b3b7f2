"""What pairs cost at least, whichever people they do without: the prices of one round, kept for all the others.

People have prices, and so have sets of people, each inside another or beside it (the blossoms of ``forest``). No two
cost less than both their prices, less what the sets around both own. Of a set, half its people make the most pairs
that can be inside it, whoever is missing; so the prices of all who are there, less what each set owns for so many
pairs, is a floor. All is in eighths of what a pair costs, for the search has halves of halves (and once more for
beginning it again, see ``spare``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import combinations

import numpy as np

from bot.matching.bounds import BLOCK, Costs, Numbers
from bot.matching.circles import NOWHERE, Circles

PER_COST = 8
FAR = 1 << 60


@dataclass(frozen=True, slots=True)
class Between:
    """The lowest number between any two places of a row, for many at once: by the lowest of 1, 2, 4 and so on from each
    place."""

    lowest: Costs

    @classmethod
    def of(cls, row: Costs) -> Between:
        levels, step = [row], 1
        while 2 * step <= len(row):
            below = levels[-1]
            levels.append(np.concatenate((np.minimum(below[:-step], below[step:]), below[-step:])))
            step *= 2
        return cls(np.stack(levels))

    def __call__(self, one: Numbers, other: Numbers) -> Costs:
        first, last = np.minimum(one, other), np.maximum(one, other)
        level = np.frexp(last - first)[1] - 1
        found: Costs = np.minimum(self.lowest[level, first], self.lowest[level, last - (1 << level)])
        return found


@dataclass(frozen=True, slots=True)
class Floor:
    """``price``: of each. ``place``: in a row in which each set has neighbours only. ``odd``, ``even``: what the sets
    of so many people own that hold somebody there and the next one; ``around``: what the even ones around each own.
    ``least``: what pairs of everybody cost at least."""

    price: Costs
    place: Numbers
    odd: Costs
    even: Costs
    around: Costs
    least: int

    @classmethod
    def of(cls, circles: Circles, price: Costs) -> Floor:
        """``price``: what each had before the search. Nodes of ``circles`` beyond these people are nobody."""
        people = len(price)
        tops = [node for node in range(len(circles.own)) if circles.inside[node] == NOWHERE]
        row = np.array([person for node in tops for person in circles.members[node]], np.intp)
        there = np.flatnonzero(row < people)
        place = np.zeros(len(row), np.intp)
        place[row] = np.arange(len(row))
        sets = [node for node in circles.closed_still() if circles.own[node]]
        first = place[np.array([circles.members[node][0] for node in sets], np.intp)]
        last = first + np.array([len(circles.members[node]) for node in sets], np.intp)
        own = 2 * np.maximum(np.array([circles.own[node] for node in sets], np.int64), 0)
        first, last = np.searchsorted(there, first), np.searchsorted(there, last)
        place[row[there]] = np.arange(people)
        price = price + np.array(circles.price[:people], np.int64)
        return cls._of(price, place[:people], first, last, own)

    @classmethod
    def _of(cls, price: Costs, place: Numbers, first: Numbers, last: Numbers, own: Costs) -> Floor:
        """Sets are from a first place up to before a last one."""
        some, size = last > first, last - first
        odd, even = some & (size % 2 == 1), some & (size % 2 == 0)
        return cls(
            price,
            place,
            _covered(len(price), first[odd], last[odd] - 1, own[odd]),
            _covered(len(price), first[even], last[even] - 1, own[even]),
            _covered(len(price), first[even], last[even], own[even])[place],
            int(price.sum() - (own * (size // 2)).sum()),
        )

    def without(self, trios: Numbers) -> Costs:
        """What pairs of all but three cost at least; a row for each trio.

        An odd set has room for one pair less when two or three of its people are missing; an even one when one or two
        are, and for two less without three.
        """
        sides = [self.place[trios[:, two]].T for two in combinations(range(3), 2)]
        between = Between.of(self.odd), Between.of(self.even)
        odd, even = ([lowest(*side) for side in sides] for lowest in between)
        room = reduce(np.maximum, odd) + self.around[trios].sum(axis=1) - sum(even) + 2 * reduce(np.minimum, even)
        found: Costs = self.least - self.price[trios].sum(axis=1) + room
        return found

    def holds(self, costs: Costs) -> bool:
        """No pair costs less than its prices. ``costs``: a symmetric matrix."""
        between = Between.of(self.odd + self.even)
        for start in range(0, len(self.price), BLOCK):
            left = PER_COST * costs[start : start + BLOCK, start : len(self.price)]
            left -= self.price[start : start + BLOCK, None]
            left -= self.price[start:]
            if left.min() >= 0:
                continue
            rows, columns = np.nonzero(left < 0)
            around = between(self.place[rows + start], self.place[columns + start])
            if (left[rows, columns] + around < 0).any():
                return False
        return True

    def add_around(self, sides: Costs, people: Numbers) -> None:
        """To a matrix a third of what the odd sets around each two of these people own, who are in order of place."""
        row = np.minimum.reduceat(self.odd, self.place[people])[:-1] // 3
        if row.any():
            _add_lowest(sides, row)
            _add_lowest(sides[::-1, ::-1], row[::-1])


def _covered(places: int, first: Numbers, last: Numbers, own: Costs) -> Costs:
    """At each place the sum of what those own who reach over it."""
    steps = np.zeros(places + 1, np.int64)
    np.add.at(steps, first, own)
    np.add.at(steps, last, -own)
    return np.cumsum(steps)[:places]


def _add_lowest(matrix: Costs, row: Costs) -> None:
    """To all above the diagonal, the lowest in the row between the two."""
    lowest = np.full(len(matrix), FAR)
    for at in range(len(row) - 1, -1, -1):
        beyond = lowest[at + 1 :]
        np.minimum(beyond, row[at], out=beyond)
        matrix[at, at + 1 :] += beyond
