"""What was published of a course's week: figures that may be shown, and the JSON that they are kept as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

Kind = Literal["share", "count", "hours", "median", "per_hundred", "isolates", "split", "tallies"]
State = Literal["shown", "few", "nearly"]
"""``few``: fewer than k, or fewer than k to count; ``nearly``: all, or all but fewer than k."""
Doubt = Literal["", "chance", "rounding", "none", "too-few"]
"""Why a figure might be otherwise: chance (it has a 95 % interval), no more than the rounding, or nothing at all;
``too-few`` for an interval; empty where none was told, as of weeks that were published before there were any."""

FEWEST: Mapping[str, int] = {"hours": 6, "median": 12}
"""A middle value has an interval from so many cases on; of groups of two only from more, so that k people stand at or
beyond either end."""


class Part(NamedTuple):
    """A part of a split, with the ends of the interval of its share; or one of several tallies."""

    name: str
    acts: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure; nothing in it can be turned back into what was counted of fewer than k people.

    ``value``: a share between 0 and 1, a count, hours, a middle value, or acts per hundred messages; None unless it is
    ``shown``. ``low`` and ``high``, in the unit of the value, are the ends of what ``doubt`` leaves possible; ``n`` is
    of how many it is, 0 where that is not told. Where people are counted, shares are rounded to steps of 5 or 10 %, and
    ``rough`` counts and ``parts`` are rounded down to fives: 5 is "5 or more", 0 "fewer than 5". ``band`` is all that
    there is of isolates (``none``, ``some``, ``1-4``, ``5+``). ``staff_only``: it does not concern the class.
    """

    key: str
    kind: Kind
    state: State = "shown"
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    band: str = ""
    parts: tuple[Part, ...] = ()
    rough: bool = False
    staff_only: bool = False

    @property
    def doubt(self) -> Doubt:
        if self.state != "shown":
            return ""
        if self.kind in ("count", "tallies", "isolates"):
            return "rounding" if self.rough or self.band else "none"
        if self.low is not None or any(part.low is not None for part in self.parts):
            return "chance"
        return "too-few" if self.n < FEWEST.get(self.kind, 0) else ""


@dataclass(frozen=True, slots=True)
class Week:
    """A week of a course as it was published: once, and never changed. ``size``: of the class then, 0 if unknown."""

    week: int
    first: datetime
    last: datetime
    size: int
    figures: tuple[Figure, ...]

    def seen_by(self, *, staff: bool) -> tuple[Figure, ...]:
        """What these may see, in the order of the texts."""
        return tuple(figure for figure in self.figures if staff or not figure.staff_only)

    def get(self, key: str) -> Figure | None:
        return next((figure for figure in self.figures if figure.key == key), None)

    @property
    def is_empty(self) -> bool:
        """Nobody was asked anything, and nobody takes part in anything."""
        return all(figure.key == "burden" for figure in self.figures)

    @property
    def took_part(self) -> Figure | None:
        """The share who took part on any rung: of the class, or of those who were seen of late."""
        return self.get("took-part") or self.get("took-part-seen")

    def dump(self) -> dict[str, Any]:
        """As JSON has it; the number of the week is the row's."""
        figures = [asdict(figure) for figure in self.figures]
        return {"first": self.first.isoformat(), "last": self.last.isoformat(), "size": self.size, "figures": figures}

    @classmethod
    def load(cls, week: int, dumped: Mapping[str, Any]) -> Week:
        figures = (Figure(**{**one, "parts": tuple(Part(*part) for part in one["parts"])}) for one in dumped["figures"])
        first, last = (datetime.fromisoformat(dumped[end]) for end in ("first", "last"))
        return cls(week, first, last, dumped["size"], tuple(figures))
