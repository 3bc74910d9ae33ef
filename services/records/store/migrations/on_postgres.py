"""The server's connection for Alembic."""

from __future__ import annotations

import asyncio
from functools import partial

from alembic import context
from sqlalchemy import Connection, pool
from sqlalchemy.ext.asyncio import create_async_engine

from services.store.postgres.connecting import SQL, Place, connect
from services.store.postgres.errors import machine_errors


def run(place: Place) -> None:
    """All revisions that are missing, in one transaction; who comes second waits and finds none. Raises StoreLost."""
    with machine_errors():
        asyncio.run(_run(place))


async def _run(place: Place) -> None:
    engine = create_async_engine(
        "postgresql+asyncpg://", poolclass=pool.NullPool, async_creator=partial(connect, place, bounded=False)
    )
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade, place.room)
    await engine.dispose()


def _upgrade(connection: Connection, room: str) -> None:
    connection.exec_driver_sql(SQL["lock_schema"])
    connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {room}")
    context.configure(connection=connection, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()
