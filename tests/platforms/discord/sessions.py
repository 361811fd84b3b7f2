"""Gateway sessions, and the lines over which they are told things."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

KEPT = 2000


class Hangup(Exception):
    """The gateway closes the socket with this code."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


Gone = Callable[[], None]


def nothing() -> None:
    """Nobody asks when it went."""


@dataclass(eq=False)
class Line:
    """One socket: frames go out in order, compressed as the client asked."""

    socket: web.WebSocketResponse
    deflate: Any = None
    outbox: asyncio.Queue[tuple[str, Gone] | int] = field(default_factory=asyncio.Queue)
    sends: deque[float] = field(default_factory=deque)
    session: Session | None = None
    closed_here: bool = False

    def push(
        self, op: int, data: Any = None, *, event: str | None = None, seq: int | None = None, gone: Gone = nothing
    ) -> None:
        """`gone` is called in the moment when it goes out."""
        self.outbox.put_nowait((json.dumps({"op": op, "d": data, "s": seq, "t": event}), gone))

    def close(self, code: int) -> None:
        """After what was said before."""
        self.closed_here = True
        self.outbox.put_nowait(code)

    async def write(self) -> None:
        with suppress(ConnectionError):
            while not isinstance(told := await self.outbox.get(), int):
                frame, gone = told
                gone()
                if self.deflate is None:
                    await self.socket.send_str(frame)
                    continue
                packed = self.deflate.compress(frame.encode()) + self.deflate.flush(zlib.Z_SYNC_FLUSH)
                await self.socket.send_bytes(packed)
            await self.socket.close(code=told)


@dataclass(eq=False)
class Session:
    """What RESUME finds again: events are kept until the session ends."""

    id: str
    intents: int
    shard: tuple[int, int]
    seq: int = 0
    events: deque[tuple[int, str, Any]] = field(default_factory=lambda: deque(maxlen=KEPT))
    line: Line | None = None

    def tell(self, event: str, data: Any, gone: Gone = nothing) -> None:
        self.seq += 1
        self.events.append((self.seq, event, data))
        if self.line is not None:
            self.line.push(0, data, event=event, seq=self.seq, gone=gone)

    def covers(self, guild_id: str | None) -> bool:
        number, count = self.shard
        return (int(guild_id) >> 22) % count == number if guild_id else number == 0
