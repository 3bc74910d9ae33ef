"""Connections to the primary, for one room: its schema, its bounds of time, its name in the server's own lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import asyncpg

from services.store.postgres.address import check_address
from services.store.postgres.errors import machine_errors
from services.store.statements import by_name

SQL: Final = by_name(Path(__file__).with_name("sql"))
_MARGIN_S: Final = 5.0
"""How much longer a connection waits for an answer than the server works on it: then the line is taken for dead."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a room's tables are, and how long anything there may take; all bounds in seconds.

    ``address``: see ``address.py``; ``room``: the schema, whose name is a plain word of ours; ``password``: where no
    PGPASSFILE and no certificate says who asks. ``idle_s``: of a transaction that asks nothing, so that a writer that
    hangs lets go. ``reads``: connections that read at once. ``unsynced``: a server that does not wait for its disk is
    taken, for tests.
    """

    address: str
    room: str
    password: str = field(default="", repr=False)
    connect_s: float = 5.0
    statement_s: float = 30.0
    lock_s: float = 10.0
    idle_s: float = 60.0
    reads: int = 8
    unsynced: bool = False

    def __post_init__(self) -> None:
        check_address(self.address)


async def connect(place: Place, *, bounded: bool = True) -> asyncpg.Connection:
    """A connection to the primary; ``bounded``: by ``statement_s`` and ``lock_s``, which a migration may pass.

    Raises StoreLost.
    """
    with machine_errors():
        return await asyncpg.connect(**_options(place, bounded=bounded))


def pool(place: Place) -> asyncpg.Pool:
    """Connections for reads, opened as they are needed, of the loop that awaits the pool first."""
    return asyncpg.create_pool(min_size=0, max_size=place.reads, reset=_kept, **_options(place, bounded=True))


async def _kept(_connection: asyncpg.Connection) -> None:
    """What only reads has nothing to reset, which costs a round trip; asyncpg ends an open transaction all the same."""


def _options(place: Place, *, bounded: bool) -> dict[str, Any]:
    bounds = {"statement_timeout": _ms(place.statement_s), "lock_timeout": _ms(place.lock_s)} if bounded else {}
    return {
        "dsn": place.address,
        "password": place.password or None,
        "timeout": place.connect_s,
        "command_timeout": place.statement_s + _MARGIN_S if bounded else None,
        "target_session_attrs": "primary",
        "server_settings": {
            "application_name": f"rabta-{place.room}",
            "search_path": place.room,
            "TimeZone": "UTC",
            "idle_in_transaction_session_timeout": _ms(place.idle_s),
            **bounds,
        },
    }


def _ms(seconds: float) -> str:
    return str(round(seconds * 1000))
