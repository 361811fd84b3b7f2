"""``homeroom doctor``: what is looked at, what is well, and what to do where it is not."""

from __future__ import annotations

import asyncio
import json
import socket
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.discord import examination as discord_examination
from adapters.slack import examination as slack_examination
from bot import config
from bot.kernel.courses import Course
from bot.kernel.places import Place
from bot.operator import doctor
from bot.store import courses
from bot.store.address import Address
from bot.store.migrate import HEAD
from bot.store.open import open_store
from tests.operator.command import homeroom
from tests.platforms.discord.far_end import FakeDiscord
from tests.platforms.slack import FakeSlack


def findings() -> dict[str, Any]:
    outcome = homeroom("doctor", "--json")
    found = {finding["what"]: finding for finding in json.loads(outcome.said)}
    assert outcome.status == int(any(finding["state"] == "failure" for finding in found.values()))
    return found


@pytest.fixture
def file(sqlite_address: Address, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert sqlite_address.file
    monkeypatch.setenv("HOMEROOM_DATABASE", f"sqlite:///{sqlite_address.file}")
    return sqlite_address.file


def test_before_the_first_start_all_is_well_but_no_platform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    states = {what: finding["state"] for what, finding in findings().items()}
    assert {
        "database": "ok",
        "time zones": "ok",
        "secret key": "ok",
        "prompts en": "ok",
        "platforms": "warning",
    } == states
    assert [] == list(tmp_path.iterdir())


def test_each_finding_is_a_line_with_what_to_do(file: Path):
    outcome = homeroom("doctor")
    lines = outcome.said.splitlines()
    assert (0, 6) == (outcome.status, len(lines))
    assert lines[0].startswith("✓ database")
    assert lines[-1].startswith("! platforms")
    assert "HOMEROOM_DISCORD_TOKEN" in lines[-1]


def test_a_missing_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOMEROOM_DATABASE", f"sqlite:///{tmp_path}/missing/homeroom.sqlite")
    found = findings()["database"]
    assert ("failure", True) == (found["state"], f"{tmp_path}/missing" in found["found"])
    assert found["remedy"]


@pytest.mark.parametrize(
    ("version", "state", "words"), [("0000", "failure", "newer"), (HEAD, "ok", "the newest"), ("", "ok", "no tables")]
)
def test_migrations_are_looked_at(file: Path, version: str, state: str, words: str):
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("UPDATE alembic_version SET version_num = ?", [version])
    found = findings()["migrations"]
    assert (state, True) == (found["state"], words in found["found"])


def test_a_running_bot_is_noticed_and_not_disturbed(file: Path):
    async def scenario() -> dict[str, Any]:
        store = await open_store(Address.parse(f"sqlite:///{file}"))
        try:
            return await asyncio.to_thread(findings)
        finally:
            await store.close()

    found = asyncio.run(scenario())
    assert ("ok", "ok") == (found["running"]["state"], found["database"]["state"])


def test_a_server_that_does_not_answer_is_a_failure(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOMEROOM_DATABASE", "postgresql://ada:sesame@127.0.0.1:9/course")
    found = findings()["database"]
    assert ("failure", False) == (found["state"], "sesame" in json.dumps(found))
    assert found["remedy"].startswith("Look whether the server runs and this machine reaches it.")


def test_postgresql_is_looked_at_alike(postgres_address: Address, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOMEROOM_DATABASE", postgres_address.url.render_as_string(hide_password=False))
    found = findings()
    assert ("ok", "ok") == (found["database"]["state"], found["migrations"]["state"])


def a_course_in(file: Path, *homes: Place) -> None:
    async def make() -> None:
        store = await open_store(Address.parse(f"sqlite:///{file}"))
        for home in homes:
            about = (home.channel, home.space, "Greek", "Europe/Athens", "en", date(2027, 2, 1), 6)
            course = Course(*about, home, state="active")
            await store.write(lambda db, course=course: courses.save(db, course, datetime(2027, 1, 1, tzinfo=UTC)))
        await store.close()

    asyncio.run(make())


def test_both_platforms_are_asked_about_the_places_that_courses_use(file: Path, monkeypatch: pytest.MonkeyPatch):
    async def scenario() -> dict[str, Any]:
        async with FakeDiscord() as discord, FakeSlack() as slack:
            guild, team = f"discord:{discord.guild.id}", f"slack:{slack.team.id}"
            general = slack.team.channel("general").id
            await asyncio.to_thread(
                a_course_in,
                file,
                Place(guild, discord.general.id),
                Place(guild, "404"),
                Place(team, general),
            )
            monkeypatch.setenv("HOMEROOM_DISCORD_TOKEN", discord.token)
            monkeypatch.setenv("HOMEROOM_DISCORD_API", discord.api)
            monkeypatch.setenv("HOMEROOM_SLACK_BOT_TOKEN", slack.bot_token)
            monkeypatch.setenv("HOMEROOM_SLACK_APP_TOKEN", slack.app_token)
            monkeypatch.setenv("HOMEROOM_SLACK_API", slack.api)
            return {what: one["state"] for what, one in (await asyncio.to_thread(findings)).items()} | {
                "general": discord.general.id
            }

    states = asyncio.run(scenario())
    assert "ok" == states["Discord token"]
    assert "ok" == states[f"Discord channel {states['general']}"]
    assert "failure" == states["Discord channel 404"]
    assert ("ok", "ok", "ok") == (states["Slack token"], states["Slack scopes"], states["Slack channel #general"])
    assert "ok" == states["Slack Socket Mode"]


def test_tokens_that_are_refused_say_where_to_get_others(file: Path, monkeypatch: pytest.MonkeyPatch):
    async def scenario() -> dict[str, Any]:
        async with FakeDiscord() as discord, FakeSlack() as slack:
            monkeypatch.setenv("HOMEROOM_DISCORD_TOKEN", "stale.discord.token")
            monkeypatch.setenv("HOMEROOM_DISCORD_API", discord.api)
            monkeypatch.setenv("HOMEROOM_SLACK_BOT_TOKEN", "xoxb-stale")
            monkeypatch.setenv("HOMEROOM_SLACK_SIGNING_SECRET", "0123456789abcdef")
            monkeypatch.setenv("HOMEROOM_SLACK_API", slack.api)
            return await asyncio.to_thread(findings)

    found = asyncio.run(scenario())
    for what, variable in (("Discord token", "HOMEROOM_DISCORD_TOKEN"), ("Slack token", "HOMEROOM_SLACK_BOT_TOKEN")):
        assert ("failure", True) == (found[what]["state"], variable in found[what]["remedy"])
    assert "stale" not in json.dumps(found)


@pytest.mark.parametrize(
    ("variables", "state"),
    [
        ({}, "warning"),
        ({"HOST": "::1"}, "warning"),
        ({"HOST": "0.0.0.0"}, "ok"),
        ({"URL": "https://homeroom.example.edu"}, "ok"),
    ],
)
def test_links_that_work_on_this_machine_only_are_worth_a_warning(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], state: str
):
    for name, value in variables.items():
        monkeypatch.setenv(f"HOMEROOM_{name}", value)
    found = doctor.pages(config.read())
    assert (state, state == "warning") == (found.state, "HOMEROOM_URL" in found.remedy)


def test_a_network_that_is_cut_is_a_line_for_each_platform_with_what_to_do(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOMEROOM_DISCORD_TOKEN", "MTIz.made.up")
    monkeypatch.setenv("HOMEROOM_DISCORD_API", "http://127.0.0.1:9/api/v10")
    monkeypatch.setenv("HOMEROOM_SLACK_BOT_TOKEN", "xoxb-made-up")
    monkeypatch.setenv("HOMEROOM_SLACK_APP_TOKEN", "xapp-made-up")
    monkeypatch.setenv("HOMEROOM_SLACK_API", "http://127.0.0.1:9/api/")

    outcome = homeroom("doctor")

    failed = [line for line in outcome.said.splitlines() if line.startswith("✗")]
    assert (1, "") == (outcome.status, outcome.complained)
    assert ["✗ Discord", "✗ Slack"] == [" ".join(line.split()[:2]) for line in failed]
    assert all("does not answer: " in line and " — Look whether this machine is online" in line for line in failed)


def test_a_network_that_swallows_everything_is_not_waited_for_long(monkeypatch: pytest.MonkeyPatch):
    """As behind a firewall that drops what it does not let through."""
    for adapter in (discord_examination, slack_examination):
        monkeypatch.setattr(adapter, "PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        monkeypatch.setenv("HOMEROOM_DISCORD_TOKEN", "MTIz.made.up")
        monkeypatch.setenv("HOMEROOM_DISCORD_API", f"{address}/api/v10")
        monkeypatch.setenv("HOMEROOM_SLACK_BOT_TOKEN", "xoxb-made-up")
        monkeypatch.setenv("HOMEROOM_SLACK_SIGNING_SECRET", "0123456789abcdef")
        monkeypatch.setenv("HOMEROOM_SLACK_API", f"{address}/api/")
        found = findings()

    assert "does not answer: nothing within 0.2 seconds" == found["Discord"]["found"] == found["Slack"]["found"]
