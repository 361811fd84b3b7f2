"""What is written of an anonymous answer: a tag, so that nobody answers twice, and a number that goes up by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from bot.features.checkins import tables
from bot.store.columns import insert_new
from bot.store.prepared import Prepared

# What every answer asks is built once: building a statement takes longer than running it.
_KEY = Prepared(
    select(tables.keys.c.key)
    .join(tables.checkins)
    .where(tables.keys.c.checkin == bindparam("checkin"), tables.checkins.c.state == "open")
    .with_for_update(read=True, of=tables.checkins)  # whoever closes it waits until this answer is counted
)
_MINE = select(tables.voters.c.tag).where(
    tables.voters.c.checkin == bindparam("checkin"), tables.voters.c.tag.in_(bindparam("tags", expanding=True))
)


def key_of(db: Connection, checkin: str) -> str | None:
    """The key of an open check-in, which stays open until this transaction ends; None when it is closed."""
    found: str | None = _KEY.scalar(db, checkin=checkin)
    return found


def keep_key(db: Connection, checkin: str, key: str) -> None:
    db.execute(tables.keys.insert(), {"checkin": checkin, "key": key})


def take(db: Connection, checkin: str, tag: str) -> bool:
    """False when this person has answered this item before."""
    return insert_new(db, tables.voters, checkin=checkin, tag=tag)


def taken(db: Connection, checkin: str, tags: Sequence[str]) -> set[str]:
    """Which of these tags are there."""
    return set(db.scalars(_MINE, {"checkin": checkin, "tags": list(tags)}))


@cache
def _one_more(dialect: str) -> Prepared:
    made: Any = import_module(f"sqlalchemy.dialects.{dialect}").insert(tables.counts)
    more = {"count": tables.counts.c["count"] + 1}
    counting = made.on_conflict_do_update(index_elements=("checkin", "item", "option"), set_=more)
    return Prepared(counting, ("checkin", "item", "option", "count"))


def count(db: Connection, checkin: str, item: int, options: Iterable[str]) -> None:
    """One more for each of these, always in the same order: two who count at once do not wait for each other."""
    for option in sorted(options):
        _one_more(db.dialect.name).run(db, checkin=checkin, item=item, option=option, count=1)


def write_down(db: Connection, checkin: str, item: int, id_: str, text: str) -> None:
    """Words without an author, under an id of chance: they lie in no order."""
    db.execute(tables.texts.insert(), {"checkin": checkin, "item": item, "id": id_, "text": text})


def counts_of(db: Connection, checkin: str) -> Mapping[int, Mapping[str, int]]:
    """How often each option of each item was chosen."""
    found: dict[int, dict[str, int]] = {}
    mine = tables.counts.c
    for item, option, counted in db.execute(
        select(mine.item, mine.option, mine["count"]).where(mine.checkin == checkin)
    ):
        found.setdefault(item, {})[option] = counted
    return found


def texts_of(db: Connection, checkin: str) -> Mapping[int, list[str]]:
    """What was written to each item."""
    found: dict[int, list[str]] = {}
    for row in db.execute(select(tables.texts).where(tables.texts.c.checkin == checkin).order_by(tables.texts.c.id)):
        found.setdefault(row.item, []).append(row.text)
    return found


def forget(db: Connection, checkin: str) -> None:
    """The key first, then all that was counted under it."""
    for table in UNSAID:
        db.execute(delete(table).where(table.c.checkin == checkin))


UNSAID = (tables.keys, tables.voters, tables.counts, tables.texts)
"""What nobody may find after the close."""
