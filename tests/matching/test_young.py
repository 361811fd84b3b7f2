"""Minors: among themselves, three or four together, five when there is no other way, and never two."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.checks import allowed
from bot.matching.people import Member, Outcome, Problem, Rules, Unplaced
from bot.matching.rounds import match
from bot.matching.young import eased, joined, split
from tests.matching.oracle import problems


def made(problem: Problem) -> Outcome:
    young, rest = split(problem)
    return joined(match(young), match(rest)) if young else match(rest)


def minors(count: int, **facts: object) -> tuple[Member, ...]:
    return tuple(Member(f"y{number:03}", minor=True, **facts) for number in range(count))  # type: ignore[arg-type]


def adults(count: int) -> tuple[Member, ...]:
    return tuple(Member(f"a{number:03}") for number in range(count))


def sizes(outcome: Outcome, first: str = "y") -> list[int]:
    return sorted(len(group.members) for group in outcome.groups if group.members[0].startswith(first))


@pytest.mark.parametrize(
    ("count", "expected"),
    [(3, [3]), (4, [4]), (5, [5]), (6, [3, 3]), (7, [3, 4]), (8, [4, 4]), (10, [3, 3, 4]), (11, [3, 4, 4])],
)
def test_minors_sit_in_threes_and_fours_and_five_stay_together(count: int, expected: list[int]) -> None:
    outcome = made(Problem((*minors(count), *adults(6))))

    assert (expected, [2, 2, 2], ()) == (sizes(outcome), sizes(outcome, "a"), outcome.unplaced)


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("beside", [0, 1, 4])
def test_one_or_two_minors_are_not_placed_and_staff_are_told_why(count: int, beside: int) -> None:
    outcome = made(Problem((*minors(count), *adults(beside))))

    assert [(f"y{number:03}", "ages") for number in range(count)] == [
        (one.id, one.why) for one in outcome.unplaced if one.id.startswith("y")
    ]
    assert [2] * (beside // 2) == sizes(outcome, "a")


@pytest.mark.parametrize("size", [3, 4, 5, 8])
@pytest.mark.parametrize("count", range(3, 20))
def test_in_no_size_of_group_are_two_minors_by_themselves(count: int, size: int) -> None:
    outcome = made(Problem(minors(count), rules=Rules(size=size, odd="smaller")))

    assert count == sum(sizes(outcome))
    assert min(sizes(outcome)) >= 3


def test_a_minor_who_wants_one_partner_gets_two() -> None:
    assert [3, 3] == sizes(made(Problem(minors(6, size=2))))


def test_two_minors_are_not_kept_together_nor_are_those_whom_a_third_left() -> None:
    people = (*minors(6), *adults(4))
    kept = (("y000", "y001"), ("y002", "y003", "gone"), ("a000", "a003"), ("y004", "a001"))
    outcome = made(Problem(people, fixed=kept))

    assert [3, 3] == sizes(outcome)
    assert {("a000", "a003"), ("a001", "a002")} == {g.members for g in outcome.groups if g.members[0][0] == "a"}
    three = made(Problem(people, fixed=(("y005", "y001", "y003"),)))
    assert ("y001", "y003", "y005") in {group.members for group in three.groups if group.reason.fixed}


def test_blocks_hold_among_minors_and_the_reason_is_told() -> None:
    people = minors(4)
    apart = frozenset((people[0].id, other.id) for other in people[1:])
    outcome = made(Problem(people, apart=apart))

    assert ([3], (Unplaced("y000", "blocked"),)) == (sizes(outcome), outcome.unplaced)


def test_a_course_without_minors_and_a_mentors_round_stay_whole() -> None:
    for problem in (Problem(adults(5)), Problem((*minors(2), *adults(3)), rules=Rules(kind="mentors"))):
        assert (None, problem) == split(problem)


@settings(max_examples=150, deadline=None)
@given(problems(9), st.randoms(use_true_random=False))
def test_everybody_is_answered_for_and_no_rule_is_broken(problem: Problem, rng: Random) -> None:
    problem = replace(problem, members=tuple(replace(m, minor=rng.random() < 0.6) for m in problem.members))
    members = {member.id: eased(member) for member in problem.members}
    outcome = made(problem)

    placed = [id_ for group in outcome.groups for id_ in group.members]
    assert sorted(members) == sorted([*placed, *(one.id for one in outcome.unplaced)])
    for group in outcome.groups:
        together = [members[id_] for id_ in group.members]
        assert allowed(together, problem)
        assert not together[0].minor or 3 <= len(together) <= 5
    turned = replace(problem, members=problem.members[::-1], apart=frozenset((b, a) for a, b in problem.apart))
    assert outcome == made(turned)


@settings(max_examples=60, deadline=None)
@given(st.integers(3, 24), st.floats(0, 0.9), st.randoms(use_true_random=False))
def test_threes_are_found_where_they_are_hidden(count: int, hostile: float, rng: Random) -> None:
    """Whoever could sit by a plan that is known does, however many are kept apart around them."""
    people = minors(count)
    plan = [people[start : start + 3] for start in range(0, count - count % 3, 3)]
    friends = {frozenset((a.id, b.id)) for group in plan for a, b in combinations(group, 2)}
    apart = frozenset(
        (a.id, b.id)
        for a, b in combinations(people, 2)
        if rng.random() < hostile and frozenset((a.id, b.id)) not in friends
    )

    assert sum(sizes(made(Problem(people, apart=apart)))) >= count - count % 3
