"""Rooms that the bot opens, and errands that it sees to."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _errands()
    _deliveries()


def _errands() -> None:
    op.create_table(
        "errands",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name=op.f("fk_errands_course"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_errands")),
    )
    op.create_index(op.f("ix_errands_at"), "errands", ["at"], unique=False)
    op.create_index(op.f("ix_errands_course"), "errands", ["course"], unique=False)


def _deliveries() -> None:
    op.add_column("deliveries", sa.Column("people", sa.JSON(), nullable=True))
