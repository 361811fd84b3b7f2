"""Socket Mode: the connections of an app, what is sent down them, and the acknowledgements that come up."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from aiohttp import WSMsgType, web

if TYPE_CHECKING:
    from tests.platforms.slack.far_end import FakeSlack

Json = dict[str, Any]
Reason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]

MOST = 10
HEARTBEAT = 10.0


@dataclass
class Envelope:
    """One delivery. ``accepts`` says whether the acknowledgement may carry a payload."""

    kind: Literal["events_api", "slash_commands", "interactive"]
    payload: Json
    accepts: bool = False
    retry_attempt: int = 0
    retry_reason: str = ""
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    def json(self) -> Json:
        retries = {"retry_attempt": self.retry_attempt, "retry_reason": self.retry_reason}
        return {
            "envelope_id": self.id,
            "payload": self.payload,
            "type": self.kind,
            "accepts_response_payload": self.accepts,
            **(retries if self.kind == "events_api" else {}),
        }


@dataclass
class Receipt:
    """How a delivery went: ``error`` is None when it was acknowledged in time, with ``payload`` or None."""

    payload: Any = None
    ms: float | None = None
    error: str | None = None


class Sockets:
    """Envelopes go to the open connections in turn. ``mute`` ones answer no ping: a line that is half open."""

    def __init__(self, slack: FakeSlack) -> None:
        self._slack = slack
        self._tickets: set[str] = set()
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._sent: set[str] = set()
        self._turn = 0
        self.open: list[web.WebSocketResponse] = []
        self.opened = 0
        self.mute = False

    def ticket(self) -> str:
        """An address that works once."""
        ticket = uuid.uuid4().hex
        self._tickets.add(ticket)
        return f"{self._slack.url.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={self._slack.app_id}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403)
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(autoping=False, heartbeat=HEARTBEAT, timeout=1.0)
        await socket.prepare(request)
        if len(self.open) >= MOST:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        await socket.send_json(self._hello())
        self.open.append(socket)
        self.opened += 1
        self._slack.touch()
        try:
            await self._listen(socket)
        finally:
            self._forget(socket)
        return socket

    def _hello(self) -> Json:
        debug = {"host": "fake", "build_number": 1, "approximate_connection_time": 3600}
        info = {"app_id": self._slack.app_id}
        return {
            "type": "hello",
            "num_connections": len(self.open) + 1,
            "debug_info": debug,
            "connection_info": info,
        }

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            if message.type is WSMsgType.PING and not self.mute:
                await socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                self._acknowledged(message.data)

    def _forget(self, socket: web.WebSocketResponse) -> None:
        if socket in self.open:
            self.open.remove(socket)
        self._slack.touch()

    def _acknowledged(self, text: str) -> None:
        try:
            body = json.loads(text)
            name = body["envelope_id"]
        except (json.JSONDecodeError, KeyError, TypeError):
            self._slack.surprise(f"not an acknowledgement: {text[:100]}")
            return
        if name not in self._sent:
            self._slack.surprise(f"an acknowledgement of an unknown envelope {name}")
        if extra := sorted(set(body) - {"envelope_id", "payload"}):
            self._slack.surprise(f"an acknowledgement with unknown fields: {', '.join(extra)}")
        waiting = self._waiting.pop(name, None)
        if waiting and not waiting.done():
            waiting.set_result(body.get("payload"))

    async def send(self, envelope: Envelope) -> Receipt:
        """Down one connection; waits as long as Slack does for the acknowledgement."""
        socket = self._next()
        if socket is None:
            return Receipt(error="dispatch_failed")
        waiting: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope.id] = waiting
        self._sent.add(envelope.id)
        started = time.perf_counter()
        with contextlib.suppress(ConnectionError):
            await socket.send_json(envelope.json())
        try:
            payload = await asyncio.wait_for(waiting, self._slack.patience)
        except TimeoutError:
            return Receipt(error="operation_timeout")
        finally:
            self._waiting.pop(envelope.id, None)
        return Receipt(payload or None, (time.perf_counter() - started) * 1000)

    def _next(self) -> web.WebSocketResponse | None:
        usable = [socket for socket in self.open if not socket.closed]
        if not usable:
            return None
        self._turn += 1
        return usable[self._turn % len(usable)]

    async def say_goodbye(self, reason: Reason) -> None:
        """Ask every connection to go, as Slack does about ten seconds before it closes them."""
        for socket in list(self.open):
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "fake"}})

    async def drop(self, *, abruptly: bool = False) -> None:
        """Close every connection, with a closing frame or (``abruptly``) without a word."""
        for socket in list(self.open):
            self._forget(socket)
            transport = socket._req.transport if socket._req else None
            if abruptly and transport is not None:
                transport.abort()
            else:
                await socket.close()
