"""Opening the database: the right kind, migrated, ready."""

from __future__ import annotations

import asyncio

from bot.store.address import Address
from bot.store.migrate import migrate
from bot.store.postgres import Postgres
from bot.store.sqlite import SQLite

Store = SQLite | Postgres


async def open_store(address: Address, durable: bool = True) -> Store:
    """The database at this address, its tables as this version wants them.

    Raises InUse when another process has the file, NewerDatabase when a newer version wrote it.
    """
    store: Store = Postgres(address.url) if address.file is None else SQLite(address.url, durable)
    try:
        await asyncio.to_thread(migrate, store.engine)
    except BaseException:
        await store.close()
        raise
    return store
