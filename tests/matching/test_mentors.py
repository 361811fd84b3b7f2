"""Students to mentors: capacity kept, nobody out who could be placed, the cheapest assignment."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import mentors, places
from bot.matching.arrays import FORBIDDEN
from bot.matching.checks import allowed
from bot.matching.people import Member, Outcome, Problem, Rules
from bot.matching.rounds import match
from bot.matching.young import room
from tests.matching.oracle import problems, week

MENTORS = st.builds(Rules, kind=st.just("mentors"), across=st.sampled_from(["", "", "team"]))


def mentor(id_: str, capacity: int = 2, **facts: object) -> Member:
    return Member(id_, role="mentor", capacity=capacity, **facts)  # type: ignore[arg-type]


def students(ids: str) -> tuple[Member, ...]:
    return tuple(Member(id_) for id_ in ids.split())


def paired(*members: Member, **facts: object) -> Outcome:
    return match(Problem(members, rules=Rules(kind="mentors"), **facts))  # type: ignore[arg-type]


def sizes(outcome: Outcome) -> dict[str, int]:
    return {group.members[0]: len(group.members) - 1 for group in outcome.groups}


def test_the_mentor_comes_first_and_has_no_more_students_than_places() -> None:
    outcome = paired(mentor("z", 3), *students("a b c"))

    assert [("z", "a", "b", "c")] == [group.members for group in outcome.groups]


def test_those_for_whom_there_is_no_room_are_named_and_whoever_waited_longest_is_served() -> None:
    waited = Member("d", left_out=1)
    outcome = paired(mentor("z", 1), mentor("y", 1), *students("a b c"), waited)

    assert {"z": 1, "y": 1} == sizes(outcome)
    assert ["capacity", "capacity"] == [one.why for one in outcome.unplaced]
    assert "d" not in {one.id for one in outcome.unplaced}


def test_students_are_spread_over_mentors_who_are_as_good() -> None:
    assert {"w": 2, "x": 2, "y": 2, "z": 2} == sizes(
        paired(*(mentor(m, 8) for m in "wxyz"), *students("a b c d e f g h"))
    )


def test_a_mentor_without_a_place_has_no_student_and_one_who_wants_small_groups_few() -> None:
    outcome = paired(mentor("y", 0), mentor("z", 5, size=3), *students("a b c"))

    assert {"z": 2} == sizes(outcome)


def test_hours_decide_who_gets_whom() -> None:
    evening, morning = week((36, 42)), week((12, 18))
    outcome = paired(
        *(mentor("y", hours=evening), mentor("z", hours=morning)),
        *(
            Member("a", hours=morning),
            Member("b", hours=evening),
            Member("c", hours=morning),
            Member("d", hours=evening),
        ),
    )

    assert [("y", "b", "d"), ("z", "a", "c")] == [group.members for group in outcome.groups]


def test_blocks_hold_between_a_mentors_students_too() -> None:
    outcome = paired(
        mentor("y"), mentor("z"), *students("a b c"), apart=frozenset({("a", "y"), ("a", "b"), ("c", "z")})
    )

    assert [("y", "b", "c"), ("z", "a")] == [group.members for group in outcome.groups]


def test_without_mentors_or_students_nobody_is_dropped_in_silence() -> None:
    assert ["a", "b"] == [one.id for one in paired(*students("a b")).unplaced]
    assert ["z"] == [one.id for one in paired(mentor("z")).unplaced]


def most_placed(problem: Problem) -> int:
    """How many students can have a mentor at most, by trying everything; a mentor under 18 has two or more, or none."""
    members = problem.members
    mentors = [member for member in members if member.role == "mentor"]
    wanting = [member for member in members if member.role == "student"]

    @cache
    def best(number: int, having: tuple[tuple[int, ...], ...]) -> int:
        if number == len(wanting):
            lonely = any(mentor.minor and len(found) == 1 for mentor, found in zip(mentors, having, strict=True))
            return -len(wanting) - 1 if lonely else 0
        ways = [best(number + 1, having)]
        for place, mentor in enumerate(mentors):
            group = [mentor, *(wanting[one] for one in having[place]), wanting[number]]
            if len(group) <= room(mentor) + 1 and allowed(group, problem):
                changed = (*having[:place], (*having[place], number), *having[place + 1 :])
                ways.append(1 + best(number + 1, changed))
        return max(ways)

    return best(0, ((),) * len(mentors))


@settings(deadline=None)
@given(problems(7, MENTORS), st.data())
def test_no_rule_is_broken_and_every_student_who_can_have_a_mentor_has_one(
    problem: Problem, data: st.DataObject
) -> None:
    members = tuple(
        replace(
            m, role=data.draw(st.sampled_from(["student", "student", "mentor"])), capacity=data.draw(st.integers(0, 3))
        )
        for m in problem.members
    )
    problem = replace(problem, members=members)
    known = {member.id: member for member in members}
    outcome = match(problem)

    groups = [[known[id_] for id_ in group.members] for group in outcome.groups]
    assert all(allowed(group, problem) for group in groups)
    assert all(["mentor"] + ["student"] * (len(group) - 1) == [one.role for one in group] for group in groups)
    assert all(len(group) <= room(group[0]) + 1 for group in groups)
    assert all(len(group) > 2 for group in groups if group[0].minor)
    assert most_placed(problem) == sum(len(group) - 1 for group in groups)


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False))
def test_blocks_between_students_and_wishes_for_few_leave_nobody_out_who_could_be_placed(rng: Random) -> None:
    ids = [f"p{number}" for number in range(rng.randint(3, 9))]
    some = tuple(Member(id_, size=rng.choice([0, 0, 2, 3, 4])) for id_ in ids)
    mentors = tuple(mentor(f"m{number}", rng.randint(1, 4)) for number in range(rng.randint(1, 3)))
    everybody = [*ids, *(one.id for one in mentors)]
    apart = frozenset(two for two in combinations(everybody, 2) if rng.random() < 0.25)
    problem = Problem((*some, *mentors), apart=apart, rules=Rules(kind="mentors"))

    assert most_placed(problem) == sum(sizes(match(problem)).values())


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False))
def test_no_minor_is_alone_with_a_minor_and_nobody_is_out_who_could_be_placed(rng: Random) -> None:
    ids = [f"p{number}" for number in range(rng.randint(2, 8))]
    some = tuple(Member(id_, size=rng.choice([0, 0, 0, 2, 3, 4]), minor=rng.random() < 0.8) for id_ in ids)
    mentors = tuple(
        mentor(f"m{number}", rng.randint(1, 5), minor=rng.random() < 0.8) for number in range(rng.randint(1, 4))
    )
    everybody = [*ids, *(one.id for one in mentors)]
    apart = frozenset(two for two in combinations(everybody, 2) if rng.random() < rng.choice([0, 0.2]))
    problem = Problem((*some, *mentors), apart=apart, rules=Rules(kind="mentors"))
    outcome = match(problem)
    minors = {one.id for one in problem.members if one.minor}

    assert most_placed(problem) == sum(sizes(outcome).values())
    assert all(minors.issuperset(group.members) or minors.isdisjoint(group.members) for group in outcome.groups)
    assert all(3 <= len(group.members) <= 5 for group in outcome.groups if minors & {*group.members})


def young(*members: Member) -> tuple[Member, ...]:
    return tuple(replace(member, minor=True) for member in members)


def test_what_stands_in_a_minors_way_is_said_as_it_is() -> None:
    two = paired(*young(mentor("z"), *students("a")))
    one_only = paired(*young(mentor("z", 1), *students("a b")))
    full = paired(*young(mentor("z"), *students("a b c")))
    grown_up = paired(mentor("z"), *young(*students("a b")))

    assert [("a", "young"), ("z", "young")] == [(one.id, one.why) for one in two.unplaced]
    assert [("a", "young"), ("b", "young"), ("z", "young")] == [(one.id, one.why) for one in one_only.unplaced]
    assert ["capacity"] == [one.why for one in full.unplaced]
    assert ["ages", "ages", "ages"] == [one.why for one in grown_up.unplaced]


def test_a_mentor_without_students_is_not_told_that_no_mentor_has_room_for_a_wish() -> None:
    outcome = paired(mentor("z"), mentor("y"), *students("a"), apart=frozenset({("a", "z")}))

    assert [("z", "blocked")] == [(one.id, one.why) for one in outcome.unplaced]


@pytest.mark.parametrize(("people", "mentors"), [(300, 150), (301, 250), (60, 60)])
def test_where_there_are_many_mentors_under_18_some_have_nobody_and_all_others_two_or_more(
    people: int, mentors: int
) -> None:
    rng = Random(people)
    members = [Member(f"p{number:03}", hours=week((at := rng.randrange(40), at + 6))) for number in range(people)]
    ready = [mentor(f"m{number:03}", rng.randint(2, 4), hours=week((at, at + 6))) for number in range(mentors)]
    outcome = paired(*young(*members, *ready))

    assert people == sum(sizes(outcome).values())
    assert {1}.isdisjoint(sizes(outcome).values())


def test_a_class_of_two_hostile_halves_takes_no_longer_than_a_second() -> None:
    rng = Random(2)
    some = [Member(f"p{number:02}") for number in range(24)]
    apart = frozenset((a.id, b.id) for a, b in combinations(some, 2) if rng.random() < 0.6)
    begun = time.process_time()
    outcome = paired(*some, *(mentor(f"m{number}", 4) for number in range(6)), apart=apart)

    assert sum(sizes(outcome).values()) > 18
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(("people", "mentors", "room"), [(300, 70, 4), (300, 90, 4), (250, 75, 4)])
def test_what_is_promising_is_enough(people: int, mentors: int, room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking at the best places only places as many people, at nearly the least cost."""
    rng = np.random.default_rng(5)
    costs = (rng.random((people, mentors)) ** 2 * 2000).astype(np.int64) + rng.integers(0, 500, mentors)
    costs[rng.random(costs.shape) < 0.05] = FORBIDDEN
    rooms, owed = np.full(mentors, room), np.zeros(people, np.int64)

    def found() -> tuple[int, int]:
        pairs = list(places.cheapest(costs, rooms, owed))
        return len(pairs), sum(int(costs[pair]) for pair in pairs)

    count, least = found()
    monkeypatch.setattr(places, "DENSE", 0)
    many, cost = found()

    assert min(people, mentors * room) == count == many
    assert cost <= 1.1 * least


