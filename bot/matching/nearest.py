"""Of each person the pairs that cost least, and more of them when that is asked for."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import numpy as np

from bot.matching.bounds import BLOCK, Costs, Numbers, once

FEW, MORE, RANKED = 6, 10, 48  # pairs of each person that are shown at first, and then; and that are put in order
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
        blocks = [self._ranked(start, start + BLOCK, RANKED) for start in range(0, self.people, BLOCK)]
        self._ranks, costs = (np.concatenate(side) for side in zip(*blocks, strict=True))
        self.limit: list[int] = costs[:, min(self._few, costs.shape[1] - 1)].tolist()
        self.pairs = self._both_ways(partner)

    def _ranked(self, start: int, end: int, count: int) -> tuple[Numbers, Costs]:
        """Whom with, the best first, and the slack. Among equals chance decides, differently for each person."""
        bits = self.people.bit_length()
        turns, whose = _turns(self.people)
        keys = np.minimum(self._slack[start:end], DEAR)
        keys <<= bits
        keys += turns[start : start + len(keys)]
        if count < self.people:
            keys = np.partition(keys, count, axis=1)[:, :count]
        keys.sort(axis=1)
        rows = np.arange(start, start + len(keys))[:, None]
        return (whose[keys & ((1 << bits) - 1)] - rows) % self.people, keys >> bits

    def _both_ways(self, partner: Numbers) -> list[Pairs]:
        """Who is among the few of somebody has that one among theirs; and all have those they are assigned to."""
        people, everyone = self.people, np.arange(self.people)
        rows = np.concatenate((np.repeat(everyone, self._few), everyone))
        columns = np.concatenate((self._ranks[:, : self._few].ravel(), partner))
        places = once(np.concatenate((rows * people + columns, columns * people + rows)))
        costs = 2 * self._slack.ravel()[places]
        pairs = list(zip((places % people).tolist(), costs.tolist(), strict=True))
        ends = np.searchsorted(places, np.arange(0, people * people + 1, people)).tolist()
        return [pairs[start:end] for start, end in pairwise(ends)]

    def more(self, person: int) -> Pairs:
        """More of this person; those who were not known before, to both."""
        shown = self._shown[person]
        enough = self._shown[person] = min(shown + max(MORE, shown // 2), self.people)
        ranks = self._ranks[person]
        if enough >= len(ranks):
            ranks = self._ranked(person, person + 1, self.people)[0][0]
        self.limit[person] = min(DEAR, int(self._slack[person, ranks[enough]])) if enough < self.people else ALL
        known = {other for other, _ in self.pairs[person]}
        costs = (2 * self._slack[person, ranks[shown:enough]]).tolist()
        found = [pair for pair in zip(ranks[shown:enough].tolist(), costs, strict=True) if pair[0] not in known]
        self.pairs[person] += found
        for other, cost in found:
            self.pairs[other].append((person, cost))
        return found


@lru_cache(maxsize=8)
def _turns(people: int) -> tuple[Numbers, Numbers]:
    """A matrix in whose rows all numbers stand in the order of one circle, each row one further than that before.

    And where in that circle each number stands. It cannot be written to.
    """
    circle = np.random.default_rng(0).permutation(people)
    return np.lib.stride_tricks.sliding_window_view(np.tile(circle, 2), people), np.argsort(circle)
