"""The things asked last, each with how it was asked, instead of the one asked last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_rows = sa.table(
    "conversations",
    sa.column("id", sa.String),
    sa.column("last_topic", sa.String),
    sa.column("last_forms", sa.String),
    sa.column("asked", sa.JSON),
)


def upgrade() -> None:
    op.add_column("conversations", sa.Column("asked", sa.JSON))
    bind = op.get_bind()
    for row_id, topic, forms in bind.execute(sa.select(_rows.c.id, _rows.c.last_topic, _rows.c.last_forms)).all():
        asked = [{"topic": topic, "forms": (forms or "").split(), "objects": []}] if topic else []
        bind.execute(sa.update(_rows).where(_rows.c.id == row_id).values(asked=asked))
    op.drop_column("conversations", "last_topic")
    op.drop_column("conversations", "last_forms")


def downgrade() -> None:
    op.add_column("conversations", sa.Column("last_topic", sa.String(64)))
    op.add_column("conversations", sa.Column("last_forms", sa.String(64)))
    op.drop_column("conversations", "asked")
