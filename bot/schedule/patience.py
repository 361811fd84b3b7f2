"""What a platform wants left alone, and until when. Only this process knows: after a start it asks anew."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.kernel.errors import Closed, Forbidden, RateLimited, Unclear, Unreachable

log = structlog.get_logger()
PAUSE, A_MOMENT, A_JUMP = timedelta(minutes=10), timedelta(seconds=1), timedelta(seconds=5)


class Patience:
    """One platform's shut door, and the lines that rest."""

    def __init__(self, platform: str) -> None:
        self._platform = platform
        self._shut_until: datetime | None = None
        self._resting: dict[str, datetime] = {}
        self._seen: datetime | None = None

    @property
    def is_tested(self) -> bool:
        """The door was shut, and nobody has been let in since: one goes ahead and tries it."""
        return self._shut_until is not None

    def shut_until(self, now: datetime) -> datetime | None:
        return self._shut_until if self._shut_until and now < self._shut_until else None

    def wait_of(self, line: str, now: datetime) -> datetime | None:
        """Until when nothing may be said in this line; None when it may be now."""
        resting = self._resting.get(line, now)
        return self.shut_until(now) or (resting if resting > now else None)

    def learn(self, line: str, error: Exception | None, now: datetime) -> None:
        """What an answer, or the lack of one, says about what may follow it."""
        if isinstance(error, Closed):
            self._shut(now, str(error))
        elif not isinstance(error, Unclear) and not self.shut_until(now):
            self._shut_until = None
        if isinstance(error, RateLimited):
            self._resting[line] = now + error.retry_after
        elif isinstance(error, Forbidden | Unreachable):
            self._resting[line] = now + A_MOMENT  # the others of this line find it barred in the outbox

    def _shut(self, now: datetime, why: str) -> None:
        if not self.shut_until(now):
            self._shut_until = now + PAUSE
            log.critical("platform closed to us", platform=self._platform, until=self._shut_until.isoformat(), why=why)

    def went_back(self, now: datetime) -> bool:
        """Whether the clock was set back since the last look: then whatever was waited for has waited long enough."""
        back = self._seen is not None and now < self._seen - A_JUMP
        if back and self._shut_until:
            self._shut_until = min(self._shut_until, now)
        self._resting = {line: until for line, until in self._resting.items() if until > now and not back}
        self._seen = now
        return back
