"""Who met whom before. A large course has hundreds of thousands of meetings, so they are kept in columns."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Met(NamedTuple):
    """Two were in one group, ``ago`` rounds before this one (1: the last)."""

    one: str
    other: str
    ago: int


def _column() -> array[int]:
    return array("I")


@dataclass(frozen=True, slots=True)
class Meetings:
    """One for each time that two met; in ``one`` and ``other`` are numbers of ``ids``. Not to be changed once made."""

    ids: tuple[str, ...] = ()
    one: array[int] = field(default_factory=_column)
    other: array[int] = field(default_factory=_column)
    ago: array[int] = field(default_factory=_column)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, int]]) -> Meetings:
        """Of rows like ``Met``."""
        numbers: dict[str, int] = {}
        one, other, ago = _column(), _column(), _column()
        for who, whom, when in rows:
            one.append(numbers.setdefault(who, len(numbers)))
            other.append(numbers.setdefault(whom, len(numbers)))
            ago.append(when)
        return cls(tuple(numbers), one, other, ago)

    def __len__(self) -> int:
        return len(self.ago)

    def __iter__(self) -> Iterator[Met]:
        name = self.ids.__getitem__
        return map(Met, map(name, self.one), map(name, self.other), self.ago)
