"""Groups of three to eight, and mentors: `python -m benchmarks.groups [--quick]`.

- Whole courses, as long as the social golfer's bound leaves room for nobody to meet twice ((N - 1) / (size - 1) rounds,
  more cannot be had): in which round somebody first met again, how many did until the end, and for how many hours a
  week the two of a pair are free together. Beside it a shuffle, and sequential greedy (each group is filled with
  whoever costs least). The bound itself is reached by few designs; Homeroom keeps to one where it knows one.
- One round: seconds, and the hours, for up to 10,000 people in fours.
- Mentors: seconds and cost beside scipy's dense assignment of students to places.

Seconds are of this process alone; people are those of `benchmarks.matching`. Takes about two minutes, with `--quick`
half a minute.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from random import Random
from statistics import fmean, median

import numpy as np

from benchmarks.matching import somebody
from benchmarks.tables import table
from bot.matching import places
from bot.matching.arrays import Arrays
from bot.matching.forecast import repeats, together
from bot.matching.meetings import Meetings
from bot.matching.people import Member, Problem, Rules
from bot.matching.rounds import match
from bot.matching.sizes import sizes

COURSES = ((9, 3), (15, 3), (18, 3), (30, 3), (16, 4), (20, 4), (32, 4), (60, 4), (100, 4), (100, 5), (64, 8))
ROUNDS = ((100, 4), (1000, 3), (1000, 4), (1000, 8), (10_000, 4))
MENTORS = ((400, 100), (1000, 250), (4000, 1000))
SEEDS = 3
Groups = Sequence[tuple[str, ...]]


def shuffle(problem: Problem) -> Groups:
    ids = [member.id for member in problem.members]
    Random(problem.seed).shuffle(ids)
    return list(_cut(ids, sizes(len(ids), problem.rules)))


def _cut(ids: Sequence[str], made: Sequence[int]) -> Iterator[tuple[str, ...]]:
    start = 0
    for size in made:
        yield tuple(ids[start : start + size])
        start += size


def greedy(problem: Problem) -> Groups:
    """Each group is filled with whoever costs least with those who are in it."""
    arrays = Arrays.of(problem)
    left = np.arange(len(arrays))
    found = []
    for size in sizes(len(arrays), problem.rules):
        group, sums = [int(left[0])], np.zeros(len(arrays), np.int64)
        while len(group) < size:
            left = left[left != group[-1]]
            sums[left] += arrays.pair_costs(np.array([group[-1]]), left)
            group.append(int(left[sums[left].argmin()]))
        left = left[left != group[-1]]
        found.append(tuple(arrays.ids[number] for number in group))
    return found


def ours(problem: Problem) -> Groups:
    return [group.members for group in match(problem).groups]


RACE: tuple[tuple[str, Callable[[Problem], Groups]], ...] = (
    ("shuffle", shuffle),
    ("sequential greedy", greedy),
    ("Homeroom", ours),
)


@dataclass(frozen=True)
class Course:
    """What a whole course came to."""

    first: int | None
    again: int
    hours: float
    seconds: float


def course(members: tuple[Member, ...], rules: Rules, rounds: int, way: Callable[[Problem], Groups]) -> Course:
    met: list[tuple[int, str, str]] = []
    seen: set[frozenset[str]] = set()
    first, again, hours, spent = None, 0, [], []
    for number in range(1, rounds + 1):
        problem = Problem(members, Meetings.of((a, b, number - n) for n, a, b in met), rules=rules, seed=number)
        begun = time.process_time()
        groups = way(problem)
        spent.append(time.process_time() - begun)
        twos = [two for group in groups for two in combinations(group, 2)]
        before = sum(frozenset(two) in seen for two in twos)
        first = first or (number if before else None)
        again += before
        seen.update(map(frozenset, twos))
        met += [(number, *two) for two in twos]
        hours.append(shared(problem, twos))
    return Course(first, again, fmean(hours), fmean(spent))


def shared(problem: Problem, twos: Sequence[tuple[str, str]]) -> float:
    """Hours a week that two of a group are both free, on average."""
    known = {member.id: member.hours for member in problem.members}
    return fmean((known[one] & known[other]).bit_count() / 2 for one, other in twos)


def people(count: int, seed: int) -> tuple[Member, ...]:
    rng = Random(seed)
    return tuple(somebody(number, rng) for number in range(count))


def courses(quick: bool) -> None:
    rows = []
    for count, size in COURSES[: 6 if quick else None]:
        rules, rounds = Rules(size=size), (count - 1) // (size - 1)
        all_of = rounds * together(count, rules)
        for name, way in RACE:
            found = [course(people(count, seed), rules, rounds, way) for seed in range(1 if quick else SEEDS)]
            first = median(one.first or rounds + 1 for one in found)
            rows.append(
                (
                    f"{count} in groups of {size}, {name}",
                    rounds,
                    f"{first:g}" if first <= rounds else "never",
                    f"{fmean(one.again for one in found):.0f} of {all_of}",
                    repeats(count, rules, rounds),
                    f"{fmean(one.hours for one in found):.1f}",
                    f"{1000 * fmean(one.seconds for one in found):.0f}",
                )
            )
    print("\nWhole courses")
    table(("people, way", "rounds", "first again", "met again", "bound", "hours a pair", "ms a round"), *rows)


def rounds(quick: bool) -> None:
    rows = []
    for count, size in ROUNDS[: 3 if quick else None]:
        problem = Problem(people(count, 1), rules=Rules(size=size))
        for name, way in RACE:
            begun = time.process_time()
            groups = way(problem)
            seconds = time.process_time() - begun
            twos = [two for group in groups for two in combinations(group, 2)]
            rows.append((f"{count} in groups of {size}, {name}", f"{seconds:.2f}", f"{shared(problem, twos):.1f}"))
    print("\nOne round")
    table(("people, way", "s", "hours a pair"), *rows)


def mentors(quick: bool) -> None:
    """Each mentor takes up to five, so that there is a little more room than students."""
    rows = []
    for students, count in MENTORS[: 1 if quick else None]:
        made = people(students + count, 1)
        members = (*(replace(one, role="mentor", capacity=5) for one in made[:count]), *made[count:])
        arrays = Arrays.of(Problem(members, rules=Rules(kind="mentors")))
        roles = np.array([member.role for member in arrays.members])
        costs = arrays.costs(np.flatnonzero(roles == "student"), np.flatnonzero(roles == "mentor"))
        rooms, owed = np.full(count, 5), np.zeros(students, np.int64)
        for name, dense in (("scipy, dense", sys.maxsize), ("Homeroom", places.DENSE)):
            if dense == sys.maxsize and students > 1000:
                continue
            usual, places.DENSE = places.DENSE, dense
            begun = time.process_time()
            found = list(places.cheapest(costs, rooms, owed))
            seconds, places.DENSE = time.process_time() - begun, usual
            cost = sum(int(costs[pair]) for pair in found)
            rows.append((f"{students} to {count}, {name}", f"{seconds:.2f}", len(found), f"{cost / len(found):.0f}"))
    print("\nStudents to mentors")
    table(("people, way", "s", "placed", "cost a student"), *rows)


if __name__ == "__main__":
    quick = "--quick" in sys.argv
    courses(quick)
    rounds(quick)
    mentors(quick)
