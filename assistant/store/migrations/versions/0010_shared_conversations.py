"""Conversations that somebody shares by a link, and the key that seals answers for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "shared_conversations",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("turns", sa.JSON(), nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("site", sa.String(64)),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_shared_conversations_conversation_id", "shared_conversations", ["conversation_id"], unique=True)
    op.create_index("ix_shared_conversations_until", "shared_conversations", ["until"])
    op.create_table("seal_keys", sa.Column("name", sa.String(32), primary_key=True), sa.Column("key", sa.String(64), nullable=False))


def downgrade() -> None:
    op.drop_table("seal_keys")
    op.drop_table("shared_conversations")
