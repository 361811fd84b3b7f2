"""A third for a pair: what becomes of whoever an odd number leaves over."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from bot.matching import bounds
from bot.matching.arrays import FORBIDDEN, Arrays, Costs, Numbers
from bot.matching.bounds import NEVER
from bot.matching.cover import MOST, trios_needed
from bot.matching.pairs import Matching, matched
from bot.matching.people import Rules
from bot.matching.rescue import rescued
from bot.matching.weights import TURN

Groups = list[tuple[int, ...]]

SMALL = 41  # people: up to here (10,660 trios) the best trio is sought together with the best pairs beside it
WAITING, HELPERS = 8, 20  # people and groups among whom places are sought by moving others
LOOKS = 60  # trios that are tried at most, those first that promise most


def with_trios(arrays: Arrays, clan: Numbers, found: Matching) -> tuple[Groups, float | None]:
    """The pairs, and trios of a pair and a third; nobody is single whom the rules let be placed.

    And by how much a better round could at most be cheaper, if that is known.
    """
    if len(clan) < 2:
        return [], 0
    if not len(found.single):
        return [(one, other) for one, other in clan[found.pairs].tolist()], found.gap
    if len(found.single) == 1 and 2 < len(clan) <= SMALL:
        groups, gap = _best_trio(arrays, clan)
        if groups:
            return groups, gap
    groups, waiting = _joined(arrays, clan[found.pairs], clan[found.single].tolist())
    if not waiting:
        return groups, None if found.gap is None else found.gap + _thirds(arrays, groups)
    if len(clan) <= MOST:
        return rescued(_covered(arrays, clan), clan.tolist(), Rules(size=2), arrays), None
    return _moved(arrays, clan, groups, waiting), None


def _moved(arrays: Arrays, clan: Numbers, groups: Groups, waiting: list[int]) -> Groups:
    """Others move for the sake of those who still wait: some at a time, among some pairs whom they get along with.

    Ends when it helps nobody any more.
    """
    if arrays.unlike is not None and len(set(arrays.unlike[clan].tolist())) < 3:
        return groups  # no three may be together
    for at in range(0, len(waiting), WAITING):
        those = np.array(waiting[at : at + WAITING])
        friendly = [bool(arrays.may(those[:, None], np.array(group)).any()) for group in groups]
        order = sorted(range(len(groups)), key=lambda number: (not friendly[number], number))
        chosen, rest = order[:HELPERS], order[HELPERS:]
        people = [*those.tolist(), *(number for place in chosen for number in groups[place])]
        made = rescued([groups[place] for place in chosen], people, Rules(size=2), arrays)
        helped = sum(map(len, made)) > sum(len(groups[place]) for place in chosen)
        groups = [*(groups[place] for place in rest), *made]
        if not helped:
            break
    return groups


def _thirds(arrays: Arrays, groups: Groups) -> float:
    """What it cost that somebody joined each pair. A better round might not pay it; turns it must pay all the same."""
    trios = np.array([group for group in groups if len(group) == 3], np.intp).reshape(-1, 3)
    return float(sum(arrays.pair_costs(trios[:, at], trios[:, 2]).sum() for at in (0, 1)))


def _best_trio(arrays: Arrays, clan: Numbers) -> tuple[Groups, float]:
    """One trio and pairs, of least cost together; nothing where that does not place everybody.

    A trio promises what it costs itself and what the prices of the others say that their pairs cost at least.
    """
    costs = arrays.costs(clan, clan)
    trios = _trios(len(clan))
    trios = trios[(arrays.size[clan][trios] >= 3).all(axis=1)]
    own = sum(costs[trios[:, a], trios[:, b]] for a, b in combinations(range(3), 2))
    own = np.minimum(own, FORBIDDEN) + TURN * arrays.turns[clan][trios].sum(axis=1)
    prices = bounds.priced(np.minimum(costs, NEVER))
    price = prices.doubled if prices else np.zeros(len(clan), np.int64)
    least = own + (price.sum() - price[trios].sum(axis=1)) // 2
    best, groups = FORBIDDEN, list[tuple[int, ...]]()
    promising = np.argsort(least, kind="stable")
    for at in promising[:LOOKS]:
        if least[at] >= best:
            return groups, 0
        others = np.delete(np.arange(len(clan)), trios[at])
        pairs, cost = _beside(costs, others)
        if own[at] + cost < best:
            best = int(own[at]) + cost
            groups = [tuple(clan[group].tolist()) for group in (trios[at], *others[pairs])]
    return groups, 0 if len(trios) <= LOOKS else max(0.0, float(best - least[promising[LOOKS]]))


def _beside(costs: Costs, others: Numbers) -> tuple[Numbers, int]:
    """The pairs of the others, and what they cost: FORBIDDEN when somebody stays single."""
    between = costs[np.ix_(others, others)]
    found = matched(between, np.full(len(others), FORBIDDEN // 4, np.int64))
    return found.pairs, FORBIDDEN if len(found.single) else int(between[tuple(found.pairs.T)].sum())


@lru_cache(maxsize=SMALL)
def _trios(people: int) -> Numbers:
    return np.array(list(combinations(range(people), 3)), np.intp).reshape(-1, 3)


def _joined(arrays: Arrays, pairs: Numbers, single: list[int]) -> tuple[Groups, list[int]]:
    """Each single goes to the pair that takes them best; some find none."""
    groups: Groups = [(one, other) for one, other in pairs.tolist()]
    waiting = []
    for third in single:
        prices = _prices(arrays, pairs, third)
        at = int(prices.argmin()) if len(prices) else 0
        if len(prices) and prices[at] < FORBIDDEN:
            groups.append((*groups.pop(at), third))
            pairs = np.delete(pairs, at, axis=0)
        else:
            waiting.append(third)
    return groups, waiting


def _prices(arrays: Arrays, pairs: Numbers, third: int) -> Costs:
    """What it costs each pair to take somebody in."""
    left, right = pairs[:, 0], pairs[:, 1]
    one, other = arrays.pair_costs(left, np.array(third)), arrays.pair_costs(right, np.array(third))
    wished: NDArray[np.bool_] = np.minimum(arrays.size[left], arrays.size[right]) >= 3
    may = wished & (one < FORBIDDEN) & (other < FORBIDDEN) & (arrays.size[third] >= 3)
    turns = TURN * (arrays.turns[left] + arrays.turns[right])
    return np.where(may, np.where(may, one, 0) + np.where(may, other, 0) + turns, FORBIDDEN)


def _covered(arrays: Arrays, clan: Numbers) -> Groups:
    """The trios without which more would stay single, and the best pairs of the others."""
    trios = trios_needed(arrays.costs(clan, clan), arrays.turns[clan], arrays.size[clan])
    others = np.delete(clan, [number for trio in trios for number in trio])
    alone = arrays.weights.unplaced + TURN * arrays.turns[others]
    pairs = matched(arrays.costs(others, others), alone).pairs
    return [*[tuple(clan[list(trio)].tolist()) for trio in trios], *[tuple(others[pair].tolist()) for pair in pairs]]
