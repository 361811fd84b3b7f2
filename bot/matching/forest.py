"""The cheapest perfect matching, from an assignment on: trees grow around the odd circles in it until they meet.

Edmonds' algorithm with prices ("Maximum matching and a polyhedron with 0,1-vertices", 1965), begun as by Derigs and
Metz ("On the use of optimal fractional matchings", 1986): an assignment is already the best round but for its odd
circles, and from each of those grows a tree. The prices of people at an even distance from its root rise with time,
those at an odd distance fall, and a pair may be used once it costs no more than both prices. Where that closes an odd
circle within a tree, it becomes a blossom; where two trees meet, all on the way from root to root change partners, and
both are trees no more.

``Forest`` knows the pairs that ``Nearest`` shows it, and asks for more of somebody as soon as their price is so high
that a pair which it does not know might be cheaper. So in the end the prices hold for all pairs, which proves it.
Where many are alike a blossom grows around hundreds of them. Pairs inside it contradict nothing while it is closed, so
it asks only for those that lead out of it.
"""

from __future__ import annotations

from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from bot.matching.circles import NOBODY, NOWHERE, Edge
from bot.matching.nearest import Nearest, Pairs
from bot.matching.trees import FALLING, RESTING, RISING, Trees

OPENING, LIMIT = -1, -2  # in the place of a person in the agenda
CROWD, MANY = 64, 39  # people in a blossom, and pairs known of one of them, from which on those inside are left out
Event = tuple[int, int, int]  # from whom, in a tree; to whom; what that pair costs


