"""What traces are found and counted by, and who at the desk took or settled what went wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_ADDED = (
    sa.Column("site", sa.String(64)),
    sa.Column("answer_kind", sa.String(16)),
    sa.Column("status", sa.String(16)),
    sa.Column("origin", sa.String(16)),
    sa.Column("ms", sa.Float()),
    sa.Column("troubles", sa.String(128)),
)


def upgrade() -> None:
    for column in _ADDED:
        op.add_column("traces", column.copy())
    op.create_table(
        "desk_queue",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("taken_by", sa.String(64)),
        sa.Column("settled_by", sa.String(64)),
        sa.Column("settled_as", sa.String(128)),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
    )
    traces = sa.table("traces", sa.column("id", sa.String), sa.column("record", sa.JSON), *(sa.column(each.name, each.type) for each in _ADDED))
    connection = op.get_bind()
    for id, record in connection.execute(sa.select(traces.c.id, traces.c.record)).all():
        connection.execute(traces.update().where(traces.c.id == id).values(**_told(record)))


def downgrade() -> None:
    op.drop_table("desk_queue")
    for column in _ADDED:
        op.drop_column("traces", column.name)


def _told(record: Mapping[str, Any] | str) -> dict[str, Any]:
    """What the record of an earlier trace tells; how sure its reading had to be is not in it."""
    said: Mapping[str, Any] = json.loads(record) if isinstance(record, str) else record
    troubles = {
        "not_in_corpus": said.get("status") == "not_in_corpus",
        "asked_back": any(block.get("type") == "choice" for block in said.get("blocks", ())),
        "stopped": any(slip.get("kind") != "english" for slip in said.get("slips", ())),
    }
    return {
        "answer_kind": said.get("kind"),
        "status": said.get("status"),
        "origin": said.get("origin"),
        "ms": sum(step.get("ms", 0) for step in said.get("steps", ())),
        "troubles": " ".join(name for name, found in troubles.items() if found),
    }
