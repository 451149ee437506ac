"""Who a person at the desk is at the identity provider."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("desk_users", sa.Column("subject", sa.String(64)))


def downgrade() -> None:
    op.drop_column("desk_users", "subject")
