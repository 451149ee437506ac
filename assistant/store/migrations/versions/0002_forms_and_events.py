"""How the last thing was asked, and what happened when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("conversations", sa.Column("last_forms", sa.String(64)))
    op.add_column("conversations", sa.Column("event", sa.String(64)))


def downgrade() -> None:
    op.drop_column("conversations", "event")
    op.drop_column("conversations", "last_forms")
