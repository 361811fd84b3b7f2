"""Plans: courses in which no two meet twice, worked out beforehand.

    plan_for((4, 4, 4, 4))    # five rounds in which sixteen points meet each other once; None where none is known

People are not in here; `ways` puts them on the points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from bot.matching.arrays import Numbers
from bot.matching.fitting import Colours
from bot.matching.starters import STARTERS


@dataclass(frozen=True, slots=True)
class Plan:
    """``met``: in which round, counted from 1, two points meet; 0 for never, -1 on the diagonal."""

    met: Colours
    rounds: int

    @classmethod
    def of(cls, turns: int, still: int, starters: Sequence[str]) -> Plan:
        """Each starter names the group of every point. It is a round, and so is what comes of it when all circles of
        points are turned on by one, which has ``turns`` points each; the last points stand ``still``."""
        points = len(starters[0])
        met = np.zeros((points, points), np.int8)
        for number, starter in enumerate(starters):
            group = np.array(list(starter))
            for turn in range(turns):
                turned = group[_turned(points - still, turns, turn, still)]
                met[turned[:, None] == turned] = number * turns + turn + 1
        np.fill_diagonal(met, -1)
        return cls(met, turns * len(starters))

    def first(self, rounds: int) -> Colours:
        return np.where(self.met > rounds, 0, self.met).astype(np.int8)


def _turned(moving: int, turns: int, turn: int, still: int) -> Numbers:
    """Which point has come to where each was."""
    circle, at = np.divmod(np.arange(moving), turns)
    return np.concatenate((circle * turns + (at + turn) % turns, moving + np.arange(still)))


def _sizes(starter: str) -> tuple[int, ...]:
    return tuple(sorted(Counter(starter).values(), reverse=True))


KNOWN = {_sizes(line.split()[-1]): line for line in STARTERS.split("\n")}


@cache
def plan_for(sizes: tuple[int, ...]) -> Plan | None:
    """A plan for a circle whose groups have these sizes, the largest first."""
    turns, still, *starters = KNOWN.get(sizes, "0 0").split()
    return Plan.of(int(turns), int(still), starters) if starters else None
