"""Costs that only a few pairs have: those who met, and those who are kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.matching.meetings import Meetings
from bot.matching.weights import MOST_RECENT, recency

Numbers = NDArray[np.intp]
Values = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Overlay:
    """``keys``: each pair once, the smaller number first, sorted; ``values``: what it costs; ``times``: how often."""

    people: int
    keys: Values
    values: Values
    times: Values

    @classmethod
    def of_met(cls, met: Meetings, index: Mapping[str, int], once: int, recent: int) -> Overlay:
        """Each pair that met pays ``once``, and ``recent`` for every unit of recency of all its meetings."""
        one, other, ago = numbered(met, index)
        known = ((one | other) >= 0) & (one != other)
        keys, units, times = _summed(_key(one, other)[known], ago[known])
        return cls(len(index), keys, once + recent * np.minimum(units, MOST_RECENT), times)

    @classmethod
    def of_apart(cls, apart: Iterable[tuple[str, str]], index: Mapping[str, int]) -> Overlay:
        pairs = [(index.get(one, -1), index.get(other, -1)) for one, other in apart]
        both = [_key_of(one, other) for one, other in pairs if one >= 0 and other >= 0 and one != other]
        keys = np.array(sorted(set(both)), np.int64)
        once = np.ones(len(keys), np.int64)
        return cls(len(index), keys, once, once)

    def __len__(self) -> int:
        return len(self.keys)

    def add_to(self, matrix: Values, rows: Numbers, columns: Numbers, most: int) -> None:
        """Sums are cut off at ``most``."""
        if len(self.keys):
            where, found = self._places(rows, columns)
            np.put(matrix, where, np.minimum(matrix.take(where) + self.values[found], most))

    def put_in(self, matrix: Values, rows: Numbers, columns: Numbers, value: int) -> None:
        if len(self.keys):
            where, _ = self._places(rows, columns)
            np.put(matrix, where, value)

    def values_of(self, left: Numbers, right: Numbers) -> Values:
        """The values of these pairs, in the shape that the two broadcast to; 0 for those who have none."""
        return self._of(self.values, left, right)

    def times_of(self, left: Numbers, right: Numbers) -> Values:
        return self._of(self.times, left, right)

    def _of(self, what: Values, left: Numbers, right: Numbers) -> Values:
        if not len(self.keys):
            return np.zeros(np.broadcast_shapes(np.shape(left), np.shape(right)), np.int64)
        keys = _key(np.asarray(left, np.int64), np.asarray(right, np.int64))
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[at] == keys, what[at], 0)

    def _places(self, rows: Numbers, columns: Numbers) -> tuple[Numbers, Values]:
        """Where in a block the entries fall, if it is read row by row, and which of them do."""
        row = _places_of(rows, self.people)
        column = row if columns is rows else _places_of(columns, self.people)
        one, other = self.keys >> PERSON, self.keys & _OTHER
        down, along = np.concatenate((row[one], row[other])), np.concatenate((column[other], column[one]))
        inside = np.flatnonzero((down | along) >= 0)
        return down[inside] * len(columns) + along[inside], inside % len(self.keys)


def numbered(met: Meetings, index: Mapping[str, int]) -> tuple[Values, Values, Values]:
    """For each meeting the numbers of both, -1 for who has none, and how many rounds ago."""
    number = np.array([index.get(id_, -1) for id_ in met.ids], np.int64)
    return number[np.asarray(met.one)], number[np.asarray(met.other)], np.asarray(met.ago).astype(np.int64)


PERSON, AGO = 24, 8  # bits
_OTHER = (1 << PERSON) - 1
_UNITS = np.array([recency(ago) for ago in range(130)], np.int64)


def _places_of(numbers: Numbers, people: int) -> Numbers:
    """Where each of the people comes among these, -1 for the others."""
    found = np.full(people, -1)
    found[numbers] = np.arange(len(numbers))
    return found


def _key(one: Values, other: Values) -> Values:
    key: Values = (np.minimum(one, other) << PERSON) + np.maximum(one, other)
    return key


def _key_of(one: int, other: int) -> int:
    return (min(one, other) << PERSON) + max(one, other)


def _summed(keys: Values, ago: Values) -> tuple[Values, Values, Values]:
    """Each key once, in order, with the sum of its units of recency and how often it was there."""
    if not len(keys):
        return keys, keys, keys
    latest = np.minimum(np.maximum(ago, 1), len(_UNITS) - 1)
    both = np.sort((keys << AGO) + latest)  # much faster than to sort by keys alone
    keys, units = both >> AGO, _UNITS[both & ((1 << AGO) - 1)]
    first = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=first[1:])
    starts = np.flatnonzero(first)
    return keys[starts], np.add.reduceat(units, starts), np.add.reduceat(np.ones_like(keys), starts)
