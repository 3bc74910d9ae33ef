"""Promises that answers carried, and the receipts they turn into.

A promise is an index and a commitment under the hub's key. It is kept, with the last
checkpoint that was verified, until a receipt proves it. One that is still unproven after
60 s, or another leaf at its index, is evidence of misbehaviour: shown and kept (TRUST 5.3).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from services.signing.keyfile import make_folder

if TYPE_CHECKING:
    from rabta.signing.v1.header_pb2 import SigHeader

LATE_MS = 60_000
SCHEMA = """
create table if not exists promise(
    idx integer primary key, commitment blob not null, request_sha256 blob not null,
    method text not null, made_ms integer not null, state text not null default 'OPEN') strict;
create index if not exists promise_open on promise(state, idx);
create table if not exists seen(one integer primary key check(one = 1), note blob not null, size integer not null,
    root blob not null) strict;
create table if not exists misbehaviour(idx integer not null, kind text not null, noted_ms integer not null,
    proof blob not null) strict;
"""


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise: leaf ``index``, 32-byte ``commitment``, digest of the request, when made."""

    index: int
    commitment: bytes
    request_sha256: bytes
    method: str
    made_ms: int


@dataclass(frozen=True, slots=True)
class SeenCheckpoint:
    """The last checkpoint that was verified here."""

    note: bytes
    size: int
    root: bytes


class Promises:
    """SQLite file ``promises.db`` (0600) in the profile's state folder (0700)."""

    def __init__(self, folder: Path) -> None:
        make_folder(folder)
        path = folder / "promises.db"
        path.touch(mode=0o600)
        self._db = sqlite3.connect(path, isolation_level=None, timeout=10)
        self._db.execute("pragma journal_mode=wal")
        self._db.executescript(SCHEMA)

    def add(self, header: SigHeader, request_sha256: bytes, method: str, now_ms: int) -> None:
        """Keep what an answer promised; another commitment under a known index is misbehaviour."""
        row = (header.audit_index, header.commitment, request_sha256, method, now_ms)
        done = self._db.execute(
            "insert into promise(idx, commitment, request_sha256, method, made_ms) values(?,?,?,?,?)"
            " on conflict(idx) do nothing",
            row,
        )
        if not done.rowcount:
            known = self._db.execute("select commitment from promise where idx = ?", (row[0],)).fetchone()
            if known[0] != header.commitment:
                self.misbehaved(header.audit_index, "two-promises", header.SerializeToString(), now_ms)

    def open(self, most: int = 500) -> list[Promise]:
        """Promises not yet proven, oldest first."""
        rows = self._db.execute(
            "select idx, commitment, request_sha256, method, made_ms from promise where state = 'OPEN'"
            " order by idx limit ?",
            (most,),
        )
        return [Promise(*row) for row in rows]

    def late(self, now_ms: int) -> list[Promise]:
        """Promises still open after 60 s."""
        return [promise for promise in self.open() if now_ms - promise.made_ms > LATE_MS]

    def proved(self, indexes: Sequence[int]) -> None:
        """Mark promises as proven."""
        self._db.executemany("update promise set state = 'PROVED' where idx = ?", [(index,) for index in indexes])

    def misbehaved(self, index: int, kind: str, proof: bytes, now_ms: int) -> None:
        """Keep evidence that the hub broke its word."""
        self._db.execute("insert into misbehaviour values(?,?,?,?)", (index, kind, now_ms, proof))

    def misbehaviour(self) -> list[tuple[int, str, int]]:
        """(index, kind, noted_ms) of everything kept."""
        return list(self._db.execute("select idx, kind, noted_ms from misbehaviour order by noted_ms"))

    def seen(self) -> SeenCheckpoint | None:
        """The last verified checkpoint, or None before the first."""
        row = self._db.execute("select note, size, root from seen").fetchone()
        return SeenCheckpoint(*row) if row else None

    def see(self, checkpoint: SeenCheckpoint) -> None:
        """Replace the last verified checkpoint."""
        self._db.execute(
            "insert into seen values(1, ?, ?, ?) on conflict(one) do update"
            " set note = excluded.note, size = excluded.size, root = excluded.root",
            (checkpoint.note, checkpoint.size, checkpoint.root),
        )

    def close(self) -> None:
        """Close the file."""
        self._db.close()
