"""What a class may conclude: digit by digit as in the literature, and as scipy and statsmodels have it."""

from __future__ import annotations

from math import inf, isclose, sqrt
from random import Random
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student
from statsmodels.stats.proportion import multinomial_proportions_confint, proportion_confint

from bot.statistics.estimates import (
    Change,
    Interval,
    Level,
    Share,
    compare,
    each_of,
    finite,
    level,
    needed,
    smallest_change,
    t_value,
    wilson,
    worst_case,
    z_value,
)

confidences = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])


@st.composite
def shares(draw: st.DrawFn, known: bool = True) -> Share:
    size = draw(st.integers(1, 400))
    answered = draw(st.integers(0, size))
    return Share(draw(st.integers(0, answered)), answered, size if known else 0)


def percent(found: Interval | None) -> tuple[int, int]:
    assert found is not None
    return round(100 * found.low), round(100 * found.high)


@pytest.mark.parametrize(
    ("yes", "answered", "low", "high"),
    [
        (4, 5, 38, 96),
        (8, 10, 49, 94),
        (10, 10, 72, 100),
        (0, 10, 0, 28),
        (11, 15, 48, 89),
        (16, 20, 58, 92),
        (24, 30, 63, 90),
        (80, 100, 71, 87),
    ],
)
def test_the_interval_of_a_small_class(yes: int, answered: int, low: int, high: int) -> None:
    assert (low, high) == percent(wilson(yes, answered))
    assert (low, high) == percent(Share(yes, answered).interval)


def test_eleven_of_fifteen_who_answered_in_a_class_of_twenty_four() -> None:
    share = Share(11, 15, 24)

    assert 9 == share.silent
    assert (58, 85) == percent(share.interval)
    assert (46, 83) == percent(share.bounds)
    assert "likely" == share.level
    assert not share.everybody


def test_when_everybody_answered_this_is_the_class() -> None:
    share = Share(6, 8, 8)

    assert share.everybody
    assert Interval(0.75, 0.75) == share.interval == share.bounds
    assert "clear" == share.level


def test_when_nobody_told_how_many_there_are_there_are_no_bounds() -> None:
    share = Share(11, 15)

    assert (None, None, 0, False, "cannot tell") == (
        share.bounds,
        share.rate,
        share.silent,
        share.everybody,
        share.level,
    )


def test_when_nobody_answered_everything_is_possible() -> None:
    assert Interval(0.0, 1.0) == Share(0, 0, 20).interval == Share(0, 0).interval == Share(0, 0, 20).bounds
    assert None is Share(0, 0, 20).point


@pytest.mark.parametrize(("yes", "answered", "size"), [(6, 5, 9), (-1, 5, 9), (2, 5, 4), (0, 0, -1), (0, -1, 0)])
def test_a_share_that_cannot_be_is_refused(yes: int, answered: int, size: int) -> None:
    with pytest.raises(ValueError, match=r"no share|answers in|a class of"):
        Share(yes, answered, size)


def test_worst_case_bounds_without_a_size_are_refused() -> None:
    with pytest.raises(ValueError, match="size"):
        worst_case(1, 2, 0)


@given(shares(known=False), confidences)
def test_the_interval_is_the_one_of_statsmodels(share: Share, confidence: float) -> None:
    if share.answered:
        expected = proportion_confint(share.yes, share.answered, alpha=1 - confidence, method="wilson")
        found = wilson(share.yes, share.answered, confidence)
        assert isclose(expected[0], found.low, abs_tol=1e-12)
        assert isclose(expected[1], found.high, abs_tol=1e-12)


@given(st.lists(st.integers(0, 200), min_size=2, max_size=8).filter(any), confidences)
def test_intervals_of_all_parts_of_a_whole_are_goodmans_as_statsmodels_has_them(
    parts: list[int], confidence: float
) -> None:
    expected = multinomial_proportions_confint(parts, alpha=1 - confidence, method="goodman")
    for part, (low, high) in zip(parts, expected, strict=True):
        found = wilson(part, sum(parts), each_of(len(parts), confidence))
        assert isclose(low, found.low, abs_tol=1e-9)
        assert isclose(high, found.high, abs_tol=1e-9)


def test_intervals_of_parts_hold_all_shares_at_once_as_often_as_they_say() -> None:
    rng = Random(1965)
    held = []
    for _ in range(10_000):
        truth = [rng.uniform(0.05, 1) for _ in range(3)]
        drawn = rng.choices(range(3), truth, k=rng.randint(10, 80))
        found = [wilson(drawn.count(part), len(drawn), each_of(3)) for part in range(3)]
        shares = [one / sum(truth) for one in truth]
        held.append(all(one.low <= share <= one.high for one, share in zip(found, shares, strict=True)))

    assert mean(held) >= 0.94


@given(shares(), confidences)
def test_the_interval_of_a_class_is_the_one_for_more_answers(share: Share, confidence: float) -> None:
    if 0 < share.answered < share.size:
        more = (share.size - 1) / (share.size - share.answered)
        expected = proportion_confint(share.yes * more, share.answered * more, alpha=1 - confidence, method="wilson")
        found = finite(share.yes, share.answered, share.size, confidence)
        assert isclose(expected[0], found.low, abs_tol=1e-12)
        assert isclose(expected[1], found.high, abs_tol=1e-12)


