"""Small circles in which somebody stands though they need not: as many people as can be placed, found for certain.

Pairs and trios decide for groups of two and more, for every larger one falls into such. Groups of three and more fall
into threes, fours and fives; these are tried, those with the fewest friends first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from bot.matching.arrays import Arrays, Costs
from bot.matching.cover import MOST, trios_needed
from bot.matching.pairs import matched
from bot.matching.people import Rules
from bot.matching.tables import Group, Tables
from bot.matching.weights import TURN

TRIES = 20_000  # looks at most: some tenths of a second

Numbers = list[tuple[int, ...]]


def fuller(made: Numbers, people: Sequence[int], rules: Rules, arrays: Arrays, least: int) -> Numbers:
    """These groups, or others in which more people sit."""
    standing = len(people) - sum(map(len, made))
    if not standing or len(people) > MOST:
        return made
    tables = Tables([], people, arrays, least)
    best = _pairs_and_trios(tables) if least < 3 else _Threes(tables).best()
    if sum(map(len, best)) <= len(people) - standing:
        return made
    for group in best:
        tables.found(group)
    return _merged(tables, rules.size)


def _pairs_and_trios(tables: Tables) -> list[Group]:
    arrays, people = tables.arrays, tables.people
    costs = arrays.costs(people, people)
    trios = trios_needed(costs, arrays.turns[people], arrays.size[people])
    others = np.delete(np.arange(len(people)), [one for trio in trios for one in trio])
    alone = arrays.weights.unplaced + TURN * arrays.turns[people[others]]
    pairs = matched(costs[np.ix_(others, others)], alone).pairs
    return [*map(list, trios), *others[pairs].tolist()]


def _merged(tables: Tables, size: int) -> Numbers:
    """Groups that get along become one, as long as they are no larger than was asked for."""
    costs = tables.arrays.costs(tables.people, tables.people)
    groups = [list(group) for group in tables.groups]
    while ways := sorted(_mergers(groups, tables, costs, size)):
        _, one, other = ways[0]
        groups[one] += groups.pop(other)
    return [tuple(tables.people[group].tolist()) for group in groups]


def _mergers(groups: list[Group], tables: Tables, costs: Costs, size: int) -> Iterator[tuple[int, int, int]]:
    for one, other in combinations(range(len(groups)), 2):
        both = groups[one] + groups[other]
        if len(both) <= min(size, int(tables.size[both].min())) and tables.get_along(both):
            yield int(costs[np.ix_(groups[one], groups[other])].sum()), one, other


class _Threes:
    """Everybody as a bit; what is still to be placed as a number."""

    def __init__(self, tables: Tables) -> None:
        self.friends = [sum(1 << int(other) for other in tables.friends(one)) for one in range(len(tables.where))]
        self.size = tables.size.tolist()
        self.tries = TRIES
        self.known: dict[int, tuple[int, list[Group]]] = {}

    def best(self) -> list[Group]:
        return self._best((1 << len(self.friends)) - 1)[1]

    def _best(self, left: int) -> tuple[int, list[Group]]:
        """How many of those left can sit, and how. Whoever has fewest friends left sits first, or never."""
        if left.bit_count() < 3:
            return 0, []
        if left in self.known:
            return self.known[left]
        self.tries -= 1
        one = min(_bits(left), key=lambda person: (self.friends[person] & left).bit_count())
        found, groups = 0, list[Group]()
        for group in self._with(one, left):
            rest = left & ~sum(1 << person for person in group)
            seated, others = self._best(rest)
            if seated + len(group) > found:
                found, groups = seated + len(group), [group, *others]
            if found == left.bit_count() or self.tries < 0:
                break
        if found < left.bit_count() - 1 and self.tries >= 0:
            found, groups = max((found, groups), self._best(left & ~(1 << one)), key=lambda way: way[0])
        self.known[left] = found, groups
        return found, groups

    def _with(self, one: int, left: int) -> Iterator[Group]:
        others = list(_bits(self.friends[one] & left))
        for size in (3, 4, 5):
            for some in combinations(others, size - 1):
                group = [one, *some]
                wishes = min(self.size[person] for person in group)
                if size <= wishes and all(self.friends[here] >> there & 1 for here, there in combinations(some, 2)):
                    yield group


def _bits(people: int) -> Iterator[int]:
    while people:
        yield (people & -people).bit_length() - 1
        people &= people - 1
