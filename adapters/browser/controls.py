"""The clock of the made-up course, as the page turns it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Controls(Protocol):
    """Who makes time pass. ``zone`` is the course's (IANA); instants are in UTC."""

    @property
    def zone(self) -> str: ...

    def now(self) -> datetime: ...

    async def next_event(self) -> datetime | None:
        """Go to the next thing that will happen and let it happen; None when nothing is planned."""
        ...

    async def advance(self, days: int) -> datetime:
        """Let days pass, and all that happens in them; the instant that was reached."""
        ...
