"""Circles that stay as they are, in groups: everybody meets everybody before anybody meets again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from random import Random

import numpy as np
import pytest

from bot.matching.people import Member, Outcome, Rules
from bot.matching.plans import KNOWN, Plan, plan_for
from tests.matching.courses import Course, anybody
from tools.plans import Circles, Search, plan


def circle(people: int) -> list[Member]:
    """People who all have hours and languages of their own."""
    rng = Random(people)
    return [replace(anybody(f"p{number:02}", rng), size=0) for number in range(people)]


def meetings(outcomes: Iterator[Outcome]) -> Counter[frozenset[str]]:
    twos = [two for one in outcomes for group in one.groups for two in combinations(group.members, 2)]
    return Counter(map(frozenset, twos))


def rounds(course: Course, count: int) -> Iterator[Outcome]:
    return (outcome for _, outcome in course.weeks(count, Random(1), resting=0))


@pytest.mark.parametrize(("people", "size"), [(9, 3), (15, 3), (16, 4), (25, 5), (28, 4), (64, 8)])
def test_everybody_meets_everybody_exactly_once(people: int, size: int) -> None:
    met = meetings(rounds(Course(circle(people), rules=Rules(size=size)), (people - 1) // (size - 1)))

    assert {1} == set(met.values())
    assert people * (people - 1) // 2 == len(met)


@pytest.mark.parametrize(("people", "size", "count"), [(18, 3, 8), (30, 3, 14), (24, 4, 7), (32, 4, 9), (21, 4, 5)])
def test_nobody_meets_twice_until_nearly_everybody_has_met(people: int, size: int, count: int) -> None:
    assert {1} == set(meetings(rounds(Course(circle(people), rules=Rules(size=size)), count)).values())


def test_two_who_are_kept_apart_hold_up_no_round_but_the_one_in_which_they_would_have_met() -> None:
    apart = ("p03", "p11")
    course = Course(circle(16), frozenset([apart]), Rules(size=4))

    assert {1} == set(meetings(rounds(course, 4)).values())
    assert frozenset(apart) not in meetings(rounds(course, 1))


def test_sections_follow_plans_of_their_own() -> None:
    people = [Member(f"{section}{number:02}", labels={"section": section}) for section in "AB" for number in range(16)]
    met = meetings(rounds(Course(people, rules=Rules(size=4, within="section")), 5))

    assert [1] * 240 == list(met.values())


def test_who_comes_late_or_stays_away_ends_the_plan_and_not_the_course() -> None:
    course = Course(circle(16), rules=Rules(size=4))
    outcomes = list(rounds(course, 2))
    course.people.append(Member("late"))
    outcomes += rounds(course, 1)
    course.people.pop()
    outcomes += rounds(course, 2)

    assert [16, 16, 17, 16, 16] == [sum(len(group.members) for group in one.groups) for one in outcomes]


@pytest.mark.parametrize("sizes", KNOWN)
def test_a_plan_has_whole_rounds_in_which_no_two_meet_again(sizes: tuple[int, ...]) -> None:
    plan = plan_for(sizes)
    assert plan is not None
    for number in range(1, plan.rounds + 1):
        groups = {tuple(np.flatnonzero((row == number) | (row == -1)).tolist()) for row in plan.met}
        assert sizes == tuple(sorted(map(len, groups), reverse=True))
        assert list(range(sum(sizes))) == sorted(point for group in groups for point in group)


@pytest.mark.parametrize(("sizes", "turns", "starters"), [((3, 3, 3), 3, 1), ((4,) * 4, 5, 1), ((5,) * 5, 3, 2)])
def test_the_search_finds_plans_again(sizes: tuple[int, ...], turns: int, starters: int) -> None:
    points = sum(sizes)
    search = Search(Circles(points, turns, points % turns), sizes, starters, Random(1))
    _, _, *found = str(plan(search, 60)).split()
    made = Plan.of(turns, points % turns, found)

    meetings = [round_ for row in made.met.tolist() for round_ in row if round_ > 0]
    assert sum(size * (size - 1) for size in sizes) * turns * starters == len(meetings)


def test_a_search_that_finds_no_plan_says_so() -> None:
    """Of three people, two sat together before: there were only two groups."""
    assert plan(Search(Circles(6, 2, 0), (3, 3), 1, Random(1)), 0.2) is None
