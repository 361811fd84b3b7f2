"""What tests of an app against the fake are made with: the real client, the real bolt, and short Block Kit."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.platforms.slack.far_end import FakeSlack

Json = dict[str, Any]
BOLT = logging.getLogger("bolt-under-test")
BOLT.setLevel(logging.CRITICAL)


def client_of(slack: FakeSlack, token: str | None) -> AsyncWebClient:
    return AsyncWebClient(token, base_url=slack.api, retry_handlers=[], logger=BOLT)


def app_of(slack: FakeSlack) -> AsyncApp:
    return AsyncApp(client=client_of(slack, slack.bot_token), signing_secret=slack.signing_secret, logger=BOLT)


@asynccontextmanager
async def connected(slack: FakeSlack, app: AsyncApp) -> AsyncIterator[AsyncSocketModeHandler]:
    handler = AsyncSocketModeHandler(app, slack.app_token, ping_interval=0.05)
    await handler.connect_async()
    await slack.connected()
    try:
        yield handler
    finally:
        await handler.close_async()
        await asyncio.sleep(0)


async def error_of(call: Awaitable[Any]) -> Json:
    with pytest.raises(SlackApiError) as refused:
        await call
    return dict(refused.value.response.data)


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


MENU = {"type": "static_select", "action_id": "m", "placeholder": plain("?")}
OPTION = {"text": plain("one"), "value": "1"}


def button(label: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(label), "action_id": action_id, **more}


def section(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def field(block_id: str, element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": block_id, "label": plain(block_id), "element": element, **more}


def text_field(block_id: str, **more: Any) -> Json:
    return field(block_id, {"type": "plain_text_input", "action_id": "it"} | more)


def modal(*blocks: Json, **more: Any) -> Json:
    base = {"type": "modal", "callback_id": "form", "title": plain("A form"), "submit": plain("Send")}
    return base | {"blocks": list(blocks)} | more


def form_app(slack: FakeSlack, view: Json, *, after: float = 0) -> AsyncApp:
    """Opens the view on any command, and refuses ``short`` as a name."""
    app = app_of(slack)

    @app.command("/homeroom")
    async def on_command(ack: Any, client: AsyncWebClient, command: Json) -> None:
        await ack()
        slack.clock.skip(after)
        await client.views_open(trigger_id=command["trigger_id"], view=view)

    @app.view("form")
    async def on_form(ack: Any, view: Json, body: Json) -> None:
        name = view["state"]["values"]["name"]["it"]["value"]
        if name == "short":
            await ack(response_action="errors", errors={"name": "longer, please"})
        elif name == "again":
            await ack(response_action="push", view=modal(text_field("more")))
        else:
            await ack()

    return app
