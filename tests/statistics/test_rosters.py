"""Somebody who knows every roster and everything that was published, and takes it that nobody changes their mind."""

from __future__ import annotations

from itertools import combinations
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.statistics.disclosure import Rule
from tests.statistics.courses import WEEKS, Seen, publications

COURSES = 10_000
NEVER = 1000
"""More people than there are."""


class Attacker:
    """Reasons in all courses at once with differences: how many more said yes in one week than in another, at most.

    Point 0 of a table is nobody, the others are the weeks. Shortest ways through the table combine everything that is
    known of all weeks, as in any system of difference constraints.
    """

    def __init__(self, courses: int, guarded: bool) -> None:
        series = [one for seed in range(courses) for one in publications(Random(seed), guarded)]
        self.exact = sum(one.shown.exact for _, seen in series for one in seen)
        self.isolated = sum(isolated(rule, seen) for rule, seen in series)
        self.limits = np.stack([limits(rule, seen) for rule, seen in series])
        self.small = small(self.limits, np.array([rule.k for rule, _ in series]))

    def deductions(self) -> int:
        """In how many tables it follows what fewer than k people said who came or left between two weeks."""
        for week in range(WEEKS + 1):
            np.minimum(self.limits, self.limits[:, :, week, None] + self.limits[:, week, None, :], out=self.limits)
        nobody_changed_their_mind = np.einsum("nii->ni", self.limits).min(1) >= 0
        follows = (self.limits == -self.limits.transpose(0, 2, 1)) & nobody_changed_their_mind[:, None, None]
        return int((follows & self.small).any((1, 2)).sum())


def moved(one: Seen, other: Seen) -> tuple[int, int]:
    """How many came and how many left from one to the other."""
    return (other.roster & ~one.roster).bit_count(), (one.roster & ~other.roster).bit_count()


def isolated(rule: Rule, seen: list[Seen]) -> int:
    """Pairs of exact results whose difference concerns fewer than k people: who came, who left, and the silent."""
    exact = [one for one in seen if one.shown.exact]
    silent = {id(one): one.roster.bit_count() - one.shown.answered for one in exact}
    pairs = [(sum(moved(a, b)), silent[id(a)] + silent[id(b)]) for a, b in combinations(exact, 2)]
    return sum(people > 0 and people + still < rule.k for people, still in pairs)


def limits(rule: Rule, seen: list[Seen]) -> NDArray[np.int16]:
    table = np.full((WEEKS + 1, WEEKS + 1), NEVER, dtype=np.int16)
    for week, one in enumerate(seen, 1):
        people = one.roster.bit_count()
        low, high = one.shown.possible(rule.headline) or (0, people)
        table[0, week], table[week, 0] = min(people, high + people - one.shown.answered), -low
    for (a, one), (b, other) in combinations(enumerate(seen, 1), 2):
        table[a, b], table[b, a] = moved(one, other)
    return table


def small(limits: NDArray[np.int16], k: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Between which two weeks somebody came or left, but fewer than k people."""
    people = limits + limits.transpose(0, 2, 1)
    table = np.triu((people > 0) & (people < k[:, None, None]), 1)
    table[:, 0] = False
    return table


@pytest.fixture(scope="module")
def attacker() -> Attacker:
    return Attacker(COURSES, guarded=True)


def test_rosters_and_results_of_ten_thousand_courses_isolate_no_group_below_k(attacker: Attacker) -> None:
    assert 0 == attacker.isolated


def test_the_attack_does_not_fail_for_want_of_results(attacker: Attacker) -> None:
    assert 50_000 < attacker.exact


def test_even_limits_of_all_weeks_together_tell_of_a_few_in_less_than_three_of_a_thousand_courses(
    attacker: Attacker,
) -> None:
    """Left over: everybody answered once, and another time all who were silent, k or more, happen to think alike.

    No rule can hide that and still be the same whatever people answered; and it supposes that minds never change.
    """
    assert 3 * COURSES / 1000 > attacker.deductions()


def test_without_the_guard_the_same_attacker_wins_all_the_time() -> None:
    unguarded = Attacker(1_000, guarded=False)

    assert 10_000 < unguarded.isolated
    assert 500 < unguarded.deductions()
