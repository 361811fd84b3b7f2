"""Support, check-ins and insights: their tables, who accepted a course"s agreement, and how large a course is."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _agreements()
    _checkin_instruments()
    _checkin_secrets()
    _checkins()
    _insight_weeks()
    _safety_contacts()
    _support_cards()
    _support_requests()
    _checkin_counts()
    _checkin_keys()
    _checkin_links()
    _checkin_loops()
    _checkin_texts()
    _checkin_voters()
    _checkin_votes()
    _courses()


def _agreements() -> None:
    op.create_table(
        "agreements",
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name=op.f("fk_agreements_course"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("course", "person", name=op.f("pk_agreements")),
    )


def _checkin_instruments() -> None:
    op.create_table(
        "checkin_instruments",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course"], ["courses.id"], name=op.f("fk_checkin_instruments_course"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkin_instruments")),
    )
    op.create_index(op.f("ix_checkin_instruments_course"), "checkin_instruments", ["course"], unique=False)


def _checkin_secrets() -> None:
    op.create_table(
        "checkin_secrets",
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name=op.f("fk_checkin_secrets_course"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("course", name=op.f("pk_checkin_secrets")),
    )


def _checkins() -> None:
    op.create_table(
        "checkins",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("closes_at", sa.BigInteger(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name=op.f("fk_checkins_course"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkins")),
    )
    op.create_index("ix_checkins_course", "checkins", ["course", "kind", "opened_at"], unique=False)


def _insight_weeks() -> None:
    op.create_table(
        "insight_weeks",
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name=op.f("fk_insight_weeks_course"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("course", "week", name=op.f("pk_insight_weeks")),
    )


def _safety_contacts() -> None:
    op.create_table(
        "safety_contacts",
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name=op.f("fk_safety_contacts_course"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("course", "person", name=op.f("pk_safety_contacts")),
    )


def _support_cards() -> None:
    op.create_table(
        "support_cards",
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("institution", sa.String(), nullable=False),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("office_hours", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name=op.f("fk_support_cards_course"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("course", name=op.f("pk_support_cards")),
    )


def _support_requests() -> None:
    op.create_table(
        "support_requests",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course"], ["courses.id"], name=op.f("fk_support_requests_course"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_requests")),
    )
    op.create_index(op.f("ix_support_requests_contact"), "support_requests", ["contact"], unique=False)
    op.create_index("ix_support_requests_course", "support_requests", ["course", "at"], unique=False)
    op.create_index(op.f("ix_support_requests_person"), "support_requests", ["person"], unique=False)


def _checkin_counts() -> None:
    op.create_table(
        "checkin_counts",
        sa.Column("checkin", sa.String(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("option", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checkin"], ["checkins.id"], name=op.f("fk_checkin_counts_checkin"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("checkin", "item", "option", name=op.f("pk_checkin_counts")),
        sqlite_with_rowid=False,
    )


def _checkin_keys() -> None:
    op.create_table(
        "checkin_keys",
        sa.Column("checkin", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["checkin"], ["checkins.id"], name=op.f("fk_checkin_keys_checkin"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("checkin", name=op.f("pk_checkin_keys")),
    )


def _checkin_links() -> None:
    op.create_table(
        "checkin_links",
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("checkin", sa.String(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("option", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checkin"], ["checkins.id"], name=op.f("fk_checkin_links_checkin"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name=op.f("fk_checkin_links_course"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("course", "tag", "checkin", "item", name=op.f("pk_checkin_links")),
        sqlite_with_rowid=False,
    )


def _checkin_loops() -> None:
    op.create_table(
        "checkin_loops",
        sa.Column("checkin", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("did", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checkin"], ["checkins.id"], name=op.f("fk_checkin_loops_checkin"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("checkin", name=op.f("pk_checkin_loops")),
    )


def _checkin_texts() -> None:
    op.create_table(
        "checkin_texts",
        sa.Column("checkin", sa.String(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checkin"], ["checkins.id"], name=op.f("fk_checkin_texts_checkin"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("checkin", "item", "id", name=op.f("pk_checkin_texts")),
        sqlite_with_rowid=False,
    )


def _checkin_voters() -> None:
    op.create_table(
        "checkin_voters",
        sa.Column("checkin", sa.String(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checkin"], ["checkins.id"], name=op.f("fk_checkin_voters_checkin"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("checkin", "tag", name=op.f("pk_checkin_voters")),
        sqlite_with_rowid=False,
    )


def _checkin_votes() -> None:
    op.create_table(
        "checkin_votes",
        sa.Column("checkin", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checkin"], ["checkins.id"], name=op.f("fk_checkin_votes_checkin"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("checkin", "person", name=op.f("pk_checkin_votes")),
    )


def _courses() -> None:
    op.add_column("courses", sa.Column("size", sa.Integer(), server_default="0", nullable=False))
