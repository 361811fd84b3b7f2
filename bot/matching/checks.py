"""The hard rules, in plain Python: who may never share a group."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from itertools import combinations

from bot.matching.people import Member, Problem, Rules, Why


def forbidden(one: Member, other: Member, problem: Problem) -> Why | None:
    """Why these two may not share a group; None where they may."""
    if (one.id, other.id) in problem.apart or (other.id, one.id) in problem.apart:
        return "blocked"
    return _unlike(one, other, problem.rules)


def _unlike(one: Member, other: Member, rules: Rules) -> Why | None:
    if (one.role == "staff") != (other.role == "staff"):
        return "roles"
    if one.minor != other.minor:
        return "ages"
    return "labels" if _against_labels(one, other, rules) else None


def _against_labels(one: Member, other: Member, rules: Rules) -> bool:
    alike = bool(rules.across) and one.labels.get(rules.across, "") == other.labels.get(rules.across, "")
    return alike or (bool(rules.within) and one.labels.get(rules.within, "") != other.labels.get(rules.within, ""))


class Hindrances:
    """How many of the others somebody may not share a group with, by reason. Whoever is alike is counted at once."""

    def __init__(self, members: Sequence[Member], problem: Problem) -> None:
        self._rules = problem.rules
        self._members = {member.id: member for member in members}
        self._alike: dict[Hashable, list[Member]] = defaultdict(list)
        for member in members:
            labels = (member.labels.get(name, "") for name in (self._rules.across, self._rules.within) if name)
            self._alike[member.role == "staff", member.minor, *labels].append(member)
        self._foes: dict[str, set[str]] = defaultdict(set)
        for one, other in problem.apart:
            self._foes[one].add(other)
            self._foes[other].add(one)

    def of(self, member: Member) -> Counter[Why | None]:
        """None stands for those whom they may meet."""
        found: Counter[Why | None] = Counter()
        for alike in self._alike.values():
            found[_unlike(member, alike[0], self._rules)] += len(alike)
        foes = [self._members[foe] for foe in self._foes[member.id] - {member.id} if foe in self._members]
        found.subtract(_unlike(member, other, self._rules) for other in (member, *foes))
        found["blocked"] += len(foes)
        return +found


def too_many(group: Sequence[Member]) -> bool:
    """Somebody in this group wanted a smaller one. Two are never too many, nor three minors: they are never two."""
    return any(2 <= member.size < len(group) - (member.minor and len(group) == 3) for member in group)


def allowed(group: Sequence[Member], problem: Problem) -> bool:
    """This group breaks no hard rule; it is not asked whether somebody is in another one."""
    return not too_many(group) and all(forbidden(one, other, problem) is None for one, other in combinations(group, 2))


def standing(problem: Problem) -> tuple[tuple[str, ...], ...]:
    """The fixed groups that can stay: whoever left or is fixed twice is out of them, and nobody may be put at risk.

    Labels and sizes don't undo a group that staff have locked or people have kept.
    """
    members = {member.id: member for member in problem.members} if problem.fixed else {}
    taken: set[str] = set()
    stay = []
    for group in problem.fixed:
        here = sorted({id_ for id_ in group if id_ in members and id_ not in taken})
        if len(here) > 1 and not _at_risk([members[id_] for id_ in here], problem):
            taken.update(here)
            stay.append(tuple(here))
    return tuple(stay)


def _at_risk(group: Sequence[Member], problem: Problem) -> bool:
    return any(forbidden(one, other, problem) not in (None, "labels") for one, other in combinations(group, 2))
