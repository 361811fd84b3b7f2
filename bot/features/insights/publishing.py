"""Pure: what of the readings of a week may be published, so that no number stands for fewer than k people.

People are counted in steps: counts and the parts of a split are rounded down to fives, shares are given in steps of
ten in a hundred (five from MANY people on), and only with k people on either side: else all that is told is that they
are fewer than k, or nearly all. An interval is that of the rounded share. Nothing exact stands beside it, so there is
nothing to subtract; and weeks do not overlap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from bot.features.insights.figures import Figure
from bot.kernel.measures import Reading
from bot.statistics.disclosure import K
from bot.statistics.estimates import wilson
from bot.statistics.rounding import about, band
from bot.statistics.words import floor

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
    part, whole = int(reading.part), reading.whole
    if not reading.people:
        return _with_interval(bare, part, whole) if whole else _few(bare)
    if whole < K or part < K:
        return _few(bare, whole if whole >= K else 0)
    if whole - part < K:
        return replace(bare, state="nearly", n=whole)
    step = 5 if whole >= MANY else 10
    hundredths = about(part, whole, step) or 0
    return replace(_with_interval(bare, round(hundredths * whole / 100), whole), value=hundredths / 100, rough=True)


def _with_interval(bare: Figure, part: int, whole: int) -> Figure:
    found = wilson(part, whole)
    return replace(bare, value=round(part / whole, 4), low=round(found.low, 2), high=round(found.high, 2), n=whole)


def _count(bare: Figure, reading: Reading) -> Figure:
    part = int(reading.part)
    if not reading.people:
        return replace(bare, value=part, n=part)
    return replace(bare, value=floor(part), n=floor(part), rough=True) if part >= K else _few(bare)


def _middle(bare: Figure, reading: Reading) -> Figure:
    enough = reading.whole >= (K if reading.people else 1)
    return replace(bare, value=round(reading.part), n=reading.whole) if enough else _few(bare)


def _per_hundred(bare: Figure, reading: Reading) -> Figure:
    if reading.part < K or reading.whole < FEWEST_MESSAGES:
        return _few(bare, reading.whole)
    return replace(bare, value=round(100 * reading.part / reading.whole), n=reading.whole)


def _isolates(bare: Figure, reading: Reading) -> Figure:
    return replace(bare, band=band(int(reading.part), reading.whole), n=floor(reading.whole))


def _split(bare: Figure, reading: Reading) -> Figure:
    if not reading.people:
        return replace(bare, parts=reading.split)
    return replace(bare, parts=tuple((name, floor(count)) for name, count in reading.split), rough=True)


KINDS: Mapping[str, Callable[[Figure, Reading], Figure]] = {
    "share": _share,
    "count": _count,
    "hours": _middle,
    "median": _middle,
    "per_hundred": _per_hundred,
    "isolates": _isolates,
    "split": _split,
}
