"""``HOMEROOM_DATABASE``: which database, and where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

EXAMPLES = "sqlite:///homeroom.sqlite or postgresql://user:password@host/name"


class BadAddress(ValueError):
    """Not an address of a database that Homeroom can use; the message says what one looks like."""


@dataclass(frozen=True, slots=True)
class Address:
    """A SQLite file or a PostgreSQL database."""

    url: URL

    @classmethod
    def parse(cls, text: str) -> Address:
        try:
            url = make_url(text)
        except (ArgumentError, ValueError):  # the latter for a port that is no number
            raise BadAddress(f"not a database address; {EXAMPLES}") from None
        match url.drivername.partition("+")[0]:
            case "sqlite" if url.database and url.database != ":memory:" and not url.host:
                return cls(url.set(drivername="sqlite", query={}))
            case "postgresql" | "postgres":
                return cls(url.set(drivername="postgresql+psycopg"))
        raise BadAddress(f"not a SQLite file or a PostgreSQL database; {EXAMPLES}")

    @property
    def file(self) -> Path | None:
        """The SQLite file; None for PostgreSQL."""
        return Path(self.url.database or "") if self.url.drivername == "sqlite" else None

    def __str__(self) -> str:
        return self.url.render_as_string(hide_password=True)
