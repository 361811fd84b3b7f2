"""Coming to Discord, being at home there, and leaving."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime

import pytest

from adapters.discord.connect import Connection, Way
from bot.kernel.app import App
from bot.kernel.cards import Card
from bot.kernel.errors import Closed, Unclear
from bot.kernel.places import Place
from bot.store.notes import KeptNotes
from bot.store.tables import deliveries
from tests.discord import toy
from tests.platforms.discord.far_end import FakeDiscord
from tests.platforms.discord.permissions import NOTHING, Can


def connecting(discord: FakeDiscord, database: toy.Stalling, token: str = "") -> Connection:
    return Connection(toy.app(database), token or discord.token, KeptNotes(database), Way(discord.api))


async def greeted(app: App) -> list[str]:
    return await app.database.read(lambda db: [row.target for row in db.execute(deliveries.select())])


async def until_greeted(app: App, times: int = 1) -> None:
    """Greeting follows the connection when Discord has told of each server."""
    async with asyncio.timeout(3):
        while len(await greeted(app)) < times:  # noqa: ASYNC110 - nothing announces a row in a table
            await asyncio.sleep(0.02)


async def test_it_says_who_it_is_and_in_how_many_servers(discord: FakeDiscord, unconnected: Connection) -> None:
    assert "homeroom in 1 server" == await unconnected.start()
    await unconnected.close()


async def test_it_asks_for_no_privileged_intent_and_keeps_nobody_in_memory(
    discord: FakeDiscord, connection: Connection
) -> None:
    (identify,) = discord.journal.identifies
    assert 1 == identify["intents"]
    await discord.command(discord.student, discord.general, "toy hello")
    (guild,) = connection.client.guilds
    assert [discord.me.id] == [str(member.id) for member in guild.members]


async def test_commands_are_registered_once(discord: FakeDiscord, database: toy.Stalling) -> None:
    for _ in range(2):
        connection = connecting(discord, database)
        await connection.start()
        await connection.close()
    assert 1 == len(discord.called("PUT /applications/{}/commands"))


async def test_commands_that_discord_does_not_take_now_keep_nobody_waiting(
    discord: FakeDiscord, database: toy.Stalling
) -> None:
    discord.fail_next("PUT /applications/{}/commands", status=503)
    for _ in range(2):
        connection = connecting(discord, database)
        assert "homeroom in 1 server" == await connection.start()
        await connection.close()
    assert ["toy", "room", "help"] == [entry["name"] for entry in discord.commands]


@pytest.mark.parametrize(("code", "words"), [(4004, "does not accept the token"), (4013, "intents"), (4014, "intents")])
async def test_what_discord_refuses_for_good_is_one_clear_error(
    discord: FakeDiscord, unconnected: Connection, code: int, words: str
) -> None:
    discord.gateway.refuse = code
    with pytest.raises(Closed, match=words):
        await unconnected.start()
    await unconnected.close()
    assert 1 == len(discord.journal.identifies)


async def test_an_unknown_token_is_one_clear_error(discord: FakeDiscord, database: toy.Stalling) -> None:
    connection = connecting(discord, database, "another.bots.token")
    with pytest.raises(Closed, match="Discord does not accept the token"):
        await connection.start()
    await connection.close()
    assert [] == discord.journal.identifies


@pytest.mark.parametrize(("total", "remaining"), [(1000, 100), (20, 2)])
async def test_the_last_session_starts_are_left_alone(
    discord: FakeDiscord, unconnected: Connection, total: int, remaining: int
) -> None:
    discord.session_start_limit |= {"total": total, "remaining": remaining, "reset_after": 3_600_000}
    with pytest.raises(Closed, match=f"only {remaining} of {total} session starts remain; start the bot in 60 minutes"):
        await unconnected.start()
    await unconnected.close()
    assert [] == discord.journal.identifies


async def test_a_session_that_cannot_be_resumed_asks_first_whether_enough_are_left(
    discord: FakeDiscord, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("discord.client.asyncio.sleep", _at_once(asyncio.sleep))
    discord.session_start_limit["remaining"] = 5
    discord.gateway.invalidate()
    with pytest.raises(Closed, match="only 5 of 1000 session starts remain"):
        await asyncio.wait_for(connection.ended(), 3)
    assert 1 == len(discord.journal.identifies)


def _at_once(sleep: object) -> object:
    async def shorter(seconds: float, *rest: object) -> None:
        await sleep(min(seconds, 0.01), *rest)  # type: ignore[operator]

    return shorter


async def test_a_broken_connection_is_resumed(discord: FakeDiscord, connection: Connection) -> None:
    assert await connection.hears()
    discord.gateway.drop(4000)
    await until_hears(connection, False)
    await discord.gateway.until(lambda: discord.journal.resumes == 1, 3)
    await until_hears(connection, True)
    assert "message" == (await discord.command(discord.student, discord.general, "toy hello")).kind
    assert 1 == len(discord.journal.identifies)


async def until_hears(connection: Connection, whether: bool) -> None:
    async with asyncio.timeout(3):
        while await connection.hears() is not whether:  # noqa: ASYNC110 - it is looked at as an operator would
            await asyncio.sleep(0)


async def test_a_discord_that_is_away_is_worth_another_try(discord: FakeDiscord, unconnected: Connection) -> None:
    discord.door.down = True
    with pytest.raises(Unclear):
        await unconnected.start()
    await unconnected.close()


async def test_ended_returns_when_we_left(discord: FakeDiscord, connection: Connection) -> None:
    ended = asyncio.create_task(connection.ended())
    await connection.close()
    assert await asyncio.wait_for(ended, 3) is None
    await discord.disconnected()


class TestGreeting:
    async def test_a_new_server_is_greeted_once(self, discord: FakeDiscord, database: toy.Stalling) -> None:
        for _ in range(2):
            connection = connecting(discord, database)
            await connection.start()
            await until_greeted(connection.app)
            await connection.close()
        assert [f"discord:{discord.guild.id}/{discord.general.id}"] == await greeted(connection.app)

    async def test_a_server_that_comes_later(self, discord: FakeDiscord, connection: Connection) -> None:
        await until_greeted(connection.app)
        guild = discord.create_guild("Another", discord.owner, channels=("lobby",))
        await until_greeted(connection.app, 2)
        assert f"discord:{guild.id}/{guild.channel('lobby').id}" == (await greeted(connection.app))[1]

    async def test_it_greets_where_it_may_speak(self, discord: FakeDiscord, database: toy.Stalling) -> None:
        discord.general.overwrites = {discord.guild.id: (NOTHING, Can.SEND_MESSAGES)}
        connection = connecting(discord, database)
        await connection.start()
        await until_greeted(connection.app)
        await connection.close()
        assert [f"discord:{discord.guild.id}/{discord.guild.channel('buddies').id}"] == await greeted(connection.app)


class TestExamination:
    async def test_all_is_well(self, discord: FakeDiscord, connection: Connection) -> None:
        findings = await connection.platform.examine([Place(f"discord:{discord.guild.id}", discord.general.id)])
        assert [("Discord token", "ok"), ("Discord intents", "ok"), ("Discord sessions", "ok")] == [
            (finding.what, finding.state) for finding in findings[:3]
        ]
        assert ("ok", "all permissions are there") == (findings[3].state, findings[3].found)

    async def test_the_missing_permission_is_named(self, discord: FakeDiscord, connection: Connection) -> None:
        discord.general.overwrites = {discord.me.id: (NOTHING, Can.CREATE_PUBLIC_THREADS | Can.SEND_MESSAGES)}
        *_, found = await connection.platform.examine([Place(f"discord:{discord.guild.id}", discord.general.id)])
        assert ("failure", "lacks Send Messages, Create Public Threads") == (found.state, found.found)

    @pytest.mark.parametrize(
        ("missing", "name"),
        [(Can.CREATE_PRIVATE_THREADS, "Create Private Threads"), (Can.ATTACH_FILES, "Attach Files")],
    )
    async def test_a_permission_that_the_bot_can_do_without_is_only_wished_for(
        self, discord: FakeDiscord, connection: Connection, missing: Can, name: str
    ) -> None:
        discord.general.overwrites = {discord.me.id: (NOTHING, missing)}
        *_, found = await connection.platform.examine([Place(f"discord:{discord.guild.id}", discord.general.id)])
        assert ("warning", f"lacks {name}") == (found.state, found.found)

    async def test_a_channel_that_is_gone(self, discord: FakeDiscord, connection: Connection) -> None:
        *_, found = await connection.platform.examine([Place(f"discord:{discord.guild.id}", "12345")])
        assert "failure" == found.state
        assert f"client_id={discord.me.id}" in found.remedy

    async def test_a_token_that_does_not_work(self, discord: FakeDiscord, database: toy.Stalling) -> None:
        connection = connecting(discord, database, "another.bots.token")
        (found,) = await connection.platform.examine([])
        await connection.close()
        assert ("Discord token", "failure") == (found.what, found.state)


async def test_nothing_that_people_say_and_no_token_is_logged(
    discord: FakeDiscord, connection: Connection, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.WARNING)
    place = Place(f"discord:{discord.guild.id}", discord.general.id)
    discord.fail_next("POST /channels/{}/messages", status=500)
    discord.fail_next("POST /interactions/{}/{}/callback", status=500, apply=True)
    with pytest.raises(Unclear):
        await connection.platform.post(place, Card(body=("a secret",)), "A" * 25)
    answer = await discord.command(discord.student, discord.general, "toy count", number=1, theme="confession")
    await connection.platform.find(place, "A" * 25, datetime(2020, 1, 1, tzinfo=UTC))
    logged = caplog.text + capsys.readouterr().out
    for secret in ("a secret", "confession", discord.token, answer.interaction.token):
        assert secret not in logged
