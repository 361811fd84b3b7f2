"""What can go wrong for an operator, in one line each: whose doing it is, and what to do.

Our own errors of this kind are Troubles from the start; those of the store and of libraries become Troubles here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

FAILURE, MISTAKE, INTERRUPTED = 1, 2, 130


class Trouble(Exception):
    """Something the operator should know; its text is one line."""

    status = FAILURE


class Mistake(Trouble):
    """What was asked for cannot be done so: another path, address or variable is needed."""

    status = MISTAKE


def told(command: Callable[[], None]) -> int:
    """Runs it: what an operator did or can mend ends in one line on standard error, not in a traceback. Its status."""
    try:
        with in_one_line():
            command()
    except Trouble as trouble:
        sys.stderr.write(f"homeroom: {trouble}\n")
        return trouble.status
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


@contextmanager
def in_one_line() -> Iterator[None]:
    """Turns whatever an operator can cause or mend into Trouble; what still comes out is a defect of ours."""
    try:
        yield
    except Exception as error:
        trouble = _known(error)
        if trouble is None:
            raise
        raise trouble from error


def _known(error: Exception) -> Trouble | None:
    """Imports stand here because ``--help`` must not wait for them."""
    from sqlalchemy.exc import DBAPIError

    from bot.library.load import PackError
    from bot.store.address import BadAddress
    from bot.store.migrate import ForeignDatabase, NewerDatabase
    from bot.store.sqlite import InUse

    match error:
        case Trouble():
            return error
        case BadAddress():
            return Mistake(str(error))
        case InUse() | PackError():
            return Trouble(str(error))
        case NewerDatabase():
            return Trouble(f"{error}; install the newer version, or restore a backup made before")
        case ForeignDatabase():
            return Mistake(f"{error}; let HOMEROOM_DATABASE name a file of its own")
        case DBAPIError():
            return _of_database(error.orig or error)
        case FileNotFoundError() | PermissionError() | IsADirectoryError() | NotADirectoryError():
            return Mistake(_of_system(error))
        case OSError():
            return Trouble(_of_system(error))
    return None


def _of_system(error: OSError) -> str:
    words = (str(error.filename or ""), error.strerror or str(error))
    return ": ".join(filter(None, words))


def _of_database(error: BaseException) -> Trouble:
    words = " ".join(str(error).split())
    if "locked" in words:
        return Trouble("the database is locked: another program is using it; stop that one, or try again")
    if "not a database" in words or "malformed" in words:
        return Trouble(f"the database cannot be used: {words}; restore a backup with `homeroom db restore`")
    if "unable to open" in words:
        return Mistake("the database file cannot be opened: does its folder exist, and may this user write there?")
    if "readonly" in words:
        return Mistake("the database file cannot be written: let this user write it, and in its folder")
    return Trouble(f"database: {words[:300]}")
