"""How often the bot may ask: 50 a second in all, and a leaky bucket for each channel's messages.

A bucket regains its places one after the other: `Reset-After` is when all are back, `Retry-After` when one is
(discord-api-docs issue 7680). Interactions and their follow-ups don't count towards the 50.
"""

from __future__ import annotations

import hashlib
import math
import time
from collections import deque
from dataclasses import dataclass

from tests.platforms.discord.journal import INVALID, Call, nameless
from tests.platforms.discord.refusals import Refusal

GENEROUS = (1000, 1.0)
WATCHED = {
    "POST /channels/{}/messages": (5, 5.0),
    "PATCH /channels/{}/messages/{}": (5, 5.0),
}
MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token")
BAN_AFTER, BAN_WINDOW = 10_000, 600.0


class Limited(Refusal):
    """429, with how long to wait and whom it concerns: `user`, `global` or `shared`."""

    def __init__(self, retry_after: float, scope: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(0, status=429)
        self.retry_after, self.scope = retry_after, scope
        self.headers = {
            **(headers or {}),
            "Retry-After": str(math.ceil(retry_after)),
            "X-RateLimit-Scope": scope,
            **({"X-RateLimit-Global": "true"} if scope == "global" else {}),
        }

    def body(self) -> dict[str, object]:
        words = "You are being rate limited."
        return {"message": words, "retry_after": round(self.retry_after, 3), "global": self.scope == "global"}


class Banned(Exception):
    """The edge itself refuses: no `Via`, no JSON."""


@dataclass
class Bucket:
    limit: int
    per: float
    level: float = 0.0
    at: float = 0.0

    def drain(self, now: float) -> None:
        self.level = max(0.0, self.level - (now - self.at) * self.limit / self.per)
        self.at = now

    def wait(self) -> float:
        """Seconds until there is room for one; 0 when there is."""
        return max(0.0, self.level + 1 - self.limit) * self.per / self.limit

    def headers(self, name: str, now: float) -> dict[str, str]:
        reset_after = self.level * self.per / self.limit
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(max(0, int(self.limit - self.level + 1e-9))),
            "X-RateLimit-Reset": f"{now + reset_after:.3f}",
            "X-RateLimit-Reset-After": f"{reset_after:.3f}",
            "X-RateLimit-Bucket": name,
        }


class Rates:
    """`per_second` and `buckets` may be changed by a test; nothing is refused unless `on`."""

    def __init__(self, *, on: bool = False) -> None:
        self.on = on
        self.banned = False
        self.per_second = 50
        self.buckets = dict(WATCHED)
        self._seen: deque[float] = deque()
        self._invalid: deque[float] = deque()
        self._levels: dict[str, Bucket] = {}

    def check(self, call: Call, now: float) -> dict[str, str]:
        """Headers for the answer. `now` is Unix seconds. Raises Limited or Banned."""
        if self.banned:
            raise Banned
        if call.route.startswith("/interactions/"):
            return {}
        if self.on and not call.route.startswith("/webhooks/"):
            self._check_global()
        key = f"{call.method} {nameless(call.route)}"
        name = hashlib.sha1(key.encode()).hexdigest()[:16]
        major = "+".join(call.ids[part] for part in MAJOR if part in call.ids)
        limit, per = self.buckets.get(key, GENEROUS) if self.on else GENEROUS
        bucket = self._levels.setdefault(f"{name}:{major}:{limit}", Bucket(limit, per))
        bucket.drain(time.monotonic())
        if self.on and bucket.wait() > 0:
            raise Limited(bucket.wait(), "user", bucket.headers(name, now))
        bucket.level += 1
        return bucket.headers(name, now)

    def _check_global(self) -> None:
        now = time.monotonic()
        while self._seen and self._seen[0] <= now - 1.0:
            self._seen.popleft()
        if len(self._seen) >= self.per_second:
            raise Limited(self._seen[0] + 1.0 - now, "global")
        self._seen.append(now)

    def count(self, call: Call) -> None:
        """10,000 invalid requests in ten minutes, and the edge shuts the door."""
        now = time.monotonic()
        if call.status in INVALID and call.scope != "shared":
            self._invalid.append(now)
        while self._invalid and self._invalid[0] <= now - BAN_WINDOW:
            self._invalid.popleft()
        if self.on and len(self._invalid) >= BAN_AFTER:
            self.banned = True
