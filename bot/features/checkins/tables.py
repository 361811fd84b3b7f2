"""The tables of check-ins. Nothing here says who answered what once an anonymous check-in is closed.

While it is open, ``voters`` holds a tag for each question that somebody answered: a keyed digest whose key is in
``keys`` and goes at close, with the tags. ``counts`` are numbers, never ballots. None of the three has a time, a row
number (``sqlite_with_rowid``) or anything else in common, but for the check-in.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table

from bot.kernel.places import Person, Place
from bot.store.columns import Data, Instant, Printed
from bot.store.tables import metadata

instruments = Table(
    "checkin_instruments",
    metadata,
    Column("id", String, primary_key=True),
    Column("course", ForeignKey("courses.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("title", String, nullable=False),
    Column("items", Data, nullable=False),
    Column("made_at", Instant, nullable=False),
)

checkins = Table(
    "checkins",
    metadata,
    Column("id", String, primary_key=True),
    Column("course", ForeignKey("courses.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String, nullable=False),
    Column("title", String, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("items", Data, nullable=False),
    Column("place", Printed(Place.parse), nullable=False),
    Column("week", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("closes_at", Instant, nullable=False),
    Column("result", Data),
    Index("ix_checkins_course", "course", "kind", "opened_at"),
)

keys = Table(
    "checkin_keys",
    metadata,
    Column("checkin", ForeignKey("checkins.id", ondelete="CASCADE"), primary_key=True),
    Column("key", String, nullable=False),
)

voters = Table(
    "checkin_voters",
    metadata,
    Column("checkin", ForeignKey("checkins.id", ondelete="CASCADE"), primary_key=True),
    Column("tag", String, primary_key=True),
    sqlite_with_rowid=False,
)

counts = Table(
    "checkin_counts",
    metadata,
    Column("checkin", ForeignKey("checkins.id", ondelete="CASCADE"), primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("option", String, primary_key=True),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

texts = Table(
    "checkin_texts",
    metadata,
    Column("checkin", ForeignKey("checkins.id", ondelete="CASCADE"), primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("id", String, primary_key=True),
    Column("text", String, nullable=False),
    sqlite_with_rowid=False,
)

votes = Table(
    "checkin_votes",
    metadata,
    Column("checkin", ForeignKey("checkins.id", ondelete="CASCADE"), primary_key=True),
    Column("person", Printed(Person.parse), primary_key=True),
    Column("name", String, nullable=False),
    Column("options", Data, nullable=False),
    Column("at", Instant, nullable=False),
)

secrets = Table(
    "checkin_secrets",
    metadata,
    Column("course", ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True),
    Column("secret", String, nullable=False),
)

links = Table(
    "checkin_links",
    metadata,
    Column("course", ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True),
    Column("tag", String, primary_key=True),
    Column("checkin", ForeignKey("checkins.id", ondelete="CASCADE"), primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("option", String, nullable=False),
    sqlite_with_rowid=False,
)

loops = Table(
    "checkin_loops",
    metadata,
    Column("checkin", ForeignKey("checkins.id", ondelete="CASCADE"), primary_key=True),
    Column("said", String, nullable=False),
    Column("did", String, nullable=False),
    Column("person", Printed(Person.parse), nullable=False),
    Column("at", Instant, nullable=False),
)
