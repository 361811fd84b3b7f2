"""A wall clock that stands still until a test moves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass
class VirtualClock:
    """A Clock. It starts on Monday, 2 March 2026, at nine in UTC."""

    instant: datetime = MONDAY

    def now(self) -> datetime:
        return self.instant

    def set(self, instant: datetime) -> datetime:
        self.instant = instant
        return instant

    def advance(self, by: timedelta = timedelta(), **parts: float) -> datetime:
        """Move on, or back: ``advance(hours=2)``, ``advance(days=-3)``."""
        return self.set(self.instant + by + timedelta(**parts))
