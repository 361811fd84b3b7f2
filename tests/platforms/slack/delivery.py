"""How an act reaches the app: down a socket, or as a signed request to its address."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import aiohttp

from tests.platforms.slack.sockets import Envelope, Receipt

if TYPE_CHECKING:
    from tests.platforms.slack.far_end import FakeSlack

FORM, JSON = "application/x-www-form-urlencoded", "application/json"


async def deliver(slack: FakeSlack, envelope: Envelope) -> Receipt:
    """Through Socket Mode, or by HTTP when the fake has been given the app's ``http_url``."""
    receipt = await (_post(slack, envelope) if slack.http_url else slack.sockets.send(envelope))
    if receipt.payload and not envelope.accepts:
        slack.surprise(f"a payload in the acknowledgement of {envelope.payload.get('type', envelope.kind)}")
    return receipt


def sign(secret: str, body: str, at: int) -> dict[str, str]:
    """The headers by which an app knows that a request is Slack's."""
    digest = hmac.new(secret.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(at), "X-Slack-Signature": f"v0={digest}"}


def _encoded(envelope: Envelope) -> tuple[str, str]:
    if envelope.kind == "events_api":
        return json.dumps(envelope.payload), JSON
    if envelope.kind == "slash_commands":
        return urlencode(envelope.payload), FORM
    return urlencode({"payload": json.dumps(envelope.payload)}), FORM


async def _post(slack: FakeSlack, envelope: Envelope) -> Receipt:
    body, kind = _encoded(envelope)
    headers = {"Content-Type": kind, "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
    headers |= sign(slack.signing_secret, body, int(time.time()))
    if envelope.retry_attempt:
        headers |= {"X-Slack-Retry-Num": str(envelope.retry_attempt), "X-Slack-Retry-Reason": envelope.retry_reason}
    started = time.perf_counter()
    patience = aiohttp.ClientTimeout(total=slack.patience)
    try:
        async with slack.session.post(slack.http_url, data=body.encode(), headers=headers, timeout=patience) as found:
            text = await found.text()
            ms = (time.perf_counter() - started) * 1000
            if found.status != 200:
                return Receipt(error=f"http_{found.status}")
            return Receipt(_payload(text, found.content_type), ms)
    except TimeoutError:
        return Receipt(error="operation_timeout")
    except aiohttp.ClientError:
        return Receipt(error="dispatch_failed")


def _payload(text: str, kind: str) -> Any:
    if not text:
        return None
    return json.loads(text) if kind == JSON else {"text": text}
