"""Places for those whom a partition left standing: nobody stays out as long as a chain of changes finds them a seat.

rescued(groups, people, rules, arrays)    # groups and people are numbers of ``arrays``, of one clan
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.matching.arrays import Arrays
from bot.matching.people import Rules
from bot.matching.tables import Tables

FEW = 24  # people: among more, whoever led nowhere once is not asked again
WORK = 60_000_000  # people who are asked, times all people, at most: two seconds

Numbers = NDArray[np.intp]


def rescued(
    groups: Iterable[Sequence[int]], people: Sequence[int], rules: Rules, arrays: Arrays
) -> list[tuple[int, ...]]:
    """The groups, without breaches of the hard rules, and with as many of the people as could be given a place."""
    tables = Tables(groups, people, arrays)
    standing = tables.standing()
    if standing:
        _Rescue(tables, rules).place_all(standing)
    return tables.numbers()


class _Rescue:
    """Chains of changes among tables of two and more, along which somebody finds a seat."""

    def __init__(self, tables: Tables, rules: Rules) -> None:
        self.tables = tables
        self.most = rules.size + 1
        self.work = WORK // len(tables.where)
        self.dead = np.zeros(len(tables.where), np.bool_)

    def place_all(self, standing: Sequence[int]) -> None:
        for one in standing:
            if self.tables.where[one] < 0 and self.work > 0:
                self.place(one)

    def place(self, standing: int) -> None:
        """Finds a seat for one along the shortest chain: a pair is broken, and who loses a partner looks on."""
        came_by: dict[int, tuple[int, int]] = {}
        queue, seen = deque([standing]), self.dead.copy()
        while queue and self.work > 0:
            one = queue.popleft()
            self.work -= 1
            chain = _chain(one, standing, came_by)
            if self._sits(one, chain):
                self._follow(one, standing, came_by)
                return
            friends, lefts = self._partners(one, chain)
            for friend, left in zip(friends[~seen[lefts]].tolist(), lefts[~seen[lefts]].tolist(), strict=True):
                came_by[left] = (one, friend)
                seen[left] = True
                queue.append(left)
        if len(seen) > FEW:
            self.dead = seen

    def _partners(self, one: int, chain: Sequence[int]) -> tuple[Numbers, Numbers]:
        """Their friends in pairs, the best first, and with whom each of these is."""
        tables = self.tables
        friends = tables.friends(one)
        at = tables.where[friends]
        paired = (at >= 0) & (tables.count[at] == 2) & ~np.isin(friends, chain)
        return friends[paired], tables.total[at[paired]] - friends[paired]

    def _sits(self, one: int, chain: Sequence[int]) -> bool:
        """Together with a friend who is not in the chain: one who stands too, one's whole group, or one alone."""
        tables = self.tables
        friends = tables.friends(one)
        at, open_ = tables.where[friends], tables.open_to(one, self.most)
        fine = ((at < 0) | open_[at] | (tables.count[at] > 2)) & ~np.isin(friends, chain)
        if not fine.any():
            return False
        friend, group = int(friends[fine.argmax()]), int(at[fine.argmax()])
        if group >= 0 and open_[group]:
            tables.join(one, group)
            return True
        if group >= 0:
            tables.leave(friend)
        tables.found([one, friend])
        return True

    def _follow(self, one: int, standing: int, came_by: Mapping[int, tuple[int, int]]) -> None:
        """Back along the chain: each takes the place of whoever went on."""
        while one != standing:
            previous, friend = came_by[one]
            self.tables.replace(int(self.tables.where[friend]), one, previous)
            one = previous


def _chain(one: int, standing: int, came_by: Mapping[int, tuple[int, int]]) -> list[int]:
    """Everybody whom a chain has touched, up to here."""
    touched = [one]
    while one != standing:
        one, friend = came_by[one]
        touched += [one, friend]
    return touched
