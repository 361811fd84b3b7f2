"""The process's clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.clock import SystemClock


def test_by_itself_it_is_the_wall_clock_and_jumps_with_it(monkeypatch: pytest.MonkeyPatch):
    clock = SystemClock()
    assert abs(datetime.now(UTC) - clock.now()) < timedelta(seconds=1)
    clock_corrected = datetime(2031, 1, 1, tzinfo=UTC)

    class Jumped(datetime):
        @classmethod
        def now(cls, tz=None):
            return clock_corrected

    monkeypatch.setattr("bot.clock.datetime", Jumped)
    assert clock_corrected == clock.now()


def test_started_at_an_instant_it_runs_on_from_there(monkeypatch: pytest.MonkeyPatch):
    started = datetime(2027, 2, 1, 9, tzinfo=timezone(timedelta(hours=1)))
    ticks = iter([100.0, 100.0, 160.5])
    monkeypatch.setattr(time, "monotonic", lambda: next(ticks))
    clock = SystemClock(started)
    assert datetime(2027, 2, 1, 8, tzinfo=UTC) == clock.now()
    assert datetime(2027, 2, 1, 8, 1, 0, 500_000, tzinfo=UTC) == clock.now()
