"""A round of pairs: each clan by itself, for nobody may meet another clan; a trio where somebody would be left over."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bot.matching.ahead import kept_open
from bot.matching.arrays import Arrays, Numbers
from bot.matching.hybrid import matched_roughly
from bot.matching.odd import EXACT, Groups, with_one_trio
from bot.matching.pairs import Matching, matched
from bot.matching.trios import with_trios


def paired(arrays: Arrays) -> tuple[Groups, float | None]:
    """The groups, and by how much a better round could at most be cheaper, if that is known."""
    groups: Groups = []
    gaps: list[float | None] = []
    for clan in clans(arrays):
        made, gap = _placed(arrays, clan)
        groups += made
        gaps.append(gap)
    known = [gap for gap in gaps if gap is not None]
    return groups, sum(known) if len(known) == len(gaps) else None


def clans(arrays: Arrays) -> Iterator[Numbers]:
    """The numbers of those who may meet as far as roles, ages and ``within`` go."""
    if not arrays.clan.any():
        yield np.arange(len(arrays))
        return
    order = np.argsort(arrays.clan, kind="stable")
    yield from np.split(order, np.flatnonzero(np.diff(arrays.clan[order])) + 1)


def _placed(arrays: Arrays, clan: Numbers) -> tuple[Groups, float | None]:
    best = with_one_trio(arrays, clan) if len(clan) % 2 and len(clan) <= EXACT else None
    return best or with_trios(arrays, clan, _matched(arrays, clan))


def _matched(arrays: Arrays, clan: Numbers) -> Matching:
    if len(clan) > EXACT:
        return matched_roughly(arrays, clan)
    costs = arrays.costs(clan, clan)
    return kept_open(costs, matched(costs, arrays.alone()[clan]), arrays.weights.repeat)
