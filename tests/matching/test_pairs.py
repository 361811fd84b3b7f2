from itertools import combinations
from random import Random

import networkx as nx
import numpy as np
import pytest

from bot.matching import bounds, hybrid, pairs
from bot.matching.arrays import FORBIDDEN, Arrays
from bot.matching.blossom import Graph, heaviest
from bot.matching.forest import Forest
from bot.matching.meetings import Meetings
from bot.matching.nearest import Nearest
from bot.matching.people import Member, Problem
from bot.matching.proof import gap
from bot.matching.rounds import match
from tests.matching.courses import anybody


def problem(count: int, seed: int, weeks: int = 4) -> Problem:
    """People, some weeks of pairs by chance, and some who are kept apart."""
    rng = Random(seed)
    members = tuple(anybody(f"p{number:05}", rng) for number in range(count))
    ids = [member.id for member in members]
    weekly = [rng.sample(ids, count) for _ in range(weeks)]
    met = Meetings.of(
        (one, other, ago + 1) for ago, row in enumerate(weekly) for one, other in zip(row[::2], row[1::2], strict=False)
    )
    return Problem(members, met, frozenset(tuple(rng.sample(ids, 2)) for _ in range(count)), seed=seed)


def matrix(asked: Problem) -> np.ndarray:
    arrays = Arrays.of(asked)
    everybody = np.arange(len(arrays))
    return arrays.costs(everybody, everybody)


def sum_of(costs: np.ndarray, found: pairs.Matching) -> int:
    return int(costs[tuple(found.pairs.T)].sum())


def exact(costs: np.ndarray) -> int:
    """By networkx, on every pair."""
    graph = nx.Graph()
    for one, other in combinations(range(len(costs)), 2):
        if costs[one, other] < FORBIDDEN:
            graph.add_edge(one, other, weight=int(costs[one, other]))
    return sum(graph.edges[pair]["weight"] for pair in nx.min_weight_matching(graph))


@pytest.mark.parametrize(("count", "seed"), [(52, 1), (60, 2), (60, 3), (80, 4), (100, 5)])
def test_the_optimum_is_found_and_proved(count, seed):
    costs = matrix(problem(count, seed))
    found = pairs.matched(costs, np.full(count, 1 << 58))
    assert exact(costs) == sum_of(costs, found)
    assert 0 == found.gap


@pytest.mark.parametrize("count", [60, 100])
def test_when_everybody_has_met_the_optimum_is_found_all_the_same(count):
    rng = Random(count)
    asked = problem(count, 1)
    ids = [member.id for member in asked.members]
    met = Meetings.of((one, other, rng.randint(1, 50)) for one, other in combinations(ids, 2))
    costs = matrix(Problem(asked.members, met, asked.apart, seed=1))
    assert exact(costs) == sum_of(costs, pairs.matched(costs, np.full(count, 1 << 58)))


def test_another_exact_solver_finds_nothing_cheaper_on_all_pairs_of_hundreds():
    costs = matrix(problem(320, 7))
    found = pairs.matched(costs, np.full(320, 1 << 58))
    rows, columns = np.triu_indices(320, 1)
    best = heaviest(Graph(320, rows, columns, bounds.NEVER - np.minimum(costs[rows, columns], bounds.NEVER)), True)
    assert int(costs[tuple(best.T)].sum()) == sum_of(costs, found)
    assert 0 == found.gap


@pytest.mark.parametrize("count", [402, 1_000])
def test_rounds_of_many_hundreds_are_proved_best(count):
    assert 1.0 == match(problem(count, 3)).bound


def test_an_odd_round_of_hundreds_is_proved_best_and_leaves_over_somebody_who_may_be_a_third():
    arrays = Arrays.of(problem(501, 2))
    everybody = np.arange(501)
    found = pairs.matched(arrays.costs(everybody, everybody), arrays.alone())
    assert 0 == found.gap
    assert 8 == arrays.size[found.single[0]]


def test_a_proof_does_not_hold_once_somebody_pays_less_or_more():
    costs = np.minimum(matrix(problem(60, 1)), bounds.NEVER)
    prices = bounds.priced(costs)
    slack = 2 * costs - prices.doubled[:, None] - prices.doubled
    forest = Forest(Nearest(slack, prices.partner))
    forest.begin(prices.partner.tolist())
    forest.grow()
    made = np.array([pair for pair in enumerate(forest.partners()) if pair[0] < pair[1]])
    assert 0 == gap(forest, slack, made)
    forest.price[7] -= 4
    assert 1 == gap(forest, slack, made)
    forest.price[7] += 5
    assert gap(forest, slack, made) is None


