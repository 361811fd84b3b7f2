"""Who takes which point of a plan, so that the rounds so far are rounds of it.

Two circles in colours: what colour two people have says in which round they met, what colour two points have says in
which round of the plan they meet. A fit is a way to lay one on the other. Points that cannot be are struck out after
each person who is placed, and whoever has fewest left is next; so a fit, if there is one, is found almost straight.
"""

from __future__ import annotations

from random import Random

import numpy as np
from numpy.typing import NDArray

from bot.matching.arrays import Numbers

Colours = NDArray[np.int8]
NOBODY = -1


def fitted(met: Colours, plan: Colours, rng: Random, tries: int) -> Numbers | None:
    """The point of each person, drawn by chance; None when there is no fit, or none was found.

    ``met`` and ``plan``: square matrices of the same size, -1 on the diagonal, 0 where two did not meet.
    ``tries``: how many people are placed at most, counting those who are placed again.
    """
    fit = _Fit(met, plan, rng, tries)
    return fit.point if fit.placed(np.ones(met.shape, np.bool_)) else None


class _Fit:
    def __init__(self, met: Colours, plan: Colours, rng: Random, tries: int) -> None:
        self.met, self.plan, self.rng, self.tries = met, plan, rng, tries
        self.point = np.full(len(met), NOBODY, np.intp)

    def placed(self, open_: NDArray[np.bool_]) -> bool:
        choice = open_.sum(axis=1)
        if not choice.all() or not open_.any(axis=0).all():
            return False
        choice[self.point != NOBODY] = len(choice) + 1
        one = int(choice.argmin())
        if choice[one] > len(choice):
            return True
        points = np.flatnonzero(open_[one]).tolist()
        self.rng.shuffle(points)
        return any(self._at(one, point, open_) for point in points)

    def _at(self, one: int, point: int, open_: NDArray[np.bool_]) -> bool:
        self.tries -= 1
        self.point[one] = point
        if self.tries >= 0 and self.placed(open_ & (self.met[one][:, None] == self.plan[point][None, :])):
            return True
        self.point[one] = NOBODY
        return False
