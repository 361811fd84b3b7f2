"""What features can tell of a course in numbers: never of one person, and never more than was counted anyhow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Window:
    """The time that a figure is about: from ``first`` up to, but without, ``last`` (UTC); ``week`` of the course."""

    first: datetime
    last: datetime
    week: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One raw figure of a feature for a Window; whoever publishes it decides what of it may be shown.

    ``key`` names it in the texts (``measure-<key>``). A ``share`` is ``part`` of ``whole``; a ``count`` is ``part``;
    ``hours`` and ``median`` are the middle one of ``cases``, behind each of which there are ``heads`` people or more;
    ``per_hundred`` is ``part`` per hundred of ``whole``, to both of which several features may add under the same key;
    ``isolates`` is a number of people that is only ever shown as a band, ``whole`` being all of them.
    ``people`` says that what is counted are people, so that small numbers are withheld.
    ``split`` are named counts of acts: parts of one whole (how many answered on which rung), or, as ``tallies``, each
    for itself (how many answered which question).
    """

    key: str
    kind: Literal["share", "count", "hours", "median", "per_hundred", "isolates", "split", "tallies"]
    part: int = 0
    whole: int = 0
    cases: tuple[float, ...] = ()
    heads: int = 1
    people: bool = True
    staff_only: bool = False
    split: tuple[tuple[str, int], ...] = ()


Measure = Callable[[Any, Window], Sequence[Reading]]
"""``measure(bot, window)`` of ``bot.course``."""