def left(forest: Forest, slack: np.ndarray, one: int, other: int) -> int:
    """Twice what two cost beyond their prices, with what every set around both owns."""
    around = [forest.own[node] for node in forest.closed_still() if {one, other} <= set(forest.members[node])]
    return int(2 * slack[one, other]) - forest.price[one] - forest.price[other] + 2 * sum(around)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_proof_holds_for_every_pair_or_not_at_all(seed):
    rng = Random(seed)
    costs = np.minimum(matrix(problem(40, seed)), bounds.NEVER)
    prices = bounds.priced(costs)
    slack = 2 * costs - prices.doubled[:, None] - prices.doubled
    forest = Forest(Nearest(slack, prices.partner))
    forest.begin(prices.partner.tolist())
    forest.grow()
    nobody = np.empty((0, 2), np.intp)
    assert forest.closed_still()
    for person in range(40):
        before, forest.price[person] = forest.price[person], forest.price[person] + rng.choice([-40, 4, 40, 400])
        holds = all(left(forest, slack, person, other) >= 0 for other in range(40) if other != person)
        assert holds == (gap(forest, slack, nobody) is not None)
        forest.price[person] = before


@pytest.mark.parametrize("count", [8, 50, 120, 500])
def test_among_equals_the_choice_is_always_the_same(count):
    alike = Problem(tuple(Member(f"p{number}", hours=number % 2 + 1) for number in range(count)), seed=3)
    assert 1 == len({match(alike).groups for _ in range(4)})


@pytest.mark.parametrize("count", [100, 310])
def test_no_pair_costs_less_than_the_prices_of_both(count):
    costs = np.minimum(matrix(problem(count, 2)), bounds.NEVER)
    prices = bounds.priced(costs)
    assert prices is not None
    assert prices.valid
    assert (2 * costs - prices.doubled[:, None] - prices.doubled).min() >= 0
    assert prices.least == costs[np.arange(count), prices.partner].sum()


def test_of_an_odd_number_the_one_stays_single_whom_it_costs_least():
    costs = matrix(problem(61, 3))
    alone = np.full(61, 1 << 58)
    alone[17] -= 1 << 40
    assert [17] == pairs.matched(costs, alone).single.tolist()


def test_where_no_perfect_matching_exists_as_many_as_possible_are_placed():
    costs = np.full((60, 60), FORBIDDEN)
    costs[:20, 20:] = costs[20:, :20] = 5
    found = pairs.matched(costs, np.full(60, 1 << 50))
    assert (20, 20) == (len(found.pairs), len(found.single))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_hybrid_is_within_a_fifth_of_a_percent_of_the_optimum(seed):
    asked = problem(1_200, seed)
    arrays = Arrays.of(asked)
    everybody = np.arange(1_200)
    costs = arrays.costs(everybody, everybody)
    best, found = pairs.matched(costs, arrays.alone()), hybrid.matched_roughly(arrays, everybody)
    most = 600 * sum(arrays.soft.worst(part) for part in ("hours", "mode", "languages", "label", "zones", "interests"))
    assert (most - sum_of(costs, found)) / (most - sum_of(costs, best)) >= 0.998


def test_the_hybrid_copes_with_people_who_are_all_alike_and_with_people_who_said_nothing():
    for hours in (0xFF, 0):
        arrays = Arrays.of(Problem(tuple(Member(f"p{number:05}", hours=hours) for number in range(2_800))))
        found = hybrid.matched_roughly(arrays, np.arange(2_800))
        assert list(range(2_800)) == sorted(found.pairs.ravel().tolist())


def test_no_round_of_thousands_is_cheaper_than_its_certificate_says():
    asked = problem(1_000, 4)
    arrays = Arrays.of(asked)
    everybody = np.arange(1_000)
    found, best = hybrid.matched_roughly(arrays, everybody), pairs.matched(matrix(asked), arrays.alone())
    assert found.gap is not None
    assert sum_of(matrix(asked), found) - found.gap <= sum_of(matrix(asked), best)
    assert found.gap < 0.02 * 500 * 8_000


def test_a_round_tells_how_near_the_optimum_it_is():
    assert 1.0 == match(problem(40, 1)).bound
    bound = match(problem(401, 1)).bound
    assert bound is not None
    assert 0.99 < bound <= 1


def test_a_round_of_many_people_who_are_alike_is_proved_best_too() -> None:
    outcome = match(problem(500, 50))
    assert ([], 1.0) == (list(outcome.unplaced), outcome.bound)
