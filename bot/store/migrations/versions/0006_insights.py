"""Insights: who wants no weekly note, when somebody last rested from buddies, and what was said in a week."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "insight_quiet",
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name=op.f("fk_insight_quiet_course"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("course", "person", name=op.f("pk_insight_quiet")),
    )
    op.add_column("buddies", sa.Column("changed_at", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_deliveries_said", "deliveries", ["course", "sent_at"], sqlite_where=sa.text("sent_at IS NOT NULL")
    )
