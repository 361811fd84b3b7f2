"""The wire to the real Discord: discord.py's own HTTP client, held to a single attempt of at most 30 seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
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
from adapters.discord.talk import Talk, parts
from adapters.discord.turned import Turned, only_once
from adapters.discord.wire import Attachment, Refusal, Way, way
from bot.kernel.errors import Closed, RateLimited, Unclear

TOTAL = 30.0
NOT_SENT_YET = timedelta(seconds=1)


@dataclass(eq=False)
class Ticket:
    """One request: the limits that it keeps to, and whether it has gone out."""

    way: Way
    limits: Limits
    sent: bool = False

    def check(self) -> None:
        self.limits.check(self.way.bucket)
        self.limits.check(EVERYTHING)

    async def turn(self) -> None:
        """Wait for it before anything costly is done: a thousand at once must not go out in a bunch."""
        self.check()
        await self.limits.turn()

    def go(self) -> None:
        """It meets the socket: discord.py may have held it back for its bucket until now."""
        self.check()
        self.sent = True


def watch() -> aiohttp.TraceConfig:
    """Tells each ticket when its request goes out."""

    async def on_start(session: object, context: SimpleNamespace, params: object) -> None:
        ticket = context.trace_request_ctx
        if isinstance(ticket, Ticket):
            ticket.go()

    async def on_sent(session: object, context: SimpleNamespace, params: object) -> None:
        ticket = context.trace_request_ctx
        if isinstance(ticket, Ticket):
            ticket.limits.gone()

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(on_start)
    trace.on_request_headers_sent.append(on_sent)
    return trace


@dataclass(eq=False)
class Line:
    """A Wire over a discord.Client, which logs in when something is first asked for; answers go past it."""

    client: discord.Client
    token: str
    limits: Limits
    talk: Talk = field(init=False)
    _entering: asyncio.Lock = field(default_factory=asyncio.Lock)
    _entered: bool = False

    def __post_init__(self) -> None:
        self.talk = Talk(self.client.http.user_agent)

    async def request(self, method: str, path: str, json: Any = None, files: Sequence[Attachment] = ()) -> Any:
        """See Wire. A request that could not go out within 30 seconds was not sent: RateLimited, not Unclear."""
        if self.talk.takes(path):
            return await self.talk.request(method, path, json, files)
        await self.enter()
        path, _, query = path.partition("?")
        ticket = Ticket(way(method, path), self.limits)
        more = _body(json, files) | ({"params": dict(parse_qsl(query))} if query else {})
        try:
            async with asyncio.timeout(TOTAL):
                await ticket.turn()
                return await self.client.http.request(
                    Route(method, ticket.way.template, **ticket.way.values),
                    raise_for_status=only_once,
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
        await self.talk.close()
        await self.client.close()

    def _follows(self, turned: Turned, bucket: str) -> Exception:
        follows = turned.follows()
        if isinstance(follows, RateLimited):
            self.limits.hold(EVERYTHING if turned.is_global else bucket, follows.retry_after.total_seconds())
        return follows


def _body(json: Any, files: Sequence[Attachment]) -> dict[str, Any]:
    """As discord.py wants it."""
    if files:
        return {"form": parts(json, files)}
    return {} if json is None else {"json": json}
