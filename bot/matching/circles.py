"""People, and blossoms: odd circles of people, or of blossoms, that stand for one person until they are opened again.

A node is a number: those of people come first, each new blossom gets the next. What holds for a node is kept in lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

Edge = tuple[int, int]  # two people; the first is inside the node that it belongs to
NOBODY: Edge = (-1, -1)
NOWHERE, OPENED = -1, -2


def circles(partner: list[int], people: Iterable[int]) -> Iterator[list[int]]:
    """What an assignment falls apart into: in each list everybody is assigned to the next, the last to the first.

    Those circles that any of these people are in.
    """
    seen = bytearray(len(partner))
    for at in people:
        circle = []
        while not seen[at]:
            seen[at] = 1
            circle.append(at)
            at = partner[at]
        if circle:
            yield circle


class Circles:
    """``price``: of a person, those of the blossoms around them included; ``own``: of a blossom alone, never negative.

    ``match``: the pair that leaves a node; inside a blossom it is only looked up when that is opened (``turned``).
    ``inside``: the blossom right around a node; ``top``: the outermost one around a person, or they themselves.
    """

    def __init__(self, people: int) -> None:
        self.people = people
        self.price = [0] * people
        self.own = [0] * people
        self.match = [NOBODY] * people
        self.top = list(range(people))
        self.inside = [NOWHERE] * people
        self.members = [[person] for person in range(people)]
        self.children: dict[int, list[int]] = {}
        self.links: dict[int, list[Edge]] = {}

    def begin(self, partner: list[int]) -> None:
        """With an assignment: pairs, and a blossom wherever it leads around an odd circle."""
        self.match = list(enumerate(partner))
        for circle in circles(partner, [one for one, other in self.match if partner[other] != one]):
            if len(circle) % 2:
                self.match[circle[0]] = NOBODY
                self.closed(circle, list(zip(circle, circle[1:] + circle[:1], strict=True)))
            else:
                for one, other in zip(circle[::2], circle[1::2], strict=True):
                    self.match[one], self.match[other] = (one, other), (other, one)

    def closed(self, children: list[int], links: list[Edge]) -> int:
        """A new blossom around a circle of nodes. ``links``: the pair that leads from each to the next.

        The first of the circle is matched to the outside; the others are, two by two, with one another.
        """
        blossom = len(self.own)
        members = [person for child in children for person in self.members[child]]
        for child in children:
            self.inside[child] = blossom
        for person in members:
            self.top[person] = blossom
        self.own.append(0)
        self.match.append(self.match[children[0]])
        self.inside.append(NOWHERE)
        self.members.append(members)
        self.children[blossom], self.links[blossom] = children, links
        return blossom

    def child(self, person: int, blossom: int) -> int:
        """The node right inside this blossom that the person belongs to."""
        node = person
        while self.inside[node] != blossom:
            node = self.inside[node]
        return node

    def turned(self, blossom: int) -> tuple[list[int], list[Edge]]:
        """The circle from the node on that is matched to the outside; and each of its nodes learns its match."""
        children, links = self.children[blossom], self.links[blossom]
        first = children.index(self.child(self.match[blossom][0], blossom))
        children, links = children[first:] + children[:first], links[first:] + links[:first]
        self.match[children[0]] = self.match[blossom]
        for at in range(1, len(children), 2):
            one, other = links[at]
            self.match[children[at]], self.match[children[at + 1]] = (one, other), (other, one)
        return children, links

    def opened(self, blossom: int) -> tuple[list[int], list[Edge]]:
        """Its nodes stand for themselves again."""
        children, links = self.turned(blossom)
        self.inside[blossom] = OPENED
        for child in children:
            self.inside[child] = NOWHERE
            for person in self.members[child]:
                self.top[person] = child
        return children, links

    def closed_still(self) -> list[int]:
        """All blossoms that were not opened, the outer ones before those inside them."""
        return [node for node in range(len(self.own) - 1, self.people - 1, -1) if self.inside[node] != OPENED]

    def partners(self) -> list[int]:
        """Whom each person is matched to."""
        for blossom in self.closed_still():
            self.turned(blossom)
        return [other for _, other in self.match[: self.people]]
