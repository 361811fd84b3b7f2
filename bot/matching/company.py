"""Minors who mentor are not alone with one student: those who would be get another, or give theirs to somebody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

import numpy as np
import rustworkx
from numpy.typing import NDArray

from bot.matching.arrays import FORBIDDEN

NEAREST = 16  # lonely mentors whom each lonely student looks at; more would take too long in a large round
MANY = 3


class Table(Protocol):
    """Who sits with whom: rows are students, columns are mentors."""

    costs: NDArray[np.int64]
    having: list[list[int]]
    mentor_of: dict[int, int]

    def sit(self, student: int, mentor: int) -> bool: ...

    def welcome(self, student: int, mentor: int, others: list[int]) -> bool: ...


class Company:
    """Every step leaves fewer lonely than before; whoever is lonely when none is left to take has no group."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def seek(self) -> None:
        steps: tuple[Callable[[int], bool], ...] = (self._call, self._give, self._borrow, self._take_over)
        self._pair_up()
        for mentor in self._lonely():
            if len(self.table.having[mentor]) == 1 and not any(step(mentor) for step in steps):
                self._stand_up(self.table.having[mentor][0])

    def _lonely(self) -> list[int]:
        return [mentor for mentor, having in enumerate(self.table.having) if len(having) == 1]

    def _pair_up(self) -> None:
        """As many as can be, two by two: the students of both with one of their mentors."""
        lonely = self._lonely()
        graph: rustworkx.PyGraph[int, int] = rustworkx.PyGraph(multigraph=False)
        graph.add_nodes_from(lonely)
        number = {mentor: at for at, mentor in enumerate(lonely)}
        for mentor, host, cost in self._invitations(lonely):
            graph.add_edge(number[mentor], number[host], cost)
        worst = max(graph.edges(), default=0) + 1
        pairs = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=lambda cost: worst - cost)
        for one, other in sorted(tuple(sorted(pair)) for pair in pairs):
            self._give(lonely[one], lonely[other]) or self._give(lonely[other], lonely[one])

    def _invitations(self, lonely: list[int]) -> Iterator[tuple[int, int, int]]:
        """Which lonely mentor's student may come to which other one, and what that costs."""
        columns = np.array(lonely, np.intp)
        for mentor in lonely:
            [student] = self.table.having[mentor]
            costs = self.table.costs[student, columns]
            for at in np.argsort(costs, kind="stable")[: NEAREST + 1]:
                host = lonely[at]
                if host != mentor and self.table.welcome(student, host, self.table.having[host]):
                    yield mentor, host, int(costs[at])

    def _call(self, mentor: int) -> bool:
        """Somebody who has no mentor."""
        standing = (one for one in range(len(self.table.costs)) if one not in self.table.mentor_of)
        return any(self.table.sit(student, mentor) for student in standing)

    def _give(self, mentor: int, *hosts: int) -> bool:
        """Their student goes to a mentor who has others."""
        [student] = self.table.having[mentor]
        able = hosts or [host for host in self._cheapest(student) if len(self.table.having[host]) > 1]
        found = next((one for one in able if self.table.welcome(student, one, self.table.having[one])), None)
        if found is None:
            return False
        self._stand_up(student)
        return self.table.sit(student, found)

    def _borrow(self, mentor: int) -> bool:
        """A student of a mentor who has enough of them."""
        for having in self.table.having:
            for student in having if len(having) >= MANY else ():
                if self.table.welcome(student, mentor, self.table.having[mentor]):
                    self._stand_up(student)
                    return self.table.sit(student, mentor)
        return False

    def _take_over(self, mentor: int) -> bool:
        """Both students of a mentor who has two."""
        for having in [list(having) for having in self.table.having if len(having) == MANY - 1]:
            mine = self.table.having[mentor]
            first, second = having
            if self.table.welcome(first, mentor, mine) and self.table.welcome(second, mentor, [*mine, first]):
                for student in having:
                    self._stand_up(student)
                    self.table.sit(student, mentor)
                return True
        return False

    def _cheapest(self, student: int) -> list[int]:
        costs = self.table.costs[student]
        order = np.argsort(costs, kind="stable")
        return [int(host) for host in order[costs[order] < FORBIDDEN]]

    def _stand_up(self, student: int) -> None:
        self.table.having[self.table.mentor_of.pop(student)].remove(student)