def test_a_thousand_mentors_and_four_thousand_students_take_about_a_second() -> None:
    """The dense assignment takes 8.6 s. Process time, for others may be at work here too."""
    rng = Random(1)
    ids = [f"p{number:04}" for number in range(5000)]
    members = tuple(
        Member(
            id_,
            hours=week((start := rng.randrange(40), start + 8)),
            role="student" if number % 5 else "mentor",
            capacity=5,
        )
        for number, id_ in enumerate(ids)
    )
    begun = time.process_time()
    outcome = paired(*members)

    assert 4000 == sum(sizes(outcome).values())
    assert time.process_time() - begun < 6


def test_seats_that_nobody_can_use_are_not_looked_for_over_and_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 400 students half have no mentor, and seats stay free beside those who want no company: once four seconds."""
    asked = 0
    welcome = mentors._Mentoring.welcome

    def counted(self: mentors._Mentoring, *about: object) -> bool:
        nonlocal asked
        asked += 1
        return welcome(self, *about)

    monkeypatch.setattr(mentors._Mentoring, "welcome", counted)
    rng = Random(3)
    some = [Member(f"p{number:03}", hours=week((12, 20)), size=rng.choice((0, 2, 3))) for number in range(400)]
    outcome = paired(*some, *(mentor(f"m{number:02}", 3) for number in range(80)))

    assert 100 < sum(sizes(outcome).values()) < 240
    assert asked < 2 * mentors.PATIENCE
