"""The time of the fake: the wall clock that messages are stamped with, and the patience that things expire by."""

from __future__ import annotations

import time
from collections.abc import Callable


class Clock:
    """``now`` gives seconds since 1970 and may be a virtual clock; expiry runs on its own, which ``skip`` moves."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self.now = now
        self._skipped = 0.0
        self._last = 0

    def ticks(self) -> float:
        """Seconds by which triggers, response addresses and rate limits are measured."""
        return time.monotonic() + self._skipped

    def skip(self, seconds: float) -> None:
        self._skipped += seconds

    def stamp(self) -> str:
        """A message's ``ts``: later than every one before it, even when the clock stands still or goes back."""
        self._last = max(int(self.now() * 1_000_000), self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06}"
