"""An operator's mistake is one line and an exit status, never a traceback."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.operator.command import homeroom

COMMANDS = [("run",), ("doctor",), ("db", "upgrade"), ("db", "backup", "copy.sqlite"), ("db", "restore", "copy.sqlite")]


def one_line(words: tuple[str, ...]) -> tuple[int, str]:
    outcome = homeroom(*words)
    assert ("", 1) == (outcome.said, outcome.complained.count("\n"))
    assert outcome.complained.startswith("homeroom: ")
    return outcome.status, outcome.complained


def test_run_without_a_token_says_what_to_set_and_what_the_demo_does():
    status, line = one_line(("run",))
    assert 2 == status
    for word in (
        "HOMEROOM_DISCORD_TOKEN",
        "HOMEROOM_SLACK_BOT_TOKEN",
        "HOMEROOM_SLACK_APP_TOKEN",
        "HOMEROOM_SLACK_SIGNING_SECRET",
        "homeroom demo",
    ):
        assert word in line


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_an_unknown_variable_ends_every_command(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOMEROOM_DISCORD_TOKN", "sesame")
    status, line = one_line(words)
    assert (2, True, False) == (status, "did you mean HOMEROOM_DISCORD_TOKEN?" in line, "sesame" in line)


@pytest.mark.parametrize("words", [("run",), ("db", "upgrade")], ids=" ".join)
@pytest.mark.parametrize(
    ("make", "status", "expected"),
    [
        (lambda file: file.parent.rmdir(), 2, "data: there is no such folder"),
        (lambda file: file.write_text("Dear diary, " * 50), 1, "restore a backup"),
        (lambda file: file.mkdir(), 2, "cannot be opened"),
    ],
    ids=["no folder", "a text", "a folder"],
)
def test_a_database_that_cannot_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words, make, status: int, expected: str
):
    file = tmp_path / "data" / "homeroom.sqlite"
    file.parent.mkdir()
    make(file)
    monkeypatch.setenv("HOMEROOM_DATABASE", f"sqlite:///{file}")
    monkeypatch.setenv("HOMEROOM_DISCORD_TOKEN", "a.b.c")
    found, line = one_line(words)
    assert (status, True) == (found, expected in line), line


def test_a_newer_database_is_left_alone(sqlite_address, monkeypatch: pytest.MonkeyPatch):
    with closing(sqlite3.connect(sqlite_address.file)) as db, db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    monkeypatch.setenv("HOMEROOM_DATABASE", f"sqlite:///{sqlite_address.file}")
    status, line = one_line(("db", "upgrade"))
    assert (1, True) == (status, "newer than this Homeroom" in line)


@pytest.mark.parametrize("words", [("run",), ("db", "upgrade")], ids=" ".join)
def test_the_database_of_another_program_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words):
    file = tmp_path / "recipes.sqlite"
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("CREATE TABLE recipes (cake TEXT)")
    monkeypatch.setenv("HOMEROOM_DATABASE", f"sqlite:///{file}")
    monkeypatch.setenv("HOMEROOM_DISCORD_TOKEN", "a.b.c")
    status, line = one_line(words)
    assert (2, True) == (status, "a database of another program" in line)
    with closing(sqlite3.connect(file)) as db:
        assert [("recipes",)] == db.execute("SELECT name FROM sqlite_master").fetchall()
    found = homeroom("doctor")
    assert (1, True) == (found.status, "belongs to another program" in found.said)


@pytest.mark.parametrize(
    ("target", "expected"), [("missing/out.csv", "there is no folder missing"), (".", "this is a folder")]
)
def test_where_nothing_can_be_written_is_named_as_it_was_typed(tmp_path: Path, monkeypatch, target: str, expected: str):
    monkeypatch.chdir(tmp_path)
    Path("class.csv").write_text("id\nana\nben\n")
    status, line = one_line(("pair", "class.csv", "--out", target))
    assert (2, True) == (status, line.startswith(f"homeroom: {target}: {expected}")), line


def test_a_database_that_may_only_be_read_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.store.sqlite.PRAGMAS", ("query_only=ON",))
    monkeypatch.setenv("HOMEROOM_DATABASE", f"sqlite:///{tmp_path}/homeroom.sqlite")
    status, line = one_line(("db", "upgrade"))
    assert (2, True) == (status, "the database file cannot be written" in line), line


def test_a_locked_database_is_waited_for_and_then_named(sqlite_address, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.store.sqlite.PRAGMAS", ("busy_timeout=50",))
    monkeypatch.setenv("HOMEROOM_DATABASE", f"sqlite:///{sqlite_address.file}")
    with closing(sqlite3.connect(sqlite_address.file, isolation_level=None)) as db:
        db.execute("BEGIN EXCLUSIVE")
        status, line = one_line(("db", "upgrade"))
    assert (1, True) == (status, "the database is locked" in line)


def test_a_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOMEROOM_DATABASE", "postgresql://ada:sesame@127.0.0.1:9/course")
    status, line = one_line(("db", "upgrade"))
    assert (1, True, False) == (status, "database: connection failed" in line, "sesame" in line)


@pytest.mark.parametrize(
    ("words", "status", "expected"),
    [
        (("simulate", "--zone", "Mars/Olympus"), 2, "Europe/Berlin"),
        (("simulate", "--zone", "Berlin/Mars"), 2, "did you mean Europe/Berlin?"),
        (("simulate", "--zone", "EST"), 2, "did you mean America/New_York?"),
        (("simulate", "--students", "1", "--weeks", "1", "--log", "missing/log"), 2, "No such file"),
        (("discord", "invite"), 2, "give the application's id"),
        (("discord", "invite", "Homeroom"), 2, "an application's id is a number"),
        (("slack", "manifest", "--url", "http://bot.example.edu/slack/events"), 2, "https://"),
        (("prompts", "check", "missing"), 2, "missing: there is no such folder"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_other_mistakes(words: tuple[str, ...], status: int, expected: str):
    found, line = one_line(words)
    assert (status, True) == (found, expected in line), line


def test_whoever_reads_a_simulation_no_further_gets_no_complaint():
    command = f"{sys.executable} -m bot simulate --weeks 1 --students 2 --zone europe/berlin | head -1"
    outcome = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert (1, "") == (outcome.stdout.count("\n"), outcome.stderr)


def test_what_is_typed_wrongly_is_said_in_plain_lines():
    outcome = homeroom("simulate", "--students", "many")
    assert (2, "") == (outcome.status, outcome.said)
    assert outcome.complained.splitlines()[-1].startswith("Error: Invalid value for '--students'")


@pytest.mark.parametrize("words", [(), ("prompts",), ("slack",), ("discord",), ("db",)], ids=" ".join)
def test_help_says_each_command_in_full(words: tuple[str, ...]):
    assert "..." not in homeroom(*words, "--help").said.partition("Commands:")[2]


def test_prompts_with_breaches_are_listed_and_counted(tmp_path: Path):
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "bad.yaml").write_text("prompts: 7\n")
    outcome = homeroom("prompts", "check", str(tmp_path))
    assert 1 == outcome.status
    assert f"{tmp_path}/en/bad.yaml:1" in outcome.said
    assert " to mend" in outcome.complained
