"""Pure: one question over the weeks, and what may be concluded from how it moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.features.checkins.model import Checkin, Item
from bot.kernel.pictures import MOST_BARS
from bot.statistics.estimates import Share
from bot.statistics.shown import Shown

LOW = 0.5


@dataclass(frozen=True, slots=True)
class Wave:
    """What was published of a question in one week."""

    week: int
    shown: Shown


def of_item(closed: Sequence[Checkin], item: Item) -> list[Wave]:
    """A question in the same words wherever it was asked, the oldest first; no more than a picture holds."""
    found = [
        Wave(one.week, shown)
        for one in closed
        for asked, shown in zip(one.items, one.result.shown if one.result else (), strict=False)
        if (asked.text, asked.kind) == (item.text, item.kind)
    ]
    return found[-MOST_BARS:]


def exact(waves: Sequence[Wave]) -> list[tuple[int, Share]]:
    """The weeks whose headline is told exactly."""
    return [(wave.week, wave.shown.headline) for wave in waves if wave.shown.headline]


def moved(first: Share, last: Share) -> Literal["clear", "cannot-tell"]:
    """Clear when what each figure could be for the whole class lies apart."""
    before, after = first.interval, last.interval
    return "clear" if after.low > before.high or after.high < before.low else "cannot-tell"


def rose_from_low(first: Share, last: Share) -> bool:
    """Where a first figure is low, the next is likely to be nearer the middle by itself (Galton 1886)."""
    return (first.point or 0) < LOW and (last.point or 0) > (first.point or 0)
