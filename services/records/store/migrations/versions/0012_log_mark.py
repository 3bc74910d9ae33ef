"""Keeps how far of the log the store is known to hold what the log says of it."""

from __future__ import annotations

from alembic import op

from services.records.store.statement_files import schema

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Run the statements of the dialect's folder of this revision, in order."""
    for statement in schema(op.get_bind().dialect.name, "0012"):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """What was kept is not dropped."""
    raise RuntimeError("what was kept is not dropped")
