"""The tables that all features stand on; each feature's own are in its ``tables`` and share this metadata."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)

from bot.kernel.places import Message, Person, Place
from bot.kernel.roles import Role
from bot.store.columns import Data, Instant, Printed

HAS_WORDS, WAS_SAID = text("card IS NOT NULL"), text("sent_at IS NOT NULL")
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

settings = Table(
    "settings",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", String, primary_key=True),
    Column("at", Instant, nullable=False, index=True),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", String, primary_key=True),
    Column("form", Data, nullable=False),
    Column("at", Instant, nullable=False, index=True),
)

courses = Table(
    "courses",
    metadata,
    Column("id", String, primary_key=True),
    Column("space", String, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("locale", String, nullable=False),
    Column("start", Printed(date.fromisoformat), nullable=False),
    Column("weeks", Integer, nullable=False),
    Column("home", Printed(Place.parse), nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("seed", Integer, nullable=False),
    Column("breaks", Data, nullable=False),
    Column("topics", Data, nullable=False),
    Column("blocked", Data, nullable=False),
    Column("size", Integer, nullable=False, server_default="0"),
    Column("made_at", Instant, nullable=False),
)

staff = Table(
    "staff",
    metadata,
    Column("course", ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True),
    Column("person", Printed(Person.parse), primary_key=True),
    Column("role", Printed(Role), nullable=False),
)

agreements = Table(
    "agreements",
    metadata,
    Column("course", ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True),
    Column("person", Printed(Person.parse), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("at", Instant, nullable=False),
)

safety_contacts = Table(
    "safety_contacts",
    metadata,
    Column("course", ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True),
    Column("person", Printed(Person.parse), primary_key=True),
    Column("name", String, nullable=False),
    Column("position", Integer, nullable=False),
)

routines = Table(
    "routines",
    metadata,
    Column("id", String, primary_key=True),
    Column("course", ForeignKey("courses.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("rule", String, nullable=False),
    Column("at", Printed(time.fromisoformat), nullable=False),
    Column("zone", String, nullable=False),
    Column("place", Printed(Place.parse), nullable=False),
    Column("first", Printed(date.fromisoformat), nullable=False),
    Column("until", Printed(date.fromisoformat)),
    Column("state", String, nullable=False),
    Column("settings", Data, nullable=False),
    Column("next_due", Instant),
    Column("next_slot", String),
    Index("ix_routines_due", "next_due", "id", sqlite_where=text("next_due IS NOT NULL")),
)

occurrences = Table(
    "occurrences",
    metadata,
    Column("routine", ForeignKey("routines.id", ondelete="CASCADE"), primary_key=True),
    Column("slot", String, primary_key=True),
    Column("due", Instant, nullable=False),
    Column("state", String, nullable=False),
    Column("at", Instant, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("op", String, nullable=False),
    Column("platform", String, nullable=False),
    Column("course", String, nullable=False, index=True),
    Column("target", String, nullable=False),
    Column("of", String, nullable=False),
    Column("person", Printed(Person.parse), index=True),
    Column("card", Data),
    Column("people", Data),
    Column("prompt", String, nullable=False),
    Column("marker", String, nullable=False),
    Column("state", String, nullable=False),
    Column("solicited", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due", Instant, nullable=False),
    Column("expires", Instant),
    Column("attempted_at", Instant),
    Column("sent_at", Instant),
    Column("message", Printed(Message.parse)),
    Column("reason", String, nullable=False),
    UniqueConstraint("key"),
    Index("ix_deliveries_todo", "platform", "state", "due", "id"),
    Index("ix_deliveries_of", "of"),
    Index("ix_deliveries_said", "course", "sent_at", sqlite_where=WAS_SAID),
    Index("ix_deliveries_words", "due", sqlite_where=HAS_WORDS),
)

errands = Table(
    "errands",
    metadata,
    Column("key", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("course", ForeignKey("courses.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("subject", String, nullable=False),
    Column("at", Instant, nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
)

barred = Table(
    "barred",
    metadata,
    Column("target", Printed(str), primary_key=True),
    Column("until", Instant, nullable=False),
    Column("reason", String, nullable=False),
)
