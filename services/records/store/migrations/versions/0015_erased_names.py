"""Keeps which records are never taken again, since an order erased them."""

from __future__ import annotations

from alembic import op

from services.records.store.statement_files import schema

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Run the statements of the dialect's folder of this revision, in order."""
    for statement in schema(op.get_bind().dialect.name, "0015"):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """What was erased stays so."""
    raise RuntimeError("what was erased stays so")
