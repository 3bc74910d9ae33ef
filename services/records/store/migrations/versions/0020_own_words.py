"""Has every record judged again: classes did not say yet what it is to the officers of its own agency."""

from __future__ import annotations

from alembic import op

from services.records.store.statement_files import schema

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Run the statements of the dialect's folder of this revision, in order."""
    for statement in schema(op.get_bind().dialect.name, "0020"):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """What was kept is not dropped."""
    raise RuntimeError("what was kept is not dropped")
