"""The best round of an odd number of people: one trio, and pairs of all the others.

First the pairs with one left over, who pays what the two nearest of a trio would cost them at least. The prices of that
round are a floor for every other one: of each trio they say what a round with it costs at least. The trio that promises
most is looked at, and the pairs beside it are found exactly; their prices are another floor. Trios that promise
no more than the best round known fall out, and mostly none is left after a look or two: then the round is proved best.

``floors`` looks at every pair, whether the prices hold; a mistake in the search could cost us the best round,
but could not claim that it is.
"""

from __future__ import annotations

import numpy as np

from bot.matching.arrays import Arrays, Costs, Numbers
from bot.matching.bounds import BLOCK, NEVER
from bot.matching.floors import PER_COST, Floor
from bot.matching.looks import Looks
from bot.matching.spare import Start
from bot.matching.triangles import FAR, Triangles
from bot.matching.weights import TURN

Groups = list[tuple[int, ...]]

EXACT = 2_001  # people up to whom a round is searched for exactly
FIRST, LATER = 16, 4_096  # how many sides trios are made of, the shortest: until a round is known, and then
AGAIN = 3  # times that trios are sought by the prices of another look, where the first ones leave too many


def with_one_trio(arrays: Arrays, clan: Numbers) -> tuple[Groups, float | None] | None:
    """The groups, and by how much a better such round could at most be cheaper, if that is known.

    None where there is no such round, or none was found.
    """
    patient = np.flatnonzero(arrays.size[clan] >= 3)
    if len(patient) < 3 or not threes(arrays, clan):
        return None
    costs, turns = arrays.costs(clan, clan), TURN * arrays.turns[clan]
    np.minimum(costs, NEVER, out=costs)
    start = Start.of(_with_nobody(costs, _thirds(costs, patient) + turns))
    if start is None:
        return None
    looks = Looks(start, costs, turns)
    least = _least(looks, patient)
    if not looks.groups:
        return None
    gap = float(looks.best + -least // PER_COST) if looks.floors[0].holds(costs) else None
    return [tuple(clan[group].tolist()) for group in looks.groups], gap


def threes(arrays: Arrays, clan: Numbers) -> bool:
    """Three may be together, as far as what all must differ in goes."""
    return arrays.unlike is None or len(set(arrays.unlike[clan].tolist())) > 2


def _least(looks: Looks, patient: Numbers) -> int:
    """Eighths of what any round costs at least, once all have been looked at that promised more than the best one.

    Where too many do, the prices beside the trio that was looked at last may leave fewer.
    """
    floor = looks.floors[0]
    looks.begin(patient)
    triangles = _triangles(floor, looks, patient)
    looks.among(triangles.below(looks.enough - floor.least, FIRST)[0], once=True)
    if looks.groups and floor is looks.floors[-1] and floor.least < looks.enough:
        looks.at(looks.groups[0])  # prices beside any trio are another floor, below which fewer trios lie
    least = _searched(looks, triangles, floor)
    for _ in range(AGAIN):
        if least < looks.enough and not looks.over:
            floor = looks.floors[-1]
            least = max(least, _searched(looks, _triangles(floor, looks, patient), floor))
    return min(least, looks.best * PER_COST)


def _searched(looks: Looks, triangles: Triangles, floor: Floor) -> int:
    trios, beyond = triangles.below(looks.enough - floor.least, LATER)
    return min(looks.among(trios), floor.least + beyond)


def _thirds(costs: Costs, patient: Numbers) -> Costs:
    """What it costs each at least to be in a trio with two others: NEVER for who does not want to."""
    found = np.full(len(costs), NEVER)
    for start in range(0, len(patient), BLOCK):
        those = patient[start : start + BLOCK]
        found[those] = np.partition(costs[np.ix_(those, patient)], 1, axis=1)[:, :2].sum(axis=1)
    return found


def _with_nobody(costs: Costs, alone: Costs) -> Costs:
    """Twice the costs; one more member, whose partner is left over."""
    people = len(costs)
    larger = np.empty((people + 1, people + 1), np.int64)
    larger[:people, :people] = costs
    larger[people, :people] = larger[:people, people] = alone
    larger[people, people] = NEVER
    larger *= 2
    return np.minimum(larger, NEVER, out=larger)


def _triangles(floor: Floor, looks: Looks, patient: Numbers) -> Triangles:
    """What each two of a trio add to the floor at least, such that three sides add no more than the trio does.

    Of what three people are to the floor, each side of theirs has half of two; of a set around two, it has a third.
    """
    people = patient[np.argsort(floor.place[patient])]
    alone = (PER_COST * looks.turns[people] - floor.price[people] + floor.around[people] // 2) // 2
    sides = looks.costs[people][:, people]
    sides *= PER_COST
    sides += alone[:, None]
    sides += alone
    floor.add_around(sides, people)
    np.fill_diagonal(sides, FAR)
    return Triangles.of(people, sides)
