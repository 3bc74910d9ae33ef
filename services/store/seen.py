"""Counts how often each of any number of keys came, in little memory: past a bound they go to a file without a name.

Kept are digests under a key of this process alone, so that the file says nothing to whoever finds its blocks.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from pathlib import Path

from services.store import statements

_SQL = statements.by_name(Path(__file__).with_name("sql"))
IN_MEMORY = 50_000
_CACHE_KIB = 32 << 10


class Seen:
    """Keys of one run. ``most``: how many are held in memory."""

    def __init__(self, most: int = IN_MEMORY) -> None:
        self._most = most
        self._secret = secrets.token_bytes(16)
        self._held: dict[bytes, int] = {}
        self._file: sqlite3.Connection | None = None

    def count(self, key: str) -> int:
        """How often the key came, this time included: 1 for the first."""
        digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16, key=self._secret).digest()
        if self._file is not None:
            return self._on_disk(self._file, digest)
        times = self._held[digest] = self._held.get(digest, 0) + 1
        if len(self._held) > self._most:
            self._file = self._spilled()
        return times

    def close(self) -> None:
        """Let go of the file, if there is one."""
        if self._file is not None:
            self._file.close()
        self._held.clear()

    def _on_disk(self, file: sqlite3.Connection, digest: bytes) -> int:
        return int(file.execute(_SQL["count_seen"], (digest, 1)).fetchone()[0])

    def _spilled(self) -> sqlite3.Connection:
        file = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        for setting in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{_CACHE_KIB}"):
            file.execute(f"PRAGMA {setting}")
        file.execute(_SQL["make_seen"])
        file.execute("BEGIN")
        for digest, times in self._held.items():
            file.execute(_SQL["count_seen"], (digest, times))
        self._held.clear()
        return file
