"""What a server must promise before anything is acknowledged on its word."""

from __future__ import annotations

from typing import Final

import asyncpg

from audit.promises import promise_fault
from services.store.errors import StoreUnsafe
from services.store.postgres.connecting import SQL, Place
from services.store.postgres.errors import machine_errors

DURABLE: Final = frozenset({"on", "local", "remote_write", "remote_apply"})
"""Words of synchronous_commit under which COMMIT waits for this server's own disk at least."""


async def check(connection: asyncpg.Connection, place: Place) -> None:
    """Raises StoreUnsafe where a commit would not be durable or a text not whole, StoreLost where nobody answers."""
    with machine_errors():
        said = {row["name"]: row["setting"] for row in await connection.fetch(SQL["promises"])}
    if fault := promise_fault(said, unsynced=place.unsynced):
        raise StoreUnsafe(fault)
    if said["server_encoding"] != "UTF8":
        raise StoreUnsafe("server_encoding must read UTF8")
    if not place.unsynced and said["synchronous_commit"] not in DURABLE:
        raise StoreUnsafe("synchronous_commit must not read off")
