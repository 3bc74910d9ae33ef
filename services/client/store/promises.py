"""Promises that answers carried, and the receipts they turn into.

A promise is an index and a commitment under the hub's key, in the log that was open under the
registry version which the answer names. It is kept as the hub signed it, with the last checkpoint of
each log that was verified, until a receipt proves it. One that is still unproven after 60 s, or another
leaf at its index, is evidence of misbehaviour: shown and kept. A new log has places of its own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from services.signing.evidence import Evidence
from services.signing.keyfile import check_private, make_folder

if TYPE_CHECKING:
    from services.client.check_answer import Proven

LATE_MS = 60_000
KEPT = 5_000
"""Proven promises of one method and log; each takes half a kilobyte or so."""
SCHEMA = """
create table if not exists promise(
    origin text not null, idx integer not null, commitment blob not null, request_sha256 blob not null,
    method text not null, made_ms integer not null, header blob not null, signature blob not null,
    state text not null default 'OPEN', asked integer not null default 0,
    primary key(origin, idx)) strict, without rowid;
create index if not exists promise_open on promise(state, asked, idx);
create table if not exists seen(origin text primary key, note blob not null, size integer not null,
    root blob not null) strict;
create table if not exists misbehaviour(idx integer not null, kind text not null, noted_ms integer not null,
    proof blob not null) strict;
"""
FORGET = """
delete from promise where (origin, idx) in (
    select origin, idx from (
        select origin, idx, row_number() over (partition by origin, method order by idx desc) as place
        from promise where state = 'PROVED') where place > ?)
"""
COLUMNS = "origin, idx, commitment, request_sha256, method, made_ms, header, signature"


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise: leaf ``index`` of log ``origin``, 32-byte ``commitment``, request's digest, header, signature."""

    origin: str
    index: int
    commitment: bytes
    request_sha256: bytes
    method: str
    made_ms: int
    header: bytes
    signature: bytes

    def evidence(self) -> Evidence:
        """The hub's word, as it signed it; for what is kept as misbehaviour."""
        return Evidence(format=1, method=self.method, answer_header=self.header, answer_signature=self.signature)


def promise_of(proven: Proven, origin: str, made_ms: int) -> Promise:
    """What an answer promises, in the log ``origin``."""
    header = proven.header
    return Promise(
        origin, header.audit_index, header.commitment, header.request_sha256, header.method, made_ms,
        proven.raw_header, proven.signature,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SeenCheckpoint:
    """The last checkpoint of log ``origin`` that was verified here."""

    origin: str
    note: bytes
    size: int
    root: bytes


class Promises:
    """SQLite file ``promises.db`` (0600) in the profile's state folder (0700). Raises UnsafeFile for looser modes."""

    def __init__(self, folder: Path, kept: int = KEPT) -> None:
        self._kept = kept
        make_folder(folder)
        path = folder / "promises.db"
        path.touch(mode=0o600)
        check_private(path)
        self._db = sqlite3.connect(path, isolation_level=None, timeout=10)
        self._db.execute("pragma journal_mode=wal")
        self._db.executescript(SCHEMA)

    def add(self, promise: Promise) -> None:
        """Keep what an answer promised; another commitment under a known index is misbehaviour."""
        done = self._db.execute(
            f"insert into promise({COLUMNS}) values(?,?,?,?,?,?,?,?) on conflict do nothing",
            (
                promise.origin, promise.index, promise.commitment, promise.request_sha256, promise.method,
                promise.made_ms, promise.header, promise.signature,
            ),
        )  # fmt: skip
        known = None if done.rowcount else self.get(promise.origin, promise.index)
        if known is not None and known.commitment != promise.commitment:
            for each in (known, promise):
                self.misbehaved(promise.index, "two-promises", each.evidence(), promise.made_ms)

    def get(self, origin: str, index: int) -> Promise | None:
        """The promise of one leaf, open or proven."""
        found = self._some("origin = ? and idx = ?", origin, index)
        return found[0] if found else None

    def open(self, most: int = 500, origin: str = "") -> list[Promise]:
        """Promises not yet proven, of one log or all: those never asked for first, then those asked longest ago."""
        return self._some("state = 'OPEN' and ?1 in ('', origin) order by asked, idx limit ?2", origin, most)

    def newest(self, origin: str, method: str, most: int) -> list[int]:
        """Indexes of one method's promises, proven or not, newest first."""
        rows = self._db.execute(
            "select idx from promise where origin = ? and method = ? order by idx desc limit ?", (origin, method, most)
        )
        return [index for (index,) in rows]

    def asked(self, origin: str, indexes: Sequence[int]) -> None:
        """These were asked for just now without a receipt: the others go first next time."""
        (turn,) = self._db.execute("select coalesce(max(asked), 0) + 1 from promise").fetchone()
        rows = [(turn, origin, index) for index in indexes]
        self._db.executemany("update promise set asked = ? where origin = ? and idx = ?", rows)

    def late(self, now_ms: int) -> list[Promise]:
        """Promises still open after 60 s."""
        return self._some("state = 'OPEN' and made_ms < ? order by idx", now_ms - LATE_MS)

    def _some(self, where: str, *arguments: object) -> list[Promise]:
        rows = self._db.execute(f"select {COLUMNS} from promise where {where}", arguments)  # noqa: S608
        return [Promise(*row) for row in rows]

    def proved(self, origin: str, indexes: Sequence[int]) -> None:
        """Mark promises as proven, and let old ones of these go: what is open or contradicted stays.

        A hub that gives the place of one that went another leaf is found by that leaf's receipt.
        """
        rows = [(origin, index) for index in indexes]
        self._db.executemany("update promise set state = 'PROVED' where origin = ? and idx = ?", rows)
        if rows:
            self._db.execute(FORGET, (self._kept,))

    def misbehaved(self, index: int, kind: str, proof: Evidence, now_ms: int) -> None:
        """Keep evidence that the hub broke its word: what it signed, and what contradicts that."""
        row = (index, kind, now_ms, proof.SerializeToString(deterministic=True))
        self._db.execute("insert into misbehaviour values(?,?,?,?)", row)

    def proofs(self, index: int) -> list[Evidence]:
        """What is kept of one index."""
        rows = self._db.execute("select proof from misbehaviour where idx = ? order by rowid", (index,))
        return [Evidence.FromString(proof) for (proof,) in rows]

    def misbehaviour(self) -> list[tuple[int, str, int]]:
        """(index, kind, noted_ms) of everything kept."""
        return list(self._db.execute("select idx, kind, noted_ms from misbehaviour order by noted_ms"))

    def seen(self, origin: str) -> SeenCheckpoint | None:
        """The last verified checkpoint of a log, or None before the first."""
        row = self._db.execute("select origin, note, size, root from seen where origin = ?", (origin,)).fetchone()
        return SeenCheckpoint(*row) if row else None

    def see(self, checkpoint: SeenCheckpoint) -> None:
        """Replace the last verified checkpoint of its log."""
        self._db.execute(
            "insert into seen values(?, ?, ?, ?) on conflict(origin) do update"
            " set note = excluded.note, size = excluded.size, root = excluded.root",
            (checkpoint.origin, checkpoint.note, checkpoint.size, checkpoint.root),
        )

    def close(self) -> None:
        """Close the file; promises stay in it until they are proven."""
        self._db.close()
