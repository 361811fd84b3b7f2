"""Odd rounds of pairs, and rounds in which many stay single: `python -m benchmarks.odd [ROUNDS [SIZE ...]]`.

How many are proved best, how far the others may be from it, and what they cost beside an even round of one person less.

- plain: ten weeks behind them, as in `benchmarks.matching`; everybody would be in a trio;
- turns: a third had been in one, and a fifth want one partner only;
- alike: few kinds of weeks, with history, people kept apart, and wishes (as in the tests): hard to prove;
- single: all must meet another team, and one team is larger than the others together;
- hours, interests, sections: nobody told anything else, and only a tenth, a fifth, all told this: a large crowd of
  people among whom every pair costs the same, and a few who make it hard.

Then, against rustworkx with every pair beside every trio, rounds of 3 to 15 people by all rules.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from statistics import median

import numpy as np

from benchmarks.matching import population
from benchmarks.tables import table
from bot.matching.arrays import Arrays
from bot.matching.odd import with_one_trio
from bot.matching.people import Member, Problem, Rules
from bot.matching.rounds import match
from bot.matching.twos import paired
from tests.matching.test_alike import course, in_a_section, told_hours, told_interests
from tests.matching.test_hall import unequal
from tests.matching.test_odd import cost_of, rounds_by_trio
from tests.matching.test_pairs import problem

SIZES = (31, 101, 301, 1_001, 2_001)


def turns(count: int, seed: int) -> Problem:
    rng, asked = Random(seed), population(count, 10, seed)
    members = (replace(one, in_trio=rng.choice((0, 0, 1)), size=rng.choice((0, 0, 0, 0, 2))) for one in asked.members)
    return replace(asked, members=tuple(members))


KINDS: dict[str, Callable[[int, int], Problem]] = {
    "plain": lambda count, seed: population(count, 10, seed),
    "turns": turns,
    "alike": problem,
    "single": unequal,
    "hours": lambda count, seed: course(count, told_hours, seed),
    "interests": lambda count, seed: course(count, told_interests, seed),
    "sections": lambda count, seed: course(count, in_a_section, seed),
}


def clocked(problem: Problem) -> float:
    arrays, begun = Arrays.of(problem), time.process_time()
    paired(arrays)
    return time.process_time() - begun


def line(count: int, kind: str, rounds: int) -> tuple[object, ...]:
    make = KINDS[kind]
    odd, even, bounds = [], [], []
    for seed in range(1, rounds + 1):
        asked = make(count, seed)
        odd.append(clocked(asked))
        even.append(clocked(make(count - 1, seed)))
        bounds.append(match(asked).bound or 0.0)
    proved = f"{sum(bound == 1 for bound in bounds)} of {rounds}"
    worst = f"{100 * min(bounds):.4f} %"
    return (
        f"{count:,}",
        kind,
        proved,
        worst,
        f"{median(odd):.4f}",
        f"{max(odd):.4f}",
        f"{median(even):.4f}",
        f"{max(even):.4f}",
    )


def lines(sizes: list[int], rounds: int) -> Iterator[tuple[object, ...]]:
    for count in sizes:
        for kind in KINDS:
            yield line(count, kind, min(rounds, max(2, rounds * 100 // count)))


def by_every_trio(rounds: int) -> None:
    """Random rounds of a few people: as good as the best of all trios, and said to be?"""
    found = {"proved": 0, "no such round": 0, "WRONG": 0}
    for seed in range(rounds):
        rng = Random(seed)
        count = rng.choice(range(3, 16, 2))
        asked = problem(count, seed, weeks=rng.choice((0, 2, 12)))
        members = tuple(replace(one, in_trio=rng.choice((0, 0, 1))) for one in asked.members)
        across = rng.choice(("", "", "section"))
        arrays = Arrays.of(replace(asked, members=members, rules=Rules(across=across)))
        made = with_one_trio(arrays, np.arange(count))
        best = min(rounds_by_trio(arrays).values(), default=None)
        same = best is None if made is None else (cost_of(arrays, made[0]), made[1]) == (best, 0)
        found["WRONG" if not same else "no such round" if made is None else "proved"] += 1
    print(found)


def main(rounds: int, sizes: list[int]) -> None:
    match(Problem((Member("a"), Member("b"))))
    gc.disable()
    heads = ("people", "kind", "proved best", "the others, at least", "s, median", "at most", "even, median", "at most")
    table(heads, *lines(sizes, rounds))
    by_every_trio(10 * rounds)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(given[0] if given else 20, given[1:] or list(SIZES))
