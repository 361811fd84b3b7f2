"""``homeroom run``: it says when it is ready, answers for its health, and ends when it is told to."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import notes
from bot.store.address import Address
from bot.store.sqlite import SQLite
from tests.operator.process import free_port, running
from tests.platforms.discord.far_end import FakeDiscord
from tests.platforms.slack import FakeSlack, text_of


@pytest.fixture
def folder(sqlite_address: Address) -> Path:
    """A working folder with a database at the newest migration, so that a start takes a second less."""
    assert sqlite_address.file
    return sqlite_address.file.parent


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as far_end:
        yield far_end


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as far_end:
        yield far_end


def on_discord(far_end: FakeDiscord) -> dict[str, str]:
    return {"discord_token": far_end.token, "discord_api": far_end.api}


def on_slack(far_end: FakeSlack) -> dict[str, str]:
    return {"slack_bot_token": far_end.bot_token, "slack_app_token": far_end.app_token, "slack_api": far_end.api}


async def test_both_platforms_are_announced_and_a_signal_ends_it(discord: FakeDiscord, slack: FakeSlack, folder: Path):
    async with running(folder, **on_discord(discord), **on_slack(slack)) as bot:
        await bot.says("ready: ")
        await bot.says("ready: ")
        assert {"ready: discord", "ready: slack"} == {" ".join(line.split()[:2]) for line in bot.lines}
        assert (200, {"database": "ok"}) == await bot.looks("/healthz")
        assert {"discord": "connected", "slack": "connected"} == await bot.is_ready()
        assert (403, 200) == (await bot.status("/insights/c0urse"), await bot.status("/insights/static/page.css"))
        told = time.monotonic()
        assert (0, "") == ((await bot.ends(signal.SIGTERM))[0], "")
        assert time.monotonic() - told < 8
        assert 0 == len(discord.gateway.connected)


async def test_an_interrupt_ends_it_too(discord: FakeDiscord, folder: Path):
    async with running(folder, **on_discord(discord)) as bot:
        await bot.says("ready: discord")
        assert 0 == (await bot.ends(signal.SIGINT))[0]


async def test_a_refused_token_is_one_line_and_the_other_platform_runs(
    discord: FakeDiscord, slack: FakeSlack, folder: Path
):
    variables = {**on_discord(discord), **on_slack(slack), "slack_bot_token": "xoxb-stale-token"}
    async with running(folder, **variables) as bot:
        await bot.says("ready: discord")
        assert 503 == await bot.comes_to("slack", "failed")
        bot.process.send_signal(signal.SIGTERM)
        complaints = await bot.complaints()
        assert 1 == complaints.count("slack is not connected: ")
        assert ("invalid_auth" in complaints, "stale" in complaints) == (True, False)


async def test_with_no_platform_left_it_ends_with_a_failure(discord: FakeDiscord, slack: FakeSlack, folder: Path):
    tokens = {"discord_token": "stale.discord.token", "slack_bot_token": "xoxb-stale"}
    async with running(folder, **{**on_discord(discord), **on_slack(slack), **tokens}) as bot:
        status, line = await bot.ends(told=None)
    assert (1, True) == (status, line.startswith("homeroom: no platform is left: "))
    assert ("discord: " in line, "slack: " in line, "stale" in line) == (True, True, False)


async def test_a_platform_that_is_away_is_waited_for(slack: FakeSlack, folder: Path):
    port = free_port()
    away = {**on_slack(slack), "slack_api": f"http://127.0.0.1:{port}/api/"}
    async with running(folder, **away) as bot:
        assert 503 == await bot.comes_to("slack", "connecting")
        async with FakeSlack(port=port):
            await bot.says("ready: slack")
            assert 0 == (await bot.ends())[0]


async def test_a_broken_connection_is_not_ready_but_alive_until_it_is_back(
    discord: FakeDiscord, slack: FakeSlack, folder: Path
):
    async with running(folder, **on_discord(discord), **on_slack(slack)) as bot:
        await bot.says("ready: ")
        await bot.says("ready: ")
        await bot.is_ready()
        discord.door.down = True
        discord.gateway.drop(4000)
        assert 503 == await bot.comes_to("discord", "reconnecting")
        assert (["discord"], 200) == ((await bot.looks("/readyz"))[1]["down"], await bot.status("/healthz"))
        discord.door.down = False
        assert 200 == await bot.comes_to("discord", "connected")
        assert 0 == (await bot.ends())[0]


async def test_slack_over_http_is_called_on_the_bots_own_port(slack: FakeSlack, folder: Path):
    variables = {**on_slack(slack), "slack_signing_secret": slack.signing_secret}
    del variables["slack_app_token"]
    async with running(folder, **variables) as bot:
        await bot.says("ready: slack")
        slack.http_url = f"http://127.0.0.1:{bot.port}/slack/events"
        answer = await slack.command(slack.team.user("ana"), slack.team.channel("general"), "/homeroom help")
        assert (None, True) == (answer.error, "/homeroom" in text_of(await answer.message()))
        assert {"slack": "connected"} == await bot.is_ready()
        assert 0 == (await bot.ends())[0]


async def test_a_port_that_is_taken_is_one_line(discord: FakeDiscord, folder: Path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        async with running(folder, **on_discord(discord), port=port) as bot:
            status, line = await bot.ends(told=None)
    assert (1, True) == (status, "another program listens there" in line)


async def test_a_second_process_on_one_file_refuses_to_start(
    discord: FakeDiscord, sqlite_address: Address, folder: Path
):
    store = SQLite(sqlite_address.url)
    try:
        async with running(folder, **on_discord(discord)) as bot:
            status, line = await bot.ends(told=None)
    finally:
        await store.close()
    assert (1, True) == (status, "in use by another homeroom" in line)


async def test_the_first_start_makes_the_database_and_the_key_of_its_buttons_once(discord: FakeDiscord, tmp_path: Path):
    async def key() -> str:
        async with running(tmp_path, **on_discord(discord)) as bot:
            await bot.says("ready: discord")
            await bot.ends()
        store = SQLite(Address.parse(f"sqlite:///{tmp_path}/homeroom.sqlite").url)
        try:
            return await store.read(lambda db: notes.get(db, notes.SECRET_KEY))
        finally:
            await store.close()

    first = await key()
    assert (43, first) == (len(first), await key())
