"""Trees whose nodes are people and blossoms: how their prices move, and the ways that lead through them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.matching.circles import NOBODY, NOWHERE, Circles, Edge

RISING, RESTING, FALLING = 1, 0, -1


class Trees(Circles):
    """``sign``: how the price of a node moves; ``since`` when: what is written down was true then, or if it rests, is.

    ``trees``: what has been in a tree, by its root, which is one of them; ``root``: of what tree a node is. ``up``: the
    pair that leads from a falling node towards the root; from a rising node that is its match.
    """

    def __init__(self, people: int) -> None:
        super().__init__(people)
        self.now = 0
        self.sign = [RESTING] * people
        self.since = [0] * people
        self.up = [NOBODY] * people
        self.root = [NOWHERE] * people
        self.trees: dict[int, list[int]] = {}

    def closed(self, children: list[int], links: list[Edge]) -> int:
        self.sign.append(RESTING)
        self.since.append(self.now)
        self.up.append(NOBODY)
        self.root.append(self.root[children[0]])
        return super().closed(children, links)

    def settle(self, nodes: Iterable[int]) -> None:
        """Their prices become what they have moved to."""
        now, sign, since, own, price = self.now, self.sign, self.since, self.own, self.price
        for node in nodes:
            moved = sign[node] * (now - since[node])
            since[node] = now
            if moved:
                own[node] += moved
                for person in self.members[node]:
                    price[person] += moved

    def way_around(self, one: int, other: int) -> tuple[list[int], list[Edge]]:
        """From where the ways of both to the root meet, to one, over to the other, and back."""
        ways: tuple[list[int], list[int]] = [self.top[one]], [self.top[other]]
        steps: tuple[list[Edge], list[Edge]] = [], []
        seen = {ways[0][0], ways[1][0]}
        turn = 0
        while True:
            if self.match[ways[turn][-1]] != NOBODY:
                above = self._climb(ways[turn], steps[turn])
                if above in seen:
                    break
                seen.add(above)
            turn = 1 - turn
        for way, step in zip(ways, steps, strict=True):
            end = way.index(above)
            del way[end + 1 :], step[end:]
        down = [(b, a) for a, b in reversed(steps[0])]
        return ways[0][::-1] + ways[1][:-1], [*down, (one, other), *steps[1]]

    def _climb(self, way: list[int], steps: list[Edge]) -> int:
        """Two steps towards the root: over a match to a falling node, and from that to a rising one."""
        match = self.match[way[-1]]
        falling = self.top[match[1]]
        up = self.up[falling]
        way += falling, self.top[up[1]]
        steps += match, up
        return way[-1]

    def way_through(self, entered: int, children: list[int], links: list[Edge]) -> tuple[list[int], list[Edge]]:
        """From where a tree has entered a circle to its first node, beginning and ending with a falling one."""
        for child in children:
            self.sign[child] = RESTING
        at = children.index(self.top[entered])
        if at % 2:
            return children[at:] + children[:1], links[at:]
        return children[at::-1], [(other, one) for one, other in reversed(links[:at])]

    def rematch(self, one: int, other: int) -> None:
        """One gets the other, who is of another tree, and all on the way to the root change partners."""
        while True:
            node = self.top[one]
            before = self.match[node]
            self.match[node] = one, other
            if before == NOBODY:
                return
            falling = self.top[before[1]]
            self.match[falling] = self.up[falling]
            other, one = self.up[falling]
