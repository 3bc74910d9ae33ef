"""The first schema: log, heads, classes, tokens, pages, quarantine, flags."""

from __future__ import annotations

from alembic import op

from services.records.store.statement_files import schema

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Run the statements of the dialect's schema folder, in order."""
    for statement in schema(op.get_bind().dialect.name):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Records are never dropped by a migration."""
    raise RuntimeError("the first schema is not undone")
