"""The front door: a problem in, a round out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import chain, combinations, islice, repeat

import numpy as np

from bot.matching import weights
from bot.matching.arrays import Arrays, Numbers
from bot.matching.checks import Hindrances, standing
from bot.matching.groups import grouped
from bot.matching.mentors import assigned
from bot.matching.people import Group, Member, Outcome, Problem, Unplaced, Why
from bot.matching.reasons import reason
from bot.matching.twos import paired
from bot.matching.young import joined, split, unmentored

Groups = list[tuple[int, ...]]
Twos = tuple[Numbers, Numbers]


def match(problem: Problem) -> Outcome:
    """A round. The same problem and seed give the same round, in whatever order everything comes."""
    young, rest = split(problem)
    return joined(_round(young), _round(rest)) if young else _round(rest)


def _round(problem: Problem) -> Outcome:
    arrays = Arrays.of(problem)
    groups, gap = _made(problem, arrays)
    twos = _twos(groups)
    cost = _costs(problem, arrays, groups, twos)
    every = (*_kept(problem), *_explained(problem, arrays, groups, twos))
    return Outcome(
        groups=tuple(sorted(every, key=lambda group: group.members)),
        unplaced=tuple(_unplaced(problem, arrays, groups)),
        cost=cost,
        bound=None if gap is None else _share(arrays, len(twos[0]), cost, gap),
    )


def _made(problem: Problem, arrays: Arrays) -> tuple[Groups, float | None]:
    """Groups of numbers, and by how much a better round could at most be cheaper, if that is known."""
    if len(arrays) < 2:
        return [], 0.0
    if problem.rules.kind == "mentors":
        return assigned(problem, arrays), None
    if problem.rules.size == 2:
        return paired(arrays)
    return grouped(problem, arrays), None


def _costs(problem: Problem, arrays: Arrays, groups: Groups, twos: Twos) -> dict[str, int]:
    """What these groups cost, by part."""
    found = dict.fromkeys(weights.PARTS, 0)
    for part, cost in arrays.costs_by_part(*twos).items():
        found[part] += int(cost.sum())
    if problem.rules.size == 2 and len(twos[0]) > len(groups):
        thirds = [number for group in groups if len(group) == 3 for number in group]
        found["ledger"] += weights.TURN * int(arrays.turns[thirds].sum())
    found["unplaced"] = (len(arrays) - sum(map(len, groups))) * arrays.weights.unplaced
    return found


def _share(arrays: Arrays, twos: int, cost: dict[str, int], gap: float) -> float:
    """What these people have in common, as a part of the most that people in such a round could have in common."""
    if gap <= 0:
        return 1.0
    most = {part: arrays.soft.worst(part) for part in weights.PARTS}
    gain = sum(worst * twos - cost[part] for part, worst in most.items() if worst)
    return gain / (gain + gap) if gain > 0 else 0.0


def _twos(groups: Groups) -> Twos:
    """Every two who share a group."""
    twos = chain.from_iterable(map(combinations, groups, repeat(2)))
    left, right = np.fromiter(chain.from_iterable(twos), np.intp).reshape(-1, 2).T
    return left, right


def _kept(problem: Problem) -> Iterator[Group]:
    """The groups that stay as they are."""
    stay = standing(problem)
    if not stay:
        return
    members = {member.id: member for member in problem.members}
    home = {id_: number for number, ids in enumerate(stay) for id_ in ids}
    times = Counter(home[met.one] for met in problem.met if met.one in home and home[met.one] == home.get(met.other))
    for number, ids in enumerate(stay):
        yield Group(ids, reason([members[id_] for id_ in ids], problem.rules, times[number], fixed=True))


def _explained(problem: Problem, arrays: Arrays, groups: Groups, twos: Twos) -> Iterator[Group]:
    rules, everybody, times = problem.rules, arrays.members, iter(arrays.met.times_of(*twos).tolist())
    leading = rules.kind == "mentors"
    for group in groups:
        members = [everybody[number] for number in group]
        before = next(times) if len(group) == 2 else sum(islice(times, len(group) * (len(group) - 1) // 2))
        ids = [member.id for member in members]
        ordered = [ids[0], *sorted(ids[1:])] if leading else sorted(ids)
        yield Group(tuple(ordered), reason(members, rules, before))


def _unplaced(problem: Problem, arrays: Arrays, groups: Groups) -> Iterator[Unplaced]:
    if sum(map(len, groups)) == len(arrays):
        return
    placed = {number for group in groups for number in group}
    left = sorted(set(range(len(arrays))) - placed, key=lambda number: arrays.ids[number])
    names = {arrays.ids[number] for number in left}
    hindrances = Hindrances(arrays.members, problem)
    for number in left:
        yield Unplaced(arrays.ids[number], _why(arrays.members[number], hindrances, problem, names))


def _why(member: Member, hindrances: Hindrances, problem: Problem, left: Collection[str]) -> Why:
    """Of the rules that stand in their way, the one that does most often; ``full`` where only sizes do."""
    whys = hindrances.of(member)
    if not whys:
        return "alone"
    if problem.rules.kind == "mentors":
        return unmentored(member, problem, left)
    reasons = [(count, why) for why, count in whys.items() if why]
    return max(reasons)[1] if reasons else "full"
