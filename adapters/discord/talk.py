"""Answers to interactions: past discord.py's limits and buckets, which are not for them and cost half as much again."""

from __future__ import annotations

import json as codec
from collections.abc import Sequence
from typing import Any

import aiohttp
from discord.http import Route

from adapters.discord.turned import Turned, only_once
from adapters.discord.wire import Attachment, Refusal
from bot.kernel.errors import Unclear

TOTAL = aiohttp.ClientTimeout(total=30)
_JSON = {"Content-Type": "application/json"}
_OURS = ("/interactions/", "/webhooks/")


class Talk:
    """A Wire for what an interaction's own token allows; it needs no login, and Discord does not count it with the
    requests of a bot. Everybody who presses at once gets their answer at once.

    ``agent`` is who asks, as Discord wants to be told with every request.
    """

    def __init__(self, agent: str) -> None:
        self._agent = agent
        self._session: aiohttp.ClientSession | None = None

    @staticmethod
    def takes(path: str) -> bool:
        return path.startswith(_OURS)

    async def request(self, method: str, path: str, json: Any = None, files: Sequence[Attachment] = ()) -> Any:
        try:
            async with self._opened().request(method, Route.BASE + path, **body(json, files)) as response:
                said = await response.read()
        except Turned as turned:
            raise turned.follows() from turned
        except (aiohttp.ClientError, OSError) as error:
            raise Unclear(type(error).__name__) from error
        if response.status >= 400:
            raise _refusal(response.status, said)
        return codec.loads(said) if said else None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self._agent},
                raise_for_status=only_once,
                timeout=TOTAL,
            )
        return self._session


def body(json: Any, files: Sequence[Attachment]) -> dict[str, Any]:
    """JSON, or with files a form of several parts whose first says what the others are."""
    if not files:
        return {} if json is None else {"data": codec.dumps(json, separators=(",", ":")).encode(), "headers": _JSON}
    form = aiohttp.FormData(quote_fields=False)
    for part in parts(json, files):
        form.add_field(**part)
    return {"data": form}


def parts(json: Any, files: Sequence[Attachment]) -> list[dict[str, Any]]:
    payload = {"name": "payload_json", "value": codec.dumps(json)}
    named = [
        {"name": f"files[{number}]", "value": file.content, "filename": file.name, "content_type": file.media}
        for number, file in enumerate(files)
    ]
    return [payload, *named]


def _refusal(status: int, said: bytes) -> Refusal:
    try:
        told = codec.loads(said)
        return Refusal(status, int(told.get("code", 0)), str(told.get("message", "")))
    except (ValueError, TypeError, AttributeError):
        return Refusal(status, 0, "")
