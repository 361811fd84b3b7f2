"""``POST /slack/events``: everything that Slack sends over HTTP, verified before anybody reads it."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

LARGEST = 256 * 1024

Endpoint = Callable[[Request], Awaitable[Response]]


class Unfit(Exception):
    """A request that nobody should read; carries the status of its answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def endpoint(bolt: AsyncApp, signing_secret: str) -> Endpoint:
    """Answers 401, 413 and 400 by itself, without a word of why, and gives the rest to bolt."""
    verifier = SignatureVerifier(signing_secret)

    async def events(request: Request) -> Response:
        try:
            body = await _read(request)
            _verify(verifier, request, body)
            _understand(request, body)
            return await _dispatch(bolt, request, body)
        except Unfit as unfit:
            return Response(status_code=unfit.status)

    return events


async def _read(request: Request) -> bytes:
    """The body, as far as it is not too long."""
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST:
                raise Unfit(413)
    except ClientDisconnect:
        raise Unfit(400) from None
    return bytes(body)


def _verify(verifier: SignatureVerifier, request: Request, body: bytes) -> None:
    """Whatever the verifier trips over (a timestamp that is no number, a signature that is no ASCII) is a forgery."""
    timestamp = request.headers.get("x-slack-request-timestamp", "")
    signature = request.headers.get("x-slack-signature", "")
    try:
        genuine = verifier.is_valid(body, timestamp, signature)
    except Exception:
        genuine = False
    if not genuine:
        raise Unfit(401)


def _understand(request: Request, body: bytes) -> None:
    """Bolt raises for what is not an object, or nested without end, so that is kept from it."""
    try:
        words = body.decode()
        if not request.headers.get("content-type", "").startswith("application/json") and words[:1] != "{":
            form = parse_qs(words, keep_blank_values=True, strict_parsing=True, max_num_fields=50)
            words = form.get("payload", ["{}"])[-1]
        if not isinstance(json.loads(words), dict):
            raise Unfit(400)
    except (ValueError, RecursionError):
        raise Unfit(400) from None


async def _dispatch(bolt: AsyncApp, request: Request, body: bytes) -> Response:
    """A payload of a known shape but strange content is the sender's mistake, not ours."""
    try:
        answer = await bolt.async_dispatch(to_async_bolt_request(request, body))
    except Exception:
        raise Unfit(400) from None
    if answer.status >= 404:
        raise Unfit(400)
    return to_starlette_response(answer)
