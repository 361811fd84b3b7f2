from dataclasses import replace
from itertools import combinations
from random import Random

import numpy as np
import pytest
import rustworkx as rx
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import looks as looked
from bot.matching.arrays import FORBIDDEN, Arrays
from bot.matching.bounds import NEVER
from bot.matching.floors import PER_COST, Between, Floor
from bot.matching.hybrid import matched_roughly
from bot.matching.looks import Looks
from bot.matching.odd import _thirds, _with_nobody, with_one_trio
from bot.matching.people import Member, Problem, Rules
from bot.matching.rounds import match
from bot.matching.spare import Start
from bot.matching.triangles import FAR, Triangles
from bot.matching.trios import with_trios
from bot.matching.weights import TURN
from tests.matching.oracle import problems
from tests.matching.test_pairs import problem


def cheapest_pairs(costs: np.ndarray, people: list[int]) -> int | None:
    """What pairs of all of them cost, by rustworkx on every pair; None where somebody would be left over."""
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(people)
    for (one, here), (other, there) in combinations(enumerate(people), 2):
        if costs[here, there] < FORBIDDEN:
            graph.add_edge(one, other, FORBIDDEN - int(costs[here, there]))
    found = rx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    if 2 * len(found) < len(people):
        return None
    return sum(int(costs[people[one], people[other]]) for one, other in found)


def rounds_by_trio(arrays: Arrays) -> dict[tuple[int, ...], int]:
    """What the best round with each trio costs."""
    everybody = np.arange(len(arrays))
    costs, found = arrays.costs(everybody, everybody), {}
    for trio in combinations(range(len(arrays)), 3):
        own = sum(min(int(costs[two]), FORBIDDEN) for two in combinations(trio, 2))
        if own < FORBIDDEN and min(arrays.size[list(trio)]) >= 3:
            beside = cheapest_pairs(costs, [one for one in everybody.tolist() if one not in trio])
            if beside is not None:
                found[trio] = own + TURN * int(arrays.turns[list(trio)].sum()) + beside
    return found


def cost_of(arrays: Arrays, groups: list[tuple[int, ...]]) -> int:
    sides = np.array([two for group in groups for two in combinations(group, 2)])
    turns = [int(arrays.turns[one]) for group in groups if len(group) == 3 for one in group]
    return int(arrays.pair_costs(*sides.T).sum()) + TURN * sum(turns)


def begun(arrays: Arrays) -> tuple[Start, np.ndarray, np.ndarray]:
    everybody = np.arange(len(arrays))
    costs, turns = np.minimum(arrays.costs(everybody, everybody), NEVER), TURN * arrays.turns
    start = Start.of(_with_nobody(costs, _thirds(costs, np.flatnonzero(arrays.size >= 3)) + turns))
    assert start is not None
    return start, costs, turns


@settings(max_examples=150)
@given(problems(most=9))
def test_an_odd_round_is_the_best_of_all_trios_and_says_so(asked):
    arrays = Arrays.of(asked)
    one_clan = len(arrays) % 2 and not arrays.clan.any()
    made = with_one_trio(arrays, np.arange(len(arrays))) if one_clan else None
    best = min(rounds_by_trio(arrays).values(), default=None) if one_clan else None
    assert best == (None if made is None else cost_of(arrays, made[0]))
    assert made is None or 0 == made[1]


@pytest.mark.parametrize(("count", "seed"), [(13, 1), (15, 2), (17, 3), (21, 4)])
def test_larger_odd_rounds_are_the_best_of_all_trios(count, seed):
    arrays = Arrays.of(problem(count, seed))
    groups, gap = with_one_trio(arrays, np.arange(count))
    assert (min(rounds_by_trio(arrays).values()), 0) == (cost_of(arrays, groups), gap)


@pytest.mark.parametrize(("count", "seed"), [(51, 1), (101, 6), (101, 3), (301, 5), (401, 1), (1_001, 2)])
def test_odd_rounds_are_proved_best(count, seed):
    assert 1.0 == match(problem(count, seed)).bound


def test_an_odd_round_that_was_looked_at_too_little_claims_no_more_than_it_knows(monkeypatch):
    monkeypatch.setattr(looked, "MOST", 1)
    gaps = []
    for seed in range(12):
        arrays = Arrays.of(problem(15, seed))
        groups, gap = with_one_trio(arrays, np.arange(15))
        assert cost_of(arrays, groups) - gap <= min(rounds_by_trio(arrays).values())
        gaps.append(gap)
    assert any(gaps)


@pytest.mark.parametrize("seed", range(6))
def test_no_floor_is_above_the_best_round_with_any_trio_and_that_of_the_trio_looked_at_is_right_there(seed):
    arrays = Arrays.of(problem(13, seed))
    start, costs, _ = begun(arrays)
    every = np.array(list(combinations(range(13), 3)))
    exact = [cheapest_pairs(costs, [one for one in range(13) if one not in trio]) for trio in every]
    for trio in (None, *every[::40]):
        floor = start.floor() if trio is None else start.without(trio.tolist())[1]
        assert floor.holds(costs)
        least = floor.without(every)
        assert (least <= [PER_COST * (NEVER if cost is None else cost) for cost in exact]).all()
        same = [at for at in range(len(every)) if trio is not None and (every[at] == trio).all()]
        assert all(least[at] == PER_COST * exact[at] for at in same if exact[at] is not None)


