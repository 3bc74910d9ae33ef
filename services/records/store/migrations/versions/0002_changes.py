"""Numbers every change of a head, its class in force too, so that a follower sees each once."""

from __future__ import annotations

from alembic import op

from services.records.store.statement_files import schema

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Run the statements of the dialect's folder of this revision, in order."""
    for statement in schema(op.get_bind().dialect.name, "0002"):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """A follower's place would be lost."""
    raise RuntimeError("numbers once given are not taken back")
