"""``homeroom db``: copies that can be trusted, and put back."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest

from bot.operator import backup
from bot.store.address import Address
from bot.store.sqlite import SQLite
from tests.operator.command import homeroom


@pytest.fixture
def file(sqlite_address: Address, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database that the environment names, with a note in it."""
    assert sqlite_address.file
    monkeypatch.setenv("HOMEROOM_DATABASE", f"sqlite:///{sqlite_address.file}")
    note(sqlite_address.file, "first")
    return sqlite_address.file


def note(file: Path, value: str) -> None:
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("INSERT OR REPLACE INTO settings (name, value) VALUES ('note', ?)", [value])


def noted(file: Path) -> str:
    with closing(sqlite3.connect(file)) as db:
        return str(db.execute("SELECT value FROM settings WHERE name = 'note'").fetchone()[0])


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def test_a_copy_holds_what_the_database_held(file: Path, tmp_path: Path):
    outcome = homeroom("db", "backup", str(tmp_path / "copy.sqlite"))
    assert (0, "") == (outcome.status, outcome.complained)
    assert "first" == noted(tmp_path / "copy.sqlite")
    assert [] == leftovers(tmp_path)


def test_a_copy_is_for_its_owners_eyes(file: Path, tmp_path: Path):
    homeroom("db", "backup", str(tmp_path / "copy.sqlite"))
    assert 0o600 == stat.S_IMODE((tmp_path / "copy.sqlite").stat().st_mode)


def test_a_copy_taken_while_the_bot_writes_is_one_moment_of_it(file: Path, tmp_path: Path, monkeypatch):
    """Each transaction of the writer changes two rows alike: a copy in which they differ is torn."""
    monkeypatch.setattr(backup, "PAGES", 5)
    with closing(sqlite3.connect(file)) as db, db:
        db.executemany("INSERT INTO settings VALUES (?, ?)", [(f"row {n}", "x" * 900) for n in range(2000)])
    stop, written = threading.Event(), threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(file, timeout=20)) as db:
            number = 0
            while not stop.is_set():
                number += 1
                with db:
                    for name in ("left", "right"):
                        db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", [name, str(number)])
                written.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert written.wait(10)
        steps: list[int] = []
        backup.back_up(
            Address.parse(f"sqlite:///{file}"), tmp_path / "copy.sqlite", lambda done, of: steps.append(done)
        )
    finally:
        stop.set()
        writer.join()
    with closing(sqlite3.connect(tmp_path / "copy.sqlite")) as db:
        left, right = (
            db.execute("SELECT value FROM settings WHERE name = ?", [n]).fetchone() for n in ("left", "right")
        )
    assert left == right
    assert sorted(steps) == steps
    assert 10 < len(steps)


def test_an_open_bot_does_not_stand_in_the_way_of_a_copy(file: Path, tmp_path: Path):
    async def scenario() -> int:
        store = SQLite(Address.parse(f"sqlite:///{file}").url)
        try:
            return await asyncio.to_thread(lambda: homeroom("db", "backup", str(tmp_path / "copy.sqlite")).status)
        finally:
            await store.close()

    assert 0 == asyncio.run(scenario())
    assert "first" == noted(tmp_path / "copy.sqlite")


def test_restoring_brings_back_what_was_and_keeps_what_is(file: Path, tmp_path: Path):
    homeroom("db", "backup", str(tmp_path / "copy.sqlite"))
    note(file, "second")
    outcome = homeroom("db", "restore", str(tmp_path / "copy.sqlite"))
    kept = file.with_name(file.name + ".before-restore")
    assert (0, "first", "second") == (outcome.status, noted(file), noted(kept))
    assert str(kept) in outcome.said
    assert [] == leftovers(tmp_path)


def test_what_was_kept_by_an_earlier_restore_is_kept_still(file: Path, tmp_path: Path):
    homeroom("db", "backup", str(tmp_path / "copy.sqlite"))
    for value in ("second", "third"):
        note(file, value)
        homeroom("db", "restore", str(tmp_path / "copy.sqlite"))
    kept = sorted(tmp_path.glob("*.before-restore*"))
    assert ["second", "third"] == [noted(path) for path in kept]


def test_what_stands_in_the_journal_only_is_kept_too(file: Path, tmp_path: Path):
    homeroom("db", "backup", str(tmp_path / "copy.sqlite"))
    crashed = tmp_path / "crashed.sqlite"
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA wal_autocheckpoint=0")
        with db:
            db.execute("UPDATE settings SET value = 'only in the journal' WHERE name = 'note'")
        for end in ("", "-wal"):
            shutil.copy(f"{file}{end}", f"{crashed}{end}")
    backup.restore(Address.parse(f"sqlite:///{crashed}"), tmp_path / "copy.sqlite", lambda done, of: None)
    assert ("first", "only in the journal") == (noted(crashed), noted(tmp_path / "crashed.sqlite.before-restore"))


