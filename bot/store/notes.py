"""A few named values that outlive the process: what platforms were last told, the key of the seals."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from bot.kernel.ports import Database
from bot.store.columns import insert_new, upsert
from bot.store.tables import settings

SECRET_KEY, ZONES = "secret key", "time zones"


def get(db: Connection, name: str) -> str:
    """Empty when never put."""
    return db.scalar(select(settings.c.value).where(settings.c.name == name)) or ""


def put(db: Connection, name: str, value: str) -> None:
    upsert(db, settings, ("name",), name=name, value=value)


def once(db: Connection, name: str, value: str) -> str:
    """The value that was put first, by whichever process."""
    insert_new(db, settings, name=name, value=value)
    return get(db, name)


@dataclass(frozen=True, slots=True)
class KeptNotes:
    """The same, for adapters."""

    database: Database

    async def get(self, name: str) -> str:
        return await self.database.read(lambda db: get(db, name))

    async def put(self, name: str, value: str) -> None:
        await self.database.write(lambda db: put(db, name, value))
