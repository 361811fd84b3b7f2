"""The environment: what is understood, and what ends the start with one line."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot import config
from bot.config import BadEnvironment


def test_without_variables_everything_has_a_default():
    found = config.read()
    assert ("sqlite:///homeroom.sqlite", "127.0.0.1", 8420, "pretty") == (
        str(found.database),
        found.host,
        found.port,
        found.log,
    )
    assert (False, False) == (found.speaks_discord, found.speaks_slack)


def test_an_empty_variable_is_one_that_was_not_set(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOMEROOM_PORT", "")
    monkeypatch.setenv("HOMEROOM_DISCORD_TOKEN", "")
    assert (8420, None) == (config.read().port, config.read().discord_token)


def test_values_are_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOMEROOM_DATABASE", "postgres://ada:pw@db/course")
    monkeypatch.setenv("HOMEROOM_CLOCK", "2027-02-01T09:00:00+01:00")
    monkeypatch.setenv("HOMEROOM_SLACK_BOT_TOKEN", "xoxb-1-a")
    monkeypatch.setenv("HOMEROOM_SLACK_APP_TOKEN", "xapp-1-a")
    found = config.read()
    assert "postgresql+psycopg://ada:***@db/course" == str(found.database)
    assert datetime(2027, 2, 1, 9, tzinfo=timezone(timedelta(hours=1))) == found.clock
    assert found.speaks_slack
    assert "xoxb" not in repr(found)
    assert "pw" not in repr(found)


def test_nothing_can_be_changed_afterwards():
    with pytest.raises(ValueError, match="frozen"):
        config.read().port = 1


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("HOMEROOM_PORT", "http", "a port from 1 to 65535"),
        ("HOMEROOM_PORT", "70000", "a port from 1 to 65535"),
        ("HOMEROOM_DATABASE", "mysql://root:secret-word@host/x", "sqlite:///homeroom.sqlite or postgresql://"),
        ("HOMEROOM_DATABASE", "homeroom.sqlite", "sqlite:///homeroom.sqlite or postgresql://"),
        ("HOMEROOM_DISCORD_TOKEN", "secret-word and more", "the token that Discord shows"),
        ("HOMEROOM_SLACK_BOT_TOKEN", "xoxp-secret-word", "begins with xoxb-"),
        ("HOMEROOM_SLACK_APP_TOKEN", "xoxb-secret-word", "begins with xapp-"),
        ("HOMEROOM_SECRET_KEY", "short", f"at least {config.SHORTEST_KEY} random characters"),
        ("HOMEROOM_OWNERS", "slack:T01/U02", "slack:T0123/@U0456"),
        ("HOMEROOM_URL", "homeroom.example.edu", "such as https://homeroom.example.edu"),
        ("HOMEROOM_LOG", "verbose", "pretty or json"),
        ("HOMEROOM_CLOCK", "2027-02-01T09:00:00", "an instant with its offset"),
        ("HOMEROOM_CLOCK", "soon", "an instant with its offset"),
        ("HOMEROOM_DISCORD_API", "http://127.0.0.1:9000/api", "with its version"),
        ("HOMEROOM_SLACK_API", "http://127.0.0.1:9001/api", "with its trailing slash"),
        ("HOMEROOM_DISCORD_TOKN", "secret-word", "did you mean HOMEROOM_DISCORD_TOKEN?"),
        ("HOMEROOM_COLOUR", "blue", "there is no such variable"),
    ],
)
def test_a_wrong_value_is_named_with_what_was_expected(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, expected: str
):
    monkeypatch.setenv(variable, value)
    with pytest.raises(BadEnvironment) as raised:
        config.read()
    line = str(raised.value)
    assert line.startswith(f"{variable}: ")
    assert expected in line
    assert ("secret-word" in line, line.count("\n")) == (False, 0)


@pytest.mark.parametrize("variable", ["HOMEROOM_SLACK_APP_TOKEN", "HOMEROOM_SLACK_BOT_TOKEN"])
def test_half_a_slack_says_which_half_is_missing(monkeypatch: pytest.MonkeyPatch, variable: str):
    monkeypatch.setenv(variable, {"P": "xapp-1-a", "T": "xoxb-1-a"}["P" if "APP" in variable else "T"])
    with pytest.raises(BadEnvironment, match="HOMEROOM_SLACK_BOT_TOKEN: expected"):
        config.read()


def test_a_sqlite_address_is_a_file(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOMEROOM_DATABASE", "sqlite:////data/homeroom.sqlite")
    assert Path("/data/homeroom.sqlite") == config.read().database.file


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        ({}, "http://127.0.0.1:8420"),
        ({"HOST": "0.0.0.0", "PORT": "80"}, "http://127.0.0.1:80"),
        ({"HOST": "::1"}, "http://[::1]:8420"),
        ({"URL": "https://bots.example.edu/homeroom/"}, "https://bots.example.edu/homeroom"),
    ],
)
def test_pages_are_where_the_operator_says_or_else_on_this_machine(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], address: str
):
    for name, value in variables.items():
        monkeypatch.setenv(f"HOMEROOM_{name}", value)
    assert address == config.read().pages
