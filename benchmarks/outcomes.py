"""What became of many posts, as the far end has seen it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.tables import share


@dataclass
class Outcome:
    """``said`` is when each message that stands was said (seconds), by channel; ``twice`` are repetitions."""

    wanted: int
    said: dict[str, list[float]] = field(default_factory=dict)
    requests: int = 0
    limited: int = 0
    twice: int = 0
    seconds: float = 0.0

    @property
    def standing(self) -> int:
        return sum(map(len, self.said.values()))

    def row(self, name: str, rate: float, limit: float) -> tuple[object, ...]:
        lost = self.wanted - self.standing + self.twice
        refused = f"{self.limited} ({share(self.limited, self.requests)})"
        return name, self.standing, f"{self.seconds:.1f}", f"{rate:.2f}", share(rate, limit), lost, self.twice, refused


HEAD = ("", "said", "seconds", "posts/s", "of the limit", "lost", "twice", "answered by 429")


def pace(instants: Sequence[float]) -> float:
    """Posts a second, from the first to the last."""
    span = max(instants) - min(instants) if instants else 0.0
    return (len(instants) - 1) / span if span else 0.0
