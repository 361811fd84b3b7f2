"""Every possible result of every small class: what is hidden cannot be worked out from what is shown.

The reader knows the rules, and even how many answered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.statistics.disclosure import Rule, disclose
from bot.statistics.shown import Shown
from bot.statistics.words import ceilings, word

NAMES = ("a", "b", "c", "d", "e")

Counts = tuple[int, ...]


def results(options: int, answered: int) -> Iterator[Counts]:
    """Every way in which so many people can choose one option each."""
    if options == 1:
        yield (answered,)
        return
    for first in range(answered + 1):
        for others in results(options - 1, answered - first):
            yield first, *others


def told(counts: Counts, answered: int, rule: Rule) -> Shown:
    return disclose(dict(zip(NAMES, counts, strict=False)), answered, answered, rule, ())


def unions(options: int) -> list[Counts]:
    """Every group of options but none and all."""
    return [group for some in range(1, options) for group in combinations(range(options), some)]


def hidden(answered: int, options: int, rule: Rule) -> dict[Shown, list[Counts]]:
    """What readers cannot tell apart, unless everything is shown anyhow."""
    found = defaultdict(list)
    for counts in results(options, answered):
        shown = told(counts, answered, rule)
        if shown.form != "table":
            found[shown].append(counts)
    return found


@pytest.mark.parametrize(
    ("options", "most", "headline"),
    [
        (2, 150, 0),
        (2, 150, 1),
        (3, 40, 0),
        (3, 40, 1),
        (3, 40, 2),
        (4, 40, 0),
        (4, 40, 1),
        (4, 40, 2),
        (5, 14, 0),
        (5, 14, 2),
    ],
)
def test_no_option_and_no_union_of_options_that_was_not_told_has_only_one_possible_count(
    options: int, most: int, headline: int
) -> None:
    rule = Rule(headline=NAMES[:headline])
    shown_as_such = {tuple(range(headline)), tuple(range(headline, options))}
    for answered in range(rule.k, most + 1):
        for shown, possible in hidden(answered, options, rule).items():
            for group in unions(options):
                sums = {sum(counts[option] for option in group) for counts in possible}
                assert len(sums) > 1 or (shown.form == "headline" and group in shown_as_such)


@pytest.mark.parametrize("headline", [0, 1])
def test_whoever_does_not_know_how_many_answered_has_four_results_or_more_to_choose_from(headline: int) -> None:
    """And k or more but for "about half" of five to nine, which is two or three of five, or two or four of six."""
    rule = Rule(headline=NAMES[:headline])
    found = defaultdict(set)
    for answered, size in product(range(rule.k, 105), (0, 120)):
        for counts in results(2, answered):
            found[disclose(dict(zip(NAMES, counts, strict=False)), answered, size, rule, ())].add(counts)
    slack = {shown: len(possible) for shown, possible in found.items() if not shown.exact}

    assert 4 == min(slack.values())
    assert all(shown.answered == 5 for shown, possible in slack.items() if possible < rule.k)


def test_that_all_agree_is_never_certain() -> None:
    for answered, options in product(range(5, 25), (2, 3)):
        for possible in hidden(answered, options, Rule()).values():
            assert any(max(counts) < answered for counts in possible)


def test_where_people_choose_several_options_no_hidden_count_can_be_worked_out() -> None:
    rule = Rule(several=True)
    for answered in range(5, 16):
        found = defaultdict(list)
        for counts in product(range(answered + 1), repeat=3):
            if sum(counts) >= answered and not (shown := told(counts, answered, rule)).exact:
                found[shown].append(counts)
        for possible in found.values():
            assert all(len({counts[option] for counts in possible}) > 1 for option in range(3))


def test_every_word_means_two_counts_or_more_and_mirrors_another() -> None:
    for answered in range(5, 300):
        limits = list(ceilings(answered).values())
        ladder = list(ceilings(answered))
        assert answered == limits[-1]
        assert all(high - low >= 2 for low, high in zip([-1, *limits], limits, strict=False))
        for yes in range(answered + 1):
            mirrored = ladder.index(word(answered - yes, answered))
            assert ladder.index(word(yes, answered)) + mirrored == len(ladder) - 1


@given(st.integers(5, 200), st.data())
def test_the_truth_is_among_what_words_leave_possible(answered: int, data: st.DataObject) -> None:
    yes = data.draw(st.integers(0, answered))
    earlier = [] if data.draw(st.booleans()) else [split(answered // 2, answered, ())]
    shown = split(yes, answered, earlier)
    told = shown.possible(NAMES[:1])

    assert told is None if shown.form == "withheld" else told[0] <= yes <= told[1]


def split(yes: int, answered: int, earlier: list[Shown] | tuple[Shown, ...]) -> Shown:
    """In a class in which everybody answered."""
    return disclose({"a": yes, "b": answered - yes}, answered, answered, Rule(headline=("a",)), earlier)


def test_after_an_earlier_result_fewer_than_k_people_cannot_change_what_is_told() -> None:
    for before in range(5, 41):
        for first in {split(yes, before, ()) for yes in range(before + 1)}:
            low, high = first.possible(("a",)) or (0, before)
            for answered in range(max(5, before - 4), before + 5):
                reached = range(max(0, low - 4), min(answered, high + 4) + 1)
                assert 1 == len({split(yes, answered, [first]) for yes in reached})


@given(st.lists(st.tuples(st.integers(10, 120), st.integers(0, 120)), min_size=1, max_size=8), st.integers(-4, 4))
def test_after_any_number_of_results_fewer_than_k_people_cannot_change_what_is_told(
    past: list[tuple[int, int]], more: int
) -> None:
    earlier: list[Shown] = []
    for answered, yes in past:
        earlier.append(split(min(yes, answered), answered, earlier))
    answered, yes = past[-1][0] + more, min(past[-1][1], past[-1][0])
    reached = range(max(0, yes - 4), min(answered, yes + 4) + 1)
    assert 1 == len({split(there, answered, earlier) for there in reached}) or earlier[-1].form == "withheld"
