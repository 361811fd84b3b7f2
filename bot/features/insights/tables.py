"""The table of insights: each course week's figures as they were published, which never change afterwards."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table

from bot.store.columns import Data, Instant
from bot.store.tables import metadata

weeks = Table(
    "insight_weeks",
    metadata,
    Column("course", ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True),
    Column("week", Integer, primary_key=True),
    Column("figures", Data, nullable=False),
    Column("at", Instant, nullable=False),
)
