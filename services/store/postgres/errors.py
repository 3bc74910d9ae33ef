"""Whether the server, the line or the machine failed, or a statement is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import asyncpg

from services.errors import RabtaError

_MACHINE: Final = frozenset({"08", "28", "40", "53", "57", "58", "F0", "XX"})
"""Classes of SQLSTATE (PostgreSQL manual, appendix A) that speak of the machine, not of a mistake in a statement:
connection, authentication, transaction rolled back, resources, operator, system, configuration file, internal."""
_STATES: Final = frozenset({"25006", "25P03", "3D000", "55P03"})
"""Of other classes: a server that became a standby, a transaction idle for too long, no database, a lock not got."""

_LOST: Final = ("closed", "released back to the pool")
"""What asyncpg's one error for misuse says where the server ended a connection: alone, and one of a pool."""


class StoreLost(RabtaError):
    """The database cannot be reached, or does not work. Its text holds neither address nor row."""


def is_machine(error: BaseException) -> bool:
    """Whether what asyncpg, or the loop below it, raised says that the machine failed."""
    if isinstance(error, asyncpg.PostgresError):
        state = str(error.sqlstate or "")
        return state[:2] in _MACHINE or state in _STATES
    if isinstance(error, asyncpg.InterfaceError):
        return any(words in str(error) for words in _LOST)
    return isinstance(error, asyncpg.InternalClientError | OSError | TimeoutError)


@contextmanager
def machine_errors() -> Iterator[None]:
    """Turn what the machine did into StoreLost; a faulty statement stays what it is."""
    try:
        yield
    except Exception as error:
        if is_machine(error):
            raise StoreLost("the database cannot be reached or does not work") from None
        raise
