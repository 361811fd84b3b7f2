"""How sure each figure is, and that its interval holds what it should and tells no more than the figure does."""

from __future__ import annotations

from itertools import combinations_with_replacement, product
from random import Random

import pytest

from bot.features.insights.figures import FEWEST, Figure, Part, Week
from bot.features.insights.publishing import publish
from bot.kernel.measures import Reading
from bot.statistics.disclosure import K
from bot.statistics.estimates import each_of, wilson
from bot.statistics.middles import middle
from bot.statistics.rates import expected
from bot.statistics.words import floor
from tests.features.looking_back import published
from tests.world.clock import MONDAY


def test_the_interval_says_no_more_than_the_rounded_share_and_holds_that_of_the_true_one() -> None:
    for whole in range(10, 200):
        every = [published("share", part, whole) for part in range(whole + 1)]
        assert len({(one.value, one.low, one.high) for one in every}) == len({one.value for one in every})
        for part, one in enumerate(every):
            if one.low is not None and one.high is not None:
                exact = wilson(part, whole)
                assert one.low - 0.005 <= exact.low <= exact.high <= one.high + 0.005


def test_the_interval_of_a_rate_says_no_more_than_fives_and_holds_that_of_the_true_one() -> None:
    for whole, part in product((10, 33, 200), range(K, 60)):
        one, exact = published("per_hundred", part, whole), expected(part)
        assert one == published("per_hundred", floor(part), whole)
        assert one.low is not None
        assert one.high is not None
        assert one.low <= 100 * exact.low / whole <= 100 * exact.high / whole <= one.high


def test_the_intervals_of_parts_say_no_more_than_fives_and_hold_those_of_the_true_shares() -> None:
    for counts in product(range(16), repeat=3):
        found = split("rungs", *counts)
        assert found == split("rungs", *map(floor, counts))
        for count, part in zip(counts, found.parts, strict=True):
            assert (part.acts, part.low is None) == (floor(count), count < K)
            if part.low is not None and part.high is not None:
                exact = wilson(count, sum(counts), each_of(3))
                assert part.low - 0.005 <= exact.low <= exact.high <= part.high + 0.005


def split(key: str, *counts: int) -> Figure:
    [found] = publish([Reading(key, "split", split=tuple(zip("abc", counts, strict=False)))])
    return found


@pytest.mark.parametrize("most", [0, 11], ids=["no buddies", "buddies"])
def test_ways_to_pass_and_the_burden_together_tell_no_number_below_five(most: int) -> None:
    """Skips and “not for me” are parts of the burden: nothing of the one is the rest of the other."""
    looks: dict[tuple[Figure, Figure], set[int]] = {}
    for skips, declined, paused in product(range(15), range(15), range(most + 1)):
        burden = published("per_hundred", skips + declined + paused, 40)
        looks.setdefault((burden, split("passes", skips, declined)), set()).add(declined)
    few = [possible for possible in looks.values() if min(possible) < K]

    assert all({1, 2, 3, 4} <= possible for possible in few)


def steps(*reached: float) -> Figure:
    """Groups of two, and how far each has come."""
    [found] = publish([Reading("ladder-step", "median", cases=reached, heads=2)])
    return found


@pytest.mark.parametrize("groups", range(5, 14))
def test_whatever_is_told_of_groups_any_two_of_them_could_be_anywhere(groups: int) -> None:
    """Four people who know of all others nothing but what is told are not given away by it."""
    looks: dict[Figure, set[tuple[float, ...]]] = {}
    for reached in combinations_with_replacement(range(4), groups):
        pairs = combinations_with_replacement(sorted(set(reached) | {n for n in reached if reached.count(n) > 1}), 2)
        found = {pair for pair in pairs if pair[0] != pair[1] or reached.count(pair[0]) > 1}
        looks.setdefault(steps(*reached), set()).update(found)

    everywhere = set(combinations_with_replacement(range(4), 2))
    assert dict.fromkeys(looks, everywhere) == looks


