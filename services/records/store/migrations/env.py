"""Alembic's entry: one connection, one transaction for all revisions. Run by :func:`migrate`."""

from __future__ import annotations

from alembic import context
from sqlalchemy import create_engine, event, pool
from sqlalchemy.engine import URL

options = context.config.attributes
engine = create_engine(
    URL.create("sqlite", database=str(options["path"])),
    poolclass=pool.NullPool,
    connect_args={"timeout": options["busy_s"], "isolation_level": None},
)


@event.listens_for(engine, "connect")
def _prepare(connection, record):  # type: ignore[no-untyped-def]  # noqa: ARG001
    connection.execute("PRAGMA page_size = 8192")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


@event.listens_for(engine, "begin")
def _begin(connection):  # type: ignore[no-untyped-def]
    connection.exec_driver_sql("BEGIN IMMEDIATE")


with engine.connect() as connection:
    context.configure(connection=connection, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()
