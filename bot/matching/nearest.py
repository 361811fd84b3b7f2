"""Of each person the pairs that cost least, and more of them when that is asked for."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from bot.matching import bounds
from bot.matching.bounds import BLOCK, FINE, Costs, Numbers

FEW, RANKED = 10, 48  # pairs of each person that are shown at first; and that are put in order at once
DEAR = 1 << 44  # in the order, slack is cut here, to have room for what tells equals apart
ALL = 1 << 60  # a limit that no price reaches

Pairs = list[tuple[int, int]]


class Nearest:
    """``pairs``: of each person, with whom and at what cost, which is twice the slack.

    ``limit``: all their other pairs cost at least twice that.
    """

    def __init__(self, slack: Costs, partner: Numbers) -> None:
        self.people = len(slack)
        self._slack = slack
        self._few = min(FEW, self.people)
        self._shown = [self._few] * self.people
        blocks = [self._ranked(slice(start, start + BLOCK), RANKED) for start in range(0, self.people, BLOCK)]
        self._ranks, costs = (np.concatenate(side) for side in zip(*blocks, strict=True))
        self.limit: list[int] = costs[:, min(self._few, costs.shape[1] - 1)].tolist()
        self.pairs = self._both_ways(partner)

    def _ranked(self, block: slice, count: int) -> tuple[Numbers, Costs]:
        """Whom with, the best first, and the slack. Among equals chance decides, differently for each person."""
        bits = self.people.bit_length()
        noise = bounds.chance(self.people, self.people, 1 << FINE)[block]
        keys = (np.minimum(self._slack[block], DEAR) << FINE) + noise
        keys = (keys << bits) + np.arange(self.people)
        if count < self.people:
            keys = np.partition(keys, count, axis=1)[:, :count]
        keys.sort(axis=1)
        return keys & ((1 << bits) - 1), keys >> (bits + FINE)

    def _both_ways(self, partner: Numbers) -> list[Pairs]:
        """Who is among the few of somebody has that one among theirs; and all have those they are assigned to."""
        chosen = np.zeros(self._slack.shape, bool)
        everyone = np.arange(self.people)
        chosen[everyone[:, None], self._ranks[:, : self._few]] = True
        chosen[everyone, partner] = True
        chosen |= chosen.T
        rows, columns = np.nonzero(chosen)
        pairs = list(zip(columns.tolist(), (2 * self._slack[rows, columns]).tolist(), strict=True))
        ends = np.searchsorted(rows, np.arange(self.people + 1)).tolist()
        return [pairs[start:end] for start, end in pairwise(ends)]

    def more(self, person: int) -> Pairs:
        """Twice as many of this person; those who were not known before, to both."""
        shown = self._shown[person]
        enough = self._shown[person] = min(2 * shown, self.people)
        ranks = self._ranks[person]
        if enough >= len(ranks):
            ranks = self._ranked(slice(person, person + 1), self.people)[0][0]
        self.limit[person] = min(DEAR, int(self._slack[person, ranks[enough]])) if enough < self.people else ALL
        known = {other for other, _ in self.pairs[person]}
        costs = (2 * self._slack[person, ranks[shown:enough]]).tolist()
        found = [pair for pair in zip(ranks[shown:enough].tolist(), costs, strict=True) if pair[0] not in known]
        self.pairs[person] += found
        for other, cost in found:
            self.pairs[other].append((person, cost))
        return found