def test_of_groups_of_fewer_than_five_people_on_either_side_nothing_is_told() -> None:
    assert [("few", None, 0)] * 4 == [(one.state, one.value, one.n) for one in map(steps_of, range(1, 5))]
    assert ("shown", 4, 5) == (steps_of(5).state, steps_of(5).value, steps_of(5).n)


def steps_of(groups: int) -> Figure:
    return steps(*[4] * groups)


def test_a_middle_value_has_an_interval_from_so_many_cases_on_and_holds_that_of_the_true_one() -> None:
    rng = Random(3)
    for number in range(1, 40):
        hours = tuple(rng.expovariate(1 / 5) for _ in range(number))
        [asked] = publish([Reading("first-reply", "hours", cases=hours, heads=K)])
        met = steps(*(rng.randint(0, 9) for _ in range(number)))
        exact = middle(hours)
        for found in (asked, met):
            assert (found.low is not None) == (number >= FEWEST[found.kind])
            assert found.state == "few" or found.doubt == ("chance" if number >= FEWEST[found.kind] else "too-few")
        assert exact is not None
        if exact.interval and asked.low is not None and asked.high is not None and asked.value is not None:
            assert asked.low <= exact.interval.low <= exact.interval.high <= asked.high
            assert asked.low <= asked.value <= asked.high
            assert {0.0} == {end % 1 for end in (asked.low, asked.value, asked.high)}


def test_halves_are_rounded_upwards() -> None:
    assert (3, 4) == (steps(*[2] * 5, *[3] * 5).value, steps(*[3] * 5, *[4] * 5).value)


@pytest.mark.parametrize(
    ("reading", "doubt"),
    [
        (Reading("asked", "count", 2, people=False), "none"),
        (Reading("buddy-members", "count", 17), "rounding"),
        (Reading("buddy-members", "count", 3), ""),
        (Reading("isolates", "isolates", 3, 40), "rounding"),
        (Reading("took-part", "share", 9, 24), "chance"),
        (Reading("took-part", "share", 3, 24), ""),
        (Reading("rungs", "split", split=(("tap", 9), ("line", 2))), "chance"),
        (Reading("rungs", "split", split=(("tap", 2), ("line", 2))), ""),
        (Reading("prompts", "tallies", split=(("p1", 20),)), "rounding"),
        (Reading("burden", "per_hundred", 12, 40), "chance"),
        (Reading("first-reply", "hours", cases=(1, 2, 3), heads=5), "too-few"),
    ],
)
def test_every_figure_says_why_it_might_be_otherwise(reading: Reading, doubt: str) -> None:
    [found] = publish([reading])

    assert doubt == found.doubt


def test_a_count_lies_between_its_ends() -> None:
    found = published("count", 17, 0)

    assert (15, 15, 19) == (found.value, found.low, found.high)


def test_weeks_of_before_there_were_intervals_are_read_and_say_that_none_is_known() -> None:
    old = {"state": "shown", "value": None, "low": None, "high": None, "n": 0, "band": "", "staff_only": False}
    figures = [
        {**old, "key": "rungs", "kind": "split", "parts": [["tap", 25], ["line", 0]], "rough": True},
        {**old, "key": "burden", "kind": "per_hundred", "value": 30.0, "n": 40, "parts": [], "rough": False},
        {**old, "key": "ladder-step", "kind": "median", "value": 3, "n": 14, "parts": [], "rough": False},
        {**old, "key": "took-part", "kind": "share", "value": 0.4, "low": 0.2, "high": 0.6, "parts": [], "rough": True},
    ]
    ends = {"first": MONDAY.isoformat(), "last": MONDAY.isoformat(), "size": 24}

    week = Week.load(2, {**ends, "figures": figures})

    assert (Part("tap", 25), Part("line", 0)) == week.figures[0].parts
    assert ["", "", "", "chance"] == [one.doubt for one in week.figures]
