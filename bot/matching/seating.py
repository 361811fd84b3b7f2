"""Groups of three and more: a partition that swaps of two people cannot better, kicked until the budget is spent.

Local search with a queue: each person in turn changes places with whoever gains most by it. All numbers are exact.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from random import Random

import numpy as np
from numpy.typing import NDArray

from bot.matching.arrays import FORBIDDEN, Costs

Swap = tuple[int, int]


class Seating:
    """``costs``: a symmetric matrix, FORBIDDEN where two may not share a group. ``caps``: the largest group that
    each wants. People are rows; ``group[i]`` is where they sit; ``sums[g, i]`` what ``i`` costs with those in ``g``.
    """

    def __init__(self, costs: Costs, caps: NDArray[np.int64], groups: Sequence[Sequence[int]]) -> None:
        people = len(costs)
        banned = costs >= FORBIDDEN
        most = int(costs[~banned].max(initial=0)) + 1
        self.ban = most * 4 * people  # more than everything else together
        self.costs = np.where(banned, self.ban, costs)
        np.fill_diagonal(self.costs, 0)
        self.caps = caps
        self.size = np.array([len(group) for group in groups], np.int64)
        self.capped = bool((caps < self.size.max(initial=0)).any())
        self.group = np.zeros(people, np.intp)
        for number, group in enumerate(groups):
            self.group[list(group)] = number
        self.sums = np.stack([self.costs[list(group)].sum(axis=0) for group in groups])
        self.everybody = np.arange(people)
        self.own = self.sums[self.group, self.everybody]

    def total(self) -> int:
        return int(self.own.sum()) // 2

    def groups(self) -> list[tuple[int, ...]]:
        order = np.argsort(self.group, kind="stable")
        return [tuple(map(int, some)) for some in np.split(order, np.cumsum(self.size)[:-1])]

    def settle(self, restless: Sequence[int]) -> list[Swap]:
        """Swaps until nobody can gain; begins with these people. Returns what was swapped, in order."""
        queue, waiting = deque(restless), set(restless)
        done: list[Swap] = []
        while queue:
            one = queue.popleft()
            waiting.discard(one)
            gains = self._gains(one)
            other = int(gains.argmax())
            if gains[other] <= 0:
                continue
            done.append((one, other))
            for person in self.swap(one, other):
                if person not in waiting:
                    waiting.add(person)
                    queue.append(person)
        return done

    def _gains(self, one: int) -> Costs:
        """How much less everything would cost if ``one`` changed places with each other person."""
        here = self.group[one]
        gains: Costs = self.own + self.own[one] - self.sums[here] - self.sums[self.group, one] + 2 * self.costs[one]
        gains[self.group == here] = 0
        if self.capped:
            gains[(self.size[self.group] > self.caps[one]) | (self.caps < self.size[here])] = 0
        return gains

    def swap(self, one: int, other: int) -> list[int]:
        """Two change places. Returns everybody in their two groups."""
        here, there = self.group[one], self.group[other]
        change = self.costs[other] - self.costs[one]
        self.sums[here] += change
        self.sums[there] -= change
        self.group[one], self.group[other] = there, here
        concerned = np.flatnonzero((self.group == here) | (self.group == there))
        self.own[concerned] = self.sums[self.group[concerned], concerned]
        return [int(person) for person in concerned]

    def kick(self, rng: Random) -> bool:
        """Some random swaps around somebody who pays much, then settling; undone when that made it worse."""
        before = self.total()
        people = len(self.own)
        unhappy = max(rng.choices(range(people), k=3), key=lambda person: int(self.own[person]))
        done: list[Swap] = []
        restless: dict[int, None] = {}
        for one in (unhappy, *rng.choices(range(people), k=rng.randrange(1, 3))):
            other = rng.randrange(people)
            if self._may(one, other) and self._may(other, one):
                done.append((one, other))
                restless |= dict.fromkeys(self.swap(one, other))
        done += self.settle(list(restless))
        after = self.total()
        for one, other in reversed(done if after > before else []):
            self.swap(one, other)
        return after < before

    def _may(self, one: int, other: int) -> bool:
        """Whether ``one`` may sit in the other's place, which is in another group and no larger than they wish."""
        there = self.group[other]
        return bool(self.group[one] != there and self.size[there] <= self.caps[one])
