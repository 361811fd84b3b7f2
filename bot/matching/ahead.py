"""Looking ahead: this round must not use up what later rounds need to be without a repeat.

In a small course, the best pairs of each week can leave pairs that no longer fit together although nobody has met
everybody. As long as each has more than half of the others to meet, that can hardly happen; from then on a round is
only taken if what it leaves can itself be parted into rounds.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bot.matching.arrays import Costs, Numbers
from bot.matching.blossom import Graph, heaviest
from bot.matching.pairs import Matching

MOST = 100  # people; more have not met half of the others before two years of weekly rounds are over
LIKELY, NARROW, BRANCHES = 1, 4, 8  # how many ways are tried where more than NARROW rounds are left, and where fewer
TRIES = 40
NOISE = 64.0  # cost by which pairs are shifted at first, to come by another round that is nearly as good

Open = NDArray[np.bool_]


def kept_open(costs: Costs, found: Matching, repeat: int) -> Matching:
    """This matching, or the next best that leaves enough to later rounds. Repeats are what costs ``repeat`` or more."""
    people = len(costs)
    if people > MOST or len(found.single) or people < 4:
        return found
    new = costs < repeat
    left = int(new.sum(axis=1).min())
    if not 1 < left <= people // 2 or not new[tuple(found.pairs.T)].all():
        return found
    rng = np.random.default_rng(0)
    pairs = found.pairs
    for attempt in range(TRIES):
        if _lasts(_without(new, pairs), left - 1, rng):
            return found if not attempt else Matching(pairs, found.single, None)
        pairs = _another(costs, new, NOISE * 1.2**attempt, rng)
    return found


def _lasts(new: Open, rounds: int, rng: np.random.Generator) -> bool:
    """So many rounds can be made of these pairs, as far as trying tells."""
    if rounds == 0:
        return True
    for _ in range(BRANCHES if 1 < rounds <= NARROW else LIKELY):
        pairs = _perfect(new, rng.random(new.shape))
        if 2 * len(pairs) < len(new):
            return False
        if _lasts(_without(new, pairs), rounds - 1, rng):
            return True
    return False


def _another(costs: Costs, new: Open, noise: float, rng: np.random.Generator) -> Numbers:
    return _perfect(new, noise * rng.random(new.shape) - costs)


def _perfect(new: Open, worth: NDArray[np.floating]) -> Numbers:
    rows, columns = np.nonzero(np.triu(new, 1))
    whole = (worth[rows, columns] * 1000).astype(np.int64)
    return heaviest(Graph(len(new), rows, columns, whole), perfect=True)


def _without(new: Open, pairs: Numbers) -> Open:
    rest = new.copy()
    rest[pairs[:, 0], pairs[:, 1]] = rest[pairs[:, 1], pairs[:, 0]] = False
    return rest
