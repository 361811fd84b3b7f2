"""Words instead of digits: which of them a count is told in, and which counts a word leaves possible."""

from __future__ import annotations

from enum import IntEnum

STEP = 5
"""In words, the number of answers is told rounded down to a multiple of this."""


class Word(IntEnum):
    """How many of those who answered. Below ten answers only FEW, ABOUT_HALF and MOST are used."""

    HARDLY_ANY = 0
    """At most 10 %, or too few to be shown."""
    FEW = 1
    """Less than a third."""
    ABOUT_HALF = 2
    """From one third to two thirds."""
    MOST = 3
    """More than two thirds."""
    NEARLY_ALL = 4
    """At least 90 %, or all but too few to be shown."""


def margin(answered: int) -> int:
    """So many must be on either side of a split for a sensitive count to be shown."""
    return 2 if answered >= 10 else 3


def ceilings(answered: int) -> dict[Word, int]:
    """For every word in use, the most who may be meant by it; every word leaves at least two counts possible.

    Words mirror each other: what is HARDLY_ANY for one side is NEARLY_ALL for the other.
    """
    third = -(-answered // 3) - 1
    middle = {Word.FEW: third, Word.ABOUT_HALF: answered - third - 1}
    if answered < 10:
        return {**middle, Word.MOST: answered}
    hardly = max(margin(answered) - 1, answered // 10)
    return {Word.HARDLY_ANY: hardly, **middle, Word.MOST: answered - hardly - 1, Word.NEARLY_ALL: answered}


def word(yes: int, answered: int) -> Word:
    return next(found for found, most in ceilings(answered).items() if yes <= most)


def floor(answered: int) -> int:
    return answered - answered % STEP


def possible(low: Word, high: Word, at_least: int) -> tuple[int, int]:
    """The fewest and the most who may be meant by "from low to high", when `at_least` is all that is told of answers.

    Limits never fall when there are more answers, so the ends are those of the fewest and of the most answers.
    """
    bottom = [most + 1 for found, most in ceilings(at_least).items() if found < low]
    return max(bottom, default=0), ceilings(at_least + STEP - 1)[high]
