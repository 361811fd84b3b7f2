"""When the next thing will happen by itself: one question to the database, however many want to know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, select

from bot.store.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Ahead:
    """Queries that each find one instant, or none; nothing comes of them while the door is shut."""

    queries: tuple[Select[Any], ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)
    shut_until: datetime | None = None


def first(db: Connection, ahead: Sequence[Ahead]) -> datetime | None:
    """The first instant that any of them finds."""
    given = {name: value for one in ahead for name, value in one.given.items()}
    found = _at_once(tuple(query for one in ahead for query in one.queries)).first(db, **given)
    shut = (one.shut_until for one in ahead for _ in one.queries)
    return min((max(at, until or at) for at, until in zip(found, shut, strict=True) if at), default=None)


@cache
def _at_once(queries: tuple[Select[Any], ...]) -> Prepared:
    """Every look asks it: four statements would cost nearly four times as much."""
    return Prepared(select(*(query.scalar_subquery() for query in queries)))
