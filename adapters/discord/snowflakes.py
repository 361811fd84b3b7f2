"""Discord's ids: each begins with the instant at which it was given."""

from __future__ import annotations

from datetime import UTC, datetime

_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


def smallest(instant: datetime) -> int:
    """The smallest id that something of this instant can have."""
    return int((instant - _EPOCH).total_seconds() * 1000) << 22
