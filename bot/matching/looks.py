"""Trios looked at, one after the other, until none is left that could make a better round."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from bot.matching.bounds import NEVER, Costs, Numbers
from bot.matching.floors import PER_COST, Floor
from bot.matching.spare import Start
from bot.matching.triangles import FAR

MOST, PEOPLE = 60, 32_000  # trios at most; in a large round fewer, for each look costs time for each of its people
PAIRS = 4_000_000  # known to the search, over all looks at most: a second or two where many are alike


class Looks:
    """``best``: what the best round so far costs, and ``groups``: a row for its trio, and one for each of its pairs."""

    def __init__(self, start: Start, costs: Costs, turns: Costs) -> None:
        self.start, self.costs, self.turns = start, costs, turns
        self.best = NEVER
        self.groups: list[Numbers] = []
        self.floors = [start.floor()]
        self.often = np.zeros(len(costs), np.int64)
        self.left, self.pairs = min(MOST, 1 + PEOPLE // len(costs)), PAIRS

    @property
    def enough(self) -> int:
        """Eighths of what a round costs that is not better than the best: costs are whole numbers."""
        return PER_COST * (self.best - 1) + 1

    @property
    def over(self) -> bool:
        return self.left <= 0 or self.pairs <= 0

    def begin(self, patient: Numbers) -> None:
        """With the round at hand: who is left over joins the two for whom that costs least."""
        partner, people = self.start.partner, len(self.costs)
        third = partner[people]
        one = np.flatnonzero((partner[:people] > np.arange(people)) & (partner[:people] < people))
        pairs, sides = np.stack((one, partner[one]), axis=1), self.costs[third]
        willing = np.flatnonzero(np.isin(pairs, patient).all(axis=1))
        if not len(willing):
            return
        dearer = (sides[pairs[willing]] + self.turns[pairs[willing]]).sum(axis=1) + self.turns[third]
        which = willing[dearer.argmin()]
        if dearer.min() < NEVER:
            self.best = int(self.costs[pairs[:, 0], pairs[:, 1]].sum() + dearer.min())
            self.groups = [np.append(pairs[which], third), *np.delete(pairs, which, axis=0)]

    def among(self, trios: Numbers, once: bool = False) -> int:
        """Eighths of what a round with one of these trios costs at least, once some were looked at.

        Those first that promise most; among equals, those of people who were looked at least, and then those beside
        whom fewest pairs must change.
        """
        own, least = self._own(trios), np.full(len(trios), -FAR)
        for floor in self.floors:
            least = np.maximum(least, PER_COST * own + floor.without(trios))
        order, seen = np.argsort(self._torn(trios), kind="stable"), np.zeros(len(trios), bool)
        before = self.left
        while not (self.over or (once and self.groups and self.left < before)):
            waiting = order[~seen[order] & (least[order] < self.enough)]
            if not len(waiting):
                break
            equals = waiting[least[waiting] == least[waiting].min()]
            at = equals[self.often[trios[equals]].sum(axis=1).argmin()]
            seen[at] = True
            floor = self._look(trios[at], int(own[at]))
            least = np.maximum(least, PER_COST * own + floor.without(trios))
        return int(least.min(initial=FAR))

    def at(self, trio: Numbers) -> None:
        """The best round with this one, and its prices."""
        self._look(trio, int(self._own(trio[None])[0]))

    def _own(self, trios: Numbers) -> Costs:
        """What a trio costs by itself."""
        sides = [self.costs[trios[:, one], trios[:, other]] for one, other in combinations(range(3), 2)]
        found: Costs = sum(sides, self.turns[trios].sum(axis=1))
        return found

    def _torn(self, trios: Numbers) -> Numbers:
        """How many lose their partner of the first round, the one who stands for nobody aside."""
        gone = np.column_stack((trios, np.full(len(trios), len(self.costs))))
        partners = self.start.partner[gone]
        torn: Numbers = (partners[:, :, None] != gone[:, None, :]).all(axis=2).sum(axis=1)
        return torn

    def _look(self, trio: Numbers, own: int) -> Floor:
        """The best round with this trio."""
        pairs, floor = self.start.without(trio.tolist())
        cost = own + int(self.costs[pairs[:, 0], pairs[:, 1]].sum())
        self.left -= 1
        self.often[trio] += 1
        self.pairs -= sum(map(len, self.start.near.pairs))
        if cost < self.best:
            self.best, self.groups = cost, [trio, *pairs]
        if not floor.holds(self.costs):
            return self.floors[0]
        self.floors.append(floor)
        return floor
