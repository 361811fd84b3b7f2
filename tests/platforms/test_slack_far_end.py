"""The people of the fake Slack, through the real bolt."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.platforms.slack import ClientRefused, FakeSlack, Message, text_of
from tests.platforms.slack.kit import (
    MENU,
    OPTION,
    Json,
    actions,
    app_of,
    button,
    client_of,
    connected,
    error_of,
    field,
    form_app,
    modal,
    plain,
    section,
    text_field,
)


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        yield fake


@pytest.fixture
def client(slack: FakeSlack) -> AsyncWebClient:
    return client_of(slack, slack.bot_token)


async def test_a_command_is_acknowledged_and_answered(slack: FakeSlack) -> None:
    app, heard = app_of(slack), []

    @app.command("/homeroom")
    async def on_command(ack: Any, command: Json, respond: Any) -> None:
        heard.append(command["text"])
        await ack("one moment")
        await respond("done")

    async with connected(slack, app):
        answer = await slack.command("ana", "general", "/homeroom", "pair @bo & #general a#b @nobody")
        await slack.until(lambda: len(answer.messages) == 2)
    bo, general = slack.user("bo").id, slack.channel("general").id
    assert [f"pair <@{bo}|bo> &amp; <#{general}|general> a#b @nobody"] == heard
    # Which comes first is open: bolt sends an acknowledgement only when it next looks, some milliseconds later.
    assert {"one moment", "done"} == {message.text for message in slack.whispers("ana")}
    assert slack.whispers("ana") == answer.messages
    assert ([], [], [{"text": "done"}]) == (slack.whispers("bo"), slack.surprises, answer.posts)
    assert answer.ack_ms is not None
    assert answer.ack_ms < 1000


async def test_a_response_address_serves_five_times_for_half_an_hour(slack: FakeSlack) -> None:
    app = app_of(slack)

    @app.command("/homeroom")
    async def on_command(ack: Any) -> None:
        await ack()

    async with connected(slack, app):
        answer = await slack.command("ana", "general", "/homeroom")
        later = await slack.command("ana", "general", "/homeroom")
    hook = AsyncWebhookClient(answer.response_url, retry_handlers=[])
    found = [await hook.send(text="public", response_type="in_channel") for _ in range(6)]
    assert [200] * 5 + [404] == [one.status_code for one in found]
    assert ["public"] * 5 == [message.text for message in slack.channel("general").messages]
    slack.clock.skip(1801)
    late = await AsyncWebhookClient(later.response_url, retry_handlers=[]).send(text="late")
    assert (404, True) == (late.status_code, "expired_url" in late.body)


async def test_a_form_is_opened_filled_in_and_sent(slack: FakeSlack) -> None:
    menu = MENU | {"options": [OPTION, {"text": plain("two"), "value": "2"}]}
    view = modal(
        text_field("name", max_length=20), field("pick", menu, optional=True), text_field("note", initial_value="x")
    )
    async with connected(slack, form_app(slack, view)):
        shown = await (await slack.command("ana", "general", "/homeroom")).view()
        assert shown is slack.modal("ana")
        with pytest.raises(ClientRefused, match="must be filled in"):
            await slack.submit("ana", shown)
        with pytest.raises(ClientRefused, match="0 fields"):
            await slack.submit("ana", shown, {"nmae": "Ana"})
        with pytest.raises(ClientRefused, match="0 to 20 characters"):
            await slack.submit("ana", shown, {"name": "x" * 21})
        with pytest.raises(ClientRefused, match="no option 'three'"):
            await slack.submit("ana", shown, {"pick": "three"})
        refused = await slack.submit("ana", shown, {"name": "short"})
        assert ({"name": "longer, please"}, shown) == (refused.errors, slack.modal("ana"))
        pushed = await slack.submit("ana", shown, {"name": "again", "pick": "two"})
        assert (shown.id, 2) == (pushed.views[0].previous, len(slack.team.modals[shown.user]))
        await slack.cancel("ana", pushed.views[0])
        sent = await slack.submit("ana", shown, {"name": "Ana Maria"})
    values = sent.payload["view"]["state"]["values"]
    assert ("Ana Maria", "2", "x") == (
        values["name"]["it"]["value"],
        values["pick"]["m"]["selected_option"]["value"],
        values["note"]["it"]["value"],
    )
    assert (None, None, []) == (sent.error, slack.modal("ana"), slack.surprises)


async def test_a_trigger_serves_once_and_for_three_seconds(slack: FakeSlack, client: AsyncWebClient) -> None:
    view = modal(text_field("name"))
    async with connected(slack, form_app(slack, view)):
        answer = await slack.command("ana", "general", "/homeroom")
        await answer.view()
        again = await error_of(client.views_open(trigger_id=answer.trigger_id, view=view))
    slack.patience = 0.3
    async with connected(slack, form_app(slack, view, after=3.1)):
        await slack.command("ana", "general", "/homeroom")
        await slack.until(lambda: len(slack.calls_of("views.open")) == 3)
    late = slack.calls_of("views.open")[-1]
    assert ("exchanged_trigger_id", "expired_trigger_id") == (again["error"], late.error)


async def test_a_press_brings_the_message_and_can_replace_it(slack: FakeSlack, client: AsyncWebClient) -> None:
    app, heard = app_of(slack), []

    @app.action("go")
    async def on_go(ack: Any, body: Json, respond: Any) -> None:
        await ack()
        heard.append((body["user"]["id"], body["actions"][0]["value"], body["message"]["ts"]))
        await respond("gone", replace_original=True)

    @app.action("menu")
    async def on_menu(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        where, who = body["channel"]["id"], body["user"]["id"]
        chosen = body["actions"][0]["selected_user"]
        await client.chat_postEphemeral(
            channel=where, user=who, text=f"<@{chosen}>", blocks=[actions(button("x", "go"))]
        )

    blocks = [section("q"), actions(button("Go", "go", value="7"), {"type": "users_select", "action_id": "menu"})]
    sent = await client.chat_postMessage(channel=slack.channel("general").id, text="q", blocks=blocks)
    message = slack.channel("general").messages[0]
    async with connected(slack, app):
        await slack.press("ana", message, "menu", slack.user("bo").id)
        await slack.until(lambda: len(slack.whispers("ana")) == 1)
        with pytest.raises(ClientRefused, match="does not see"):
            await slack.press("bo", slack.whispers("ana")[0], "go")
        with pytest.raises(ClientRefused, match="0 things"):
            await slack.press("bo", message, "Stop")
        answer = await slack.press("bo", message, "Go")
        replaced: Message = await answer.message()
    assert [(slack.user("bo").id, "7", sent["ts"])] == heard
    assert ("gone", []) == (text_of(message), message.blocks)
    assert replaced is message
    assert [] == slack.surprises


async def test_an_external_menu_offers_what_the_app_suggests(slack: FakeSlack) -> None:
    menu = {"type": "external_select", "action_id": "zone", "min_query_length": 1}
    app = form_app(slack, modal(field("zone", menu), text_field("name")))

    @app.options("zone")
    async def on_zone(ack: Any, payload: Json) -> None:
        await ack(options=[{"text": plain(f"{payload['value']}lin"), "value": "Europe/Berlin"}])

    async with connected(slack, app):
        view = await (await slack.command("ana", "general", "/homeroom")).view()
        with pytest.raises(ClientRefused, match="no option"):
            await slack.submit("ana", view, {"zone": "Berlin", "name": "Ana"})
        offered = await slack.suggest("ana", view, "zone", "Ber")
        sent = await slack.submit("ana", view, {"zone": "Berlin", "name": "Ana"})
    assert ["Berlin"] == [option["text"]["text"] for option in offered.options]
    chosen = sent.payload["view"]["state"]["values"]["zone"]["zone"]["selected_option"]
    assert ("Europe/Berlin", []) == (chosen["value"], slack.surprises)


async def test_the_home_tab_shows_what_was_published(slack: FakeSlack) -> None:
    app = app_of(slack)

    @app.event("app_home_opened")
    async def on_home(client: AsyncWebClient, event: Json) -> None:
        await client.views_publish(
            user_id=event["user"], view={"type": "home", "blocks": [actions(button("Hi", "hi"))]}
        )

    @app.action("hi")
    async def on_hi(ack: Any, client: AsyncWebClient, body: Json) -> None:
        await ack()
        shown = {"type": "home", "blocks": [section("thanks")]}
        await client.views_publish(user_id=body["user"]["id"], view=shown, hash=body["view"]["hash"])

    async with connected(slack, app):
        await slack.open_home("ana")
        await slack.until(lambda: slack.home("ana") is not None)
        home = slack.home("ana")
        assert home is not None
        await slack.press("ana", home, "Hi")
        await slack.until(lambda: text_of(home) == "thanks")
    assert (None, []) == (slack.home("bo"), slack.surprises)


async def test_an_event_comes_again_with_its_id(slack: FakeSlack) -> None:
    app, heard = app_of(slack), []

    @app.event("team_join")
    async def on_join(body: Json, request: AsyncBoltRequest) -> None:
        heard.append((body["event_id"], request.headers.get("x-slack-retry-num")))

    async with connected(slack, app):
        answer = await slack.event("team_join", user={"id": slack.user("ana").id})
        await slack.redeliver(answer, 1, "timeout")
        await asyncio.sleep(0.02)
    assert [answer.event_id] * 2 == [event_id for event_id, _ in heard]
    assert ["1"] == heard[1][1]
    assert answer.acked


async def test_a_person_sees_when_nobody_answers(slack: FakeSlack) -> None:
    unheard = await slack.command("ana", "general", "/homeroom")
    app = app_of(slack)

    @app.command("/homeroom")
    async def on_command(ack: Any) -> None:
        await asyncio.sleep(0.15)
        await ack()

    slack.patience = 0.05
    async with connected(slack, app):
        late = await slack.command("ana", "general", "/homeroom")
        await asyncio.sleep(0.2)
    assert ("dispatch_failed", "operation_timeout") == (unheard.error, late.error)
    assert (False, []) == (late.acked, slack.surprises)
