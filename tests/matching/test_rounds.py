import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import weights as w
from bot.matching.checks import allowed
from bot.matching.meetings import Meetings, Met
from bot.matching.people import Member, Outcome, Problem, Rules, Unplaced
from bot.matching.rounds import match
from tests.matching.courses import Course, anybody, anyhow
from tests.matching.oracle import best_pairs, cost, fewest_repeats, most_placed, problems

COURSES = int(os.environ.get("HOMEROOM_COURSES", "25"))
SIZES = st.builds(
    Rules,
    size=st.integers(2, 5),
    odd=st.sampled_from(["bigger", "smaller"]),
    across=st.sampled_from(["", "team"]),
    within=st.sampled_from(["", "section"]),
    kind=st.sampled_from(["peers", "mixer"]),
)


def people(count: int, **same: object) -> tuple[Member, ...]:
    return tuple(Member(f"p{number:03}", **same) for number in range(count))  # type: ignore[arg-type]


def groups_of(outcome: Outcome) -> list[tuple[str, ...]]:
    return [group.members for group in outcome.groups]


def placed(outcome: Outcome) -> list[str]:
    return sorted(id_ for group in outcome.groups for id_ in group.members)


def breaches(problem: Problem, outcome: Outcome) -> list[tuple[str, ...]]:
    members = {member.id: member for member in problem.members}
    return [ids for ids in groups_of(outcome) if not allowed([members[id_] for id_ in ids], problem)]


@settings(max_examples=300, deadline=None)
@given(problems(rules=SIZES))
def test_no_group_breaks_a_hard_rule_and_everybody_is_accounted_for_once(problem):
    outcome = match(problem)
    assert [] == breaches(problem, outcome)
    assert sorted(member.id for member in problem.members) == sorted(
        [*placed(outcome), *(nobody.id for nobody in outcome.unplaced)]
    )


@settings(max_examples=400, deadline=None)
@given(problems(most=8))
def test_nobody_is_left_out_who_could_be_placed(problem):
    assert most_placed(problem) == len(placed(match(problem)))


@settings(max_examples=200, deadline=None)
@given(problems(most=8))
def test_pairs_are_as_good_as_an_independent_solver_finds(problem):
    outcome = match(problem)
    pairs = [ids for ids in groups_of(outcome) if len(ids) == 2]
    if 2 * len(pairs) < len(problem.members):
        return
    members = {member.id: member for member in problem.members}
    found = sum(cost(members[one], members[other], problem) for one, other in pairs)
    if outcome.bound is None:  # what is left to later rounds was worth more than the last bit of this one
        assert (best_pairs(problem)[0], 0) == (len(pairs), outcome.cost["met"])
        return
    assert best_pairs(problem) == (len(pairs), found)
    assert found == sum(outcome.cost.values())
    assert 1 == outcome.bound


