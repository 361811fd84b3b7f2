"""Slack's rate limits, as we read them: per method and workspace, and per channel for posts.

A tier's number is the most calls in any sixty seconds ("20+ a minute": here exactly 20).
chat.postMessage: one a second in each channel on average, and a burst of ``burst`` ("short bursts" has no number;
here 3), as a bucket that fills by one a second. The limit over a whole workspace is not published; it is off
unless ``posts_a_minute`` is given. A refused call costs nothing; Retry-After is in whole seconds, rounded up.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque

from tests.platforms.slack.clock import Clock
from tests.platforms.slack.methods import METHODS, Args

MINUTE = 60.0


class Window:
    """At most ``most`` calls in any minute."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._calls: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Seconds until one more call would be within the limit."""
        while self._calls and self._calls[0] <= now - MINUTE:
            self._calls.popleft()
        return 0.0 if len(self._calls) < self.most else self._calls[0] + MINUTE - now

    def take(self, now: float) -> None:
        self._calls.append(now)


class Bucket:
    """One a second, and ``burst`` at once after a silence."""

    def __init__(self, burst: int) -> None:
        self._burst, self._full_at = burst, -math.inf

    def wait(self, now: float) -> float:
        return max(0.0, self._full_at - now - (self._burst - 1))

    def take(self, now: float) -> None:
        self._full_at = max(self._full_at, now) + 1


class Limits:
    """Counts nothing while ``on`` is false."""

    def __init__(self, clock: Clock, *, on: bool = False, burst: int = 3, posts_a_minute: int | None = None) -> None:
        self.on, self.burst, self.posts_a_minute = on, burst, posts_a_minute
        self.refused: Counter[str] = Counter()
        self._clock = clock
        self._windows: dict[tuple[str, str], Window] = {}
        self._buckets: defaultdict[tuple[str, str], Bucket] = defaultdict(lambda: Bucket(self.burst))

    def retry_after(self, team: str, method: str, args: Args) -> int | None:
        """Whole seconds to wait, or None when the call is within the limits (and is then counted)."""
        if not self.on:
            return None
        now = self._clock.ticks()
        rules = self._rules(team, method, args)
        wait = max((rule.wait(now) for rule in rules), default=0.0)
        if wait > 0:
            self.refused[method] += 1
            return max(1, math.ceil(wait))
        for rule in rules:
            rule.take(now)
        return None

    def _rules(self, team: str, method: str, args: Args) -> list[Window | Bucket]:
        rules: list[Window | Bucket] = []
        tier = self.posts_a_minute if method == "chat.postMessage" else METHODS[method].tier
        if tier:
            rules.append(self._windows.setdefault((team, method), Window(tier)))
        if method == "chat.postMessage":
            rules.append(self._buckets[team, str(args.get("channel"))])
        return rules
