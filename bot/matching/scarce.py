"""A look ahead for groups: who should meet now, because it will be hard to seat them together later.

Two who are new to each other can sit together later only with others who are new to both. The fewer of those there
are, the sooner the two should meet. Without this a course repeats a third earlier, and half as much again.
"""

from __future__ import annotations

import numpy as np

from bot.matching.arrays import FORBIDDEN, Costs

SPENT = 0.75  # of all two who may meet, how many are still new to each other when it begins to matter
EACH = 5000  # for each common new acquaintance: nearly what two without anything in common cost


def sooner(costs: Costs, repeat: int) -> Costs:
    """The costs, lower for two who have few new acquaintances in common; unchanged early in a course.

    ``repeat``: what meeting again costs at least. With too short a history to matter this costs next to nothing.
    """
    new = costs < repeat
    if new.sum() >= SPENT * ((costs < FORBIDDEN).sum()):
        return costs
    known = new.astype(np.float32)  # exact up to 16 million, and fast
    common = (known @ known).astype(np.int64)
    return np.where(new, costs + EACH * common, costs)
