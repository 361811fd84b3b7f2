"""The tables of icebreakers."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from bot.kernel.places import Person, Place
from bot.store.columns import Data, Instant, Printed
from bot.store.tables import metadata

posts = Table(
    "icebreaker_posts",
    metadata,
    Column("id", String, primary_key=True),
    Column("course", ForeignKey("courses.id", ondelete="CASCADE"), nullable=False),
    Column("place", Printed(Place.parse), nullable=False),
    Column("prompt", String, nullable=False),
    Column("question", Data, nullable=False),
    Column("routine", String, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_icebreaker_posts_course", "course", "at"),
)

answers = Table(
    "icebreaker_answers",
    metadata,
    Column("post", ForeignKey("icebreaker_posts.id", ondelete="CASCADE"), primary_key=True),
    Column("person", Printed(Person.parse), primary_key=True),
    Column("rung", String, nullable=False),
    Column("text", String, nullable=False),
    Column("said", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("at", Instant, nullable=False),
)

passes = Table(
    "icebreaker_passes",
    metadata,
    Column("post", ForeignKey("icebreaker_posts.id", ondelete="CASCADE"), primary_key=True),
    Column("person", Printed(Person.parse), primary_key=True),
    Column("kind", String, nullable=False),
    Column("at", Instant, nullable=False),
)

picks = Table(
    "icebreaker_picks",
    metadata,
    Column("routine", ForeignKey("routines.id", ondelete="CASCADE"), primary_key=True),
    Column("slot", String, primary_key=True),
    Column("course", ForeignKey("courses.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("prompt", String, nullable=False),
    Column("due", Instant, nullable=False),
)

suggestions = Table(
    "icebreaker_suggestions",
    metadata,
    Column("id", String, primary_key=True),
    Column("course", ForeignKey("courses.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("person", Printed(Person.parse), nullable=False),
    Column("text", String, nullable=False),
    Column("labels", Data, nullable=False),
    Column("stem", String, nullable=False),
    Column("state", String, nullable=False),
    Column("word", String, nullable=False),
    Column("at", Instant, nullable=False),
)
