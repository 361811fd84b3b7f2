"""The best pairs of all but some, again and again: each search begins where the first one ended.

Who is to be spared gets a guest, whom nobody else may meet. Whoever was matched to one of those is free now, and from
there new trees grow; all prices stay as they were, so that little has to be moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.matching import bounds
from bot.matching.bounds import NEVER, Costs, Numbers
from bot.matching.circles import NOBODY, NOWHERE
from bot.matching.floors import Floor
from bot.matching.forest import Forest
from bot.matching.nearest import ALL, Nearest, Pairs
from bot.matching.trees import RESTING

GUESTS = 4


class Guests(Nearest):
    """What ``Nearest`` shows, and some more people who meet nobody yet."""

    def __init__(self, near: Nearest, guests: int) -> None:
        self.near = near
        self.people = near.people + guests
        self.pairs = [*near.pairs, *([] for _ in range(guests))]
        self.limit, self.shown = [*near.limit, *[ALL] * guests], near.shown

    def more(self, person: int) -> Pairs:
        found = self.near.more(person)
        self.limit[person] = self.near.limit[person]
        return found

    def beyond(self, person: int, others: NDArray[np.bool_]) -> tuple[Pairs, int]:
        return self.near.beyond(person, others[: self.near.people])


class Spared(Forest):
    """A forest that can be left as it is and grow on elsewhere."""

    def again(self) -> Spared:
        """Another one with the same pairs, circles and prices."""
        made = Spared(self.near)
        for name in ("limit", "price", "own", "match", "top", "inside", "members", "children", "links"):
            setattr(made, name, getattr(self, name).copy())
        more = len(self.own) - self.people
        made.sign += [RESTING] * more
        made.since += [0] * more
        made.up += [NOBODY] * more
        made.root += [NOWHERE] * more
        return made

    def welcome(self, one: int, guest: int, first: int) -> None:
        """They are matched, and whoever was matched to one is free. Guests have numbers from ``first`` on.

        A blossom can be matched to one guest only; for another one, the search must open it.
        """
        node = self.top[one]
        before = self.match[node]
        self.match[guest] = NOBODY
        if before == NOBODY or before[1] < first:
            if before != NOBODY:
                self.match[self.top[before[1]]] = NOBODY
            self.match[node], self.match[guest] = (one, guest), (guest, one)


@dataclass(frozen=True, slots=True)
class Start:
    """The cheapest perfect matching of people, the last of whom only stands for somebody's being left over."""

    near: Guests
    forest: Spared
    doubled: Costs
    partner: Numbers

    @classmethod
    def of(cls, costs: Costs) -> Start | None:
        """``costs``: twice what pairs cost, so that all prices are even in the end. None where no matching exists."""
        prices = bounds.priced(costs)
        if prices is None or not prices.valid:
            return None
        slack = 2 * costs - prices.doubled[:, None]
        slack -= prices.doubled
        near = Guests(Nearest(slack, prices.partner), GUESTS)
        forest = Spared(near)
        forest.begin([*prices.partner.tolist(), *[len(costs) + guest for guest in (1, 0, 3, 2)]])
        forest.grow()
        partner = np.array(forest.again().partners()[: len(costs)], np.intp)
        if (costs[np.arange(len(costs)), partner] >= NEVER).any():
            return None
        return cls(near, forest, prices.doubled[:-1], partner)

    def without(self, trio: Sequence[int]) -> tuple[Numbers, Floor]:
        """The best pairs of all but these three (and but the last, who stands for nobody), and their prices."""
        forest, nobody = self.forest.again(), len(self.partner) - 1
        guests = [(one, nobody + 1 + number) for number, one in enumerate((*trio, nobody))]
        for one, guest in guests:
            cost = forest.price[one]
            self.near.pairs[guest] = [(one, cost)]
            self.near.pairs[one].append((guest, cost))
            forest.welcome(one, guest, nobody + 1)
        forest.grow()
        for one, guest in guests:
            self.near.pairs[one].remove((guest, self.near.pairs[guest][0][1]))
        floor = self.floor(forest)
        partner = np.array(forest.partners()[:nobody], np.intp)
        first = np.flatnonzero((partner > np.arange(nobody)) & (partner < nobody))
        return np.stack((first, partner[first]), axis=1), floor

    def floor(self, forest: Spared | None = None) -> Floor:
        return Floor.of(forest or self.forest, 2 * self.doubled)
