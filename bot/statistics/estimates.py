"""What a class of a given size may conclude from those who answered.

Shares and limits are between 0 and 1. Nothing here says why anything changed, and nothing compares classes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import atan, cos, exp, inf, lgamma, log, pi, sin, sqrt
from statistics import NormalDist
from typing import Literal

CONFIDENCE = 0.95
MANY_ANSWERS = 20
"""Below this many answers, guidance of one university warns of high inaccuracy, whatever the response rate."""

Level = Literal["clear", "likely", "cannot tell"]

NEEDED = ((9, 0.80), (20, 0.60), (30, 0.47), (40, 0.40), (60, 0.30))
"""(class up to this size, response rate needed): ±10 % at 80 % confidence for an 80/20 split; 25 % above."""


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """How many said yes, of how many who answered, in a class of what size (0: nobody told)."""

    yes: int
    answered: int
    size: int = 0

    def __post_init__(self) -> None:
        """Raises ValueError for a share that cannot be, such as more answers than people."""
        if not 0 <= self.yes <= self.answered:
            raise ValueError(f"{self.yes} of {self.answered} is no share")
        if self.size and self.size < self.answered:
            raise ValueError(f"{self.answered} answers in a class of {self.size}")

    @property
    def silent(self) -> int:
        """How many did not answer; 0 when nobody told how many there are."""
        return self.size - self.answered if self.size else 0

    @property
    def everybody(self) -> bool:
        """The whole class answered: what they said is the class, and there is nothing to estimate."""
        return self.size > 0 and self.silent == 0

    @property
    def point(self) -> float | None:
        return self.yes / self.answered if self.answered else None

    @property
    def rate(self) -> float | None:
        """The response rate; None when nobody told how many there are."""
        return self.answered / self.size if self.size else None

    @property
    def interval(self) -> Interval:
        """Where the class's share lies, if the silent are like the others; for any such class when no size is known."""
        return finite(self.yes, self.answered, self.size) if self.size else wilson(self.yes, self.answered)

    @property
    def bounds(self) -> Interval | None:
        """Where the class's share lies, whatever the silent think; None when nobody told how many there are."""
        return worst_case(self.yes, self.answered, self.size) if self.size else None

    @property
    def level(self) -> Level:
        return level(self.answered, self.size)


def z_value(confidence: float = CONFIDENCE) -> float:
    """The two-sided quantile of the normal distribution: 1.96 for 0.95."""
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence of {confidence}")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def wilson(yes: int, answered: int, confidence: float = CONFIDENCE) -> Interval:
    """The score interval for a proportion in an endless population; 0 to 1 when nobody answered.

    E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22, 209-212.
    """
    share = Share(yes, answered)
    return Interval(0.0, 1.0) if share.point is None else _score(share.point, answered, confidence)


def _score(point: float, answers: float, confidence: float) -> Interval:
    z = z_value(confidence)
    stretch = 1 + z * z / answers
    centre = (point + z * z / (2 * answers)) / stretch
    half = z * sqrt(point * (1 - point) / answers + z * z / (4 * answers * answers)) / stretch
    return Interval(0.0 if point == 0 else max(0.0, centre - half), 1.0 if point == 1 else min(1.0, centre + half))


def each_of(parts: int, confidence: float = CONFIDENCE) -> float:
    """The confidence of the score interval of each part of a whole, for all of them to hold at once with `confidence`.

    L. A. Goodman (1965), On simultaneous confidence intervals for multinomial proportions, Technometrics 7, 247-254.
    """
    return 1 - (1 - confidence) / parts


def finite(yes: int, answered: int, size: int, confidence: float = CONFIDENCE) -> Interval:
    """The score interval within a class of known size: n answers count as n(N-1)/(N-n), so all of them leave no doubt.

    The correction of the variance, (N-n)/(N-1), is that of W. G. Cochran (1977), Sampling Techniques, 3rd ed., ch. 3.
    It supposes that those who are silent are like those who answered.
    """
    share = Share(yes, answered, size)
    if share.point is None:
        return Interval(0.0, 1.0)
    if share.everybody:
        return Interval(share.point, share.point)
    return _score(share.point, answered * (size - 1) / share.silent, confidence)


