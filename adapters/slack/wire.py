"""The line to Slack's Web API: slack-sdk's client, told not to repeat anything by itself."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.errors import of_answer, of_code
from bot.kernel.errors import Closed, PlatformError, Refused, Unclear

API = "https://slack.com/api/"
HOOKS = ("hooks.slack.com", "hooks.slack-gov.com")
TIMEOUT = 30


def quiet(name: str) -> logging.Logger:
    """A library's logger, which below a warning would print tokens and people's words (and spend time on it)."""
    logger = logging.getLogger(name)
    if logger.level != logging.WARNING:  # setting it makes every logger look up anew what it may say
        logger.setLevel(logging.WARNING)
    return logger


class Wire:
    """The line, over HTTP. One session for all; no retry handlers, for a post repeated is a post said twice."""

    def __init__(self, token: str, api: str = API) -> None:
        self.api = api
        self.granted: tuple[str, ...] = ()
        self._token = token
        self._session: aiohttp.ClientSession | None = None
        self._client: AsyncWebClient | None = None
        self._closed = ""

    @property
    def session(self) -> aiohttp.ClientSession:
        """Needs a running loop."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT))
        return self._session

    @property
    def client(self) -> AsyncWebClient:
        """The client itself, for what bolt and Socket Mode do with it."""
        if self._client is None:
            self._client = self.another(self._token)
        return self._client

    def another(self, token: str | None = None) -> AsyncWebClient:
        """A client of the same address and session for another token, or for none."""
        how: dict[str, Any] = {"session": self.session, "retry_handlers": [], "logger": quiet("slack_sdk")}
        return AsyncWebClient(token, base_url=self.api, timeout=TIMEOUT, **how)

    def shut(self, why: str) -> None:
        """Slack said that our token is void: nothing is sent any more."""
        self._closed = why

    async def call(self, method: str, args: Mapping[str, Any]) -> Mapping[str, Any]:
        if self._closed:
            raise Closed(f"{method}: {self._closed}")
        try:
            answer = await getattr(self.client, method.replace(".", "_"))(**args)
        except SlackApiError as error:
            raise _ours(error, method) from error
        except Exception as error:
            raise Unclear(f"{method}: {type(error).__name__}") from error
        self.granted = tuple(filter(None, answer.headers.get("x-oauth-scopes", "").replace(" ", "").split(",")))
        return dict(answer.data)

    async def upload(self, url: str, content: bytes) -> None:
        try:
            async with self.session.post(url, data=content) as answer:
                said = await answer.text()
        except Exception as error:
            raise Unclear(f"upload: {type(error).__name__}") from error
        if answer.status != 200:
            raise of_answer(answer.status, answer.headers, {"error": said[:60]}, "upload")

    async def respond(self, url: str, body: Mapping[str, Any]) -> None:
        if urlsplit(url).hostname not in (*HOOKS, urlsplit(self.api).hostname):
            raise Refused("respond: this address is not Slack's")
        try:
            async with self.session.post(url, json=body) as answer:
                said = await answer.text()
        except Exception as error:
            raise Unclear(f"respond: {type(error).__name__}") from error
        _check_response(answer.status, answer.headers, said)

    async def close(self) -> None:
        session, self._session, self._client = self._session, None, None
        if session is not None:
            await session.close()


def _ours(error: SlackApiError, method: str) -> PlatformError:
    response: Any = error.response
    status: int = getattr(response, "status_code", 0) or getattr(response, "status", 0)
    return of_answer(status, getattr(response, "headers", {}), getattr(response, "data", None), method)


def _check_response(status: int, headers: Mapping[str, str], body: str) -> None:
    """A response address says ``ok``, or an error as a word or as JSON, with or without a status to match."""
    with suppress(ValueError):
        if isinstance(answer := json.loads(body), dict) and answer.get("ok") is False:
            raise of_code(str(answer.get("error")), "respond", answer)
    if status == 404:
        raise of_code("expired_url", "respond")
    if status != 200:
        raise of_answer(status, headers, {"error": body[:60]}, "respond")
