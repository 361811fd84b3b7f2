"""The tables of insights: each week's figures as they were published, for good; and who wants no weekly note."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table

from bot.kernel.places import Person
from bot.store.columns import Data, Instant, Printed
from bot.store.tables import metadata

weeks = Table(
    "insight_weeks",
    metadata,
    Column("course", ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True),
    Column("week", Integer, primary_key=True),
    Column("figures", Data, nullable=False),
    Column("at", Instant, nullable=False),
)

quiet = Table(
    "insight_quiet",
    metadata,
    Column("course", ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True),
    Column("person", Printed(Person.parse), primary_key=True),
)
