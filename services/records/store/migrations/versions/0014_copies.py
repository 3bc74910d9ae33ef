"""Keeps how far other nodes' feeds are taken, and which records are held because another node gives them."""

from __future__ import annotations

from alembic import op

from services.records.store.statement_files import schema

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Run the statements of the dialect's folder of this revision, in order."""
    for statement in schema(op.get_bind().dialect.name, "0014"):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """What was taken is not dropped."""
    raise RuntimeError("what was taken is not dropped")
