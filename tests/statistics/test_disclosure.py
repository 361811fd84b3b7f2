"""What is told of a question, and what never is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.statistics.disclosure import K_LOAD, K_TEXT, LOAD, Rule, disclose, texts
from bot.statistics.estimates import Share
from bot.statistics.shown import Form, Shown
from bot.statistics.words import Word

LIKERT = ("strongly disagree", "disagree", "neither", "agree", "strongly agree")
AGREE = Rule(headline=("agree", "strongly agree"))
YES = Rule(headline=("yes",))


def told(rule: Rule, counts: Iterable[int], size: int = 0, earlier: Iterable[Shown] = ()) -> Shown:
    found = list(counts)
    return disclose(dict(zip(LIKERT, found, strict=False)), sum(found), size, rule, earlier)


def split(yes: int, answered: int, size: int = 0, earlier: Iterable[Shown] = ()) -> Shown:
    return disclose({"yes": yes, "no": answered - yes}, answered, size, YES, earlier)


def test_fewer_than_k_answers_tell_nothing_but_that() -> None:
    assert Shown("fewer", 5, 0, 20) == split(0, 0, 20) == split(2, 4, 20)
    assert Shown("fewer", K_LOAD, 0, 20) == disclose({"light": 3, "heavy": 3}, 6, 20, LOAD, ())


def test_eleven_of_fifteen_who_agree_are_told_without_the_table_when_an_option_was_rare() -> None:
    shown = told(AGREE, (1, 0, 3, 6, 5), size=24)

    assert "headline" == shown.form
    assert Share(11, 15, 24) == shown.headline == shown.mirror
    assert {} == shown.table


def test_the_whole_table_is_told_when_enough_people_chose_every_option() -> None:
    shown = told(AGREE, (3, 4, 5, 6, 7), size=40)

    assert "table" == shown.form
    assert Share(13, 25, 40) == shown.headline
    assert [3, 4, 5, 6, 7] == [share.yes for share in shown.table.values()]
    assert list(LIKERT) == list(shown.table)


@pytest.mark.parametrize(
    ("yes", "answered", "form"),
    [
        (3, 6, "table"),
        (2, 6, "words"),
        (7, 9, "words"),
        (6, 9, "table"),
        (2, 10, "table"),
        (1, 10, "words"),
        (17, 19, "table"),
        (18, 19, "words"),
        (2, 20, "words"),
        (3, 29, "table"),
        (27, 29, "words"),
        (2, 30, "table"),
        (28, 30, "table"),
        (29, 30, "words"),
        (99, 100, "words"),
        (0, 100, "words"),
    ],
)
def test_a_sensitive_split_needs_people_on_both_sides(yes: int, answered: int, form: Form) -> None:
    assert form == split(yes, answered).form == split(answered - yes, answered).form


@pytest.mark.parametrize(
    ("yes", "answered", "floor", "word"),
    [
        (5, 5, 5, Word.MOST),
        (2, 5, 5, Word.ABOUT_HALF),
        (0, 9, 5, Word.FEW),
        (14, 14, 10, Word.NEARLY_ALL),
        (0, 23, 20, Word.HARDLY_ANY),
        (44, 44, 40, Word.NEARLY_ALL),
    ],
)
def test_that_all_agree_is_told_as_a_word_and_the_answers_in_steps_of_five(
    yes: int, answered: int, floor: int, word: Word
) -> None:
    shown = split(yes, answered)

    assert (floor, (word, word), None, ()) == (shown.answered, shown.words, shown.yes, shown.counts)
    assert (word, word) == shown.mirror
    assert shown.headline is None


def test_without_a_headline_the_word_is_about_what_more_than_two_thirds_chose() -> None:
    shown = told(Rule(), (0, 1, 9, 2, 1))

    assert ("words", ("neither",), (Word.MOST, Word.MOST)) == (shown.form, shown.options, shown.words)


def test_without_a_headline_and_a_favourite_no_word_is_told() -> None:
    assert Shown("words", 5, 10, 0) == told(Rule(), (0, 1, 8, 2, 2))


def test_an_anonymous_poll_that_is_not_sensitive_tells_every_count() -> None:
    shown = told(Rule(sensitive=False), (5, 0, 0))

    assert [5, 0, 0] == [share.yes for share in shown.table.values()]
    assert "fewer" == told(Rule(sensitive=False), (4, 0, 0)).form


def test_people_may_choose_several_options() -> None:
    rule = Rule(several=True)
    open_ = disclose({"mon": 9, "tue": 6, "wed": 4}, 12, 20, rule, ())
    hidden = disclose({"mon": 9, "tue": 12, "wed": 4}, 12, 20, rule, ())

    assert [9, 6, 4] == [share.yes for share in open_.table.values()]
    assert (("tue",), (Word.NEARLY_ALL, Word.NEARLY_ALL)) == (hidden.options, hidden.words)


def test_two_results_are_exact_only_if_k_were_silent_in_both_together() -> None:
    first = split(12, 20, 22)

    assert split(13, 20, 23, [first]).exact
    assert not split(13, 21, 23, [first]).exact


def test_one_early_result_in_which_all_answered_holds_for_the_whole_course() -> None:
    first = split(12, 20, 20)
    second = split(9, 15, 25, [first])

    assert second.exact
    assert not split(12, 22, 24, [first, second]).exact


def test_without_a_class_size_nobody_counts_as_silent() -> None:
    first = split(12, 20)

    assert 40 == split(12, 40, 100, [first]).answered
    assert split(12, 40, 100, [first]).exact
    assert not split(12, 20, 0, [first]).exact
    assert not split(12, 20, 19, [split(12, 20, 24)]).exact


def test_a_class_smaller_than_the_answers_is_one_of_unknown_size() -> None:
    """Somebody answered and left."""
    shown = split(12, 20, 19)

    assert Share(12, 20) == shown.headline


def test_in_words_no_more_people_count_as_silent_than_were_so_for_certain() -> None:
    first = split(1, 19, 22)

    assert 3 == first.silent
    assert not split(5, 20, 20, [first]).exact


def test_too_near_an_earlier_result_only_words_far_from_it_are_told() -> None:
    first = split(50, 100, 100)

    assert (Word.ABOUT_HALF, Word.ABOUT_HALF) == split(53, 100, 100, [first]).words
    assert (Word.HARDLY_ANY, Word.HARDLY_ANY) == split(1, 100, 100, [first]).words


def test_in_a_small_class_nothing_is_told_too_near_an_earlier_result() -> None:
    first = split(5, 10, 10)

    assert Shown("withheld", 5, 10, 10) == split(6, 10, 10, [first])


def test_what_told_nothing_stands_in_the_way_of_nothing() -> None:
    fewer = split(2, 4, 6)
    withheld = split(6, 10, 10, [split(5, 10, 10)])

    assert split(6, 10, 10, [fewer, withheld]).exact


def test_an_earlier_result_in_words_counts_as_well() -> None:
    """Otherwise hardly any, and two a week later, would tell what the one who came said."""
    first = split(1, 19, 19)

    assert "words" == first.form
    assert not split(3, 20, 20, [first]).exact


def test_an_earlier_result_about_something_else_leaves_nothing_to_tell() -> None:
    first = told(AGREE, (3, 4, 5, 6, 7), size=25)

    assert "withheld" == told(Rule(headline=("agree",)), (3, 4, 5, 6, 7), size=25, earlier=[first]).form
    assert "withheld" == told(Rule(sensitive=False), (3, 4, 5, 6, 7), size=25, earlier=[first]).form


@pytest.mark.parametrize(
    ("counts", "answered", "rule"),
    [
        ({"yes": 5}, 5, Rule()),
        ({"yes": 5, "no": 5}, 9, Rule()),
        ({"yes": 5, "no": 3}, 9, Rule(several=True)),
        ({"yes": 10, "no": 3}, 9, Rule(several=True)),
        ({"yes": -1, "no": 10}, 9, Rule()),
        ({"yes": 5, "no": 4}, 9, Rule(headline=("maybe",))),
        ({"yes": 5, "no": 4}, 9, Rule(headline=("yes", "no"))),
    ],
)
def test_counts_that_cannot_be_are_refused(counts: dict[str, int], answered: int, rule: Rule) -> None:
    with pytest.raises(ValueError, match="option"):
        disclose(counts, answered, 20, rule, ())


def test_k_goes_up_but_never_below_five() -> None:
    assert "fewer" == disclose({"yes": 5, "no": 6}, 11, 20, Rule(k=12), ()).form
    with pytest.raises(ValueError, match="k is 5 or more"):
        Rule(k=4)
    with pytest.raises(ValueError, match="k is 5 or more"):
        texts([], Random(1), k=4)


def test_a_headline_of_several_options_is_refused_where_people_may_choose_both() -> None:
    with pytest.raises(ValueError, match="twice"):
        Rule(headline=("agree", "strongly agree"), several=True)


def test_what_was_written_is_told_from_ten_texts_on_and_in_no_order() -> None:
    written = [f"text {number}" for number in range(K_TEXT)]

    assert () == texts(written[1:], Random(1))
    assert () == texts([*written[1:], "  "], Random(1))
    assert sorted(written) == sorted(texts(written, Random(1)))
    assert texts(written, Random(1)) != texts(written, Random(2))


@given(st.lists(st.integers(0, 30), min_size=2, max_size=5), st.integers(0, 100), st.data())
def test_what_is_shown_survives_being_stored_and_stores_nothing_hidden(
    counts: list[int], silent: int, data: st.DataObject
) -> None:
    headline = data.draw(st.sampled_from([(), LIKERT[:1]]))
    rule = Rule(k=data.draw(st.integers(5, 9)), sensitive=data.draw(st.booleans()), headline=headline)
    earlier = data.draw(st.sampled_from([[], [told(Rule(headline=headline), (9, 9))]]))
    shown = told(rule, counts, data.draw(st.sampled_from([0, sum(counts) + silent])), earlier)
    stored = json.loads(json.dumps(shown.dump()))

    assert shown == Shown.load(stored)
    assert shown.exact or (None, [], 0) == (stored["yes"], stored["counts"], stored["answered"] % 5)
    assert shown.form == "table" or [] == stored["counts"]