@pytest.mark.parametrize("seed", range(4))
def test_pairs_beside_a_trio_are_the_best_ones_however_many_were_looked_at_before(seed):
    arrays = Arrays.of(problem(41, seed))
    start, costs, _ = begun(arrays)
    rng = Random(seed)
    for _ in range(12):
        trio = rng.sample(range(41), 3)
        found, _ = start.without(trio)
        others = [one for one in range(41) if one not in trio]
        assert sorted(found.ravel().tolist()) == others
        assert cheapest_pairs(costs, others) == int(costs[tuple(found.T)].sum())


def test_what_a_set_owns_counts_for_as_many_pairs_as_its_people_who_are_left_can_make():
    sets = [(0, 5, 3), (1, 4, 7), (6, 12, 11), (6, 9, 2), (9, 11, 5), (0, 12, 13)]
    first, last, own = np.array(sets).T
    price, place = np.arange(50, 62), np.arange(12)[::-1].copy()
    floor = Floor._of(price, place, first, last, own)
    for trio in combinations(range(12), 3):
        inside = [sum(low <= place[one] < high for one in range(12) if one not in trio) for low, high, _ in sets]
        exact = sum(price) - sum(price[list(trio)]) - sum(own * (np.array(inside) // 2))
        assert [exact] == floor.without(np.array([trio])).tolist()


def test_a_floor_does_not_hold_once_somebody_pays_more():
    start, costs, _ = begun(Arrays.of(problem(41, 1)))
    floor = start.floor()
    assert floor.holds(costs)
    floor.price[7] += 1
    assert not floor.holds(costs)


def test_all_trios_below_a_limit_are_found_and_the_others_are_not_below_what_is_said():
    rng = np.random.default_rng(1)
    sides = rng.integers(-20, 100, (30, 30)) + 0
    sides = np.triu(sides, 1) + np.triu(sides, 1).T
    np.fill_diagonal(sides, FAR)
    triangles = Triangles.of(np.arange(30)[::-1], sides)
    every = {trio: sum(int(sides[two]) for two in combinations(trio, 2)) for trio in combinations(range(30), 3)}
    for limit, most in ((40, 10_000), (40, 20), (300, 50), (-90, 10)):
        trios, beyond = triangles.below(limit, most)
        found = {tuple(sorted((29 - trio).tolist())) for trio in trios}
        assert len(found) == len(trios)
        assert beyond <= limit
        assert all(cost >= beyond for trio, cost in every.items() if trio not in found)
        assert most < 10_000 or found == {trio for trio, cost in every.items() if cost < limit}


@given(st.lists(st.integers(0, 9), min_size=2, max_size=20))
def test_the_lowest_between_two_places(row):
    between = Between.of(np.array(row))
    for first, last in combinations(range(len(row)), 2):
        assert min(row[first:last]) == between(np.array([last]), np.array([first]))[0]


@pytest.mark.parametrize("seed", range(3))
def test_no_odd_round_of_thousands_is_cheaper_than_its_certificate_says(seed):
    arrays, everybody = Arrays.of(problem(501, seed)), np.arange(501)
    groups, gap = with_trios(arrays, everybody, matched_roughly(arrays, everybody))
    best, _ = with_one_trio(arrays, everybody)
    assert cost_of(arrays, groups) - gap <= cost_of(arrays, best) <= cost_of(arrays, groups)
    assert gap < 0.02 * 250 * 8_000


def test_a_trio_of_those_who_had_no_turn_comes_before_what_people_have_in_common():
    arrays = Arrays.of(problem(101, 2))
    turns = np.ones(101, np.int64)
    turns[[3, 40, 77]] = 0
    arrays = replace(arrays, turns=turns, size=np.full(101, 8))
    groups, _ = with_one_trio(arrays, np.arange(101))
    assert {3, 40, 77} == set(next(group for group in groups if len(group) == 3))


def test_where_no_three_may_be_together_nobody_looks_for_a_trio():
    members = tuple(Member(f"p{at}", labels={"team": "ab"[at % 2]}) for at in range(7))
    assert with_one_trio(Arrays.of(Problem(members, rules=Rules(across="team"))), np.arange(7)) is None
    assert with_one_trio(Arrays.of(Problem(tuple(Member(f"p{at}", size=2) for at in range(7)))), np.arange(7)) is None


def test_looks_stop_when_no_trio_is_left_that_could_be_better():
    start, costs, turns = begun(Arrays.of(problem(31, 1)))
    looks = Looks(start, costs, turns)
    every = np.array(list(combinations(range(31), 3)))
    least = looks.among(every)
    assert least >= looks.enough
    assert not looks.over
