"""Minors meet minors only, and never two by themselves: groups of three or four; five stay together.

A mentor who is one has two students, or none.

    young, rest = split(problem)                 # two rounds; None where there are no minors
    outcome = joined(match(young), match(rest))  # one again

In plain Python, for `late` too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace

from bot.matching.checks import forbidden, standing
from bot.matching.people import Member, Outcome, Problem, Rules, Unplaced, Why

LEAST = 3
MOST = 5  # five make no two groups


def split(problem: Problem) -> tuple[Problem | None, Problem]:
    """The minors' round, and the others'. Mentors' rounds stay whole: ``mentors`` keeps the ages apart by itself."""
    young = tuple(eased(member) for member in problem.members if member.minor)
    if not young or problem.rules.kind == "mentors":
        return None, problem
    ids, fixed = {member.id for member in young}, standing(problem)
    theirs = tuple(group for group in fixed if ids.issuperset(group) and len(group) >= LEAST)
    others = tuple(member for member in problem.members if not member.minor)
    rest = replace(problem, members=others, fixed=tuple(group for group in fixed if ids.isdisjoint(group)))
    return replace(problem, members=young, fixed=theirs, rules=rules_for_minors(problem.rules)), rest


def rules_for_minors(rules: Rules) -> Rules:
    return replace(rules, size=max(rules.size, LEAST))


def eased(member: Member) -> Member:
    """A minor who wants one partner only gets the smallest group that there is, rather than none."""
    return replace(member, size=LEAST) if member.minor and member.size == LEAST - 1 else member


def room(mentor: Member) -> int:
    """How many students a mentor takes; a minor no more than make five together."""
    return min(mentor.capacity, MOST - 1) if mentor.minor else mentor.capacity


def unmentored(one: Member, problem: Problem, left: Collection[str]) -> Why:
    """Why somebody has no group in a mentors' round; ``left`` are all who have none.

    Who may have a mentor who is left too, or students who are, is a minor without a third.
    """
    sought = "student" if one.role == "mentor" else "mentor"
    others = [(other, forbidden(one, other, problem)) for other in problem.members if other.role == sought]
    may = [other for other, why in others if why is None]
    if one.minor and any(other.id in left for other in may):
        return "young"
    whys = Counter(why for _, why in others if why)
    return "capacity" if may or not whys else max((count, why) for why, count in whys.items())[1]


def joined(young: Outcome, rest: Outcome) -> Outcome:
    few = sum(len(group.members) for group in young.groups) + len(young.unplaced) < LEAST
    left = (Unplaced(one.id, "ages") if few or one.why in {"full", "alone"} else one for one in young.unplaced)
    others = (Unplaced(one.id, "ages") if one.why == "alone" else one for one in rest.unplaced)
    return Outcome(
        groups=tuple(sorted((*young.groups, *rest.groups), key=lambda group: group.members)),
        unplaced=tuple(sorted((*left, *others), key=lambda one: one.id)),
        cost=_sum(young.cost, rest.cost),
        bound=None if young.bound is None or rest.bound is None else min(young.bound, rest.bound),
    )


def _sum(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {part: one.get(part, 0) + other.get(part, 0) for part in {**one, **other}}
