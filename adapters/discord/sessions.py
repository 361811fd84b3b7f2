"""How often the bot may still begin a session with Discord's gateway; beyond that Discord takes its token away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FLOOR = 100


@dataclass(frozen=True, slots=True)
class Sessions:
    """What ``GET /gateway/bot`` says: the gateway's address, and the starts that remain until the next reset."""

    url: str
    total: int
    remaining: int
    reset_minutes: int

    @classmethod
    def read(cls, answer: Mapping[str, Any]) -> Sessions:
        limit = answer["session_start_limit"]
        return cls(answer["url"], limit["total"], limit["remaining"], -(-limit["reset_after"] // 60_000))

    @property
    def suffice(self) -> bool:
        """A hundred are kept back (a tenth where there are few), so that a loop cannot use up the last."""
        return self.remaining > min(FLOOR, self.total // 10)

    @property
    def words(self) -> str:
        return f"{self.remaining} of {self.total} session starts remain"
