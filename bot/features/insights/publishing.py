"""Pure: what of the readings of a week may be published, so that no number stands for fewer than k people.

People are counted in steps: counts and the parts of a split are rounded down to fives, shares are given in steps of
ten in a hundred (five from MANY people on), and only with k people on either side: else all that is told is that they
are fewer than k, or nearly all. Nothing exact stands beside it, so there is nothing to subtract; and weeks do not
overlap.

An interval says no more than that. That of a share, of a part, or of acts per hundred messages is as wide as the
intervals of all the counts that are told alike, so it follows from what is told, and still holds what it should. The
ends of a median's are the cases that stand there, rounded away from the middle to whole hours or questions, and only
where k people or more stand at or beyond each: a question's first answer is that of one among `heads` people who
answered; of groups of two it takes three on either side, so any two of them, four people, could be anywhere.

All intervals suppose that people act each for themselves. A tie is of two, one answer brings on others, and somebody
may answer two questions of a week: then less is sure than an interval says, and so the texts say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from math import ceil

from bot.features.insights.figures import Figure, Part
from bot.kernel.measures import Reading
from bot.statistics.disclosure import K
from bot.statistics.estimates import each_of, wilson
from bot.statistics.middles import middle
from bot.statistics.rates import expected
from bot.statistics.rounding import about, alike, band
from bot.statistics.words import STEP, floor

MANY, FEWEST_MESSAGES = 50, 10


def publish(readings: Iterable[Reading]) -> tuple[Figure, ...]:
    """The figures, in the order of the readings; what several features read under one key is added up."""
    merged: dict[str, Reading] = {}
    for reading in readings:
        before = merged.get(reading.key)
        merged[reading.key] = _sum(before, reading) if before else reading
    return tuple(_figure(reading) for reading in merged.values())


def _sum(one: Reading, other: Reading) -> Reading:
    return replace(one, part=one.part + other.part, whole=one.whole + other.whole)


def _figure(reading: Reading) -> Figure:
    bare = Figure(reading.key, reading.kind, staff_only=reading.staff_only)
    return KINDS[reading.kind](bare, reading)


def _few(bare: Figure, n: int = 0) -> Figure:
    return replace(bare, state="few", n=n)


def _share(bare: Figure, reading: Reading) -> Figure:
    part, whole = reading.part, reading.whole
    if not reading.people:
        return _exact_share(bare, part, whole) if whole else _few(bare)
    if whole < K or part < K:
        return _few(bare, whole if whole >= K else 0)
    if whole - part < K:
        return replace(bare, state="nearly", n=whole)
    step = 5 if whole >= MANY else 10
    hundredths = about(part, whole, step) or 0
    fewest, most = alike(hundredths, whole, step)
    low, high = wilson(max(K, fewest), whole).low, wilson(min(most, whole - K), whole).high
    return replace(bare, value=hundredths / 100, low=round(low, 2), high=round(high, 2), n=whole, rough=True)


def _exact_share(bare: Figure, part: int, whole: int) -> Figure:
    found = wilson(part, whole)
    return replace(bare, value=round(part / whole, 4), low=round(found.low, 2), high=round(found.high, 2), n=whole)


def _count(bare: Figure, reading: Reading) -> Figure:
    if not reading.people:
        return replace(bare, value=reading.part, n=reading.part)
    if reading.part < K:
        return _few(bare)
    least = floor(reading.part)
    return replace(bare, value=least, low=least, high=least + STEP - 1, n=least, rough=True)


def _middle(bare: Figure, reading: Reading) -> Figure:
    """Rounded halves upwards."""
    found = middle(reading.cases)
    if found is None or (found.answered + 1) // 2 * reading.heads < K:
        return _few(bare)
    told = replace(bare, value=int(found.value + 0.5), n=found.answered)
    if found.interval is None or found.rank * reading.heads < K:
        return told
    return replace(told, low=int(found.interval.low), high=ceil(found.interval.high))


def _per_hundred(bare: Figure, reading: Reading) -> Figure:
    if reading.part < K or reading.whole < FEWEST_MESSAGES:
        return _few(bare, reading.whole)
    fewest, hundreds = floor(reading.part), reading.whole / 100
    most = fewest + STEP - 1
    low, high = expected(fewest).low / hundreds, expected(most).high / hundreds
    value = round((fewest + most) / 2 / hundreds)
    return replace(bare, value=value, low=int(low), high=ceil(high), n=reading.whole, rough=True)


def _isolates(bare: Figure, reading: Reading) -> Figure:
    return replace(bare, band=band(reading.part, reading.whole), n=floor(reading.whole))


def _split(bare: Figure, reading: Reading) -> Figure:
    least = sum(floor(count) for _, count in reading.split)
    confidence, rest = each_of(len(reading.split)), (STEP - 1) * (len(reading.split) - 1)
    parts = tuple(_part(name, floor(count), least, rest, confidence) for name, count in reading.split)
    return replace(bare, parts=parts, n=least, rough=True)


def _part(name: str, fewest: int, least: int, rest: int, confidence: float) -> Part:
    """A part of `least` acts or more, of which the others may have `rest` more than is told of them."""
    if not fewest:
        return Part(name, fewest)
    most = fewest + STEP - 1
    low = wilson(fewest, least + rest, confidence).low
    high = wilson(most, least + STEP - 1, confidence).high
    return Part(name, fewest, round(low, 2), round(high, 2))


def _tallies(bare: Figure, reading: Reading) -> Figure:
    return replace(bare, parts=tuple(Part(name, floor(count)) for name, count in reading.split), rough=True)


KINDS: Mapping[str, Callable[[Figure, Reading], Figure]] = {
    "share": _share,
    "count": _count,
    "hours": _middle,
    "median": _middle,
    "per_hundred": _per_hundred,
    "isolates": _isolates,
    "split": _split,
    "tallies": _tallies,
}
