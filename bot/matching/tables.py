"""Who sits at which table, and who may join whom: kept as arrays, so that each question is one look at all people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from bot.matching.arrays import FORBIDDEN, Arrays
from bot.matching.sizes import NO_WISH

Group = list[int]
Numbers = NDArray[np.intp]
Yes = NDArray[np.bool_]


class Tables:
    """Groups of ``least`` and more that all keep the hard rules.

    People are numbered as they come here. ``where``: the table of each, -1 for who stands; ``count``, ``total`` and
    ``cap``: by table, how many sit there, the sum of their numbers, and how many all of them would bear.
    """

    def __init__(self, groups: Iterable[Sequence[int]], people: Sequence[int], arrays: Arrays, least: int = 2) -> None:
        self.people, self.arrays, self.least = np.array(people, np.intp), arrays, least
        wishes = [arrays.members[person].size for person in people]
        self.size = np.array([wish if wish > 1 else NO_WISH for wish in wishes], np.int64)
        self.groups: list[Group] = []
        self.where = np.full(len(people), -1, np.intp)
        self.count, self.total = np.zeros(len(people) + 1, np.intp), np.zeros(len(people) + 1, np.intp)
        self.cap = np.zeros(len(people) + 1, np.int64)
        self._friends: dict[int, Numbers] = {}
        number = {person: at for at, person in enumerate(people)}
        for group in self._sound([[number[person] for person in group] for group in groups]):
            self.found(group)

    def numbers(self) -> list[tuple[int, ...]]:
        return [tuple(self.people[group].tolist()) for group in self.groups]

    def standing(self) -> list[int]:
        return np.flatnonzero(self.where < 0).tolist()

    def _sound(self, groups: Sequence[Group]) -> Iterator[Group]:
        """As many of each as get along; those who break most rules stand up first."""
        twos = [two for group in groups for two in combinations(group, 2)]
        left, right = self.people[np.array(twos, np.intp).reshape(-1, 2)].T
        foes = {frozenset(twos[at]) for at in np.flatnonzero(~self.arrays.may(left, right)).tolist()}
        for group in groups:
            while len(group) >= self.least and any(breaches := [self._breaches(one, group, foes) for one in group]):
                worst = max(zip(breaches, (-one for one in group), strict=True))
                group.remove(-worst[1])
            if len(group) >= self.least:
                yield group

    def _breaches(self, one: int, group: Group, foes: set[frozenset[int]]) -> int:
        return int(self.size[one] < len(group)) + sum(frozenset((one, other)) in foes for other in group if foes)

    def get_along(self, group: Group) -> bool:
        return all(set(self.friends(one).tolist()) >= {*group} - {one} for one in group)

    def friends(self, one: int) -> Numbers:
        """Everybody who may sit with them, the best first."""
        if one not in self._friends:
            costs = self.arrays.costs(self.people[one : one + 1], self.people)[0]
            order = np.argsort(costs, kind="stable")
            self._friends[one] = order[costs[order] < FORBIDDEN]
        return self._friends[one]

    def foes(self, one: int) -> NDArray[np.int64]:
        """By table, how many sit there who may not sit with them."""
        foe = self.where >= 0
        foe[self.friends(one)] = False
        return np.bincount(self.where[foe], minlength=len(self.count))

    def open_to(self, one: int, most: int) -> Yes:
        """By table: whether they may join. The last, which is nobody's, is closed."""
        most = min(most, int(self.size[one]))
        room: Yes = (self.count > 0) & (self.count < np.minimum(self.cap, most)) & (self.foes(one) == 0)
        return room

    def found(self, group: Group) -> None:
        self.groups.append(group)
        self.where[group] = len(self.groups) - 1
        self._tell(len(self.groups) - 1)

    def join(self, one: int, table: int) -> None:
        self.groups[table].append(one)
        self.where[one] = table
        self._tell(table)

    def leave(self, one: int) -> None:
        table = int(self.where[one])
        self.groups[table].remove(one)
        self.where[one] = -1
        self._tell(table)

    def replace(self, table: int, one: int, by: int) -> None:
        """``one`` sits elsewhere by now."""
        group = self.groups[table]
        group[group.index(one)] = by
        self.where[by] = table
        self._tell(table)

    def _tell(self, table: int) -> None:
        group = self.groups[table]
        self.count[table], self.total[table] = len(group), sum(group)
        self.cap[table] = self.size[group].min()
