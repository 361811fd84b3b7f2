"""Socket Mode, and a watchdog over it: a connection that has gone deaf is given up for a new one.

slack-sdk can retry for ever on a session that is closed (python-slack-sdk issue 1922), or on an address that was
good only once. Quiet is no sign of that; what is looked at is the session itself and its pings.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from adapters.slack.wire import Wire
from bot.kernel.errors import PlatformError, Unclear

log = structlog.get_logger()
PING, DEAF = 5.0, 20.0  # seconds: between two pings, and until a connection that hears nothing is given up
LOOKS = 4


class Socket:
    """Connected from ``start`` to ``close``, with as many connections in between as it takes."""

    def __init__(self, bolt: AsyncApp, wire: Wire, app_token: str) -> None:
        self._bolt = bolt
        self._wire = wire
        self._token = app_token
        self._client: SocketModeClient | None = None
        self._watch: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Connect; PlatformError where Slack refuses."""
        await self._connect()
        self._watch = asyncio.create_task(self._watchdog())

    async def close(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        await self._disconnect()

    @property
    def client(self) -> SocketModeClient | None:
        return self._client

    async def _connect(self) -> None:
        opened = await self._wire.call("apps.connections.open", {"app_token": self._token})
        handler = AsyncSocketModeHandler(self._bolt, self._token, web_client=self._wire.another(), ping_interval=PING)
        self._client = handler.client
        self._client.wss_uri = str(opened["url"])
        try:
            await asyncio.wait_for(self._client.connect(), DEAF)  # type: ignore[no-untyped-call]
        except TimeoutError as error:
            raise Unclear(f"the socket does not open within {DEAF:.0f} s") from error

    async def _disconnect(self) -> None:
        """slack-sdk cancels its tasks when it closes, but leaves before they have ended."""
        client, self._client = self._client, None
        if client is None:
            return
        with suppress(Exception):
            await client.close()  # type: ignore[no-untyped-call]
        tasks = [client.message_processor, client.current_session_monitor, client.message_receiver]
        await asyncio.gather(*filter(None, tasks), return_exceptions=True)
        await client.aiohttp_client_session.close()

    async def _watchdog(self) -> None:
        loop = asyncio.get_running_loop()
        heard = loop.time()
        while True:
            await asyncio.sleep(DEAF / LOOKS)
            if await self.hears():
                heard = loop.time()
            elif loop.time() - heard >= DEAF:
                await self._replace()
                heard = loop.time()

    async def hears(self) -> bool:
        """Whether the session is open, answers pings, and somebody listens to it."""
        client = self._client
        if client is None or not await client.is_connected():
            return False
        return not any(task is None or task.done() for task in (client.message_receiver, client.message_processor))

    async def _replace(self) -> None:
        log.warning("slack socket is deaf, opening another")
        await self._disconnect()
        try:
            await self._connect()
        except PlatformError as error:
            log.error("slack socket refused", error=str(error))
