"""Looks for a plan, as `bot/matching/starters.py` keeps them: `python -m tools.plans --turns 5 3 3 3 3 3`.

Sizes of groups, the largest first. A round is found that, turned on `--turns` times, never brings two together twice;
or `--starters` such rounds. Prints the line, or says after `--seconds` that none was found.
By simulated annealing: two points change seats, and what counts is how many meetings would come again.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from random import Random

WARM, COLD = 0.6, (0.12, 0.3)  # how cold is cold enough depends on the plan: each attempt ends somewhere in between
MOVES = 60_000  # until it is cold; then it begins anew from elsewhere


@dataclass(frozen=True)
class Circles:
    """Points on circles of ``turns`` each; the last ``still`` ones stand still."""

    points: int
    turns: int
    still: int

    def turned(self, point: int, by: int) -> int:
        circle, at = divmod(point, self.turns)
        return point if point >= self.points - self.still else circle * self.turns + (at + by) % self.turns

    def meetings(self) -> tuple[list[list[int]], list[int]]:
        """Which meetings of two are one and the same, turned: a number for each two; and how often each may be had.

        A meeting that comes back before all turns are over may not be had at all.
        """
        number = [[0] * self.points for _ in range(self.points)]
        allowed: list[int] = []
        seen: dict[tuple[int, int], int] = {}
        for one, other in combinations(range(self.points), 2):
            if (one, other) not in seen:
                same = {self._two(one, other, by) for by in range(self.turns)}
                seen |= dict.fromkeys(same, len(allowed))
                allowed.append(int(len(same) == self.turns))
            number[one][other] = number[other][one] = seen[one, other]
        return number, allowed

    def _two(self, one: int, other: int, by: int) -> tuple[int, int]:
        one, other = self.turned(one, by), self.turned(other, by)
        return min(one, other), max(one, other)


@dataclass
class Search:
    """Starters side by side; ``cost`` is how many of their meetings come again."""

    circles: Circles
    sizes: Sequence[int]
    starters: int
    rng: Random
    cost: int = 0

    _seats: list[list[list[int]]] = field(default_factory=list)
    _had: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._number, self._allowed = self.circles.meetings()

    def found(self, seconds: float) -> list[str] | None:
        """Rounds as letters; None when time is over."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._begin()
            cold = self.rng.uniform(*COLD)
            for move in range(MOVES):
                if not self.cost:
                    return ["".join(chr(ord("A") + group) for group in self._groups(seats)) for seats in self._seats]
                self._try(WARM * (cold / WARM) ** (move / MOVES))
        return None

    def _begin(self) -> None:
        """Everybody sits anywhere. A round is a list of groups, a group a list of points."""
        self._seats, self._had, self.cost = [], [0] * len(self._allowed), 0
        for _ in range(self.starters):
            points = self.rng.sample(range(self.circles.points), self.circles.points)
            self._seats.append([[points.pop() for _ in range(size)] for size in self.sizes])
        for group in (group for seats in self._seats for group in seats):
            for one, other in combinations(group, 2):
                self._meet(one, other)

    def _groups(self, seats: list[list[int]]) -> list[int]:
        group_of = {point: number for number, group in enumerate(seats) for point in group}
        return [group_of[point] for point in range(self.circles.points)]

    def _try(self, warmth: float) -> None:
        """Two change seats; where that costs more, chance decides whether they change back."""
        one, other = self.rng.sample(self.rng.choice(self._seats), 2)
        at, there = self.rng.randrange(len(one)), self.rng.randrange(len(other))
        before = self.cost
        self._change(one, at, other, there)
        if self.cost > before and self.rng.random() >= math.exp((before - self.cost) / warmth):
            self._change(one, at, other, there)

    def _change(self, one: list[int], at: int, other: list[int], there: int) -> None:
        for group, seat in ((one, at), (other, there)):
            for point in group[:seat] + group[seat + 1 :]:
                self._part(group[seat], point)
        one[at], other[there] = other[there], one[at]
        for group, seat in ((one, at), (other, there)):
            for point in group[:seat] + group[seat + 1 :]:
                self._meet(group[seat], point)

    def _meet(self, one: int, other: int) -> None:
        number = self._number[one][other]
        self.cost += self._had[number] >= self._allowed[number]
        self._had[number] += 1

    def _part(self, one: int, other: int) -> None:
        number = self._number[one][other]
        self._had[number] -= 1
        self.cost -= self._had[number] >= self._allowed[number]


def plan(search: Search, seconds: float) -> str | None:
    """A line for ``STARTERS``: turns, points that stand still, and the rounds; None when none was found in time."""
    rounds = search.found(seconds)
    return None if rounds is None else f"{search.circles.turns} {search.circles.still} {' '.join(rounds)}"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("sizes", type=int, nargs="+")
    asked.add_argument("--turns", type=int, required=True)
    asked.add_argument("--still", type=int, help="points that no turn moves; those that are left over without it")
    asked.add_argument("--starters", type=int, default=1)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--seconds", type=float, default=60)
    given = asked.parse_args()
    points = sum(given.sizes)
    circles = Circles(points, given.turns, points % given.turns if given.still is None else given.still)
    if (points - circles.still) % circles.turns or circles.still < 0:
        asked.error("circles of so many turns leave another number of points over")
    line = plan(Search(circles, given.sizes, given.starters, Random(given.seed)), given.seconds)  # noqa: S311 - a search, not a secret
    sys.exit("none was found in time") if line is None else sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
