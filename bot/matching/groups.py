"""Groups of three to eight: whom to seat, how large the groups are, and nobody left standing who could sit.

grouped(problem, arrays)    # numbers of ``arrays``; whoever is in none of the groups could not be placed
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from random import Random

import numpy as np

from bot.matching import young
from bot.matching.arrays import Arrays
from bot.matching.fullest import fuller
from bot.matching.history import History
from bot.matching.people import Problem, Rules
from bot.matching.rescue import rescued
from bot.matching.scarce import sooner
from bot.matching.seating import Seating
from bot.matching.sizes import NO_WISH, sizes, wished
from bot.matching.threes import rescued_young
from bot.matching.ways import planned

SHARD = 1000  # people whose costs with one another are held at once: 8 MB
WORK = 4_000_000  # kicks times people times people, at most: a quarter of a second for a hundred people
KICKS = 10  # kicks for each person, at most: there are not so many ways to seat a few

Numbers = Sequence[int]


def grouped(problem: Problem, arrays: Arrays) -> list[tuple[int, ...]]:
    """Each clan by itself, for nobody may sit with another clan; larger ones than SHARD in parts.

    Swaps inside a part see every cost; 1,000 people are enough for each to find good company.
    """
    made: list[tuple[int, ...]] = []
    history = History(problem.met, arrays.ids)
    for clan in _clans(arrays):
        least = young.LEAST if arrays.members[clan[0]].minor else 2
        seated = [group for part in _parts(clan, arrays) for group in _seated(part, problem, arrays, least, history)]
        find = rescued_young if least > 2 else rescued
        made += fuller(find(seated, clan, problem.rules, arrays), clan, problem.rules, arrays, least)
    return made


def _clans(arrays: Arrays) -> Iterator[list[int]]:
    by_clan = sorted(range(len(arrays)), key=lambda number: int(arrays.clan[number]))
    for _, some in groupby(by_clan, key=lambda number: int(arrays.clan[number])):
        yield list(some)


def _parts(clan: Numbers, arrays: Arrays) -> Iterator[list[int]]:
    """Every part has its share of every label that groups must differ in."""
    unlike = arrays.unlike
    spread = clan if unlike is None else sorted(clan, key=lambda number: int(unlike[number]))
    parts = -(-len(clan) // SHARD)
    for part in range(parts):
        yield list(spread[part::parts])


def _seated(part: Numbers, problem: Problem, arrays: Arrays, least: int, history: History) -> list[tuple[int, ...]]:
    """The best seating found, or a plan's; people who break a rule where they sit are dealt with afterwards."""
    dealt = _dealt(part, problem.rules, arrays, least)
    present = [number for group in dealt for number in group]
    if len(dealt) < 2:
        return [tuple(group) for group in dealt]
    place = {number: index for index, number in enumerate(present)}
    numbers = np.array(present, np.intp)
    costs = arrays.costs(numbers, numbers)
    seating = Seating(
        sooner(costs, arrays.weights.repeat),
        np.array([_cap(number, arrays) for number in present], np.int64),
        [[place[number] for number in group] for group in dealt],
    )
    rng = Random(problem.seed)  # noqa: S311 - a fair order, not a secret
    _search(seating, rng)
    made = seating.groups()
    if arrays.unlike is None and not seating.capped:
        made = planned(made, costs, lambda: history.among(numbers), rng)
    return [tuple(present[index] for index in group) for group in made]


def _search(seating: Seating, rng: Random) -> None:
    people = len(seating.own)
    order = list(range(people))
    rng.shuffle(order)
    seating.settle(order)
    for _ in range(min(WORK // people**2, KICKS * people)):
        if not seating.total():
            return
        seating.kick(rng)


def _dealt(part: Numbers, rules: Rules, arrays: Arrays, least: int) -> list[list[int]]:
    """Groups to begin with, which already keep the rules about labels and the wishes for small groups."""
    unlike = arrays.unlike
    waited = sorted(part, key=lambda number: -arrays.members[number].left_out)
    if unlike is None:
        large = wished([_cap(number, arrays) for number in part], rules, least)
        return _filled(large, sorted(waited[: sum(large)], key=lambda number: _cap(number, arrays)))
    classes = Counter(int(unlike[number]) for number in part)
    made = _across(classes, rules, least)
    chosen = [number for label in classes for number in [n for n in waited if unlike[n] == label][:made]]
    return [chosen[start::made] for start in range(made)]


def _cap(number: int, arrays: Arrays) -> int:
    wish = arrays.members[number].size
    return wish if wish > 1 else NO_WISH


def _filled(made: Sequence[int], people: Numbers) -> list[list[int]]:
    """Those who want small groups come first, and so do these."""
    seats = iter(people)
    return [[next(seats) for _ in range(size)] for size in sorted(made)]


def _across(classes: Counter[int], rules: Rules, least: int) -> int:
    """How many groups: each has at most one of each label, so no fewer than people of one label, if these suffice."""
    people = classes.total()
    made = max(len(sizes(people, rules, least)), *classes.values(), -(-people // len(classes)))
    while made and sum(min(some, made) for some in classes.values()) < least * made:
        made -= 1
    return made
