"""Clocks that are set by hand."""

from __future__ import annotations

import time
from datetime import datetime, timedelta


class VirtualClock:
    """Stands still until it is set."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def set(self, now: datetime) -> None:
        self._now = max(now, self._now)


class RunningClock:
    """Runs on by itself from where it was last set; it only goes forward."""

    def __init__(self, now: datetime) -> None:
        self._base = now
        self._since = time.monotonic()

    def now(self) -> datetime:
        return self._base + timedelta(seconds=time.monotonic() - self._since)

    def set(self, now: datetime) -> None:
        self._base, self._since = max(now, self.now()), time.monotonic()
