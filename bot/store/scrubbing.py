"""What was deleted for good goes from the log and the free pages of the database too, before anybody is told.

A work that deletes such rows says so of its connection; the store sees to it after the commit.
"""

from __future__ import annotations

from sqlalchemy import Connection, Table

_WANTED = "homeroom scrub"


def wanted(db: Connection, *tables: Table) -> None:
    """What this transaction deletes from these tables is to be gone from the disk once it is durable."""
    db.info.setdefault(_WANTED, set()).update(table.name for table in tables)


def asked(db: Connection) -> frozenset[str]:
    """The names of the tables of which that was said since it was last asked."""
    return frozenset(db.info.pop(_WANTED, ()))
