"""Looking ahead: this round must not use up what later rounds need to be without a repeat.

In a small course, the best pairs of each week can leave pairs that no longer fit together although nobody has met
everybody. As long as each has more than half of the others to meet, that can hardly happen; from then on a round is
only taken if what it leaves can itself be parted into rounds.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from bot.matching.arrays import Costs, Numbers
from bot.matching.blossom import Graph, heaviest
from bot.matching.pairs import Matching

MOST = 100  # people; more have not met half of the others before two years of weekly rounds are over
LIKELY, NARROW, BRANCHES = 1, 4, 8  # how many ways are tried where more than NARROW rounds are left, and where fewer
TRIES = 40
WORK = 100_000  # people times rounds that are tried, at most: a second or two
NOISE = 64.0  # cost by which pairs are shifted at first, to come by another round that is nearly as good

Open = NDArray[np.bool_]


def kept_open(costs: Costs, found: Matching, repeat: int) -> Matching:
    """This matching, or the next best that leaves enough to later rounds. Repeats are what costs ``repeat`` or more."""
    people = len(costs)
    if people > MOST or len(found.single) or people < 4:
        return found
    new = costs < repeat
    least = int(new.sum(axis=1).min())
    if not 1 < least <= people // 2 or not new[tuple(found.pairs.T)].all():
        return found
    left = next(rounds for rounds in range(least, 0, -1) if _enough(new, rounds))
    rng, work = np.random.default_rng(0), iter(range(WORK // people))
    pairs = found.pairs
    for attempt in range(TRIES):
        if _lasts(_without(new, pairs), left - 1, rng, work):
            return found if not attempt else Matching(pairs, found.single, None)
        pairs = _another(costs, new, NOISE * 1.2**attempt, rng)
    return found


def _enough(new: Open, rounds: int) -> bool:
    """Everybody can give a hand in so many rounds and take as many, each time to and from somebody new.

    Where that cannot be, no such rounds can; where it can, they mostly can, too.
    """
    people = len(new)
    hands = np.zeros((2 * people + 2, 2 * people + 2), np.int32)
    hands[:people, people:-2] = new
    hands[-2, :people] = hands[people:-2, -1] = rounds
    return int(maximum_flow(csr_array(hands), 2 * people, 2 * people + 1).flow_value) == people * rounds


def _lasts(new: Open, rounds: int, rng: np.random.Generator, work: Iterator[int]) -> bool:
    """So many rounds can be made of these pairs, as far as trying tells. ``work``: of each try one is taken."""
    if rounds == 0:
        return True
    if rounds > 1 and not _enough(new, rounds):
        return False
    for _ in range(BRANCHES if 1 < rounds <= NARROW else LIKELY):
        if next(work, None) is None:
            return False
        pairs = _perfect(new, rng.random(new.shape))
        if 2 * len(pairs) < len(new):
            return False
        if _lasts(_without(new, pairs), rounds - 1, rng, work):
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