def test_a_restore_into_an_empty_place_makes_the_database(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    homeroom("db", "backup", str(tmp_path / "copy.sqlite"))
    monkeypatch.setenv("HOMEROOM_DATABASE", f"sqlite:///{tmp_path / 'new.sqlite'}")
    assert 0 == homeroom("db", "restore", str(tmp_path / "copy.sqlite")).status
    assert "first" == noted(tmp_path / "new.sqlite")


def test_nothing_is_restored_under_a_running_bot(file: Path, tmp_path: Path):
    homeroom("db", "backup", str(tmp_path / "copy.sqlite"))
    note(file, "second")

    async def scenario() -> object:
        store = SQLite(Address.parse(f"sqlite:///{file}").url)
        try:
            return await asyncio.to_thread(homeroom, "db", "restore", str(tmp_path / "copy.sqlite"))
        finally:
            await store.close()

    outcome = asyncio.run(scenario())
    assert (1, True) == (outcome.status, "in use" in outcome.complained)
    assert "second" == noted(file)


def strange_database(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("CREATE TABLE recipes (name TEXT)")


def newer_database(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")


def damaged_database(file: Path) -> None:
    size = file.stat().st_size
    with file.open("r+b") as raw:
        raw.seek(size // 2)
        raw.write(b"\xff" * 8192)


@pytest.mark.parametrize(
    ("make", "status", "words"),
    [
        (lambda file: file.unlink(), 2, "there is no such file"),
        (lambda file: file.write_text("Dear diary"), 2, "not a database"),
        (lambda file: file.write_bytes(b""), 2, "not a database of Homeroom"),
        (lambda file: (file.unlink(), strange_database(file)), 2, "not a database of Homeroom"),
        (newer_database, 2, "made by a newer Homeroom"),
        (damaged_database, 1, "copy.sqlite"),
    ],
    ids=["missing", "a text", "empty", "another program's", "newer", "damaged"],
)
def test_a_file_that_cannot_be_trusted_is_refused_and_nothing_changes(
    file: Path, tmp_path: Path, make, status: int, words: str
):
    copy = tmp_path / "copy.sqlite"
    homeroom("db", "backup", str(copy))
    make(copy)
    outcome = homeroom("db", "restore", str(copy))
    assert (status, 1) == (outcome.status, outcome.complained.count("\n"))
    assert words in outcome.complained
    assert "first" == noted(file)
    assert [] == [path.name for path in tmp_path.iterdir() if "before" in path.name or path.name.startswith(".")]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("backup", "missing/copy.sqlite"), "there is no folder"),
        (("backup", "."), "this is a folder"),
        (("backup", "homeroom.sqlite"), "this is the database itself"),
        (("restore", "homeroom.sqlite"), "this is the database itself"),
    ],
)
def test_a_wrong_path_is_one_line(file: Path, tmp_path: Path, monkeypatch, words, complaint: str):
    monkeypatch.chdir(tmp_path)
    outcome = homeroom("db", *words)
    assert (2, 1) == (outcome.status, outcome.complained.count("\n"))
    assert complaint in outcome.complained
    assert "first" == noted(file)


def test_a_copy_takes_the_place_of_no_pipe(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    outcome = homeroom("db", "backup", "pipe")
    assert (2, True) == (outcome.status, Path("pipe").is_fifo())
    assert "this is no file" in outcome.complained


def test_there_is_nothing_to_copy_before_the_first_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    outcome = homeroom("db", "backup", "copy.sqlite")
    assert (2, []) == (outcome.status, list(tmp_path.iterdir()))
    assert "there is no database to copy" in outcome.complained


@pytest.mark.parametrize(("word", "tool"), [("backup", "pg_dump"), ("restore", "pg_restore")])
def test_postgresql_is_left_to_its_own_tools(monkeypatch: pytest.MonkeyPatch, word: str, tool: str):
    monkeypatch.setenv("HOMEROOM_DATABASE", "postgresql://ada:sesame@db.example/course")
    outcome = homeroom("db", word, "copy")
    assert 2 == outcome.status
    assert tool in outcome.complained
    assert "postgresql://ada@db.example/course" in outcome.complained
    assert "sesame" not in outcome.complained


def test_an_upgrade_makes_the_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOMEROOM_DATABASE", f"sqlite:///{tmp_path / 'new.sqlite'}")
    outcome = homeroom("db", "upgrade")
    assert (0, True) == (outcome.status, " is at 0" in outcome.said)
    with closing(sqlite3.connect(tmp_path / "new.sqlite")) as db:
        assert db.execute("SELECT count(*) FROM courses").fetchone() == (0,)
