from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import bounds, pairs
from bot.matching.arrays import FORBIDDEN, Arrays
from bot.matching.hall import crowd, single_in_pairs, standing_in_groups
from bot.matching.people import Member, Problem, Rules
from bot.matching.rounds import match
from tests.matching.courses import anybody
from tests.matching.oracle import most_placed, problems
from tests.matching.test_pairs import problem


def unequal(count: int, seed: int, share: float = 0.6) -> Problem:
    """Everybody must meet another team, and one team is larger than the others together."""
    rng, asked = Random(seed), problem(count, seed)
    teams = [rng.random() < share for _ in range(count)]
    members = tuple(
        Member(one.id, one.hours, one.languages, one.interests, {"team": "a" if large else rng.choice("bc")})
        for one, large in zip(asked.members, teams, strict=True)
    )
    return Problem(members, asked.met, rules=Rules(across="team"), seed=seed)


@pytest.mark.parametrize("count", [60, 121, 450])
def test_where_many_must_stay_single_the_pairs_of_the_others_are_proved_best(count):
    arrays = Arrays.of(unequal(count, 3))
    everybody = np.arange(count)
    costs, alone = arrays.costs(everybody, everybody), arrays.alone()
    found = pairs.matched(costs, alone)
    rows, columns = np.triu_indices(count, 1)
    use = costs[rows, columns] < FORBIDDEN
    rows, columns = rows[use], columns[use]
    worth = alone[rows] + alone[columns] - costs[rows, columns]
    best = pairs.heaviest(pairs.Graph(count, rows, columns, worth))
    assert 0 == found.gap
    assert len(best) == len(found.pairs)
    assert int(costs[tuple(best.T)].sum()) == int(costs[tuple(found.pairs.T)].sum())


def test_a_round_in_which_many_find_no_place_is_proved_best_too():
    outcome = match(unequal(450, 5))
    assert len(outcome.unplaced) > 50
    assert 1.0 == outcome.bound


@settings(max_examples=100)
@given(problems(most=8, rules=st.just(Rules(across="team"))))
def test_no_round_places_more_than_the_crowd_leaves_room_for(asked):
    arrays = Arrays.of(asked)
    everybody = np.arange(len(arrays))
    may = arrays.costs(everybody, everybody) < FORBIDDEN
    if not any(member.minor for member in asked.members):
        assert standing_in_groups(may) <= len(arrays) - most_placed(asked)
    paired = len(pairs.matched(arrays.costs(everybody, everybody), arrays.alone()).pairs)
    assert single_in_pairs(may) <= len(arrays) - 2 * paired


def test_a_crowd_is_those_who_can_meet_only_some_who_are_fewer():
    may = np.zeros((7, 7), bool)
    may[:2, 2:6] = may[2:6, :2] = True
    people, friends = crowd(may)
    assert ([2, 3, 4, 5, 6], [0, 1]) == (np.flatnonzero(people).tolist(), np.flatnonzero(friends).tolist())
    assert 3 == single_in_pairs(may) == standing_in_groups(may)


def test_where_nearly_all_are_of_one_team_no_assignment_of_them_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what can only be dear for hundreds of people, scipy's assignment came to no end."""
    tried = bounds.assigned

    def assigned(edges: bounds.Edges, price: np.ndarray) -> tuple[np.ndarray, ...]:
        assert (edges.costs >= bounds.NEVER).sum() < edges.people
        return tried(edges, price)

    monkeypatch.setattr(bounds, "assigned", assigned)
    members = tuple(Member(f"p{number:03}", labels={"team": "b" if number < 3 else "a"}) for number in range(608))
    assert 6 == sum(len(group.members) for group in match(Problem(members, rules=Rules(across="team"))).groups)


@pytest.mark.parametrize(("people", "teams"), [(5_000, "ab"), (2_500, "abac")])
def test_thousands_of_whom_no_team_is_larger_than_half_leave_nobody_over(people: int, teams: str) -> None:
    rng = Random(1)
    some = [replace(anybody(f"p{number:04}", rng), minor=False) for number in range(people)]
    members = tuple(replace(one, labels={"team": teams[number % len(teams)]}) for number, one in enumerate(some))
    assert () == match(Problem(members, rules=Rules(across="team"))).unplaced
