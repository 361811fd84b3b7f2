"""The tables of support: what help there is in a course, and who asked that somebody write to them."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table

from bot.kernel.places import Person
from bot.store.columns import Data, Instant, Printed
from bot.store.tables import metadata

cards = Table(
    "support_cards",
    metadata,
    Column("course", ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True),
    Column("services", Data, nullable=False),
    Column("country", String, nullable=False),
    Column("institution", String, nullable=False),
    Column("policy", String, nullable=False),
    Column("office_hours", String, nullable=False),
)

requests = Table(
    "support_requests",
    metadata,
    Column("id", String, primary_key=True),
    Column("course", ForeignKey("courses.id", ondelete="CASCADE"), nullable=False),
    Column("person", Printed(Person.parse), nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("contact", Printed(Person.parse), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("state", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Index("ix_support_requests_course", "course", "at"),
)
