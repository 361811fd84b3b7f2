"""Late joiners and leavers: placed at once, nobody else moved, the hard rules kept."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import combinations
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.arrays import Arrays
from bot.matching.checks import allowed
from bot.matching.late import Change, place
from bot.matching.meetings import Meetings
from bot.matching.people import Member, Outcome, Problem, Rules, Unplaced
from bot.matching.plain import cost
from bot.matching.rounds import match
from bot.matching.young import eased, joined, split
from tests.matching.oracle import problems, week


def named(ids: str, **facts: object) -> tuple[Member, ...]:
    return tuple(Member(id_, **facts) for id_ in ids.split())  # type: ignore[arg-type]


def rounds(problem: Problem) -> Outcome:
    young, rest = split(problem)
    return joined(match(young), match(rest)) if young else match(rest)


def groups(outcome: Outcome) -> list[str]:
    return [" ".join(group.members) for group in outcome.groups]


def seated(text: str) -> tuple[tuple[str, ...], ...]:
    """``ab cd``: two pairs."""
    return tuple(tuple(group) for group in text.split())


def test_somebody_who_comes_late_is_the_third_of_a_pair() -> None:
    outcome = place(Problem(named("a b c d e")), Change(seated("ab cd"), ("e",)))

    assert 1 == len(outcome.groups)
    assert outcome.groups[0].members in {("a", "b", "e"), ("c", "d", "e")}
    assert outcome.groups[0].reason.third


def test_two_who_come_late_are_a_pair_of_their_own() -> None:
    assert ["e f"] == groups(place(Problem(named("a b c d e f")), Change(seated("ab cd"), ("f", "e"))))


def test_whoever_lost_a_partner_is_put_with_another_who_did() -> None:
    assert ["a c"] == groups(place(Problem(named("a c")), Change(seated("ab cd"), gone=frozenset("bd"))))


def test_a_trio_that_one_leaves_stays_a_pair() -> None:
    assert ["a b"] == groups(place(Problem(named("a b c d e")), Change(seated("abe cd"), gone=frozenset("e"))))


def test_the_last_of_a_pair_joins_the_only_other() -> None:
    assert ["a c d"] == groups(place(Problem(named("a c d")), Change(seated("ab cd"), gone=frozenset("b"))))


def test_nothing_changes_where_nobody_comes_or_goes() -> None:
    assert Outcome() == place(Problem(named("a b c d")), Change(seated("ab cd")))
    assert Outcome() == place(Problem(()), Change(()))


def test_blocked_people_are_not_put_together() -> None:
    problem = Problem(named("a b c d e"), apart=frozenset({("e", "a"), ("c", "e")}))
    outcome = place(problem, Change(seated("ab cd"), ("e",)))

    assert ([], (Unplaced("e", "blocked"),)) == (groups(outcome), outcome.unplaced)


def test_a_fourth_is_better_than_nobody() -> None:
    assert ["a b c d"] == groups(place(Problem(named("a b c d")), Change(seated("abc"), ("d",))))


def test_whoever_wants_one_partner_only_stays_with_one() -> None:
    members = (Member("a", size=2), *named("b c d e"))

    assert ["c d e"] == groups(place(Problem(members), Change(seated("ab cd"), ("e",))))


def test_nobody_meets_again_as_long_as_there_is_another_place() -> None:
    """The two who stand have met; each is the third of a pair of people who are new to them."""
    met = Meetings.of((("e", "f", 1), ("e", "a", 3), ("f", "c", 2)))

    assert ["a b f", "c d e"] == groups(place(Problem(named("a b c d e f"), met), Change(seated("ab cd"), ("e", "f"))))
    assert ["e f"] == groups(place(Problem(named("e f"), met), Change((), ("e", "f"))))


def test_the_best_pair_is_joined() -> None:
    evening, morning = week((36, 42)), week((12, 18))
    members = tuple(Member(id_, hours=evening if id_ in "cde" else morning) for id_ in "abcde")

    outcome = place(Problem(members), Change(seated("ab cd"), ("e",)))

    assert ["c d e"] == groups(outcome)
    assert (7 * 180, False) == (outcome.groups[0].reason.minutes, outcome.groups[0].reason.writing)


def test_groups_of_four_take_a_fifth_and_four_make_their_own() -> None:
    problem = Problem(named("a b c d e f g h i"), rules=Rules(size=4))

    assert ["a b c d i"] == groups(place(problem, Change(seated("abcd"), ("i",))))
    assert ["f g h i"] == groups(place(problem, Change(seated("abcde"), tuple("fghi"))))


def test_whoever_lost_a_mentor_gets_one_who_has_room() -> None:
    mentors = tuple(Member(id_, role="mentor", capacity=2) for id_ in ("m", "n"))
    problem = Problem((*mentors, *named("a b c d")), rules=Rules(kind="mentors"))
    change = Change((("m", "a"), ("n", "b"), ("gone", "c", "d")), gone=frozenset({"gone"}))

    assert ["m a c", "n b d"] == groups(place(problem, change)) or ["m a d", "n b c"] == groups(place(problem, change))
    full = place(
        replace(problem, members=(mentors[0], *named("a c d"))), replace(change, gone=frozenset({"gone", "n"}))
    )
    assert (1, ["capacity"]) == (len(full.groups), [one.why for one in full.unplaced])


def test_a_new_mentor_takes_those_who_wait() -> None:
    members = (Member("n", role="mentor", capacity=2), *named("a b c"))
    outcome = place(Problem(members, rules=Rules(kind="mentors")), Change((), ("n", "a", "b", "c")))

    assert [("n", "a", "b")] == [group.members for group in outcome.groups]
    assert (Unplaced("c", "capacity"),) == outcome.unplaced


def mentored(*members: Member, groups: tuple[tuple[str, ...], ...] = (), new: str = "") -> Outcome:
    minors = tuple(replace(member, minor=True) for member in members)
    return place(Problem(minors, rules=Rules(kind="mentors")), Change(groups, tuple(new.split())))


def test_a_minor_who_comes_late_is_not_alone_with_a_mentor_under_18() -> None:
    m = Member("m", role="mentor", capacity=3)
    alone = mentored(m, *named("a"), new="m a")
    three = mentored(m, *named("a b"), new="m a b")
    more = mentored(m, *named("a b c"), groups=(("m", "a", "b"),), new="c")

    assert ([], ["young", "young"]) == (groups(alone), [one.why for one in alone.unplaced])
    assert ["m a b"] == groups(three)
    assert ["m a b c"] == groups(more)


def test_a_minor_who_is_left_alone_with_a_mentor_under_18_looks_for_others() -> None:
    m, n = (Member(id_, role="mentor", capacity=4) for id_ in "mn")
    minors = tuple(replace(one, minor=True) for one in (m, n, *named("a c d")))
    change = Change((("m", "a", "b"), ("n", "c", "d")), gone=frozenset("b"))
    outcome = place(Problem(minors, rules=Rules(kind="mentors")), change)

    assert ["n a c d"] == groups(outcome)
    assert [("m", "capacity")] == [(one.id, one.why) for one in outcome.unplaced]


def test_late_minors_are_shared_so_that_nobody_stands_who_need_not() -> None:
    for rooms, count in (((4, 2), 5), ((2, 4), 3), ((2, 2), 4), ((4, 4), 5), ((3, 3), 4)):
        mentors = [Member(f"m{number}", role="mentor", capacity=room) for number, room in enumerate(rooms)]
        members = [Member(f"p{number}") for number in range(count)]
        outcome = mentored(*mentors, *members, new=" ".join(one.id for one in (*mentors, *members)))
        assert count == sum(len(group.members) - 1 for group in outcome.groups), (rooms, count)
        assert all(len(group.members) > 2 for group in outcome.groups)


def test_a_minor_joins_minors_and_never_one_only() -> None:
    minors = named("a b c d", minor=True)
    problem = Problem((*minors, *named("x y")))

    assert ["a b c d"] == groups(place(problem, Change((tuple("abc"), ("x", "y")), ("d",))))
    alone = place(
        replace(problem, members=(*named("a b", minor=True), *named("x y z"))), Change(seated("xy"), ("a", "b"))
    )
    assert ([], ["ages", "ages"]) == (groups(alone), [one.why for one in alone.unplaced])
    assert ["a b c"] == groups(place(Problem(minors[:3]), Change((), ("c", "a", "b"))))


def test_two_minors_who_are_left_of_three_join_others_up_to_five() -> None:
    problem = Problem(named("a b d e f", minor=True))

    assert ["a b d e f"] == groups(place(problem, Change(seated("abc def"), gone=frozenset("c"))))
    full = place(Problem(named("a b d e f g h", minor=True)), Change(seated("abc defgh"), gone=frozenset("c")))
    assert ([], ["a", "b"]) == (groups(full), [one.id for one in full.unplaced])


@given(problems(9), st.data())
def test_nobody_else_is_moved_no_rule_is_broken_and_everybody_is_answered_for(
    problem: Problem, data: st.DataObject
) -> None:
    ids = [member.id for member in problem.members]
    late = data.draw(st.lists(st.sampled_from(ids), unique=True, max_size=4)) if ids else []
    here = tuple(member for member in problem.members if member.id not in late)
    before = rounds(replace(problem, members=here))
    gone = frozenset(data.draw(st.lists(st.sampled_from(ids), max_size=2))) if ids else frozenset()
    members = {member.id: eased(member) for member in problem.members if member.id not in gone}

    was = tuple(group.members for group in before.groups)
    outcome = place(problem, Change(was, tuple(late), gone))

    left = [set(group) - gone for group in was]
    stay = [group for group in left if len(group) >= (3 if any(members[id_].minor for id_ in group) else 2)]
    standing = {*late}.union(*(group for group in left if group not in stay))
    now = [set(group.members) for group in outcome.groups]
    touched = set().union(*now)
    assert all(allowed([members[id_] for id_ in group.members], problem) for group in outcome.groups)
    assert all(len(group) > 2 for group in now if any(members[id_].minor for id_ in group))
    assert all(any(group <= new for new in now) for group in stay if group & touched)
    assert (standing - gone) == (touched - set().union(*stay)) | {one.id for one in outcome.unplaced}
    assert outcome == place(replace(problem, members=problem.members[::-1]), Change(was, tuple(late[::-1]), gone))


@given(problems(6))
def test_two_people_cost_what_they_cost_in_a_round(problem: Problem) -> None:
    """Up to what is the same for every two here: parts that nobody has to do with."""
    arrays = Arrays.of(replace(problem, met=Meetings()))
    twos = list(combinations(range(len(arrays)), 2))
    left, right = (
        (np.array(side, np.intp) for side in zip(*twos, strict=True)) if twos else (np.array([], np.intp),) * 2
    )
    fast = sum(arrays.costs_by_part(left, right).values(), start=np.zeros(len(twos), np.int64))

    slow = [cost(arrays.members[one], arrays.members[other], problem.rules) for one, other in twos]
    assert len({here - int(there) for here, there in zip(slow, fast, strict=True)}) <= 1


def test_one_who_comes_late_to_a_very_large_course_is_placed_at_once() -> None:
    """About 50 ms on a quiet machine, most of it a look through the history."""
    rng = Random(1)
    ids = [f"p{number:05}" for number in range(10_001)]
    members = tuple(Member(id_, hours=week((start := rng.randrange(40), start + 8))) for id_ in ids)
    met = Meetings.of((*rng.sample(ids, 2), 3) for _ in range(100_000))
    change = Change(tuple(zip(ids[:-1:2], ids[1::2], strict=True)), (ids[-1],))
    problem = Problem(members, met)

    begun = time.process_time()
    outcome = place(problem, change)

    assert (3, ids[-1] in outcome.groups[0].members) == (len(outcome.groups[0].members), True)
    assert time.process_time() - begun < 1
