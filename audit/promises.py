"""What a PostgreSQL server must promise before anything is acknowledged on its word, whatever lies there. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

OLDEST: Final = 150000
"""PostgreSQL 15, as the server counts."""


def promise_fault(said: Mapping[str, str], *, unsynced: bool) -> str:
    """What is wrong with a server's settings by name, "" where nothing is.

    ``unsynced``: one that does not wait for its disk is taken, for tests. Which words of ``synchronous_commit`` do is
    for each store to say.
    """
    if int(said["server_version_num"]) < OLDEST:
        return "the server must be PostgreSQL 15 or newer"
    for name in () if unsynced else ("fsync", "full_page_writes"):
        if said[name] != "on":
            return f"{name} must read on"
    return ""
