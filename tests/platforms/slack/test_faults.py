"""What goes wrong between the fake and an app: limits, lost answers, late effects."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.platforms.slack import FakeSlack
from tests.platforms.slack.kit import (
    client_of,
    error_of,
)


async def test_posts_are_limited_per_channel_and_workspace(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.limits.on = True
    here, there = slack.channel("general").id, slack.team.add_channel("there").id
    for _ in range(slack.limits.burst):
        await client.chat_postMessage(channel=here, text="x")
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=here, text="x")
    assert (429, "1", "ratelimited") == (
        refused.value.response.status_code,
        refused.value.response.headers["Retry-After"],
        refused.value.response["error"],
    )
    await client.chat_postMessage(channel=there, text="x")
    slack.clock.skip(1)
    await client.chat_postMessage(channel=here, text="x")
    assert {"chat.postMessage": 1} == slack.stats()["limited"]


async def test_each_workspace_has_its_own_tiers(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.limits.on = True
    other = slack.add_workspace()
    for _ in range(20):
        await client.users_list()
    assert "ratelimited" == (await error_of(client.users_list()))["error"]
    found = await client_of(slack, other.bot_token).users_list()
    assert {other.id} == {user["team_id"] for user in found["members"]}
    slack.clock.skip(60)
    await client.users_list()


async def test_an_answer_can_be_lost_after_the_effect(slack: FakeSlack, client: AsyncWebClient) -> None:
    where = slack.channel("general").id
    slack.fail_next("chat.postMessage", disconnect=True, apply=True)
    slack.fail_next("chat.postMessage", disconnect=True)
    slack.fail_next("chat.postMessage", status=503, apply=True)
    for text in ("applied", "lost"):
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await client.chat_postMessage(channel=where, text=text)
    with pytest.raises(SlackApiError) as broken:
        await client.chat_postMessage(channel=where, text="applied too")
    assert 503 == broken.value.response.status_code
    assert ["applied", "applied too"] == [message.text for message in slack.channel("general").messages]
    assert [0, 0, 503] == [call.status for call in slack.calls]


async def test_an_effect_can_come_after_the_disconnect(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.fail_next("chat.postMessage", disconnect=True, lag=0.05)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await client.chat_postMessage(channel=slack.channel("general").id, text="late")
    assert [] == slack.channel("general").messages
    await slack.until(lambda: len(slack.channel("general").messages) == 1)


async def test_any_error_and_any_wait_can_be_asked_for(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.fail_next("*", error="fatal_error")
    slack.fail_next("auth.test", retry_after=30)
    slack.fail_next("auth.test", delay=0.05)
    assert "ratelimited" == (await error_of(client.auth_test()))["error"]
    assert (await client.auth_test())["ok"]
    assert "fatal_error" == (await error_of(client.auth_test()))["error"]
    assert (await client.auth_test())["ok"]
