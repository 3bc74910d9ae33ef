"""Where the rows of a log are: a file, or a schema of a PostgreSQL database."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from audit.address import address_fault
from audit.sockets import say
from audit.store import Store, StoreError

LEASE_S = 5.0
SCHEMA = "audit"
_WORD = re.compile(r"[a-z][a-z0-9_]{0,62}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Database:
    """A log's schema in a database. ValueError for an address that is not safe, or a schema that is no plain word.

    ``address``: see :mod:`audit.address`; ``password_file``: mode 0600, None where PGPASSFILE, a certificate or the
    socket says who asks. ``lease_s``: how long another writer waits for one that gives no sign. ``unsynced``: a server
    that does not wait for its disk is taken, for tests.
    """

    address: str
    schema: str = SCHEMA
    password_file: Path | None = None
    lease_s: float = LEASE_S
    unsynced: bool = False

    def __post_init__(self) -> None:
        if fault := address_fault(self.address):
            raise ValueError(fault)
        if not _WORD.fullmatch(self.schema):
            raise ValueError("a schema is named by a plain word")


Place = Path | Database
"""A file is made where it is absent, a schema as well."""


def quietly() -> None:
    """Nobody is told that the store's other writer is waited for."""


def open_to_write(place: Place, file: Path) -> Store:
    """For the log whose folder would hold ``file``, which must not be there where the place is a database."""
    if place != file and file.exists():
        raise StoreError(f"{file.name} is in the folder: `rabta store migrate --log` takes it to the database")
    return open_store(place, waits=partial(say, "writer waits", why="another writer holds the log"))


def open_store(place: Place, *, read_only: bool = False, waits: Callable[[], None] = quietly) -> Store:
    """The log's store; to write, once no other writer holds it, and ``waits`` is called where one does.

    A file has no such lease: see :func:`audit.store.lock_folder`. StoreError, FileModeError.
    """
    if isinstance(place, Path):
        from audit.sqlite_store import SqliteStore

        return SqliteStore(place, read_only=read_only)
    try:
        from audit.postgres_store import PostgresStore
    except ModuleNotFoundError as error:
        raise StoreError("a log in a database needs what requirements-postgres.lock lists") from error
    return PostgresStore(place, read_only=read_only, waits=waits)
