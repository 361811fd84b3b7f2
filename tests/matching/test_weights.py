import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import weights as w
from bot.matching.arrays import FORBIDDEN, Arrays
from bot.matching.checks import forbidden
from bot.matching.people import Rules
from tests.matching.oracle import by_part, cost, problems

KINDS = st.builds(
    Rules,
    kind=st.sampled_from(["peers", "mixer"]),
    across=st.sampled_from(["", "team"]),
    within=st.sampled_from(["", "section"]),
    prefer=st.sampled_from(["section", ""]),
)


@settings(max_examples=150, deadline=None)
@given(problems(rules=KINDS))
def test_every_pair_costs_what_the_weights_say(problem):
    arrays = Arrays.of(problem)
    everybody = np.arange(len(arrays))
    expected = [
        [FORBIDDEN if a is b or forbidden(a, b, problem) else cost(a, b, problem) for b in arrays.members]
        for a in arrays.members
    ]
    assert expected == arrays.costs(everybody, everybody).tolist()
    assert expected == arrays.pair_costs(everybody[:, None], everybody[None, :]).tolist()


@settings(max_examples=100, deadline=None)
@given(problems(rules=KINDS))
def test_the_parts_of_a_cost_are_told_one_by_one(problem):
    arrays = Arrays.of(problem)
    for one in range(len(arrays) - 1):
        parts = arrays.costs_by_part(np.array([one]), np.array([one + 1]))
        expected = by_part(arrays.members[one], arrays.members[one + 1], problem)
        assert expected == dict.fromkeys(expected, 0) | {name: int(cost[0]) for name, cost in parts.items()}


@settings(max_examples=50, deadline=None)
@given(problems(rules=KINDS), st.randoms(use_true_random=False))
def test_a_block_of_costs_is_a_part_of_the_whole(problem, chance):
    arrays = Arrays.of(problem)
    everybody = np.arange(len(arrays))
    rows, columns = (np.array(chance.sample(range(len(arrays)), len(arrays) // 2), np.intp) for _ in range(2))
    assert arrays.costs(everybody, everybody)[np.ix_(rows, columns)].tolist() == arrays.costs(rows, columns).tolist()


def test_each_part_outweighs_all_that_follow_it():
    soft = [part for part in w.PARTS if w.worst(part, mixer=False)]
    for number, part in enumerate(soft):
        assert w.worst(part, mixer=False) > sum(w.worst(later, mixer=False) for later in soft[number + 1 :])


def test_what_is_owed_outweighs_everything_that_people_have_in_common():
    assert sum(w.worst(part, mixer=True) for part in w.PARTS) < w.LEDGER
    assert w.LEDGER * 2 * w.MOST_OWED**2 + w.LEDGER <= w.RECENT


def test_one_repeat_outweighs_a_whole_round_without_and_one_left_out_all_repeats():
    for people in (2, 3, 100, 50_000):
        weights = w.Weights.of(people)
        dearest_pair = w.RECENT * w.MOST_RECENT + w.LEDGER * (2 * w.MOST_OWED**2 + 1)
        turns = 3 * w.MOST_TURNS * w.LEDGER
        assert (people // 2 + 2) * dearest_pair + turns < weights.repeat
        assert (people // 2 + 2) * (weights.repeat + dearest_pair) + turns < weights.unplaced
        assert 2 * weights.unplaced < FORBIDDEN


def test_the_last_meeting_weighs_most():
    units = [w.recency(ago) for ago in range(1, 200)]
    assert 64 == units[0]
    assert sorted(units, reverse=True) == units
    assert 1 == min(units)
