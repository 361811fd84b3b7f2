"""How often something happens in the long run, where it was seen so often."""

from __future__ import annotations

from math import exp, lgamma, log, sqrt
from statistics import NormalDist

from bot.statistics.estimates import CONFIDENCE, Interval


def expected(events: int, confidence: float = CONFIDENCE) -> Interval:
    """How many events were to be expected where so many were seen; divide by whatever they are counted against.

    F. Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28, 437-442: exact, and if anything too
    wide. It supposes that events come one by one; where one brings on the next, less is sure than this says.
    """
    if events < 0 or not 0 < confidence < 1:
        raise ValueError(f"{events} events, a confidence of {confidence}")
    tail = (1 - confidence) / 2
    return Interval(_mean(events - 1, 1 - tail) if events else 0.0, _mean(events, tail))


def _mean(most: int, chance: float) -> float:
    """Where the mean must lie for `most` events or fewer to have this chance.

    Newton's steps from Byar's approximation: N. E. Breslow and N. E. Day (1987), Statistical Methods in Cancer
    Research II, 2.3.
    """
    above, z = most + 1, NormalDist().inv_cdf(chance)
    mean = above * max(0.05, 1 - 1 / (9 * above) - z / (3 * sqrt(above))) ** 3
    step = mean
    while abs(step) > 1e-12 * mean:
        density = exp(most * log(mean) - mean - lgamma(above))
        step = (_at_most(most, mean, density) - chance) / density
        mean = max(mean / 2, mean + step)
    return mean


def _at_most(most: int, mean: float, density: float) -> float:
    """The chance of `most` events or fewer, from that of exactly so many downwards."""
    total = density
    for number in range(most, 0, -1):
        density *= number / mean
        total += density
        if density < 1e-17 * total:
            break
    return total
