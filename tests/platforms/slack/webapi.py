"""The Web API's front door: who calls, with what, and what they get."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.platforms.slack import chat, conversations, directory, methods, modals, uploads
from tests.platforms.slack.desk import Desk
from tests.platforms.slack.faults import Fault, limited
from tests.platforms.slack.methods import METHODS, Args, Refused

if TYPE_CHECKING:
    from tests.platforms.slack.far_end import FakeSlack
    from tests.platforms.slack.workspace import Workspace

Handler = Callable[[Desk], dict[str, Any]]
HANDLERS: dict[str, Handler] = {
    **chat.HANDLERS,
    **conversations.HANDLERS,
    **directory.HANDLERS,
    **uploads.HANDLERS,
    **modals.HANDLERS,
}


@dataclass(eq=False)
class Call:
    """One request: its arguments decoded, when it came (``at``, Unix seconds), and how it was answered.

    ``status`` is 0 when the connection was closed instead; ``error`` is Slack's, or None.
    """

    method: str
    args: Args
    token: str
    team: str
    at: float = field(default_factory=time.time)
    status: int = 0
    error: str | None = None
    answer: dict[str, Any] = field(default_factory=dict, repr=False)


class WebApi:
    """Everything under ``/api/``."""

    def __init__(self, slack: FakeSlack) -> None:
        self._slack = slack
        self.calls: list[Call] = []

    async def handle(self, request: web.Request) -> web.Response:
        raw, token = await _read(request)
        call = Call(request.match_info["method"], methods.decode(raw), token, "")
        self.calls.append(call)
        fault = self._slack.faults.take(call.method) or Fault()
        await asyncio.sleep(self._slack.delay + fault.delay)
        response = self._meet(fault, call)
        self._slack.touch()
        if fault.disconnect:
            call.status = 0
            if request.transport:
                request.transport.close()
            return response
        return _noted(call, response)

    def _meet(self, fault: Fault, call: Call) -> web.Response:
        if not fault.answers:
            return self._answer(call)
        if fault.lag:
            self._slack.later(fault.lag, lambda: self._answer(call))
        elif fault.apply:
            self._answer(call)
        return fault.response()

    def _answer(self, call: Call) -> web.Response:
        try:
            body = self._do(call)
        except Refused as refused:
            body = refused.body
        if "retry_after" in body:
            return limited(body["retry_after"])
        return web.json_response(body, headers=self._scopes(call))

    def _do(self, call: Call) -> dict[str, Any]:
        method = METHODS.get(call.method)
        if method is None:
            self._slack.surprise(f"unknown method {call.method}")
            raise Refused("unknown_method", req_method=call.method)
        if method.app:
            return self._connect(call)
        space = self._who(call)
        call.team = space.id
        wait = self._slack.limits.retry_after(space.id, call.method, call.args)
        if wait is not None:
            return {"retry_after": wait}
        if extra := methods.strangers(method, call.args):
            self._slack.surprise(f"{call.method} has no argument {', '.join(extra)}")
        desk = Desk(self._slack, space, call.args)
        desk.needs(method.scope)
        methods.check(method, call.args)
        return {"ok": True} | HANDLERS[call.method](desk)

    def _who(self, call: Call) -> Workspace:
        """The workspace whose bot the token belongs to."""
        if not call.token:
            raise Refused("not_authed")
        if call.token.startswith("xapp-"):
            raise Refused("not_allowed_token_type")
        space = self._slack.by_token.get(call.token)
        if space is None:
            raise Refused("invalid_auth")
        if space.auth_error:
            raise Refused(space.auth_error)
        return space

    def _connect(self, call: Call) -> dict[str, Any]:
        if not call.token:
            raise Refused("not_authed")
        if call.token.startswith("xoxb-"):
            raise Refused("not_allowed_token_type")
        if call.token != self._slack.app_token:
            raise Refused("invalid_auth")
        wait = self._slack.limits.retry_after("", call.method, call.args)
        return {"ok": True, "url": self._slack.sockets.ticket()} if wait is None else {"retry_after": wait}

    def _scopes(self, call: Call) -> dict[str, str]:
        space = self._slack.by_token.get(call.token)
        needed = METHODS[call.method].scope if call.method in METHODS else ""
        granted = ",".join(sorted(space.scopes)) if space else ""
        return {"x-oauth-scopes": granted, "x-accepted-oauth-scopes": needed} if space else {}


def _noted(call: Call, response: web.Response) -> web.Response:
    call.status = response.status
    if response.content_type == "application/json":
        call.answer = json.loads(response.text or "{}")
        call.error = call.answer.get("error")
    return response


async def _read(request: web.Request) -> tuple[Args, str]:
    """The arguments from the query and from the body, form or JSON; and the token from wherever it came."""
    args: Args = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except json.JSONDecodeError:
            body = {"invalid_json": True}
        args |= body if isinstance(body, dict) else {"json_not_object": True}
    else:
        args |= dict(await request.post())
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return args, str(args.pop("token", "") or (token if scheme == "Bearer" else ""))