@settings(max_examples=100, deadline=None)
@given(problems(most=9, rules=SIZES), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(problem, chance):
    def mixed(things):
        return tuple(chance.sample(things, len(things)))

    met = [Met(met.other, met.one, met.ago) if chance.random() < 0.5 else met for met in problem.met]
    apart = frozenset((other, one) for one, other in problem.apart)
    other_way = replace(problem, members=mixed(problem.members), met=Meetings.of(mixed(met)), apart=apart)
    assert match(problem) == match(other_way)


def test_another_process_makes_the_same_round():
    asked = """
import hashlib
from random import Random
from tests.matching.courses import anybody
from bot.matching.people import Problem
from bot.matching.rounds import match
for count in (9, 40, 130, 2_101):
    rng = Random(count)
    members = tuple(anybody(f"p{number}", rng) for number in range(count))
    print(hashlib.sha256(repr(match(Problem(members, seed=7))).encode()).hexdigest())
"""
    runs = {subprocess.check_output([sys.executable, "-c", asked]) for _ in range(2)}
    assert 1 == len(runs)


def test_another_seed_makes_another_round_of_people_who_are_all_alike():
    alike = people(12)
    rounds = {tuple(groups_of(match(Problem(alike, seed=seed)))) for seed in range(5)}
    assert 5 == len(rounds)


@pytest.mark.parametrize("seed", range(COURSES))
def test_in_a_course_with_churn_nobody_meets_again_without_need_and_nobody_is_left_out_without(seed):
    rng = Random(seed)
    course = anyhow(rng, most=24)
    for problem, outcome in course.weeks(rng.randint(4, 30), rng):
        assert [] == breaches(problem, outcome)
        pairs = [group for group in outcome.groups if len(group.members) == 2]
        if len(pairs) == len(outcome.groups):
            assert fewest_repeats(problem) == sum(group.reason.times > 0 for group in pairs)
        free = not problem.apart and not any(member.size for member in problem.members)
        if free and len(problem.members) > 1:
            assert () == outcome.unplaced


@pytest.mark.parametrize("count", [4, 6, 10, 20, 32])
def test_everybody_meets_everybody_before_anybody_meets_again(count):
    rng = Random(count)
    course = Course([anybody(f"p{number}", rng) for number in range(count)])
    for _, outcome in course.weeks(count - 1, rng, resting=0):
        assert [0] * (count // 2) == [group.reason.times for group in outcome.groups]
    assert count * (count - 1) // 2 == len({frozenset(met[:2]) for met in course.met})


def test_after_everybody_has_met_those_meet_who_have_not_for_longest():
    met = (Met("a", "b", 1), Met("c", "d", 1), Met("a", "c", 5), Met("b", "d", 5), Met("a", "d", 9), Met("b", "c", 9))
    outcome = match(Problem(tuple(Member(id_) for id_ in "abcd"), Meetings.of(met)))
    assert [("a", "d"), ("b", "c")] == groups_of(outcome)


def test_trios_go_round():
    rng = Random(3)
    course = Course(list(people(7)))
    for _ in course.weeks(14, rng, resting=0):
        pass
    trios = [course.ledger[member.id][0] for member in course.people]
    assert 14 * 3 == sum(trios)
    assert max(trios) - min(trios) <= 2


def test_who_wants_no_more_than_one_partner_is_not_in_a_trio():
    members = (*people(4, size=2), Member("x"), Member("y"), Member("z"))
    trio = next(ids for ids in groups_of(match(Problem(members))) if len(ids) == 3)
    assert ("x", "y", "z") == trio


def test_the_ghosted_get_somebody_who_answers():
    members = (Member("a", ghosted=2), Member("b"), Member("c", silent=2), Member("d"))
    for seed in range(5):
        assert ("a", "c") not in groups_of(match(Problem(members, seed=seed)))


def test_fixed_groups_stay_and_the_others_are_matched():
    outcome = match(Problem(people(7), fixed=(("p000", "p003"), ("p006", "p001"))))
    fixed = {group.members: group.reason.fixed for group in outcome.groups}
    assert fixed[("p000", "p003")]
    assert fixed[("p001", "p006")]
    assert [("p002", "p004", "p005")] == [ids for ids, stays in fixed.items() if not stays]


def test_who_left_since_yesterday_is_in_no_fixed_group_and_the_other_is_matched_anew():
    outcome = match(Problem(people(3), fixed=(("p000", "gone"), ("p001", "p001"))))
    assert [("p000", "p001", "p002")] == groups_of(outcome)


def test_a_fixed_group_gives_way_to_a_block():
    outcome = match(Problem(people(4), apart=frozenset({("p001", "p000")}), fixed=(("p000", "p001"),)))
    assert ("p000", "p001") not in groups_of(outcome)
    assert () == outcome.unplaced


def test_nobody_and_one_alone():
    assert Outcome(cost=dict.fromkeys(w.PARTS, 0), bound=1.0) == match(Problem(()))
    assert (Unplaced("a", "alone"),) == match(Problem((Member("a"),))).unplaced


def test_everybody_blocks_everybody():
    ids = [member.id for member in people(6)]
    outcome = match(Problem(people(6), apart=frozenset(combinations(ids, 2))))
    assert ((), {"blocked": 6}) == (outcome.groups, Counter(nobody.why for nobody in outcome.unplaced))


@pytest.mark.parametrize(
    ("rules", "members", "why"),
    [
        (Rules(across="section"), people(4, labels={"section": "A"}), "labels"),
        (Rules(within="section"), tuple(Member(id_, labels={"section": id_}) for id_ in "abcd"), "labels"),
        (Rules(), (Member("a"), Member("b", role="staff")), "roles"),
        (Rules(), (Member("a"), Member("b", minor=True)), "ages"),
        (Rules(kind="mentors"), (Member("a"), Member("b")), "capacity"),
    ],
)
def test_staff_learn_which_rule_leaves_somebody_without_a_place(rules, members, why):
    outcome = match(Problem(members, rules=rules))
    assert [(member.id, why) for member in members] == [(nobody.id, nobody.why) for nobody in outcome.unplaced]


def test_in_a_large_course_of_two_sections_of_unequal_size_as_many_as_possible_are_placed():
    members = tuple(Member(f"p{number:03}", labels={"section": "AB"[number % 5 < 2]}) for number in range(600))
    outcome = match(Problem(members, rules=Rules(across="section")))
    assert (240, 120) == (len(outcome.groups), len(outcome.unplaced))
    assert {"labels"} == {nobody.why for nobody in outcome.unplaced}


def test_thousands_of_one_section_find_nobody_when_all_must_differ_in_it():
    outcome = match(Problem(people(2_100, labels={"section": "A"}), rules=Rules(across="section")))
    assert ((), 2_100) == (outcome.groups, len(outcome.unplaced))


def test_a_large_mixer_places_everybody_far_from_home():
    rng = Random(8)
    members = tuple(anybody(f"p{number:04}", rng) for number in range(2_101))
    outcome = match(Problem(members, rules=Rules(kind="mixer")))
    assert sorted(member.id for member in members) == placed(outcome)


def test_one_who_finds_only_people_who_want_one_partner_is_told_that_all_is_full():
    outcome = match(Problem((*people(2, size=2), Member("z"))))
    assert ["full"] == [nobody.why for nobody in outcome.unplaced]


def test_those_who_share_hours_only_in_the_small_hours_still_get_a_partner():
    night = 0b111111
    outcome = match(Problem((Member("a", hours=night), Member("b", hours=night << 2), Member("c", hours=1 << 90))))
    assert ["a", "b", "c"] == placed(outcome)


def test_a_mixer_prefers_the_far():
    members = tuple(Member(id_, offset=offset) for id_, offset in zip("abcd", (0, 0, 720, 720), strict=True))
    for group in match(Problem(members, rules=Rules(kind="mixer"))).groups:
        assert 720 == group.reason.apart


def test_a_round_of_thousands_repeats_nothing_and_leaves_out_nobody():
    rng = Random(5)
    members = tuple(anybody(f"p{number:05}", rng) for number in range(2_301))
    ids = [member.id for member in members]
    met = Meetings.of((*rng.sample(ids, 2), ago) for ago in range(1, 10) for _ in range(1_000))
    outcome = match(Problem(members, met, frozenset(tuple(rng.sample(ids, 2)) for _ in range(3_000))))
    assert ids == placed(outcome)
    assert 0 == outcome.cost["met"]
    assert {2: 1_149, 3: 1} == Counter(len(group.members) for group in outcome.groups)
