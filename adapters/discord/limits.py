"""Keeping below Discord's limits: an even pace for all requests, and silence where it asked for some."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from time import monotonic
from typing import Protocol

from aiolimiter import AsyncLimiter

from bot.kernel.errors import RateLimited

MOST, SECOND = 50, 1.005
PER_SECOND, CATCHING_UP = 49.6, 2
EVERYTHING = ""


class Limits(Protocol):
    """When a request may go out."""

    async def turn(self) -> None:
        """Returns when one more request may be made."""
        ...

    def gone(self) -> None:
        """A request that had its turn has met the socket just now."""
        ...

    def check(self, bucket: str) -> None:
        """Raises RateLimited while Discord wants no request of this bucket (or EVERYTHING)."""
        ...

    def hold(self, bucket: str, seconds: float) -> None:
        """Discord wants no request of this bucket (or EVERYTHING) for so long."""
        ...


class Paced:
    """Evenly spaced, so that a rush is not refused; whoever was late by one turn may catch up.

    Discord allows 50 requests a second. The first of a rush are held up, all the same, by connections that have yet
    to be made, and then come in a bunch: so the 51st after one also waits for a second after that one had really gone.
    A thousand posts handed over by the hundred go out at 49.5 a second, two or three of them are answered by 429
    (measured against a far end that counts as Discord does; without the wait it is five to nine).
    """

    def __init__(self, per_second: float = PER_SECOND, clock: Callable[[], float] = monotonic) -> None:
        self._turns = AsyncLimiter(CATCHING_UP, CATCHING_UP / per_second)
        self._queue = asyncio.Lock()
        self._gone: deque[float] = deque(maxlen=MOST)
        self._clock = clock
        self._until: dict[str, float] = {}

    async def turn(self) -> None:
        async with self._queue:
            await self._turns.acquire()
            if len(self._gone) == MOST:
                await asyncio.sleep(self._gone[0] + SECOND - self._clock())

    def gone(self) -> None:
        self._gone.append(self._clock())

    def check(self, bucket: str) -> None:
        wait = self._until.get(bucket, 0.0) - self._clock()
        if wait > 0:
            raise RateLimited(timedelta(seconds=wait))

    def hold(self, bucket: str, seconds: float) -> None:
        now = self._clock()
        self._until = {name: until for name, until in self._until.items() if until > now}
        self._until[bucket] = now + seconds


class Unlimited:
    """Where nobody counts."""

    async def turn(self) -> None:
        return

    def gone(self) -> None:
        return

    def check(self, bucket: str) -> None:
        return

    def hold(self, bucket: str, seconds: float) -> None:
        return
