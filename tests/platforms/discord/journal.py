"""What the bot asked for, and what was wrong with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

INVALID = frozenset({401, 403, 429})


@dataclass(eq=False)
class Call:
    """One request. `route` is the template, `at` Unix seconds by this Discord's clock, `ms` until answered."""

    method: str
    path: str
    route: str
    at: float
    ids: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    json: Any = None
    has_body: bool = False
    files: list[tuple[str, bytes]] = field(default_factory=list)
    status: int = 0
    code: int | None = None
    scope: str = ""
    applied: bool = False
    ms: float = 0.0

    def __str__(self) -> str:
        return f"{self.method} {self.route}"

    def as_json(self) -> dict[str, Any]:
        names = ("method", "path", "route", "at", "query", "json", "status", "code", "applied", "ms")
        return {name: getattr(self, name) for name in names} | {"files": [name for name, _ in self.files]}


class Journal:
    """`violations` break Discord's description or its limits, `ignored` are fields that Discord doesn't know,
    `surprises` are requests that this far end doesn't know."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self.ignored: list[str] = []
        self.surprises: list[str] = []
        self.answers: list[float] = []
        self.unanswered = 0
        self.identifies: list[dict[str, Any]] = []
        self.resumes = 0

    def stats(self) -> dict[str, Any]:
        """Counts since the start (or since `forget`); `invalid` is what Discord counts towards a ban."""
        statuses = Counter(call.status for call in self.calls)
        invalid = sum(c.status in INVALID and c.scope != "shared" for c in self.calls)
        return {
            "requests": len(self.calls),
            "by_status": {str(status): count for status, count in sorted(statuses.items())},
            "by_route": dict(Counter(str(call) for call in self.calls)),
            "limited": statuses[429],
            "invalid": invalid,
            "violations": len(self.violations),
            "ignored": len(self.ignored),
            "surprises": len(self.surprises),
            "identifies": len(self.identifies),
            "resumes": self.resumes,
            "interactions": len(self.answers) + self.unanswered,
            "unanswered": self.unanswered,
            "answer_ms": percentiles(self.answers),
        }

    def forget(self) -> None:
        """Start counting afresh."""
        self.__init__()  # type: ignore[misc]


def percentiles(values: list[float]) -> dict[str, float]:
    ranked = sorted(values)
    if not ranked:
        return {}
    at = {"p50": 0.50, "p95": 0.95, "p99": 0.99, "max": 1.0}
    return {name: round(ranked[min(len(ranked) - 1, int(share * len(ranked)))], 2) for name, share in at.items()}


def nameless(route: str) -> str:
    """Templates compare without the names of their holes."""
    return re.sub(r"\{[^}]*\}", "{}", route)


def fits(wanted: str, call: Call) -> bool:
    """`POST`, `/channels/{}/messages` or `POST /channels/{channel_id}/messages`."""
    method, _, route = wanted.rpartition(" ")
    if not method and not route.startswith("/"):
        method, route = route, ""
    return (not method or method == call.method) and (not route or nameless(route) == nameless(call.route))
