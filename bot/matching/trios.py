"""A third for a pair: what becomes of whoever an odd number leaves over."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from bot.matching.arrays import FORBIDDEN, Arrays, Costs, Numbers
from bot.matching.cover import MOST, trios_needed
from bot.matching.hall import standing_in_groups
from bot.matching.odd import EXACT, Groups, threes
from bot.matching.pairs import Matching, matched
from bot.matching.people import Rules
from bot.matching.rescue import rescued
from bot.matching.weights import TURN

WAITING, HELPERS = 8, 20  # people and groups among whom places are sought by moving others


def with_trios(arrays: Arrays, clan: Numbers, found: Matching) -> tuple[Groups, float | None]:
    """The pairs, and trios of a pair and a third; nobody is single whom the rules let be placed.

    And by how much a better round could at most be cheaper, if that is known.
    """
    if len(clan) < 2:
        return [], 0
    if not len(found.single):
        return [(one, other) for one, other in clan[found.pairs].tolist()], found.gap
    groups, waiting = _joined(arrays, clan[found.pairs], clan[found.single].tolist())
    if waiting and len(clan) <= MOST:
        groups = rescued(_covered(arrays, clan), clan.tolist(), Rules(size=2), arrays)
    elif waiting:
        groups = _moved(arrays, clan, groups, waiting)
    return groups, _gap(arrays, clan, found, groups)


def _moved(arrays: Arrays, clan: Numbers, groups: Groups, waiting: list[int]) -> Groups:
    """Others move for the sake of those who still wait: some at a time, among some pairs whom they get along with.

    Ends when it helps nobody any more.
    """
    if not threes(arrays, clan):
        return groups
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


def _gap(arrays: Arrays, clan: Numbers, found: Matching, groups: Groups) -> float | None:
    """By how much a round can at most be cheaper in which as many are in pairs, if these are still the pairs found.

    It might not pay what it cost that somebody joined a pair; turns it must pay all the same. Nothing is known where
    somebody stands who might have a place.
    """
    together = {two for group in groups for two in combinations(sorted(group), 2)}
    pairs = {(min(pair), max(pair)) for pair in clan[found.pairs].tolist()}
    if found.gap is None or not pairs <= together or not _full(arrays, clan, sum(map(len, groups))):
        return None
    joined = np.array(sorted(together - pairs), np.intp).reshape(-1, 2)
    return found.gap + float(arrays.pair_costs(joined[:, 0], joined[:, 1]).sum())


def _full(arrays: Arrays, clan: Numbers, placed: int) -> bool:
    """No more people can have a place. Of thousands, who are never all compared, nobody knows unless all have one."""
    if placed == len(clan) or len(clan) > EXACT:
        return placed == len(clan)
    return len(clan) - placed <= standing_in_groups(arrays.costs(clan, clan) < FORBIDDEN)


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