def worst_case(yes: int, answered: int, size: int) -> Interval:
    """From "none of the silent would say yes" to "all would": the bounds that need no assumption.

    C. F. Manski (1989), Anatomy of the selection problem, Journal of Human Resources 24, 343-360.
    """
    share = Share(yes, answered, size)
    if not size:
        raise ValueError("the bounds need the size of the class")
    return Interval(yes / size, (yes + share.silent) / size)


def needed(size: int) -> float:
    """The response rate that published guidance asks of a class of this size (the table NEEDED)."""
    if size < 1:
        raise ValueError(f"a class of {size}")
    return next((rate for most, rate in NEEDED if size <= most), 0.25)


def level(answered: int, size: int) -> Level:
    """How far the answers speak for the class.

    Clear: everybody answered, or enough for the guidance and at least MANY_ANSWERS. Likely: enough for the guidance.
    """
    share = Share(0, answered, size)
    if share.everybody:
        return "clear"
    if share.rate is None or share.rate < needed(size):
        return "cannot tell"
    return "clear" if answered >= MANY_ANSWERS else "likely"


@dataclass(frozen=True, slots=True)
class Change:
    """How many, of those who answered both times and agreed to be compared, went up, stayed, or went down."""

    up: int
    same: int
    down: int

    def __post_init__(self) -> None:
        if min(self.up, self.same, self.down) < 0:
            raise ValueError("fewer than nobody")

    @property
    def pairs(self) -> int:
        return self.up + self.same + self.down

    @property
    def rising(self) -> Share:
        """Those who went up among those who changed; its interval is Wilson's."""
        return Share(self.up, self.up + self.down)

    @property
    def level(self) -> Level:
        """Clear when a 95 % interval leaves out an even split, likely when an 80 % one does."""
        if self._lopsided(CONFIDENCE):
            return "clear"
        return "likely" if self._lopsided(0.80) else "cannot tell"

    def _lopsided(self, confidence: float) -> bool:
        found = wilson(self.up, self.up + self.down, confidence)
        return found.low > 0.5 or found.high < 0.5


def compare(pairs: Iterable[tuple[float, float]]) -> Change:
    """Count how those who answered both times changed; each pair is (before, after) of one person."""
    signs = [(after > before) - (after < before) for before, after in pairs]
    return Change(signs.count(1), signs.count(0), signs.count(-1))


def smallest_change(pairs: int, sd: float = 1.0, confidence: float = CONFIDENCE) -> float:
    """The smallest change of a mean that an interval can tell from none, in the unit of `sd`; infinite below two pairs.

    Student (1908), The probable error of a mean, Biometrika 6, 1-25: t·sd/√n, sd being that of the differences.
    """
    return t_value(pairs - 1, confidence) * sd / sqrt(pairs) if pairs > 1 else inf


def t_value(freedom: int, confidence: float = CONFIDENCE) -> float:
    """The two-sided quantile of Student's t.

    Newton's steps from the normal quantile: within ±t the probability is concave, so they rise to the root.
    """
    if freedom < 1:
        raise ValueError(f"{freedom} degrees of freedom")
    t, step = z_value(confidence), 1.0
    while step > 1e-12 * t:
        step = (confidence - _within(t, freedom)) / (2 * _density(t, freedom))
        t += step
    return t


def _within(t: float, freedom: int) -> float:
    """The probability between -t and t, a finite series.

    M. Abramowitz and I. A. Stegun (1964), Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
    """
    angle = atan(t / sqrt(freedom))
    odd = freedom % 2
    term, total = (cos(angle) if odd else 1.0), 0.0
    for number in range(1 + odd, freedom, 2):
        total += term
        term *= cos(angle) ** 2 * number / (number + 1)
    return 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total


def _density(t: float, freedom: int) -> float:
    constant = lgamma((freedom + 1) / 2) - lgamma(freedom / 2) - log(freedom * pi) / 2
    return exp(constant - (freedom + 1) / 2 * log(1 + t * t / freedom))
