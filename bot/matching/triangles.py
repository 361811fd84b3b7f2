"""The trios that may be worth a look: those whose three sides add little, found by the side that adds least."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.matching.bounds import BLOCK, Costs, Numbers, once

FAR = 1 << 55
TRIOS = 100_000


@dataclass(frozen=True, slots=True)
class Triangles:
    """``people``: whom the rows stand for. ``sides``: a symmetric matrix, FAR on its diagonal; ``nearest``: the lowest
    of each row."""

    people: Numbers
    sides: Costs
    nearest: Costs

    @classmethod
    def of(cls, people: Numbers, sides: Costs) -> Triangles:
        return cls(people, sides, sides.min(axis=1))

    def below(self, limit: int, most: int) -> tuple[Numbers, int]:
        """Trios whose sides add up to less than a limit, a row for each; the sides of all others add up to what is
        returned beside them, or to more. That is the limit, unless there are too many.

        One side is less than a third of the sum: ``most`` such sides are looked at, the shortest.
        """
        bar = (limit + 2) // 3
        if most < len(self.nearest):
            bar = min(bar, int(np.partition(self.nearest, most)[most]) + 1)
        rows, columns = self._short(bar)
        length = self.sides[rows, columns]
        order = np.argsort(length, kind="stable")
        found, at = [np.empty((0, 3), np.intp)], 0
        while at < min(most, len(order)) and sum(map(len, found)) <= TRIOS:
            block = order[at : min(at + BLOCK, most)]
            found.append(self._beyond(rows[block], columns[block], limit))
            at += len(block)
        bar = min([bar, *length[order[at:][:1]].tolist()])
        return self.people[each_once(np.concatenate(found), len(self.sides))], min(limit, 3 * bar)

    def _short(self, bar: int) -> tuple[Numbers, Numbers]:
        """The sides below a bar."""
        low = np.flatnonzero(self.nearest < bar)
        rows, columns = np.nonzero(self.sides[low] < bar)
        rows = low[rows]
        return rows[rows < columns], columns[rows < columns]

    def _beyond(self, rows: Numbers, columns: Numbers, limit: int) -> Numbers:
        """The trios that have these as a side that is no longer than the others."""
        short = self.sides[rows, columns][:, None]
        one, other = self.sides[rows], self.sides[columns]
        at, third = np.nonzero((one + other < limit - short) & (one >= short) & (other >= short))
        return np.sort(np.stack((rows[at], columns[at], third), axis=1), axis=1)


def each_once(trios: Numbers, people: int) -> Numbers:
    keys, third = np.divmod(once((trios[:, 0] * people + trios[:, 1]) * people + trios[:, 2]), people)
    return np.stack((*np.divmod(keys, people), third), axis=1)
