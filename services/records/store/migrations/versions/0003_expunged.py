"""Erases what records said that were expunged while their bodies were still kept."""

from __future__ import annotations

from alembic import op

from services.records.store.statement_files import schema

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Run the statements of the dialect's folder of this revision, in order."""
    for statement in schema(op.get_bind().dialect.name, "0003"):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """What is erased does not come back."""
    raise RuntimeError("what is erased does not come back")
