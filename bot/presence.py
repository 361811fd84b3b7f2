"""One platform of this process: connected while this process leads it, standing by while another does."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol, runtime_checkable

import structlog
from sqlalchemy.exc import DBAPIError
from starlette.routing import BaseRoute

from bot.core import Core
from bot.kernel.errors import PlatformError, RateLimited, Unclear
from bot.kernel.ports import Platform

log = structlog.get_logger()
POLL, LONGEST_PAUSE = 3.0, 60.0
Say = Callable[[str], None]


class Connection(Protocol):
    """What an adapter offers: a platform that speaks, and ears."""

    @property
    def platform(self) -> Platform: ...

    async def start(self) -> str:
        """Connect; who the bot is there. Raises PlatformError when trying again would not help."""
        ...

    async def hears(self) -> bool:
        """Whether what happens on the platform reaches us at this moment."""
        ...

    async def close(self) -> None:
        """Give the answers that are on their way, then leave."""
        ...


@runtime_checkable
class Ends(Protocol):
    """A connection that the platform can end for good."""

    async def ended(self) -> None:
        """Returns when it was closed by us; raises PlatformError when the platform did it."""
        ...


class Presence:
    """``make`` makes a connection; ``routes`` are what the platform calls over HTTP, in any process.

    ``state`` is ``connecting``, ``connected``, ``standing by`` or ``failed``: what we have come to by ourselves.
    """

    def __init__(self, name: str, core: Core, make: Callable[[], Connection], routes: Sequence[BaseRoute] = ()) -> None:
        self.name = name
        self.state = "connecting"
        self.why = ""
        self.routes = routes
        self._core = core
        self._make = make
        self._connection: Connection | None = None

    async def condition(self) -> str:
        """The state at this moment: a connection that broke is ``reconnecting`` until it hears again."""
        lost = self._connection and not await self._connection.hears()
        return "reconnecting" if lost else self.state

    async def run(self, say: Say) -> None:
        """Until cancelled, or until the platform has shut its door for good: then ``state`` is ``failed``."""
        pause = 1.0
        try:
            while True:
                await self._until_leading()
                try:
                    await self._connected(self._make(), say)
                    log.warning(f"{self.name} is led by another process now")
                except (Unclear, RateLimited) as error:
                    log.warning(f"{self.name} cannot be reached", why=_line(error), again_in=pause)
                    await asyncio.sleep(pause)
                    pause = min(LONGEST_PAUSE, 2 * pause)
        except PlatformError as error:
            self.state, self.why = "failed", _line(error)
            log.error(f"{self.name} is not connected: {self.why}")
        except Exception as error:
            self.state, self.why = "failed", f"a defect of ours ({type(error).__name__})"
            log.error(f"{self.name} is not connected: {self.why}", trace=traceback.format_exc())

    async def _until_leading(self) -> None:
        while not await self._leads():
            self.state = "standing by"
            await asyncio.sleep(POLL)
        self.state = "connecting"

    async def _leads(self) -> bool | None:
        """None while the database cannot say: whoever is connected stays so until it can."""
        if self.routes:
            return True
        try:
            return await self._core.store.lead(self.name)
        except DBAPIError as error:
            log.warning("the database does not answer", error=type(error).__name__)
            return None

    async def _connected(self, connection: Connection, say: Say) -> None:
        """Until another process leads."""
        try:
            who = await connection.start()
            self.state, self._connection = "connected", connection
            say(f"ready: {self.name} {who}")
            await self._speaking(connection)
        finally:
            self._connection = None
            await connection.close()

    async def _speaking(self, connection: Connection) -> None:
        pump = self._core.attach(connection.platform)
        self._core.engine.nudge()
        ended = asyncio.create_task(_end(connection))
        try:
            while not ended.done() and await self._leads() is not False:
                await asyncio.wait({ended}, timeout=POLL)
            if ended.done():
                await ended
        finally:
            self._core.detach(pump)
            ended.cancel()
            with suppress(asyncio.CancelledError, PlatformError):
                await ended


async def _end(connection: Connection) -> None:
    await (connection.ended() if isinstance(connection, Ends) else asyncio.Event().wait())


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
