"""How the fake and an app reach each other: Socket Mode, signed HTTP, another process."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from tests.platforms.slack import FakeSlack
from tests.platforms.slack.kit import (
    actions,
    button,
    connected,
    error_of,
    form_app,
    modal,
    text_field,
)


@pytest.mark.parametrize("how", ["refresh_requested", "closed", "aborted", "half open"])
async def test_the_app_comes_back_after_a_disconnect(slack: FakeSlack, how: str) -> None:
    app = form_app(slack, modal(text_field("name")))
    async with connected(slack, app):
        if how == "refresh_requested":
            await slack.sockets.say_goodbye("refresh_requested")
        elif how == "half open":
            slack.sockets.mute = True
        else:
            await slack.sockets.drop(abruptly=how == "aborted")
        await slack.until(lambda: slack.sockets.opened == 2)
        slack.sockets.mute = False
        await slack.until(lambda: len(slack.sockets.open) == 1)
        answer = await slack.command("ana", "general", "/homeroom")
    assert answer.acked
    assert 2 == len(slack.calls_of("apps.connections.open"))


async def test_an_app_has_at_most_ten_connections(slack: FakeSlack, client: AsyncWebClient) -> None:
    async with aiohttp.ClientSession() as session:
        sockets = []
        for _ in range(11):
            url = (await client.apps_connections_open(app_token=slack.app_token))["url"]
            sockets.append(await session.ws_connect(url))
        first = [await socket.receive_json() for socket in sockets]
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)
        for socket in sockets:
            await socket.close()
    assert ["hello"] * 10 + ["disconnect"] == [message["type"] for message in first]
    assert "too_many_websockets" == first[-1]["reason"]


async def test_an_answer_that_slack_cannot_read_is_a_surprise(slack: FakeSlack, client: AsyncWebClient) -> None:
    app = form_app(slack, modal(text_field("name")) | {"callback_id": "wrong"})

    @app.view("wrong")
    async def on_wrong(ack: Any) -> None:
        await ack(response_action="errors", errors={"nmae": "longer"})

    async with connected(slack, app) as handler:
        view = await (await slack.command("ana", "general", "/homeroom")).view()
        sent = await slack.submit("ana", view, {"name": "x"})
        await handler.client.send_message('{"envelope_id": "unknown"}')
        await slack.until(lambda: len(slack.surprises) == 2)
    assert "invalid_response" == sent.error
    assert "errors for ['nmae'], but the fields are ['name']" in slack.surprises[0]


async def test_http_requests_are_signed_as_slack_signs(slack: FakeSlack) -> None:
    app, verifier = form_app(slack, modal(text_field("name"))), SignatureVerifier(slack.signing_secret)
    signed: list[bool] = []

    async def receive(request: web.Request) -> web.Response:
        body = await request.text()
        signed.append(verifier.is_valid_request(body, dict(request.headers)))
        found = await app.async_dispatch(AsyncBoltRequest(body=body, headers=dict(request.headers)))
        kind = found.first_headers().get("content-type", "text/plain").partition(";")[0]
        return web.Response(status=found.status, text=found.body, content_type=kind)

    server = web.Application()
    server.router.add_post("/slack/events", receive)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.http_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    try:
        view = await (await slack.command("ana", "general", "/homeroom", "x y")).view()
        refused = await slack.submit("ana", view, {"name": "short"})
        again = await slack.redeliver(await slack.event("team_join"))
        slack.signing_secret = "another"
        forged = await slack.command("ana", "general", "/homeroom")
    finally:
        await runner.cleanup()
    assert {"name": "longer, please"} == refused.errors
    assert "http_404" == again.error
    assert ([True] * 4 + [False], "http_401") == (signed, forged.error)


async def test_another_process_can_play_slack() -> None:
    command = [sys.executable, "-m", "tests.platforms.slack", "--delay-ms", "1", "--workspaces", "2"]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().removeprefix("listening ").strip()

    async def control(what: str, **args: Any) -> Any:
        async with session.post(f"{url}/control/{what}", json=args) as found:
            return await found.json()

    async with aiohttp.ClientSession() as session:
        spaces = await control("workspaces")
        client = AsyncWebClient(spaces[1]["bot_token"], base_url=f"{url}/api/", retry_handlers=[])
        await control("fail", method="auth.test", error="fatal_error")
        assert "fatal_error" == (await error_of(client.auth_test()))["error"]
        where = spaces[1]["channels"]["general"]
        sent = await client.chat_postMessage(channel=where, text="q", blocks=[actions(button("Go", "go"))])
        pressed = await control("press", team="T000002", user="ana", on=sent["ts"], press="Go")
        refused = await control("press", team="T000002", user="ana", on=sent["ts"], press="Stop")
        stats, calls = await control("stats"), await control("calls", method="chat.postMessage")
    process.terminate()
    await process.wait()
    assert ("dispatch_failed", "T000002", "T000003") == (pressed["error"], calls[0]["team"], "T000003")
    assert refused["error"].startswith("ClientRefused")
    assert ({"auth.test": 1, "chat.postMessage": 1}, 1) == (stats["calls"], stats["posts"])
    assert 0 == process.returncode
