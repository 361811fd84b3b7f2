"""Slack's limits, kept before it has to say so: per method and workspace, and one post a second in each channel.

Tiers are Slack's (docs.slack.dev/apis/web-api/rate-limits). How much a workspace takes in all is not published,
so there a 429 teaches us: until its Retry-After is over, nothing is sent that would meet the same answer.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from bot.kernel.errors import RateLimited

MINUTE = 60.6  # a little more than Slack's, for requests that overtake each other on their way
TIERS = {
    "chat.update": 50,
    "chat.delete": 50,
    "conversations.open": 50,
    "conversations.history": 50,
    "conversations.replies": 50,
    "conversations.info": 50,
    "chat.postEphemeral": 100,
    "users.info": 100,
    "files.getUploadURLExternal": 100,
    "files.completeUploadExternal": 100,
}
POST = "chat.postMessage"
LONGEST = 20.0  # an attempt is given up for unclear after 60 s, and the request itself may take 30
MANY = 2000

Key = tuple[str, ...]


class Limits(Protocol):
    async def turn(self, method: str, space: str, channel: str) -> None:
        """Wait for the moment when this may be sent; RateLimited where that is further than 20 s away."""
        ...

    def hold(self, method: str, space: str, wait: timedelta) -> None:
        """Slack said 429: nothing of this method goes to this workspace before then."""
        ...


class Unlimited:
    """For a rehearsal: nobody counts."""

    async def turn(self, method: str, space: str, channel: str) -> None:
        return

    def hold(self, method: str, space: str, wait: timedelta) -> None:
        return


@dataclass
class Lane:
    """At most ``most`` turns in any ``span`` seconds; turns may lie in the future."""

    most: int
    span: float
    taken: deque[float] = field(default_factory=deque)
    hinted: float = 0.0

    def next(self, now: float) -> float:
        return now if len(self.taken) < self.most else max(now, self.taken[0] + self.span)

    def take(self, at: float) -> None:
        self.taken.append(at)
        if len(self.taken) > self.most:
            self.taken.popleft()

    def hint(self, at: float) -> float:
        """When to come again: each who asks is told a later moment, so that they don't come all at once."""
        self.hinted = max(at, self.hinted + self.span / self.most)
        return self.hinted

    def idle(self, now: float) -> bool:
        return not self.taken or self.taken[-1] + self.span < now


class Paced:
    """Each workspace, method and channel at its own pace; none waits for another."""

    def __init__(
        self, clock: Callable[[], float] | None = None, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._clock = clock or (lambda: asyncio.get_running_loop().time())
        self._sleep = sleep
        self._lanes: dict[Key, Lane] = {}
        self._held: dict[Key, float] = {}

    async def turn(self, method: str, space: str, channel: str) -> None:
        now = self._clock()
        self._refuse_while_held(method, space)
        lane = self._lane(method, space, channel, now)
        if lane is None:
            return
        at = lane.next(now)
        if at - now > LONGEST:
            raise RateLimited(timedelta(seconds=lane.hint(at - LONGEST) - now))
        lane.take(at)
        if at > now:
            await self._sleep(at - now)
            self._refuse_while_held(method, space)

    def hold(self, method: str, space: str, wait: timedelta) -> None:
        until = self._clock() + wait.total_seconds()
        self._held[method, space] = max(until, self._held.get((method, space), 0.0))

    def _refuse_while_held(self, method: str, space: str) -> None:
        left = self._held.get((method, space), 0.0) - self._clock()
        if left > 0:
            raise RateLimited(timedelta(seconds=left))

    def _lane(self, method: str, space: str, channel: str, now: float) -> Lane | None:
        key = (method, space, channel) if method == POST else (method, space)
        if key not in self._lanes:
            most = 1 if method == POST else TIERS.get(method, 0)
            if not most:
                return None
            self._sweep(now)
            self._lanes[key] = Lane(most, 1.02 if method == POST else MINUTE)
        return self._lanes[key]

    def _sweep(self, now: float) -> None:
        """Forget lanes that nobody uses, once there are many."""
        if len(self._lanes) >= MANY:
            self._lanes = {key: lane for key, lane in self._lanes.items() if not lane.idle(now)}
