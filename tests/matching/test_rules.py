from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings

from bot.matching.checks import Hindrances, allowed, forbidden, standing, too_many
from bot.matching.people import Member, Problem, Rules
from tests.matching.oracle import problems

ANN, BEN = Member("ann"), Member("ben")


@pytest.mark.parametrize("apart", [("ann", "ben"), ("ben", "ann")])
def test_a_block_holds_in_both_directions(apart):
    problem = Problem((ANN, BEN), apart=frozenset({apart}))
    assert "blocked" == forbidden(ANN, BEN, problem) == forbidden(BEN, ANN, problem)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (ANN, Member("s", role="staff"), "roles"),
        (Member("m", role="mentor"), Member("s", role="staff"), "roles"),
        (ANN, Member("m", role="mentor"), None),
        (Member("s", role="staff"), Member("t", role="staff"), None),
        (ANN, Member("y", minor=True), "ages"),
        (Member("x", minor=True), Member("y", minor=True), None),
    ],
)
def test_staff_are_not_put_with_students_nor_minors_with_adults(one, other, why):
    assert why == forbidden(one, other, Problem((one, other)))


def section(id_: str, name: str | None) -> Member:
    return Member(id_, labels={"section": name} if name else {})


@pytest.mark.parametrize(
    ("rules", "one", "other", "why"),
    [
        (Rules(across="section"), "A", "A", "labels"),
        (Rules(across="section"), "A", "B", None),
        (Rules(across="section"), None, None, "labels"),
        (Rules(across="section"), "A", None, None),
        (Rules(within="section"), "A", "B", "labels"),
        (Rules(within="section"), "A", "A", None),
        (Rules(within="section"), None, None, None),
        (Rules(within="section"), "A", None, "labels"),
    ],
)
def test_labels_can_be_a_rule(rules, one, other, why):
    problem = Problem((section("a", one), section("b", other)), rules=rules)
    assert why == forbidden(*problem.members, problem)


def test_two_are_never_too_many_and_three_are_for_who_wants_two():
    alone, easy = Member("a", size=2), Member("b")
    assert not too_many([alone, easy])
    assert too_many([alone, easy, Member("c", size=8)])
    assert not too_many([easy, Member("c", size=3), Member("d")])


@settings(max_examples=50, deadline=None)
@given(problems())
def test_a_group_is_allowed_when_each_two_are(problem):
    for group in combinations(problem.members, 3):
        whys = [forbidden(one, other, problem) for one, other in combinations(group, 2)]
        assert allowed(group, problem) == (whys == [None] * 3 and not too_many(group))


def test_fixed_groups_stay_without_those_who_left_and_nobody_is_in_two():
    people = tuple(Member(id_) for id_ in "abcdef")
    fixed = (("b", "a", "gone"), ("a", "c", "d"), ("e", "gone"), ("f", "f"))
    assert (("a", "b"), ("c", "d")) == standing(Problem(people, fixed=fixed))


def test_a_fixed_group_is_undone_by_a_block_but_not_by_a_label():
    people = tuple(Member(id_) for id_ in "abcd")
    fixed = (("a", "b"), ("c", "d"))
    problem = Problem(people, apart=frozenset({("b", "a")}), fixed=fixed, rules=Rules(across="section"))
    assert (("c", "d"),) == standing(problem)


@given(problems(most=9))
def test_those_who_are_alike_are_counted_as_one_by_one(problem: Problem) -> None:
    hindrances = Hindrances(problem.members, problem)
    for member in problem.members:
        others = [other for other in problem.members if other is not member]
        assert Counter(forbidden(member, other, problem) for other in others) == hindrances.of(member)
