"""Rounds of a plan, as long as all rounds so far are the first of one.

    planned(groups, costs, past, rng)    # the groups, or those of a plan

Where each round takes what suits now, what is left no longer falls into whole groups of people who are new to each
other: the last third of a course repeats. Any first round can be the first of a plan. From the second on somebody has
to stand on each point of the plan so that all rounds so far are its first ones.
Of some such ways the cheapest is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

import numpy as np

from bot.matching.arrays import FORBIDDEN, Costs, Numbers
from bot.matching.fitting import Colours, fitted
from bot.matching.plans import Plan, plan_for

WAYS = 30  # among which the cheapest is taken
TRIES = 2_000  # people placed in the search for one of them: some tens of milliseconds at most
MISSES = 4  # searches without success, after which no other is begun

Groups = list[tuple[int, ...]]


def planned(groups: Groups, costs: Costs, past: Callable[[], Colours | None], rng: Random) -> Groups:
    """``groups``: the best that were found without a plan. They stay where there is none, and where they fit into it.

    ``costs``: of everybody with everybody. ``past``: the round in which two met, as in a plan; None for no such order.
    """
    plan = plan_for(tuple(sorted(map(len, groups), reverse=True)))
    met = past() if plan else None
    if plan is None or met is None or not 0 < met.max() < plan.rounds or not _begins(plan, met):
        return groups
    now = int(met.max()) + 1
    prices = {way.tobytes(): _price(plan, costs, way, now) for way in _ways(plan, met, groups, rng)}
    best = min(prices, key=prices.__getitem__, default=b"")
    if not best or prices[best][0] == -now:
        return groups
    return _groups(plan, np.frombuffer(best, np.intp), now)


def _begins(plan: Plan, met: Colours) -> bool:
    """Whether in each round as many met as in the same round of the plan."""
    first = plan.first(int(met.max()))
    return np.array_equal(np.bincount(met[met > 0]), np.bincount(first[first > 0]))


def _ways(plan: Plan, met: Colours, groups: Groups, rng: Random) -> Iterator[Numbers]:
    """The point of each person: first, if there is such a way, with the given groups as the next round."""
    wished = met.copy()
    for group in groups:
        wished[np.ix_(group, group)] = met.max() + 1
    np.fill_diagonal(wished, -1)
    misses = 0
    for rounds in (wished, *[met] * WAYS):
        way = fitted(rounds, plan.first(int(rounds.max())), rng, TRIES) if _begins(plan, rounds) else None
        if way is not None:
            yield way
        elif (misses := misses + 1) > MISSES:
            return


def _price(plan: Plan, costs: Costs, way: Numbers, now: int) -> tuple[int, float]:
    """What this round costs; but first of all, hard rules should stand in the way of late rounds only, if of any."""
    met = plan.met[np.ix_(way, way)]
    sums = np.bincount((met + 1).ravel(), costs.ravel())[2:]
    forbidden = np.flatnonzero(sums[now - 1 :] >= FORBIDDEN)
    return -int(now + forbidden[0] if len(forbidden) else plan.rounds + 1), float(sums[now - 1])


def _groups(plan: Plan, way: Numbers, now: int) -> Groups:
    together = plan.met[np.ix_(way, way)] == now
    np.fill_diagonal(together, val=True)
    return list(dict.fromkeys(tuple(np.flatnonzero(row).tolist()) for row in together))
