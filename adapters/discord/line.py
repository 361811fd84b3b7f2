"""The wire to the real Discord: discord.py's own HTTP client, held to a single attempt of at most 30 seconds."""

from __future__ import annotations

import asyncio
import json as codec
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl

import aiohttp
import discord
from discord.http import Route

from adapters.discord.errors import follows
from adapters.discord.limits import EVERYTHING, Limits
from adapters.discord.wire import Attachment, Refusal, Way, way
from bot.kernel.errors import Closed, RateLimited, Unclear

TOTAL = 30.0
NOT_SENT_YET = timedelta(seconds=1)


@dataclass
class Turned(Exception):
    """An answer after which discord.py would sleep and try again by itself."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(eq=False)
class Ticket:
    """One request: the limits that it keeps to, and whether it has gone out."""

    way: Way
    limits: Limits
    sent: bool = False

    def check(self) -> None:
        self.limits.check(self.way.bucket)
        if self.way.paced:
            self.limits.check(EVERYTHING)

    async def turn(self) -> None:
        """Wait for it before anything costly is done: a thousand at once must not go out in a bunch."""
        self.check()
        if self.way.paced:
            await self.limits.turn()

    def go(self) -> None:
        """It meets the socket: discord.py may have held it back for its bucket until now."""
        self.check()
        self.sent = True

    def gone(self) -> None:
        if self.way.paced:
            self.limits.gone()


def watch() -> aiohttp.TraceConfig:
    """Tells each ticket when its request goes out."""

    async def on_start(session: object, context: SimpleNamespace, params: object) -> None:
        ticket = context.trace_request_ctx
        if isinstance(ticket, Ticket):
            ticket.go()

    async def on_sent(session: object, context: SimpleNamespace, params: object) -> None:
        ticket = context.trace_request_ctx
        if isinstance(ticket, Ticket):
            ticket.gone()

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(on_start)
    trace.on_request_headers_sent.append(on_sent)
    return trace


async def _only_once(response: aiohttp.ClientResponse) -> None:
    """aiohttp asks this before discord.py sees an answer: the outbox repeats what may be repeated, nobody else."""
    if response.status == 429 or response.status >= 500:
        raise Turned(response.status, response.headers, await response.read())


@dataclass(eq=False)
class Line:
    """A Wire over a discord.Client, which logs in when something is first asked for."""

    client: discord.Client
    token: str
    limits: Limits
    _entering: asyncio.Lock = field(default_factory=asyncio.Lock)
    _entered: bool = False

    async def request(self, method: str, path: str, json: Any = None, files: Sequence[Attachment] = ()) -> Any:
        """See Wire. A request that could not go out within 30 seconds was not sent: RateLimited, not Unclear."""
        await self.enter()
        path, _, query = path.partition("?")
        ticket = Ticket(way(method, path), self.limits)
        more = _body(json, files) | ({"params": dict(parse_qsl(query))} if query else {})
        try:
            async with asyncio.timeout(TOTAL):
                await ticket.turn()
                return await self.client.http.request(
                    Route(method, ticket.way.template, **ticket.way.values),
                    raise_for_status=_only_once,
                    trace_request_ctx=ticket,
                    **more,
                )
        except Turned as turned:
            raise self._follows(turned, ticket.way.bucket) from turned
        except discord.HTTPException as error:
            raise Refusal(error.status, error.code, error.text) from error
        except discord.RateLimited as error:
            raise RateLimited(timedelta(seconds=error.retry_after)) from error
        except (aiohttp.ClientError, OSError) as error:
            if isinstance(error, TimeoutError) and not ticket.sent:
                raise RateLimited(NOT_SENT_YET) from error
            raise Unclear(type(error).__name__) from error

    async def enter(self) -> None:
        """Log in, once: this makes discord.py's session, and tells who the bot is."""
        async with self._entering:
            if self._entered:
                return
            try:
                await self.client.login(self.token)
            except discord.LoginFailure as error:
                raise Closed("Discord does not accept the token") from error
            except discord.HTTPException as error:
                await self._leave()
                raise follows(Refusal(error.status, error.code, error.text)) from error
            except (aiohttp.ClientError, OSError) as error:
                await self._leave()
                raise Unclear(type(error).__name__) from error
            self._entered = True

    async def _leave(self) -> None:
        """Closing discord.py's session closes its connector, which it would use again."""
        await self.client.http.close()
        self.client.http.connector = discord.utils.MISSING

    async def close(self) -> None:
        await self.client.close()

    def _follows(self, turned: Turned, bucket: str) -> Exception:
        if turned.status != 429:
            return Unclear(f"Discord answered {turned.status}")
        seconds = _retry_after(turned)
        if seconds is None:
            return Refusal(429, 0, "without Via: Discord's shield has banned this address")
        is_global = turned.headers.get("X-RateLimit-Scope") == "global"
        self.limits.hold(EVERYTHING if is_global else bucket, seconds)
        return RateLimited(timedelta(seconds=seconds))


def _body(json: Any, files: Sequence[Attachment]) -> dict[str, Any]:
    """JSON, or with files a form of several parts whose first says what the others are."""
    if not files:
        return {} if json is None else {"json": json}
    payload = {"name": "payload_json", "value": codec.dumps(json)}
    parts = [
        {"name": f"files[{number}]", "value": file.content, "filename": file.name, "content_type": file.media}
        for number, file in enumerate(files)
    ]
    return {"form": [payload, *parts]}


def _retry_after(turned: Turned) -> float | None:
    """How long Discord itself asks to wait; None when the answer comes from the shield before it."""
    try:
        return float(codec.loads(turned.body)["retry_after"]) if turned.headers.get("Via") else None
    except (ValueError, KeyError, TypeError):
        return None
