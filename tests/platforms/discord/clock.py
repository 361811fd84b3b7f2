"""Time as this Discord sees it, and the ids that carry it."""

import time
from datetime import UTC, datetime

EPOCH_MS = 1_420_070_400_000


class Clock:
    """Unix seconds; may start anywhere and be moved, but always runs on."""

    def __init__(self, start: float | None = None) -> None:
        self._shift = 0.0 if start is None else start - time.time()

    def time(self) -> float:
        return time.time() + self._shift

    def advance(self, seconds: float) -> None:
        """Move to another moment: what Discord counts in minutes need not be waited for."""
        self._shift += seconds


class Snowflakes:
    """Unique ids in the order in which they were made."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> str:
        fresh = (int(self._clock.time() * 1000) - EPOCH_MS) << 22
        self._last = max(self._last + 1, fresh)
        return str(self._last)


def seconds_of(snowflake: str) -> float:
    return ((int(snowflake) >> 22) + EPOCH_MS) / 1000


def iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")