class Forest(Trees):
    """``limit``: no unknown pair that leaves the outermost blossom around somebody costs less than twice that.

    ``agenda``: events by the time at which they come, doubled; at odd ones pairs are reached, and at the even ones,
    before those, blossoms are opened. ``times``: its keys, as a heap."""

    def __init__(self, near: Nearest) -> None:
        super().__init__(near.people)
        self.near = near
        self.limit = near.limit.copy()
        self.outside: dict[int, NDArray[np.bool_]] = {}
        self.agenda: dict[int, list[Event]] = {}
        self.times: list[int] = []

    def grow(self) -> None:
        """From whoever has nobody on (the odd circles at first), until there are no trees any more."""
        nodes = range(len(self.own))
        for root in [node for node in nodes if self.match[node] == NOBODY and self.inside[node] == NOWHERE]:
            self.trees[root] = []
            self._rise(root, root)
        on_pair = self._on_pair
        while self.trees:
            when = heappop(self.times)
            self.now = when >> 1
            for one, other, cost in self.agenda.pop(when):
                if one >= 0:
                    on_pair(one, other, cost)
                elif one == OPENING:
                    self._on_opening(other)
                else:
                    self._on_limit(other)

    def _on_pair(self, one: int, other: int, cost: int) -> None:
        """The trees of both may be gone since this was put on the agenda, or one of the two may be in another."""
        top, sign, now = self.top, self.sign, self.now
        here, there = top[one], top[other]
        if sign[here] != RISING:
            one, other, here, there = other, one, there, here
            if sign[here] != RISING:
                return
        moves = sign[there]
        if moves == FALLING or here == there:
            return
        late = cost - self.price[one] - self.price[other] - now + self.since[here]
        if moves == RESTING:
            if late > 0:
                self._plan(2 * (now + late) + 1, (one, other, cost))
            else:
                self._fall(there, (other, one), self.root[here])
                self._rise(top[self.match[there][1]], self.root[here])
        elif late <= now - self.since[there]:
            if self.root[here] == self.root[there]:
                self._close(one, other)
            else:
                self._meet(one, other)

    def _fall(self, node: int, edge: Edge, root: int) -> None:
        self.sign[node], self.since[node], self.up[node], self.root[node] = FALLING, self.now, edge, root
        self.trees[root].append(node)
        if node >= self.people:
            self._plan(2 * (self.now + self.own[node]), (OPENING, node, 0))

    def _rise(self, node: int, root: int) -> None:
        self.sign[node], self.since[node], self.root[node] = RISING, self.now, root
        self.trees[root].append(node)
        pairs = self.near.pairs
        self._look_at(node, [(one, pairs[one]) for one in self.members[node]])

    def _look_at(self, node: int, pairs_of: list[tuple[int, Pairs]]) -> None:
        """When each of these will be reached by people of a rising node; and when those need to know of more pairs."""
        top, sign, price, since, limit = self.top, self.sign, self.price, self.since, self.limit
        agenda, times, start = self.agenda, self.times, self.since[node]
        for one, pairs in pairs_of:
            begin = start - price[one]
            twice = 2 * begin + 1
            for other, cost in pairs:
                there = top[other]
                moves = sign[there]
                if not moves:
                    when = twice + 2 * (cost - price[other])
                elif moves < 0 or there == node:
                    continue
                else:
                    when = (begin + cost - price[other] + since[there]) | 1
                if when in agenda:
                    agenda[when].append((one, other, cost))
                else:
                    agenda[when] = [(one, other, cost)]
                    heappush(times, when)
            self._plan(twice + 2 * limit[one], (LIMIT, one, 0))

    def _plan(self, when: int, event: Event) -> None:
        if when in self.agenda:
            self.agenda[when].append(event)
        else:
            self.agenda[when] = [event]
            heappush(self.times, when)

    def _expect(self, resting: int) -> None:
        """When this one will be reached by those who are in a tree."""
        top, sign, price, since = self.top, self.sign, self.price, self.since
        for one, cost in self.near.pairs[resting]:
            there = top[one]
            if sign[there] > 0:
                when = cost - price[resting] - price[one] + since[there]
                self._plan(2 * when + 1, (one, resting, cost))

    def _on_limit(self, person: int) -> None:
        """From now on, a pair of this person that is not known might cost less than both prices."""
        node = self.top[person]
        if self.sign[node] == RISING and self.price[person] + self.now - self.since[node] >= self.limit[person]:
            self._look_at(node, [(person, self._more(person, node))])

    def _more(self, person: int, node: int) -> Pairs:
        """Pairs that were not known; none where another forest has asked for them before."""
        if len(self.members[node]) >= CROWD and self.near.shown[person] >= MANY:
            found, self.limit[person] = self.near.beyond(person, self._outside(node))
            return found
        found = self.near.more(person) if self.near.limit[person] <= self.limit[person] else []
        self.limit[person] = self.near.limit[person]
        return found

    def _outside(self, node: int) -> NDArray[np.bool_]:
        """Who is in another node."""
        if node not in self.outside:
            self.outside[node] = np.ones(self.people, bool)
            self.outside[node][self.members[node]] = False
        return self.outside[node]

    def _ask_again(self, person: int) -> None:
        """What a blossom around this person was a reason not to ask for."""
        while self.near.limit[person] < self.price[person]:
            self.near.more(person)
        self.limit[person] = self.near.limit[person]

    def _on_opening(self, blossom: int) -> None:
        falls = self.sign[blossom] == FALLING and self.inside[blossom] == NOWHERE
        if not falls or self.since[blossom] + self.own[blossom] != self.now:
            return
        self.settle([blossom])
        (entered, outside), root = self.up[blossom], self.root[blossom]
        self.sign[blossom] = RESTING
        way, links = self.way_through(entered, *self.opened(blossom))
        edge = entered, outside
        for node, (one, other) in zip(way[::2], [*links[1::2], NOBODY], strict=True):
            self._fall(node, edge, root)
            edge = other, one
        for one in self.members[blossom]:
            self._ask_again(one)
        rising = way[1::2]
        for node in rising:
            self.sign[node], self.since[node] = RISING, self.now
        for node in self.children[blossom]:
            if self.sign[node] == RESTING:
                for one in self.members[node]:
                    self._expect(one)
        for node in rising:
            self._rise(node, root)

    def _close(self, one: int, other: int) -> None:
        """The way between two of a tree and this pair become a blossom."""
        children, links = self.way_around(one, other)
        fallen = [person for node in children if self.sign[node] == FALLING for person in self.members[node]]
        self.settle(children)
        blossom = self.closed(children, links)
        self.trees[self.root[blossom]].append(blossom)
        self.sign[blossom] = RISING
        pairs = self.near.pairs
        self._look_at(blossom, [(one, pairs[one]) for one in fallen])

    def _meet(self, one: int, other: int) -> None:
        """Two trees: everybody on the ways to their roots changes partners, and all of both rest."""
        ended = [*self.trees.pop(self.root[self.top[one]]), *self.trees.pop(self.root[self.top[other]])]
        self.rematch(one, other)
        self.rematch(other, one)
        moving = [node for node in ended if self.inside[node] == NOWHERE and self.sign[node] != RESTING]
        fallen = [person for node in moving if self.sign[node] == FALLING for person in self.members[node]]
        self.settle(moving)
        for node in ended:
            self.sign[node] = RESTING
        for one in fallen:  # the others' pairs with rising people are on the agenda
            self._expect(one)
