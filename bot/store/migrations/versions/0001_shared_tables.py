"""The tables that all features stand on."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _barred()
    _courses()
    _deliveries()
    _drafts()
    _events()
    _settings()
    _routines()
    _staff()
    _occurrences()


def _barred() -> None:
    op.create_table(
        "barred",
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("target", name=op.f("pk_barred")),
    )


def _courses() -> None:
    op.create_table(
        "courses",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("space", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("start", sa.String(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("home", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("breaks", sa.JSON(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("blocked", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
    )
    op.create_index(op.f("ix_courses_space"), "courses", ["space"], unique=False)
    op.create_index(op.f("ix_courses_state"), "courses", ["state"], unique=False)


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("op", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("of", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("card", sa.JSON(), nullable=True),
        sa.Column("prompt", sa.String(), nullable=False),
        sa.Column("marker", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("solicited", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=True),
        sa.Column("attempted_at", sa.BigInteger(), nullable=True),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("message", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("key", name=op.f("uq_deliveries_key")),
    )
    op.create_index(op.f("ix_deliveries_course"), "deliveries", ["course"], unique=False)
    op.create_index("ix_deliveries_of", "deliveries", ["of"], unique=False)
    op.create_index(op.f("ix_deliveries_person"), "deliveries", ["person"], unique=False)
    op.create_index(
        "ix_deliveries_words",
        "deliveries",
        ["due"],
        unique=False,
        sqlite_where=sa.text("card IS NOT NULL"),
        postgresql_where=sa.text("card IS NOT NULL"),
    )
    op.create_index("ix_deliveries_todo", "deliveries", ["platform", "state", "due", "id"], unique=False)


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("form", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_at"), "drafts", ["at"], unique=False)


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_at"), "events", ["at"], unique=False)


def _settings() -> None:
    op.create_table(
        "settings",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )


def _routines() -> None:
    op.create_table(
        "routines",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("first", sa.String(), nullable=False),
        sa.Column("until", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("next_due", sa.BigInteger(), nullable=True),
        sa.Column("next_slot", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name=op.f("fk_routines_course"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routines")),
    )
    op.create_index(op.f("ix_routines_course"), "routines", ["course"], unique=False)
    op.create_index(
        "ix_routines_due", "routines", ["next_due", "id"], unique=False, sqlite_where=sa.text("next_due IS NOT NULL")
    )


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name=op.f("fk_staff_course"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("course", "person", name=op.f("pk_staff")),
    )


def _occurrences() -> None:
    op.create_table(
        "occurrences",
        sa.Column("routine", sa.String(), nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["routine"], ["routines.id"], name=op.f("fk_occurrences_routine"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("routine", "slot", name=op.f("pk_occurrences")),
    )
