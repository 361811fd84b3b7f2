"""The door: real sockets, and the order in which Discord looks at a request.

Edge (ban, user agent) -> token -> limits -> form -> handler. A handler is a plain function `(world, call)` that
returns JSON (200), `Reply`, or None (204), and raises Refusal.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.platforms.discord import spec
from tests.platforms.discord.faults import Fault, Faults
from tests.platforms.discord.journal import Call
from tests.platforms.discord.rates import Banned, Limited, Rates
from tests.platforms.discord.refusals import Refusal

if TYPE_CHECKING:
    from tests.platforms.discord.world import World

BASE = "/api/v10"
UNREADABLE = object()
TOKENLESS = ("/interactions/", "/webhooks/")
VIA = {"Via": "1.1 google"}
WORDS = {500: "500: Internal Server Error", 502: "502: Bad Gateway", 503: "503: Service Unavailable"}


@dataclass(frozen=True)
class Reply:
    """An answer other than 200 with JSON."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


Handler = Callable[[Any, Call], Any]
Route = tuple[str, str, Handler]


class Door:
    """`validate` judges by Discord's description, `strict` also refuses what it finds, `delay` is in seconds."""

    def __init__(self, world: World, *, limits: bool, delay: float, validate: bool) -> None:
        self.world = world
        self.rates = Rates(on=limits)
        self.faults = Faults()
        self.delay = delay
        self.validate = validate
        self.strict = True
        self.down = False

    def mount(self, app: web.Application, routes: Iterable[Route]) -> None:
        for method, template, handler in routes:
            app.router.add_route(method, BASE + template, partial(self.serve, template, handler))
        app.router.add_route("*", "/{path:.*}", partial(self.serve, "", surprised))

    async def serve(self, template: str, handler: Handler, request: web.Request) -> web.StreamResponse:
        started = time.perf_counter()
        call = await read(request, template, self.world.clock.time())
        self.world.journal.calls.append(call)
        fault = self.faults.take(call)
        reply = None if self.down else self.answer(call, handler, fault)
        wait = self.delay + (fault.delay if fault else 0.0)
        if wait:
            await asyncio.sleep(wait)
        call.ms = (time.perf_counter() - started) * 1000
        if reply is None or (fault and fault.disconnect):
            call.status = 0
            hang_up(request)
            return web.Response()
        call.status = reply.status
        self.rates.count(call)
        return reply

    def answer(self, call: Call, handler: Handler, fault: Fault | None) -> web.Response:
        if fault and not fault.harmless:
            return self.misfortune(call, fault)
        reply = self.honest(call, handler)
        return self.misfortune(call, fault) if fault and fault.answers else reply

    def honest(self, call: Call, handler: Handler) -> web.Response:
        try:
            self.admit(call)
            headers = VIA | self.rates.check(call, time.time())
        except Banned:
            return banned(60.0)
        except Refusal as refusal:
            return self.refused(call, refusal, VIA)
        try:
            self.judge(call)
            result = handler(self.world, call)
        except Refusal as refusal:
            return self.refused(call, refusal, headers)
        except Exception as error:
            self.world.journal.surprises.append(f"{call}: this far end broke: {error!r}")
            raise
        call.applied = True
        reply = result if isinstance(result, Reply) else Reply(204 if result is None else 200, result)
        return respond(reply, headers)

    def misfortune(self, call: Call, fault: Fault) -> web.Response:
        refusal = fault.refusal()
        if isinstance(refusal, Limited):
            call.scope = refusal.scope
            return self.refused(call, refusal, VIA) if fault.via else banned(fault.retry_after)
        if fault.code or not fault.answers:
            return self.refused(call, refusal, VIA)
        words = {"message": WORDS.get(fault.status, f"{fault.status}: error"), "code": 0}
        return respond(Reply(fault.status, words), VIA)

    def admit(self, call: Call) -> None:
        """An interaction's own token is enough: discord.py's webhooks send neither the bot's nor an agent."""
        if call.route.startswith(TOKENLESS):
            return
        agent = call.headers.get("User-Agent", "")
        if not agent.startswith("DiscordBot ("):
            self.world.journal.violations.append(f"{call}: {agent!r} is no DiscordBot (url, version)")
            raise Refusal(40333)
        if call.headers.get("Authorization") != f"Bot {self.world.token}":
            raise Refusal(0)

    def judge(self, call: Call) -> None:
        if call.json is UNREADABLE:
            raise Refusal(50109)
        if not (call.route and self.validate and spec.available()):
            return
        body = call.json if call.has_body else spec.MISSING
        faults = spec.faults_of_query(call.method, call.route, call.query)
        faults += spec.faults_of_body(call.method, call.route, body)
        if faults and self.strict:
            raise Refusal(50035, details=faults)
        self.world.journal.violations += [f"{call}: {fault}" for fault in faults]
        if not faults:
            unknown = spec.unknown_fields(call.method, call.route, call.query, body)
            self.world.journal.ignored += [f"{call}: {name}" for name in unknown]

    def refused(self, call: Call, refusal: Refusal, headers: dict[str, str]) -> web.Response:
        call.code = refusal.code
        self.world.journal.violations += [f"{call}: {detail}" for detail in refusal.details]
        if isinstance(refusal, Limited):
            call.scope, headers = refusal.scope, headers | refusal.headers
        return respond(Reply(refusal.status, refusal.body()), headers)


def respond(reply: Reply, headers: dict[str, str]) -> web.Response:
    """Discord names no charset, and clients compare the whole header."""
    headers = headers | reply.headers
    if reply.body is None:
        return web.Response(status=reply.status, headers=headers)
    headers = headers | {"Content-Type": "application/json"}
    return web.Response(status=reply.status, body=json.dumps(reply.body).encode(), headers=headers)


async def read(request: web.Request, template: str, at: float) -> Call:
    path = request.path.removeprefix(BASE)
    call = Call(request.method, path, template, at, dict(request.match_info), dict(request.query), request.headers)
    if request.content_type == "multipart/form-data":
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                call.files.append((value.filename, value.file.read()))
            elif name == "payload_json":
                call.json, call.has_body = parsed(str(value).encode()), True
    elif request.can_read_body:
        raw = await request.read()
        call.has_body = bool(raw)
        call.json = parsed(raw) if raw else None
    return call


def parsed(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        return UNREADABLE


def banned(retry_after: float) -> web.Response:
    headers = {"Retry-After": str(int(retry_after) + 1), "Server": "cloudflare"}
    page = (
        "<!doctype html><title>Access denied | discord.com used Cloudflare to restrict access</title>error code: 1015"
    )
    return web.Response(status=429, text=page, content_type="text/html", headers=headers)


def hang_up(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()


def surprised(world: World, call: Call) -> Any:
    world.journal.surprises.append(f"{call.method} {call.path}")
    return Reply(404, {"message": "404: Not Found", "code": 0})
