"""The gateway: websocket sessions, what they are told, and how they end."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.platforms.discord import shapes
from tests.platforms.discord.sessions import Gone, Hangup, Line, Session, nothing

if TYPE_CHECKING:
    from tests.platforms.discord.world import World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT = 0, 1, 2, 3, 6, 7
MEMBERS, INVALID_SESSION, HELLO, ACK = 8, 9, 10, 11
PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15)
KNOWN_INTENTS = (1 << 26) - 1
MOST_SENDS, SENDS_WINDOW, MOST_BYTES = 120, 60.0, 4096


class Gateway:
    """`refuse` closes the next IDENTIFY with that code; `heartbeat_ms` is what HELLO asks for."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.sessions: dict[str, Session] = {}
        self.lines: set[Line] = set()
        self.heartbeat_ms = 41_250
        self.refuse: int | None = None
        self._waiting: list[tuple[Callable[[], bool], asyncio.Future[None]]] = []

    @property
    def connected(self) -> list[Session]:
        return [session for session in self.sessions.values() if session.line is not None]

    def dispatch(
        self, event: str, data: dict[str, Any], *, guild_id: str | None, intent: int = 0, gone: Gone = nothing
    ) -> int:
        """To every session that asked for it; one that is away will find it when it resumes."""
        told = [s for s in self.sessions.values() if s.covers(guild_id) and s.intents & intent == intent]
        for session in told:
            session.tell(event, data, gone)
        return len(told)

    def drop(self, code: int = 1001) -> None:
        """Close every socket. Sessions can be resumed, but for codes that end them."""
        for line in list(self.lines):
            line.close(code)
        if code in {4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014}:
            self.sessions.clear()

    def reconnect(self) -> None:
        """Op 7: come again, please."""
        for line in self.lines:
            line.push(RECONNECT)

    def invalidate(self, *, resumable: bool = False) -> None:
        """Op 9. Unless it is resumable, the sessions and what they missed are gone."""
        for line in self.lines:
            line.push(INVALID_SESSION, resumable)
            if not resumable:
                line.session = None
        if not resumable:
            self.sessions.clear()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if self.world.door.down:
            return web.Response(status=503)
        socket = web.WebSocketResponse(timeout=1.0, max_msg_size=MOST_BYTES)
        await socket.prepare(request)
        line = Line(socket)
        self.lines.add(line)
        writer = asyncio.create_task(line.write())
        try:
            self.greet(line, request.query)
            async for message in socket:
                self.hear(line, message.data if message.type is WSMsgType.TEXT else "")
        except Hangup as hangup:
            line.close(hangup.code)
            await writer
        finally:
            self.forget(line)
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
        return socket

    def greet(self, line: Line, query: Any) -> None:
        if query.get("v") != "10":
            raise Hangup(4012)
        if query.get("encoding") != "json" or query.get("compress") not in {None, "zlib-stream"}:
            self.world.journal.surprises.append(f"gateway {dict(query)}")
            raise Hangup(4002)
        line.deflate = zlib.compressobj() if "compress" in query else None
        line.push(HELLO, {"heartbeat_interval": self.heartbeat_ms, "_trace": []})

    def forget(self, line: Line) -> None:
        self.lines.discard(line)
        session = line.session
        if session is not None and session.line is line:
            session.line = None
            if not line.closed_here and line.socket.close_code in {1000, 1001}:
                self.sessions.pop(session.id, None)
        self.announce()

    async def until(self, condition: Callable[[], bool], within: float) -> None:
        """Looked at whenever a session comes or goes, so that no moment is missed."""
        if condition():
            return
        reached: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((condition, reached))
        await asyncio.wait_for(reached, within)

    def announce(self) -> None:
        for condition, reached in self._waiting:
            if not reached.done() and condition():
                reached.set_result(None)
        self._waiting = [entry for entry in self._waiting if not entry[1].done()]

    def hear(self, line: Line, text: str) -> None:
        now = time.monotonic()
        line.sends.append(now)
        while line.sends[0] < now - SENDS_WINDOW:
            line.sends.popleft()
        if len(line.sends) > MOST_SENDS:
            raise Hangup(4008)
        try:
            frame = json.loads(text)
            op, data = frame["op"], frame.get("d")
        except (ValueError, KeyError, TypeError):
            raise Hangup(4002) from None
        self.obey(line, op, data)

    def obey(self, line: Line, op: int, data: Any) -> None:
        if op == HEARTBEAT:
            line.push(ACK)
        elif op == IDENTIFY:
            self.identify(line, data)
        elif op == RESUME:
            self.resume(line, data)
        elif op not in {PRESENCE, 4, MEMBERS}:
            raise Hangup(4001)
        elif line.session is None:
            raise Hangup(4003)
        elif op == MEMBERS:
            self.world.journal.surprises.append("gateway request for members")

    def identify(self, line: Line, data: dict[str, Any]) -> None:
        self.world.journal.identifies.append({"at": self.world.clock.time(), **data, "token": "…"})
        limit = self.world.session_start_limit
        limit["remaining"] -= 1
        for code in self.objections(line, data):
            raise Hangup(code)
        session = Session(secrets.token_hex(16), data["intents"], tuple(data.get("shard", (0, 1))), line=line)
        line.session = self.sessions[session.id] = session
        self.ready(session)
        self.announce()

    def objections(self, line: Line, data: dict[str, Any]) -> Iterator[int]:
        intents, refuse = data.get("intents"), self.refuse
        self.refuse = None
        shard = data.get("shard", [0, 1])
        if refuse is not None:
            yield refuse
        if line.session is not None:
            yield 4005
        if self.world.session_start_limit["remaining"] < 0:
            self.world.journal.violations.append("gateway: IDENTIFY beyond the session start limit")
            yield 4004
        if data.get("token") != self.world.token:
            yield 4004
        if not isinstance(intents, int) or intents & ~KNOWN_INTENTS:
            yield 4013
        elif intents & PRIVILEGED & ~self.world.privileged_intents:
            yield 4014
        if not 0 <= shard[0] < shard[1]:
            yield 4010

    def ready(self, session: Session) -> None:
        world = self.world
        guilds = [g for g in world.guilds.values() if not g.left and session.covers(g.id)]
        session.tell(
            "READY",
            {
                "v": 10,
                "user": shapes.person(world.me) | {"verified": True, "mfa_enabled": True, "email": None},
                "guilds": [{"id": guild.id, "unavailable": True} for guild in guilds],
                "session_id": session.id,
                "resume_gateway_url": f"ws://{world.address}/gateway/resume",
                "shard": list(session.shard),
                "application": {"id": world.me.id, "flags": 0},
                "private_channels": [],
                "user_settings": {},
            },
        )
        for guild in guilds if session.intents & 1 else ():
            session.tell("GUILD_CREATE", shapes.guild_create(world, guild))

    def resume(self, line: Line, data: dict[str, Any]) -> None:
        session = self.sessions.get(data.get("session_id", ""))
        if data.get("token") != self.world.token:
            raise Hangup(4004)
        if session is None:
            line.push(INVALID_SESSION, False)
            return
        if data["seq"] is None or data["seq"] > session.seq:
            raise Hangup(4007)
        self.world.journal.resumes += 1
        line.session, session.line = session, line
        for seq, event, missed in session.events:
            if seq > data["seq"]:
                line.push(DISPATCH, missed, event=event, seq=seq)
        session.tell("RESUMED", {"_trace": []})
        self.announce()
