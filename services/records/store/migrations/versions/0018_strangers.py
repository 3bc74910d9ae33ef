"""Has every record in the role of an offender judged again: classes did not say yet that a stranger accuses."""

from __future__ import annotations

from alembic import op

from services.records.store.statement_files import schema

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Run the statements of the dialect's folder of this revision, in order."""
    for statement in schema(op.get_bind().dialect.name, "0018"):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """What was kept is not dropped."""
    raise RuntimeError("what was kept is not dropped")
