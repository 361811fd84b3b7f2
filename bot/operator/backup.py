"""Copies of a SQLite database: taken while the bot runs, and put back when it does not."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.operator.targets import must_take
from bot.store.address import Address
from bot.store.migrate import HEAD, known
from bot.store.sqlite import hold
from bot.trouble import Mistake, Trouble

PAGES = 1000
OURS = {"alembic_version", "settings", "courses", "routines", "deliveries"}
Progress = Callable[[int, int], None]


def back_up(address: Address, to: Path, progress: Progress) -> int:
    """Write a consistent copy, and return its size in bytes; ``progress`` gets pages done and pages in all.

    The copy is checked before it gets its name, so that ``to`` is either whole or as it was.
    """
    source = _file_of(address, "pg_dump --format=custom --file=FILE --dbname={}")
    if not source.is_file():
        raise Mistake(f"{source}: there is no database to copy; HOMEROOM_DATABASE says which is meant")
    to = must_take(to)
    if to.exists() and to.samefile(source):
        raise Mistake(f"{to}: this is the database itself")
    with _beside(to) as copy:
        _copy(source, copy, progress)
        _check_ours(copy, source)
        os.replace(copy, to)
    _sync(to.parent)
    return to.stat().st_size


def restore(address: Address, backup: Path, progress: Progress) -> Path | None:
    """Put a copy in the place of the database; what was there is kept beside it and returned."""
    target = _file_of(address, "pg_restore --clean --if-exists --dbname={} FILE")
    if not backup.is_file():
        raise Mistake(f"{backup}: there is no such file")
    if target.exists() and backup.samefile(target):
        raise Mistake(f"{backup}: this is the database itself")
    with closing(hold(target)), _beside(target) as copy:
        _copy(backup, copy, progress)
        _check_ours(copy, backup)
        kept = _keep(target, copy) if target.exists() else None
        os.replace(copy, target)
        _sync(target.parent)
    return kept


def _file_of(address: Address, instead: str) -> Path:
    """Raises Mistake with PostgreSQL's own command, which asks for the password itself."""
    if address.file is None:
        plain = address.url._replace(drivername="postgresql", password=None).render_as_string()
        raise Mistake(f"the database is PostgreSQL, which has a tool of its own: {instead.format(plain)}")
    return address.file


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A temporary name in the same folder, so that taking the real one is a single step; only its owner may read it."""
    copy = file.with_name(f".{file.name}.{os.getpid()}.part")
    copy.touch(0o600)
    try:
        yield copy
    finally:
        for leftover in (copy, *(copy.with_name(copy.name + end) for end in ("-wal", "-shm", "-journal"))):
            leftover.unlink(missing_ok=True)


def _copy(source: Path, copy: Path, progress: Progress) -> None:
    """SQLite's own online copy. The open read keeps one state in view while others go on writing."""
    try:
        with _opened(source, "ro") as reading, closing(sqlite3.connect(copy)) as writing:
            reading.execute("BEGIN")
            reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
            reading.backup(writing, pages=PAGES, progress=lambda _, left, all_: progress(all_ - left, all_))
            writing.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        raise _refused(source, error) from error


def _opened(file: Path, mode: str) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None))


def _refused(file: Path, error: sqlite3.Error) -> Trouble:
    if "not a database" in str(error):
        return Mistake(f"{file}: not a database")
    return Trouble(f"{file}: {error}")


def _check_ours(copy: Path, name: Path) -> None:
    """Raises unless the copy is whole, Homeroom's, and of a version that this Homeroom knows."""
    try:
        with _opened(copy, "ro") as db:
            reached = _reached(db)
            found = str(db.execute("PRAGMA integrity_check").fetchone()[0])
    except sqlite3.DatabaseError as error:
        raise _refused(name, error) from error
    if not reached:
        raise Mistake(f"{name}: not a database of Homeroom")
    if reached not in known():
        raise Mistake(f"{name}: made by a newer Homeroom (database {reached}; this one knows {HEAD})")
    if found != "ok":
        raise Trouble(f"{name}: damaged: {' '.join(found.split())[:200]}")


def _reached(db: sqlite3.Connection) -> str:
    """The migration of a Homeroom database; empty for any other."""
    tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables >= OURS:
        return ""
    row = db.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def _keep(file: Path, successor: Path) -> Path:
    """Keep the database under another name, with what its journal still holds; the file itself stays in place."""
    kept = _free(file.with_name(file.name + ".before-restore"))
    try:
        with _opened(file, "rw") as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.DatabaseError:
        if (journal := file.with_name(file.name + "-wal")).exists():
            shutil.copy2(journal, kept.with_name(kept.name + "-wal"))  # for whoever may still read a damaged one
    shutil.copymode(file, successor)
    try:
        os.link(file, kept)
    except OSError:
        shutil.copy2(file, kept)  # not every file system has links
    for end in ("-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)
    return kept


def _free(name: Path) -> Path:
    """This name, or the first with a number after it that is not taken."""
    names = (name, *(name.with_name(f"{name.name}.{number}") for number in range(2, 1000)))
    return next(candidate for candidate in names if not candidate.exists())


def _sync(folder: Path) -> None:
    """A new name is durable once its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
