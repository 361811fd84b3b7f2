"""Migrations: one chain for both databases, run at start under a lock."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

SCRIPTS = Path(__file__).parent / "migrations"
HEAD = "0006"


class NewerDatabase(Exception):
    """A newer Homeroom has written this database."""


class ForeignDatabase(Exception):
    """Another program's file."""


def version(db: Connection) -> str:
    """The migration that the database has reached; empty for a new one."""
    if not inspect(db).has_table("alembic_version"):
        return ""
    return str(db.scalar(text("SELECT version_num FROM alembic_version")) or "")


def is_foreign(db: Connection) -> bool:
    """Whether this file belongs to another program. A PostgreSQL database may well hold other things besides."""
    found = inspect(db).get_table_names() if db.dialect.name == "sqlite" else []
    return bool(found) and "alembic_version" not in found


def known() -> tuple[str, ...]:
    return tuple(sorted(path.name[:4] for path in (SCRIPTS / "versions").glob("[0-9]*.py")))


def migrate(engine: Engine) -> None:
    """Bring the database to this version. Alembic is only imported when there is something to do."""
    with engine.connect() as db:
        if engine.dialect.name == "sqlite":
            # a table that is made anew is dropped first, and with keys in force its rows' dependants would go with it
            db.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        with db.begin():
            _bring_up(db)


def _bring_up(db: Connection) -> None:
    if db.dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(hashtext('homeroom migrations'))"))
    reached = version(db)
    if is_foreign(db):
        raise ForeignDatabase("the file is a database of another program")
    if reached and reached not in known():
        raise NewerDatabase(f"the database is at {reached}, newer than this Homeroom ({HEAD})")
    if reached != HEAD:
        _upgrade(db)
        _check_keys(db)


def _check_keys(db: Connection) -> None:
    broken = db.exec_driver_sql("PRAGMA foreign_key_check").first() if db.dialect.name == "sqlite" else None
    if broken:
        raise AssertionError(f"the migration to {HEAD} left a row of {broken[0]} without its {broken[2]}")


def _upgrade(db: Connection) -> None:
    from alembic import command  # a second of import that a start without migrations can do without
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = db
    command.upgrade(config, "head")