@given(shares())
def test_limits_lie_between_nobody_and_all_and_the_answer_lies_between_them(share: Share) -> None:
    for found in (share.interval, share.bounds, wilson(share.yes, share.answered)):
        assert found is not None
        assert 0 <= found.low <= found.high <= 1
        assert share.point is None or found.low - 1e-12 <= share.point <= found.high + 1e-12


@given(shares())
def test_yes_and_no_mirror_each_other(share: Share) -> None:
    other = Share(share.answered - share.yes, share.answered, share.size)

    assert isclose(share.interval.low, 1 - other.interval.high, abs_tol=1e-12)
    assert isclose(share.interval.high, 1 - other.interval.low, abs_tol=1e-12)


def answered_by(rng: Random, yes: int, size: int, answers: int) -> Share:
    return Share(sum(one < yes for one in rng.sample(range(size), answers)), answers, size)


def test_the_interval_holds_the_truth_of_an_endless_class_as_often_as_it_says() -> None:
    rng = Random(1927)
    held = []
    for _ in range(20_000):
        truth, answers = rng.uniform(0.02, 0.98), rng.randint(5, 60)
        found = wilson(sum(rng.random() < truth for _ in range(answers)), answers)
        held.append(found.low <= truth <= found.high)

    assert 0.93 <= mean(held) <= 0.97


def test_the_interval_of_a_class_holds_its_truth_as_often_as_it_says_and_the_bounds_always() -> None:
    rng = Random(1977)
    within, sure = [], []
    for _ in range(20_000):
        size = rng.randint(8, 80)
        yes = rng.randint(0, size)
        share = answered_by(rng, yes, size, rng.randint(5, size - 1))
        worst = share.bounds
        assert worst is not None
        within.append(share.interval.low <= yes / size <= share.interval.high)
        sure.append(worst.low <= yes / size <= worst.high)

    assert 0.93 <= mean(within)
    assert all(sure)


@pytest.mark.parametrize(
    ("size", "expected"),
    [(5, 0.8), (9, 0.8), (10, 0.6), (20, 0.6), (21, 0.47), (30, 0.47), (31, 0.4), (40, 0.4), (41, 0.3), (60, 0.3)],
)
def test_the_response_that_a_class_needs(size: int, expected: float) -> None:
    assert expected == needed(size)


def test_a_large_class_needs_a_quarter_and_a_class_of_nobody_is_refused() -> None:
    assert 0.25 == needed(61) == needed(5000)
    with pytest.raises(ValueError, match="class of 0"):
        needed(0)


@pytest.mark.parametrize(
    ("answered", "size", "expected"),
    [
        (4, 9, "cannot tell"),
        (8, 9, "likely"),
        (9, 9, "clear"),
        (12, 20, "likely"),
        (11, 20, "cannot tell"),
        (20, 30, "clear"),
        (15, 30, "likely"),
        (14, 30, "cannot tell"),
        (25, 100, "clear"),
        (24, 100, "cannot tell"),
        (500, 0, "cannot tell"),
    ],
)
def test_how_far_answers_speak_for_the_class(answered: int, size: int, expected: Level) -> None:
    assert expected == level(answered, size)


def test_change_is_counted_in_people_and_only_among_those_who_changed() -> None:
    change = compare([(2, 4), (3, 3), (5, 4), (1, 2), (4, 4), (1, 5)])

    assert Change(up=3, same=2, down=1) == change
    assert 6 == change.pairs
    assert Share(3, 4) == change.rising
    assert "cannot tell" == change.level


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Change(0, 0, 0), "cannot tell"),
        (Change(0, 20, 0), "cannot tell"),
        (Change(12, 3, 3), "clear"),
        (Change(3, 3, 12), "clear"),
        (Change(8, 3, 3), "likely"),
        (Change(6, 3, 5), "cannot tell"),
    ],
)
def test_a_change_is_clear_only_when_an_even_split_is_out_of_reach(change: Change, expected: Level) -> None:
    assert expected == change.level


def test_fewer_than_nobody_cannot_change() -> None:
    with pytest.raises(ValueError, match="nobody"):
        Change(1, -1, 0)


@pytest.mark.parametrize(
    ("pairs", "expected"), [(10, 0.72), (15, 0.55), (20, 0.47), (30, 0.37), (50, 0.28), (100, 0.20)]
)
def test_the_smallest_change_that_a_class_can_tell_from_none(pairs: int, expected: float) -> None:
    assert expected == round(smallest_change(pairs), 2)


def test_one_pair_can_tell_nothing() -> None:
    assert inf == smallest_change(1) == smallest_change(0)


@given(st.integers(1, 3000), confidences)
def test_the_quantile_of_t_is_the_one_of_scipy(freedom: int, confidence: float) -> None:
    expected = float(student.ppf((1 + confidence) / 2, freedom))

    assert isclose(expected, t_value(freedom, confidence), rel_tol=1e-9)
    assert isclose(expected / sqrt(freedom + 1) * 2, smallest_change(freedom + 1, 2.0, confidence), rel_tol=1e-9)


def test_quantiles_of_nonsense_are_refused() -> None:
    with pytest.raises(ValueError, match="confidence"):
        z_value(1)
    with pytest.raises(ValueError, match="degrees"):
        t_value(0)
