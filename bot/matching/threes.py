"""Places in groups of three and more, for minors, who are never two by themselves: `rescue` for these."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.matching.arrays import Arrays
from bot.matching.people import Rules
from bot.matching.tables import Tables
from bot.matching.young import LEAST, MOST

COMPANIONS = 60  # with whom somebody may begin a new group: those who suit best
WORK = 20_000_000  # people who are asked, times all people, at most: two seconds

Numbers = NDArray[np.intp]


def rescued_young(
    groups: Iterable[Sequence[int]], people: Sequence[int], rules: Rules, arrays: Arrays
) -> list[tuple[int, ...]]:
    """The groups, without breaches of the hard rules, and with as many of the people as found a place.

    No group gets larger by more than one than was asked for, unless somebody would have no place otherwise.
    """
    tables = Tables(groups, people, arrays, LEAST)
    standing = tables.standing()
    for most in sorted({rules.size + 1, max(rules.size + 1, MOST)}) if standing else ():
        chains = _Chains(tables, most)
        for one in standing:
            if tables.where[one] < 0:
                chains.place(one)
    return tables.numbers()


class _Chains:
    """Somebody takes the place of another, who looks on."""

    def __init__(self, tables: Tables, most: int) -> None:
        self.tables, self.most = tables, most
        self.work = WORK // len(tables.where)
        self.dead = np.zeros(len(tables.where), np.bool_)

    def place(self, standing: int) -> None:
        came_by: dict[int, tuple[int, int]] = {}
        queue, seen = deque([standing]), self.dead.copy()
        seen[standing] = True
        while queue and self.work > 0:
            one = queue.popleft()
            self.work -= 1
            touched = self._touched(one, standing, came_by)
            if self._joins(one, touched) or self._begins(one, standing, touched):
                self._follow(one, standing, came_by)
                return
            for other in self._gives_way(one, touched, seen):
                came_by[other] = one, int(self.tables.where[other])
                seen[other] = True
                queue.append(other)
        self.dead = seen

    def _touched(self, one: int, standing: int, came_by: Mapping[int, tuple[int, int]]) -> list[int]:
        """The tables where somebody's place is taken on the way to this one."""
        tables = []
        while one != standing:
            one, table = came_by[one]
            tables.append(table)
        return tables

    def _joins(self, one: int, touched: Sequence[int]) -> bool:
        open_ = self.tables.open_to(one, self.most)
        open_[list(touched)] = False
        friends = self.tables.friends(one)
        at = self.tables.where[friends[open_[self.tables.where[friends]]]]
        if len(at):
            self.tables.join(one, int(at[0]))
        return len(at) > 0

    def _begins(self, one: int, standing: int, touched: Sequence[int]) -> bool:
        """A new group with two who stand too, or who come from tables that can spare them."""
        tables = self.tables
        friends = tables.friends(one)
        at = tables.where[friends]
        free = ((at < 0) & (friends != standing)) | ((tables.count[at] > LEAST) & ~np.isin(at, touched))
        near = friends[free & (tables.size[friends] >= LEAST)][:COMPANIONS]
        two = self._two(near) if tables.size[one] >= LEAST else []
        for friend in two:
            if tables.where[friend] >= 0:
                tables.leave(friend)
        if two:
            tables.found([one, *two])
        return bool(two)

    def _two(self, near: Numbers) -> list[int]:
        """The first two who get along and of whose table as many stay as must."""
        at, people = self.tables.where[near], self.tables.people[near]
        may = np.triu(self.tables.arrays.may(people[:, None], people[None, :]))
        may &= (at[:, None] != at) | (at < 0) | (self.tables.count[at] >= LEAST + 2)
        found = np.argwhere(may)
        return near[found[0]].tolist() if len(found) else []

    def _gives_way(self, one: int, touched: Sequence[int], seen: NDArray[np.bool_]) -> list[int]:
        """Those without whom their table would be one for this person."""
        tables = self.tables
        foes = tables.foes(one)
        at = tables.where
        foe = np.ones(len(at), np.bool_)
        foe[tables.friends(one)] = False
        fine = (at >= 0) & ~seen & ~np.isin(at, touched) & (tables.count[at] <= tables.size[one])
        fine &= foes[at] == foe
        return np.flatnonzero(fine).tolist()

    def _follow(self, one: int, standing: int, came_by: Mapping[int, tuple[int, int]]) -> None:
        while one != standing:
            previous, table = came_by[one]
            self.tables.replace(table, one, previous)
            one = previous
