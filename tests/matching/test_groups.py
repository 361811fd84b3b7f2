"""Groups of three and more: hard rules, nobody left standing, few repeats, the same whatever the order."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.checks import allowed
from bot.matching.forecast import repeats, together
from bot.matching.meetings import Meetings
from bot.matching.people import Member, Outcome, Problem, Rules
from bot.matching.rounds import match
from bot.matching.sizes import NO_WISH, sizes, wished
from tests.matching.oracle import cost, problems, week

SIZES = st.builds(
    Rules,
    size=st.integers(3, 5),
    odd=st.sampled_from(["bigger", "smaller"]),
    across=st.sampled_from(["", "", "team"]),
    within=st.sampled_from(["", "", "section"]),
)


def named(count: int) -> tuple[Member, ...]:
    return tuple(Member(f"p{number:04}") for number in range(count))


def placed(outcome: Outcome) -> list[str]:
    return sorted(id_ for group in outcome.groups for id_ in group.members)


def most_placed(problem: Problem) -> int:
    """How many people can sit in groups of two up to the largest size, by trying everything. Minors are never two."""
    people = problem.members
    groups = [
        frozenset(chosen)
        for size in range(2, max(problem.rules.size + 2, 6))
        for chosen in combinations(range(len(people)), size)
        if (size > 2 or not people[chosen[0]].minor) and allowed([people[number] for number in chosen], problem)
    ]

    @cache
    def best(left: frozenset[int]) -> int:
        if len(left) < 2:
            return 0
        first = min(left)
        ways = [len(group) + best(left - group) for group in groups if first in group and group <= left]
        return max([best(left - {first}), *ways])

    return best(frozenset(range(len(people))))


@settings(max_examples=60, deadline=None)
@given(problems(8, SIZES))
def test_no_group_breaks_a_hard_rule_and_nobody_is_left_standing_who_could_sit(problem: Problem) -> None:
    members = {member.id: member for member in problem.members}
    outcome = match(problem)

    assert sorted(members) == sorted([*placed(outcome), *(one.id for one in outcome.unplaced)])
    assert all(allowed([members[id_] for id_ in group.members], problem) for group in outcome.groups)
    assert most_placed(problem) == len(placed(outcome))


@settings(max_examples=60, deadline=None)
@given(st.integers(3, 24), st.floats(0, 1), st.randoms(use_true_random=False))
def test_a_way_to_place_everybody_is_found_where_one_is_hidden(count: int, hostile: float, rng: Random) -> None:
    """Everybody could sit by a plan of pairs and trios; most others are kept apart."""
    people, plan = named(count), list[tuple[Member, ...]]()
    while (start := sum(map(len, plan))) < count:
        left = count - start
        size = left if left < 4 else 2 if left == 4 else rng.choice((2, 3))
        plan.append(people[start : start + size])
    friends = {(a.id, b.id) for group in plan for a, b in combinations(group, 2)}
    twos = [(a.id, b.id) for a, b in combinations(people, 2)]
    apart = frozenset(two for two in twos if two not in friends and rng.random() < hostile)
    outcome = match(Problem(people, apart=apart, rules=Rules(size=rng.randint(3, 5)), seed=count))

    assert count == len(placed(outcome))


def unplaceable(people: int, cause: str) -> Problem:
    """A fifth of them can sit nowhere."""
    members = named(people)
    if cause == "labels":
        sections = ["A" if number < 0.6 * people else "BC"[number % 2] for number in range(people)]
        members = tuple(replace(m, labels={"section": name}) for m, name in zip(members, sections, strict=True))
        return Problem(members, rules=Rules(size=4, across="section"))
    apart = frozenset((m.id, other.id) for m in members[: people // 5] for other in members if other is not m)
    if cause == "minors":
        members = tuple(replace(member, minor=True) for member in members)
    return Problem(members, apart=apart, rules=Rules(size=3))


@pytest.mark.parametrize(("people", "cause"), [(200, "labels"), (2000, "labels"), (500, "blocks"), (500, "minors")])
def test_a_fifth_who_can_sit_nowhere_do_not_hold_up_the_round(people: int, cause: str) -> None:
    """About a second for 2,000 on a quiet machine; process time, for others may be at work here too."""
    problem = unplaceable(people, cause)
    begun = time.process_time()
    outcome = match(problem)

    assert people // 5 == len(outcome.unplaced)
    assert time.process_time() - begun < 5


@settings(max_examples=40, deadline=None)
@given(problems(9, SIZES), st.randoms())
def test_the_order_of_the_input_does_not_matter(problem: Problem, rng: Random) -> None:
    members, met, apart = list(problem.members), list(problem.met), list(problem.apart)
    for some in (members, met, apart):
        rng.shuffle(some)
    turned = frozenset((other, one) for one, other in apart)

    assert match(problem) == match(replace(problem, members=tuple(members), met=Meetings.of(met), apart=turned))


@pytest.mark.parametrize(
    ("people", "size", "odd"), [(30, 4, "bigger"), (30, 4, "smaller"), (31, 3, "bigger"), (7, 5, "bigger")]
)
def test_sizes_are_as_the_policy_says(people: int, size: int, odd: str) -> None:
    rules = Rules(size=size, odd="bigger" if odd == "bigger" else "smaller")
    outcome = match(Problem(named(people), rules=rules))

    assert sizes(people, rules) == tuple(sorted((len(group.members) for group in outcome.groups), reverse=True))


@given(st.lists(st.sampled_from([2, 3, 4, NO_WISH, NO_WISH]), min_size=2, max_size=14), st.integers(3, 5))
def test_wishes_for_small_groups_fit(caps: list[int], size: int) -> None:
    made = wished(caps, Rules(size=size))
    seats = sorted(seat for seat in made for _ in range(seat))

    assert len(caps) - sum(made) in {0, 1}
    assert all(seat <= cap for seat, cap in zip(seats, sorted(caps)[-len(seats) :], strict=True))


def test_those_who_want_a_partner_only_get_one() -> None:
    members = tuple(replace(member, size=2 if number < 5 else 0) for number, member in enumerate(named(16)))
    outcome = match(Problem(members, rules=Rules(size=4)))

    of = {id_: len(group.members) for group in outcome.groups for id_ in group.members}
    assert {2} == {of[member.id] for member in members if member.size}
    assert 16 == len(of)


def test_every_group_has_one_of_each_section() -> None:
    members = tuple(replace(m, labels={"section": "ABC"[n % 3]}) for n, m in enumerate(named(30)))
    sections = {member.id: member.labels["section"] for member in members}

    across = match(Problem(members, rules=Rules(size=3, across="section")))
    assert [["A", "B", "C"]] * 10 == [sorted(sections[id_] for id_ in group.members) for group in across.groups]
    within = match(Problem(members, rules=Rules(size=5, within="section")))
    assert [1] * 6 == [len({sections[id_] for id_ in group.members}) for group in within.groups]


def test_all_in_one_section_under_a_cross_section_rule_are_all_unplaced_and_told_why() -> None:
    members = tuple(replace(member, labels={"section": "A"}) for member in named(6))
    outcome = match(Problem(members, rules=Rules(size=3, across="section")))

    assert ((), {"labels"}, 6) == (outcome.groups, {one.why for one in outcome.unplaced}, len(outcome.unplaced))


def test_when_one_section_is_larger_than_all_others_nobody_more_than_needed_is_left_out() -> None:
    members = tuple(replace(m, labels={"section": "A" if n < 9 else "B"}) for n, m in enumerate(named(14)))
    members = (replace(members[0], left_out=2), *members[1:])
    outcome = match(Problem(members, rules=Rules(size=4, across="section")))

    assert [2] * 5 == [len(group.members) for group in outcome.groups]
    assert "p0000" in placed(outcome)


def course(people: int, size: int, rounds: int) -> Iterator[tuple[int, Outcome]]:
    """The repeats so far, after each round."""
    met: list[tuple[int, str, str]] = []
    before: set[frozenset[str]] = set()
    again = 0
    for number in range(rounds):
        history = Meetings.of((one, other, number - when) for when, one, other in met)
        outcome = match(Problem(named(people), history, rules=Rules(size=size), seed=number))
        for group in outcome.groups:
            for one, other in combinations(group.members, 2):
                again += frozenset((one, other)) in before
                before.add(frozenset((one, other)))
                met.append((number, one, other))
        yield again, outcome


@pytest.mark.parametrize(
    ("people", "size", "new", "share"),
    [(15, 3, 5, 0.09), (20, 4, 4, 0.07), (30, 3, 11, 0.04), (9, 3, 3, 0.2)],
)
def test_people_meet_new_people_nearly_as_long_as_anybody_can(people: int, size: int, new: int, share: float) -> None:
    """Up to where the social golfer's bound leaves no room, few meet twice; for the first rounds nobody does."""
    rounds = (people - 1) // (size - 1)
    again = [repeats for repeats, _ in course(people, size, rounds)]

    assert 0 == repeats(people, Rules(size=size), rounds)
    assert 0 == again[new - 1]
    assert again[-1] <= share * rounds * together(people, Rules(size=size))


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32))
def test_no_swap_of_two_people_makes_a_round_better(seed: int) -> None:
    rng = Random(seed)
    windows = [(0, 12), (16, 36), (36, 46)]
    members = tuple(
        replace(
            member, hours=week(*rng.sample(windows, rng.randint(1, 2))), interests=frozenset(rng.sample("abcdef", 3))
        )
        for member in named(12)
    )
    problem = Problem(members, rules=Rules(size=4), seed=seed)
    people = {member.id: member for member in members}

    def total(groups: list[list[str]]) -> int:
        twos = [two for group in groups for two in combinations(group, 2)]
        return sum(cost(people[one], people[other], problem) for one, other in twos)

    groups = [list(group.members) for group in match(problem).groups]
    least = total(groups)
    for here, there in combinations(range(3), 2):
        for one, other in ((i, j) for i in range(4) for j in range(4)):
            swapped = [list(group) for group in groups]
            swapped[here][one], swapped[there][other] = swapped[there][other], swapped[here][one]
            assert least <= total(swapped)


def test_a_thousand_people_in_fours_take_about_a_second() -> None:
    """0.3 s on a quiet machine; process time, for others may be at work here too."""
    rng = Random(1)
    members = tuple(replace(m, hours=week((start := rng.randrange(40), start + 8))) for m in named(1000))
    begun = time.process_time()
    outcome = match(Problem(members, rules=Rules(size=4)))

    assert [4] * 250 == [len(group.members) for group in outcome.groups]
    assert time.process_time() - begun < 3


def test_a_large_course_is_grouped_in_parts_without_loss() -> None:
    outcome = match(Problem(named(2203), rules=Rules(size=5)))

    assert 2203 == len(placed(outcome))
    assert {5, 6} == {len(group.members) for group in outcome.groups}
