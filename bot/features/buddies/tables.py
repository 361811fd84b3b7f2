"""The tables of buddies."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from bot.kernel.places import Person
from bot.store.columns import Data, Instant, Printed
from bot.store.tables import metadata

PERSON = Printed(Person.parse)


def _course() -> Column[str]:
    return Column("course", ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True)


buddies = Table(
    "buddies",
    metadata,
    _course(),
    Column("person", PERSON, primary_key=True),
    Column("name", String, nullable=False),
    Column("state", String, nullable=False),
    Column("rest_until", Printed(date.fromisoformat)),
    Column("skips", Boolean, nullable=False),
    Column("pace", Integer, nullable=False),
    Column("zone", String, nullable=False),
    Column("hours", String, nullable=False),
    Column("languages", Data, nullable=False),
    Column("interests", Data, nullable=False),
    Column("section", String, nullable=False),
    Column("mode", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("mix", String, nullable=False),
    Column("hello", String, nullable=False),
    Column("minor", Boolean, nullable=False),
    Column("greets", Boolean, nullable=False),
    Column("mentors", Integer, nullable=False),
    Column("deep", Boolean, nullable=False),
    Column("left_out", Integer, nullable=False),
    Column("in_trio", Integer, nullable=False),
    Column("ghosted", Integer, nullable=False),
    Column("silent", Integer, nullable=False),
    Column("waits_since", Instant),
    Column("last_round", Instant),
    Column("last_first", Instant),
    Column("joined_at", Instant, nullable=False),
    Column("changed_at", Instant),
)

apart = Table(
    "buddy_apart",
    metadata,
    _course(),
    Column("person", PERSON, primary_key=True),
    Column("other", PERSON, primary_key=True),
    Column("by", String, primary_key=True),
)

again = Table(
    "buddy_again",
    metadata,
    _course(),
    Column("person", PERSON, primary_key=True),
    Column("other", PERSON, primary_key=True),
)

settings = Table(
    "buddy_settings",
    metadata,
    _course(),
    Column("settings", Data, nullable=False),
)

rounds = Table(
    "buddy_rounds",
    metadata,
    Column("id", String, primary_key=True),
    Column("course", ForeignKey("courses.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("making", String),
    Column("state", String, nullable=False),
    Column("settings", Data, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("asked_by", PERSON),
    Column("made_at", Instant, nullable=False),
    Column("opened_at", Instant),
    Column("ends_at", Instant),
    Column("cost", Data, nullable=False),
    Column("bound", Float),
    Column("unplaced", Data, nullable=False),
    UniqueConstraint("making"),
)

groups = Table(
    "buddy_groups",
    metadata,
    Column("id", String, primary_key=True),
    Column("round", ForeignKey("buddy_rounds.id", ondelete="CASCADE"), nullable=False),
    Column("course", ForeignKey("courses.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("locked", Boolean, nullable=False),
    Column("reason", Data, nullable=False),
    Column("room", String, nullable=False),
    Column("ladder", String, nullable=False),
    Column("step", Integer, nullable=False),
    Column("depth", Integer, nullable=False),
    Column("frozen", Boolean, nullable=False),
    Column("progress", Data, nullable=False),
    Column("first", PERSON),
    Column("opened_at", Instant),
    Column("ends_at", Instant),
    Index("ix_buddy_groups_round", "round", "number"),
    Index("ix_buddy_groups_course", "course", "state"),
)

seats = Table(
    "buddy_seats",
    metadata,
    Column("group", ForeignKey("buddy_groups.id", ondelete="CASCADE"), primary_key=True),
    Column("person", PERSON, primary_key=True),
    Column("course", ForeignKey("courses.id", ondelete="CASCADE"), nullable=False),
    Column("name", String, nullable=False),
    Column("state", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("wish", String, nullable=False),
    Column("skips", Integer, nullable=False),
    Column("seen_at", Instant),
    Index("ix_buddy_seats_person", "course", "person"),
)

steps = Table(
    "buddy_steps",
    metadata,
    Column("group", ForeignKey("buddy_groups.id", ondelete="CASCADE"), primary_key=True),
    Column("step", Integer, primary_key=True),
    Column("question", String, nullable=False),
    Column("depth", Integer, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("shown_at", Instant),
)

answers = Table(
    "buddy_answers",
    metadata,
    Column("group", ForeignKey("buddy_groups.id", ondelete="CASCADE"), primary_key=True),
    Column("step", Integer, primary_key=True),
    Column("person", PERSON, primary_key=True),
    Column("text", String, nullable=False),
    Column("at", Instant, nullable=False),
)
