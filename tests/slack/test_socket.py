"""Socket Mode: whatever happens to the connection, the bot hears again."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from adapters.slack.connect import Keys, Slack
from adapters.slack.limits import Unlimited
from bot.kernel.errors import Closed, Unclear
from tests.platforms.slack import FakeSlack, text_of
from tests.slack import toy


@pytest.fixture
async def quick(slack: FakeSlack, database: toy.Stalling, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Pings every tenth of a second, gives up after four of them."""
    monkeypatch.setattr("adapters.slack.socket.PING", 0.1)
    monkeypatch.setattr("adapters.slack.socket.DEAF", 0.4)
    adapter = Slack(toy.app(database), Keys(slack.bot_token, slack.app_token, api=slack.api), Unlimited())
    await adapter.start()
    await slack.connected()
    yield adapter
    await adapter.close()


async def hears(slack: FakeSlack) -> bool:
    answer = await slack.command("ana", "general", "/homeroom", "toy show")
    return text_of(await answer.message()).startswith("A tray")


async def until_hears(adapter: Slack, whether: bool) -> None:
    async with asyncio.timeout(3):
        while await adapter.hears() is not whether:  # noqa: ASYNC110 - it is looked at as an operator would
            await asyncio.sleep(0)


async def settled(adapter: Slack) -> None:
    """Everything that began is done."""
    assert adapter._reception
    await asyncio.gather(*adapter._reception._tasks)


async def test_it_says_where_it_is(slack: FakeSlack, database: toy.Stalling) -> None:
    adapter = Slack(toy.app(database), Keys(slack.bot_token, slack.app_token, api=slack.api))
    assert f"homeroom in {slack.team.name} (socket mode)" == await adapter.start()
    assert [] == adapter.routes()
    await adapter.close()


async def test_slack_asks_to_reconnect(slack: FakeSlack, socket: Slack) -> None:
    await slack.sockets.say_goodbye("warning")
    await slack.until(lambda: slack.sockets.opened == 2 and len(slack.sockets.open) == 1)
    assert await hears(slack)


@pytest.mark.parametrize("abruptly", [False, True])
async def test_the_connection_breaks(slack: FakeSlack, quick: Slack, abruptly: bool) -> None:
    assert await quick.hears()
    await slack.sockets.drop(abruptly=abruptly)
    await until_hears(quick, False)
    await until_hears(quick, True)
    assert await hears(slack)


async def test_the_line_is_half_open(slack: FakeSlack, quick: Slack) -> None:
    slack.sockets.mute = True
    await slack.until(lambda: slack.sockets.opened >= 2)
    slack.sockets.mute = False
    await slack.connected()
    assert await hears(slack)


async def test_the_library_goes_deaf_on_a_closed_session(slack: FakeSlack, quick: Slack) -> None:
    """python-slack-sdk issue 1922, and the death of the task that would notice."""
    assert quick._socket
    client = quick._socket.client
    assert client
    client.current_session_monitor.cancel()
    client.message_receiver.cancel()
    await client.aiohttp_client_session.close()
    await slack.until(lambda: slack.sockets.opened == 2)
    await slack.connected()
    assert await hears(slack)


async def test_the_new_connection_is_refused_for_a_while(slack: FakeSlack, quick: Slack) -> None:
    slack.fail_next("apps.connections.open", times=5, error="internal_error")
    await slack.sockets.drop(abruptly=True)
    await slack.connected()
    assert await hears(slack)


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
async def test_a_bad_token_ends_the_start(slack: FakeSlack, database: toy.Stalling, method: str) -> None:
    slack.fail_next(method, error="invalid_auth")
    adapter = Slack(toy.app(database), Keys(slack.bot_token, slack.app_token, api=slack.api))
    with pytest.raises(Closed, match=f"{method}: invalid_auth"):
        await adapter.start()
    await adapter.close()


async def test_an_address_that_leads_nowhere_ends_the_start(
    slack: FakeSlack, database: toy.Stalling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.slack.socket.DEAF", 0.2)
    monkeypatch.setattr(slack.sockets, "ticket", lambda: f"{slack.url.replace('http', 'ws')}/nowhere")
    adapter = Slack(toy.app(database), Keys(slack.bot_token, slack.app_token, api=slack.api))
    with pytest.raises(Unclear):
        await adapter.start()
    await adapter.close()


async def test_after_the_app_is_removed_nothing_is_sent(slack: FakeSlack, socket: Slack) -> None:
    slack.team.auth_error = "account_inactive"
    await slack.event("app_uninstalled")
    await settled(socket)
    sent = len(slack.calls)
    with pytest.raises(Closed):
        await socket.platform.line.call("auth.test", {})
    assert sent == len(slack.calls)


async def test_an_old_word_of_its_removal_changes_nothing(slack: FakeSlack, socket: Slack) -> None:
    await slack.event("tokens_revoked", tokens={"bot": [slack.team.bot.id]})
    await settled(socket)
    assert "auth.test" == slack.calls[-1].method
    assert await hears(slack)


async def test_another_workspace_of_the_same_app_is_not_answered(slack: FakeSlack, socket: Slack) -> None:
    other = slack.add_workspace()
    answer = await slack.command(other.user("ana"), other.channel("general"), "/homeroom", "toy show")
    assert (None, None, []) == (answer.error, answer.ack, answer.messages)
