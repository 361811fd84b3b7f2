"""The tables of icebreakers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _icebreaker_posts()
    _icebreaker_suggestions()
    _icebreaker_answers()
    _icebreaker_passes()
    _icebreaker_picks()


def _icebreaker_posts() -> None:
    op.create_table(
        "icebreaker_posts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("prompt", sa.String(), nullable=False),
        sa.Column("question", sa.JSON(), nullable=False),
        sa.Column("routine", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course"], ["courses.id"], name=op.f("fk_icebreaker_posts_course"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_icebreaker_posts")),
    )
    op.create_index("ix_icebreaker_posts_course", "icebreaker_posts", ["course", "at"], unique=False)


def _icebreaker_suggestions() -> None:
    op.create_table(
        "icebreaker_suggestions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("stem", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course"], ["courses.id"], name=op.f("fk_icebreaker_suggestions_course"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_icebreaker_suggestions")),
    )
    op.create_index(op.f("ix_icebreaker_suggestions_course"), "icebreaker_suggestions", ["course"], unique=False)


def _icebreaker_answers() -> None:
    op.create_table(
        "icebreaker_answers",
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("rung", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post"], ["icebreaker_posts.id"], name=op.f("fk_icebreaker_answers_post"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post", "person", name=op.f("pk_icebreaker_answers")),
    )


def _icebreaker_passes() -> None:
    op.create_table(
        "icebreaker_passes",
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post"], ["icebreaker_posts.id"], name=op.f("fk_icebreaker_passes_post"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post", "person", name=op.f("pk_icebreaker_passes")),
    )


def _icebreaker_picks() -> None:
    op.create_table(
        "icebreaker_picks",
        sa.Column("routine", sa.String(), nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("prompt", sa.String(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course"], ["courses.id"], name=op.f("fk_icebreaker_picks_course"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["routine"], ["routines.id"], name=op.f("fk_icebreaker_picks_routine"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("routine", "slot", name=op.f("pk_icebreaker_picks")),
    )
    op.create_index(op.f("ix_icebreaker_picks_course"), "icebreaker_picks", ["course"], unique=False)
