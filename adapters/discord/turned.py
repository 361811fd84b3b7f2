"""Answers that are none: Discord asks to come again later, or its servers are in trouble."""

from __future__ import annotations

import json as codec
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import aiohttp

from adapters.discord.wire import Refusal
from bot.kernel.errors import RateLimited, Unclear


@dataclass
class Turned(Exception):
    """An answer after which discord.py would sleep and try again by itself."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_global(self) -> bool:
        return self.headers.get("X-RateLimit-Scope") == "global"

    def follows(self) -> RateLimited | Unclear | Refusal:
        if self.status != 429:
            return Unclear(f"Discord answered {self.status}")
        seconds = self._retry_after()
        if seconds is None:
            return Refusal(429, 0, "without Via: Discord's shield has banned this address")
        return RateLimited(timedelta(seconds=seconds))

    def _retry_after(self) -> float | None:
        """How long Discord itself asks to wait; None when the answer comes from the shield before it."""
        try:
            return float(codec.loads(self.body)["retry_after"]) if self.headers.get("Via") else None
        except (ValueError, KeyError, TypeError):
            return None


async def only_once(response: aiohttp.ClientResponse) -> None:
    """aiohttp asks this before anybody sees an answer: the outbox repeats what may be repeated, nobody else."""
    if response.status == 429 or response.status >= 500:
        raise Turned(response.status, response.headers, await response.read())
