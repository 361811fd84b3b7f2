"""Of each person the pairs that cost least, and more of them when that is asked for."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.matching.bounds import BLOCK, Costs, Numbers

FEW, MORE, RANKED = 6, 10, 48  # pairs of each person that are shown at first, and then; and that are put in order
BEYOND = 40  # more at once where they lead out of a crowd: to look there takes ten times as long
ENOUGH = FEW + MORE + 1  # of those, what most are asked for at most where people are few
DEAR = 1 << 44  # in the order, slack is cut here, to have room for what tells equals apart
WIDE = 5  # times as many in a row as are asked for: up to there the whole row is put in order sooner
ALL = 1 << 60  # a limit that no price reaches

Pairs = list[tuple[int, int]]


class Nearest:
    """``pairs``: of each person, with whom and at what cost, which is twice the slack.

    ``shown``: how many of the nearest have been; ``limit``: all their other pairs cost at least twice that.
    """

    def __init__(self, slack: Costs, partner: Numbers) -> None:
        self.people = len(slack)
        self._slack = slack
        self._few = min(FEW, self.people)
        self.shown = [self._few] * self.people
        self._keys = np.concatenate([self._best(at, at + BLOCK, RANKED) for at in range(0, self.people, BLOCK)])
        known = self._keys[:, : ENOUGH if self.people <= BLOCK else RANKED]
        self._whom, self._costs = self._read(known, np.arange(self.people)[:, None])
        self.limit: list[int] = np.minimum(self._costs[:, min(self._few, self.people - 1)] // 2, DEAR).tolist()
        self.pairs = self._both_ways(self._whom[:, : self._few], partner)
        self._unknown: dict[int, NDArray[np.bool_]] = {}

    def _ranked(self, start: int, end: int) -> Costs:
        """Slack and whom with, as one number. Among equals chance decides, differently for each."""
        keys = np.minimum(self._slack[start:end], DEAR)
        keys <<= self.people.bit_length()
        keys += _turns(self.people)[0][start : start + len(keys)]
        return keys

    def _best(self, start: int, end: int, count: int) -> Costs:
        """The lowest of those, in order."""
        return _lowest(self._ranked(start, end), count)

    def _read(self, keys: Costs, people: Numbers) -> tuple[Numbers, Costs]:
        """Whom with, and at what cost; ``people``: whose keys these are."""
        around = _turns(self.people)[1][keys & ((1 << self.people.bit_length()) - 1)] - people
        whom = np.arange(self.people)[around]  # below zero it is counted from the end
        return whom, 2 * self._slack[people, whom]

    def _both_ways(self, whom: Numbers, partner: Numbers) -> list[Pairs]:
        """Who is among the few of somebody has that one among theirs; and all have those they are assigned to."""
        people, everyone = self.people, np.arange(self.people)
        known = np.zeros((people, people), bool)
        known[everyone, partner] = known[partner, everyone] = True
        known[everyone[:, None], whom] = known[whom, everyone[:, None]] = True
        places = np.flatnonzero(known)
        costs = 2 * self._slack.ravel()[places]
        pairs = list(zip((places % people).tolist(), costs.tolist(), strict=True))
        ends = np.searchsorted(places, np.arange(0, people * people + 1, people)).tolist()
        return [pairs[start:end] for start, end in pairwise(ends)]

    def more(self, person: int) -> Pairs:
        """More of this person; those who were not known before, to both."""
        shown = self.shown[person]
        enough = self.shown[person] = min(shown + max(MORE, shown // 2), self.people)
        whom, costs = self._whom[person], self._costs[person]
        if enough >= len(whom):
            keys = self._keys[person] if enough < RANKED else self._best(person, person + 1, self.people)[0]
            whom, costs = self._read(keys, np.full(len(keys), person))
        self.limit[person] = min(int(costs[enough]) // 2, DEAR) if enough < self.people else ALL
        known = {other for other, _ in self.pairs[person]}
        these = zip(whom[shown:enough].tolist(), costs[shown:enough].tolist(), strict=True)
        return self._made_known(person, [pair for pair in these if pair[0] not in known])

    def beyond(self, person: int, others: NDArray[np.bool_]) -> tuple[Pairs, int]:
        """More of this person with these others only; and the limit for what is left of those."""
        unknown = others & self._strangers(person)
        keys = self._ranked(person, person + 1)[0, unknown]
        whom, costs = self._read(_lowest(keys, BEYOND + 1), np.full(min(len(keys), BEYOND + 1), person))
        limit = min(int(costs[BEYOND]) // 2, DEAR) if len(keys) > BEYOND else ALL
        return self._made_known(person, list(zip(whom[:BEYOND].tolist(), costs[:BEYOND].tolist(), strict=True))), limit

    def _strangers(self, person: int) -> NDArray[np.bool_]:
        """Whom this person is not known to."""
        if person not in self._unknown:
            self._unknown[person] = np.ones(self.people, bool)
            self._unknown[person][[other for other, _ in self.pairs[person] if other < self.people]] = False
        return self._unknown[person]

    def _made_known(self, person: int, found: Pairs) -> Pairs:
        self.pairs[person] += found
        for other, cost in found:
            self.pairs[other].append((person, cost))
            if other in self._unknown:
                self._unknown[other][person] = False
        if person in self._unknown:
            self._unknown[person][[other for other, _ in found]] = False
        return found


def _lowest(keys: Costs, count: int) -> Costs:
    """The lowest in each row, in order."""
    if WIDE * count < keys.shape[-1]:
        keys = np.partition(keys, count)[..., :count]
    keys.sort()
    return keys[..., :count]


@lru_cache(maxsize=8)
def _turns(people: int) -> tuple[Numbers, Numbers]:
    """A matrix in whose rows all numbers stand in the order of one circle, each row one further than that before.

    And where in that circle each number stands. It cannot be written to.
    """
    circle = np.random.default_rng(0).permutation(people)
    return np.lib.stride_tricks.sliding_window_view(np.tile(circle, 2), people), np.argsort(circle)
