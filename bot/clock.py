"""The process's clock: the wall clock, jumps and all; or one that started at an instant of the operator's choosing."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta


class SystemClock:
    """The wall clock. With ``started`` the process believes it started then; its clock runs on, and cannot jump."""

    def __init__(self, started: datetime | None = None) -> None:
        self._started = started and started.astimezone(UTC)
        self._since = time.monotonic()

    def now(self) -> datetime:
        if self._started is None:
            return datetime.now(UTC)
        return self._started + timedelta(seconds=time.monotonic() - self._since)
