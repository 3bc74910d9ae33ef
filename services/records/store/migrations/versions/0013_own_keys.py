"""Says how far the erasing of keys is: each version has a key of its own from now on."""

from __future__ import annotations

from alembic import op

from services.records.store.statement_files import schema

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Run the statements of the dialect's folder of this revision, in order."""
    for statement in schema(op.get_bind().dialect.name, "0013"):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Without the keys nothing could be read."""
    raise RuntimeError("without the keys nothing could be read")
