"""Migrations: one chain, whole or not at all, never twice, never backwards."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, NullPool, create_engine, inspect, text

import bot.features.all  # noqa: F401 - with all their tables
from bot.store import migrate
from bot.store.address import Address
from bot.store.migrate import NewerDatabase
from bot.store.open import Store, open_store
from bot.store.sqlite import engine
from bot.store.tables import metadata
from tests.world.clock import MONDAY
from tests.world.databases import Server
from tests.world.people import course, settle_in

MIGRATE = """
import sys
from sqlalchemy import NullPool, create_engine
from bot.store.address import Address
from bot.store.migrate import migrate
from bot.store.sqlite import engine

address = Address.parse(sys.argv[1])
sys.stdin.readline()
if address.file:
    migrate(engine(address.url, "BEGIN IMMEDIATE", poolclass=NullPool))
else:
    migrate(create_engine(address.url, poolclass=NullPool))
"""

ANOTHER = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = {new!r}, {old!r}

def upgrade():
    with op.batch_alter_table("courses") as courses:
        courses.add_column(sa.Column("motto", sa.String()))
        courses.alter_column("name", new_column_name="title")
"""


@contextmanager
def empty(address: Address) -> Iterator[Engine]:
    made = (
        engine(address.url, "BEGIN IMMEDIATE", poolclass=NullPool)
        if address.file
        else create_engine(address.url, poolclass=NullPool)
    )
    yield made
    made.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def empty_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Address]:
    """A database without any tables."""
    if request.param == "sqlite":
        yield Address.parse(f"sqlite:///{tmp_path}/empty.sqlite")
        return
    postgres: Server = request.getfixturevalue("postgres")
    address = postgres.make(template="template0")
    yield address
    postgres.drop(address)


@pytest.fixture
def postgres_address(postgres: Server) -> Iterator[Address]:
    """A migrated PostgreSQL database of this test's own: its tables will not be the same."""
    address = postgres.make()
    yield address
    postgres.drop(address)


@pytest.fixture
def another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A chain with another migration, which makes the table of courses anew; its file can still be changed."""
    scripts = tmp_path / "migrations"
    shutil.copytree(migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    new = f"{int(migrate.HEAD) + 1:04}"
    file = scripts / "versions" / f"{new}_another.py"
    file.write_text(ANOTHER.format(new=new, old=migrate.HEAD))
    monkeypatch.setattr(migrate, "SCRIPTS", scripts)
    monkeypatch.setattr(migrate, "HEAD", new)
    return file


def _also(migration: Path, sql: str) -> None:
    migration.write_text(f"{migration.read_text()}    op.execute('{sql}')\n")


def test_the_newest_migration_is_the_one_we_think() -> None:
    assert migrate.HEAD == migrate.known()[-1]


def test_from_nothing_the_migrations_make_what_the_tables_say(empty_address: Address) -> None:
    with empty(empty_address) as made:
        migrate.migrate(made)
        with made.connect() as db:
            assert [] == compare_metadata(MigrationContext.configure(db), metadata)
            assert migrate.HEAD == migrate.version(db)


def test_a_migrated_database_is_left_alone(empty_address: Address) -> None:
    with empty(empty_address) as made:
        assert not _is_migrated(made)
        for _ in range(2):
            migrate.migrate(made)
            assert _is_migrated(made)


def _is_migrated(made: Engine) -> bool:
    with made.connect() as db:
        return migrate.version(db) == migrate.HEAD


def test_processes_that_start_at_once_migrate_once(empty_address: Address) -> None:
    url = empty_address.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", MIGRATE, url]
    both = [subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    ends = [process.communicate("go\n", timeout=60) for process in both]
    assert [(0, "")] * 3 == [(process.returncode, end[1]) for process, end in zip(both, ends, strict=True)]
    with empty(empty_address) as made:
        assert _is_migrated(made)


async def test_a_newer_database_is_refused_and_left_alone(address: Address) -> None:
    store = await open_store(address)
    await store.write(lambda db: db.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    await store.close()
    for _ in range(2):
        with pytest.raises(NewerDatabase, match="9999"):
            await open_store(address)


async def test_a_migration_that_fails_leaves_everything_as_it_was(store: Store, another: Path) -> None:
    before = await store.read(migrate.version)
    _also(another, "INSERT INTO nowhere VALUES (1)")
    before = await store.read(migrate.version)
    with pytest.raises(Exception, match="nowhere"):
        migrate.migrate(store.engine)

    def state(db: Connection) -> tuple[str, list[str]]:
        return migrate.version(db), [column["name"] for column in inspect(db).get_columns("courses")]

    version, columns = await store.read(state)
    assert before == version
    assert "name" in columns
    assert "motto" not in columns


async def test_a_table_made_anew_keeps_what_hangs_on_it(store: Store, another: Path) -> None:
    """With foreign keys in force, SQLite would delete every routine of a course whose table is remade."""
    await store.write(_a_course_with_staff)
    migrate.migrate(store.engine)
    kept = "SELECT (SELECT count(*) FROM courses), (SELECT count(*) FROM staff), (SELECT max(title) FROM courses)"
    assert (1, 1, "Botany") == await store.read(lambda db: tuple(db.execute(text(kept)).one()))


def _a_course_with_staff(db: Connection) -> None:
    settle_in(db, MONDAY, course(name="Botany"))


async def test_a_migration_that_breaks_a_key_is_undone(sqlite_store: Store, another: Path) -> None:
    await sqlite_store.write(_a_course_with_staff)
    _also(another, "DELETE FROM courses")
    with pytest.raises(AssertionError, match="staff"):
        migrate.migrate(sqlite_store.engine)
    assert 1 == await sqlite_store.read(lambda db: db.scalar(text("SELECT count(*) FROM courses")))


async def test_foreign_keys_are_in_force_after_a_migration(sqlite_store: Store, another: Path) -> None:
    migrate.migrate(sqlite_store.engine)
    with pytest.raises(Exception, match="FOREIGN KEY"):
        await sqlite_store.write(
            lambda db: db.execute(text("INSERT INTO staff (course, person, role) VALUES ('none', 'x:1/@1', 'mentor')"))
        )


def test_a_database_without_our_tables_is_at_no_version(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.sqlite") as db:
        db.execute("CREATE TABLE other (x)")
    with empty(Address.parse(f"sqlite:///{tmp_path}/other.sqlite")) as made, made.connect() as looking:
        assert "" == migrate.version(looking)
