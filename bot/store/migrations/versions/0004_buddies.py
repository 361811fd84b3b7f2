"""The tables of buddies."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _buddies()
    _buddy_apart()
    _buddy_again()
    _buddy_settings()
    _buddy_rounds()
    _buddy_groups()
    _buddy_seats()
    _buddy_steps()
    _buddy_answers()


def _buddies() -> None:
    op.create_table(
        "buddies",
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("rest_until", sa.String(), nullable=True),
        sa.Column("skips", sa.Boolean(), nullable=False),
        sa.Column("pace", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("hours", sa.String(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("interests", sa.JSON(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("mix", sa.String(), nullable=False),
        sa.Column("hello", sa.String(), nullable=False),
        sa.Column("minor", sa.Boolean(), nullable=False),
        sa.Column("greets", sa.Boolean(), nullable=False),
        sa.Column("mentors", sa.Integer(), nullable=False),
        sa.Column("deep", sa.Boolean(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("in_trio", sa.Integer(), nullable=False),
        sa.Column("ghosted", sa.Integer(), nullable=False),
        sa.Column("silent", sa.Integer(), nullable=False),
        sa.Column("waits_since", sa.BigInteger(), nullable=True),
        sa.Column("last_round", sa.BigInteger(), nullable=True),
        sa.Column("last_first", sa.BigInteger(), nullable=True),
        sa.Column("joined_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name=op.f("fk_buddies_course"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("course", "person", name=op.f("pk_buddies")),
    )


def _buddy_apart() -> None:
    op.create_table(
        "buddy_apart",
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name=op.f("fk_buddy_apart_course"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("course", "person", "other", "by", name=op.f("pk_buddy_apart")),
    )


def _buddy_again() -> None:
    op.create_table(
        "buddy_again",
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name=op.f("fk_buddy_again_course"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("course", "person", "other", name=op.f("pk_buddy_again")),
    )


def _buddy_settings() -> None:
    op.create_table(
        "buddy_settings",
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name=op.f("fk_buddy_settings_course"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("course", name=op.f("pk_buddy_settings")),
    )


def _buddy_rounds() -> None:
    op.create_table(
        "buddy_rounds",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("making", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("cost", sa.JSON(), nullable=False),
        sa.Column("bound", sa.Float(), nullable=True),
        sa.Column("unplaced", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name=op.f("fk_buddy_rounds_course"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_buddy_rounds")),
        sa.UniqueConstraint("making", name=op.f("uq_buddy_rounds_making")),
    )
    op.create_index(op.f("ix_buddy_rounds_course"), "buddy_rounds", ["course"], unique=False)


def _buddy_groups() -> None:
    op.create_table(
        "buddy_groups",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("ladder", sa.String(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("frozen", sa.Boolean(), nullable=False),
        sa.Column("progress", sa.JSON(), nullable=False),
        sa.Column("first", sa.String(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name=op.f("fk_buddy_groups_course"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["round"], ["buddy_rounds.id"], name=op.f("fk_buddy_groups_round"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_buddy_groups")),
    )
    op.create_index("ix_buddy_groups_course", "buddy_groups", ["course", "state"], unique=False)
    op.create_index("ix_buddy_groups_round", "buddy_groups", ["round", "number"], unique=False)


def _buddy_seats() -> None:
    op.create_table(
        "buddy_seats",
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("wish", sa.String(), nullable=False),
        sa.Column("skips", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name=op.f("fk_buddy_seats_course"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["group"], ["buddy_groups.id"], name=op.f("fk_buddy_seats_group"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("group", "person", name=op.f("pk_buddy_seats")),
    )
    op.create_index("ix_buddy_seats_person", "buddy_seats", ["course", "person"], unique=False)


def _buddy_steps() -> None:
    op.create_table(
        "buddy_steps",
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("shown_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["group"], ["buddy_groups.id"], name=op.f("fk_buddy_steps_group"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("group", "step", name=op.f("pk_buddy_steps")),
    )


def _buddy_answers() -> None:
    op.create_table(
        "buddy_answers",
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group"], ["buddy_groups.id"], name=op.f("fk_buddy_answers_group"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group", "step", "person", name=op.f("pk_buddy_answers")),
    )
