"""The middle of some cases, and between which of them the middle of all such cases lies, whatever these are like."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from bot.statistics.estimates import CONFIDENCE, Interval


@dataclass(frozen=True, slots=True)
class Median:
    """The interval goes from the ``rank``-th smallest case to the ``rank``-th largest; 0 and None of too few."""

    value: float
    answered: int
    rank: int
    interval: Interval | None


def middle(values: Iterable[float], confidence: float = CONFIDENCE) -> Median | None:
    """The median, of how many, and how sure; None of nothing."""
    found = sorted(values)
    if not found:
        return None
    at = rank(len(found), confidence)
    return Median(median(found), len(found), at, Interval(found[at - 1], found[-at]) if at else None)


def rank(cases: int, confidence: float = CONFIDENCE) -> int:
    """The place, from either end of the ordered cases, where the interval of their median ends; 0 where there is none.

    How many cases lie below the true median is binomial with chance 1/2, so it is between the r-th smallest and the
    r-th largest with a probability of 1 - 2·P(B < r) or more: for any distribution, and with ties. 95 % take six cases.
    W. R. Thompson (1936), On confidence ranges for the median, Annals of Mathematical Statistics 7, 122-128;
    W. J. Conover (1999), Practical Nonparametric Statistics, 3rd ed., 3.2.
    """
    every, ways, beyond, found = 2**cases, 1, 1, 0
    while beyond / every <= (1 - confidence) / 2:
        ways = ways * (cases - found) // (found + 1)
        beyond += ways
        found += 1
    return found
