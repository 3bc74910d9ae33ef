"""Alembic's entry: one connection, one transaction for all revisions. Run by what this folder's own module says.

What PostgreSQL needs is imported where a database is named alone: it is no part of what the embedded store needs.
"""

from __future__ import annotations

from alembic import context

from services.records.store.migrations import on_sqlite

options = context.config.attributes
if "place" in options:
    from services.records.store.migrations import on_postgres

    on_postgres.run(options["place"])
else:
    on_sqlite.run(options["path"], options["busy_s"])
