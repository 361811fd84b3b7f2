"""Minors meet minors only, and never two by themselves: groups of three or four; five stay together.

    young, rest = split(problem)                 # two rounds; None where there are no minors
    outcome = joined(match(young), match(rest))  # one again

In plain Python, for `late` too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.matching.checks import standing
from bot.matching.people import Member, Outcome, Problem, Rules, Unplaced

LEAST = 3
MOST = 5  # five make no two groups


def split(problem: Problem) -> tuple[Problem | None, Problem]:
    """The minors' round, and the others'. Mentors' rounds stay whole, for there the mentors make the groups."""
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
