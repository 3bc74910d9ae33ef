"""Alembic's entry: one connection, one transaction for all revisions. Run by what this folder's own module says."""

from __future__ import annotations

from alembic import context

from services.records.store.migrations import on_postgres, on_sqlite

options = context.config.attributes
if "place" in options:
    on_postgres.run(options["place"])
else:
    on_sqlite.run(options["path"], options["busy_s"])
