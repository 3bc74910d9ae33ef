"""``reads.db``: who read what, and what was withheld, followed from the log.

The log is the truth: the file may be deleted, and is then made again. It holds the open part of each entry and what
the entry says was withheld, both sealed, and finds them by keyed tokens, so that it says no more at rest than the log's
own files. Where a month key is destroyed in the log, the entries under it are forgotten here too.
"""

from __future__ import annotations

import hmac
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from audit.entry import DESTROYED_LEAF, OpenEntry, SealedEntry, Withheld, decode_open, decode_sealed, encode_sealed
from audit.replies import LoggedEntry
from services.signing.keyfile import check_private
from services.signing.sealing import Sealer
from services.store.opening import alone
from services.store.writing import WriteLock
from services.vocabulary.access import Purpose

BUSY_S: Final = 5.0
_SCHEMA: Final = Path(__file__).parent / "sql" / "reads.sql"
_KINDS: Final = frozenset({"READ", "OUTCOME", "REFUSAL"})
_WHICH: Final = ("pragma user_version", "select count(*) from sqlite_schema")
_TOKEN_BYTES: Final = 16
_MONTH: Final = len("2026-01")
_VERSION: Final = 2
"""Of the file: one of another version is made again."""
_FIND: Final = """select e.id, e.origin, e.idx, e.body, e.withheld from mark m join entry e on e.id = m.entry
    where m.token = ?1 and m.entry > ?2 and (?3 = x'' or exists (
        select 1 from mark o where o.token = ?3 and o.entry = m.entry))
    and e.time_ms >= ?4 and (?5 = 0 or e.time_ms < ?5) order by m.entry limit ?6"""


class Found(NamedTuple):
    """An entry of the log ``origin``; ``leaf``: its place there, ``id``: here. ``withheld`` is oversight's alone."""

    id: int
    origin: str
    leaf: int
    entry: OpenEntry
    withheld: tuple[Withheld, ...] = ()


class ReadIndex:
    """Shared by all processes of a node; UnsafeFile where it is looser than 0600. ``key``: 32 bytes, for tokens.

    A damaged file is made again: it must not keep a hub from serving. ``forgotten`` is told agency and month
    (``YYYY-MM``) of a key that was destroyed.
    """

    def __init__(
        self,
        path: Path,
        key: bytes,
        sealer: Sealer,
        forgotten: Callable[[str, str], None] = lambda _agency, _month: None,
    ) -> None:
        self._key, self._sealer, self._forgotten = key, sealer, forgotten
        self._write_lock = WriteLock(path, BUSY_S)
        with alone(path):
            try:
                self._db = _opened(path)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                _removed(path)
                self._db = _opened(path)

    def token(self, kind: str, value: bytes) -> bytes:
        """16 bytes that entries are found by; ``kind`` is one that :func:`_marks` names."""
        return hmac.digest(self._key, kind.encode() + b"\0" + value, sha256)[:_TOKEN_BYTES]

    def size(self, origin: str) -> int:
        """Entries of a log that were looked through."""
        row = self._db.execute("select size from followed where origin = ?", (origin,)).fetchone()
        return int(row[0]) if row else 0

    def take(self, origin: str, entries: Sequence[LoggedEntry]) -> None:
        """Look through the next entries of a log; what is known already is passed over."""
        with self._write_lock.transaction(self._db):
            size = self.size(origin)
            for one in entries:
                if one.index == size:
                    self._one(origin, one)
                    size += 1
            self._db.execute(
                "insert into followed values(?1, ?2) on conflict do update set size = excluded.size", (origin, size)
            )

    def _one(self, origin: str, one: LoggedEntry) -> None:
        if not one.open:
            self._forget(one.leaf)
            return
        entry = decode_open(one.open)
        if entry.kind not in _KINDS:
            return
        withheld = decode_sealed(one.sealed).withheld
        body = self._sealer.seal(one.open, _about(origin, one.index))
        part = self._sealer.seal(encode_sealed(SealedEntry(withheld)), _part(origin, one.index)) if withheld else b""
        row = origin, one.index, entry.time_ms, entry.agency, body, part
        made = self._db.execute(
            "insert into entry(origin, idx, time_ms, agency, body, withheld) values(?,?,?,?,?,?)", row
        ).lastrowid
        tokens = {self.token(kind, value) for kind, value in (*_marks(entry), *_withheld_marks(entry, withheld))}
        self._db.executemany("insert into mark values(?, ?)", [(token, made) for token in tokens])

    def _forget(self, leaf: bytes) -> None:
        """A plain leaf; where it says that a month key is destroyed, what was read under it goes."""
        if not leaf.startswith(DESTROYED_LEAF):
            return
        agency, _, rest = leaf[len(DESTROYED_LEAF) :].partition(b"\0")
        name, month = agency.decode("ascii"), rest[:_MONTH].decode("ascii")
        self._db.execute(
            "delete from entry where agency = ? and time_ms >= ? and time_ms < ?", (name, *_month_ms(month))
        )
        self._forgotten(name, month)

    def find(self, token: bytes, after: int, times: tuple[int, int], most: int, *, also: bytes = b"") -> list[Found]:
        """Entries under a token, and under ``also`` where it is given, past ``after`` (an ``id``), oldest first.

        ``times``: epoch ms, from included, to excluded, 0 for no end.
        """
        rows = self._db.execute(_FIND, (token, after, also, *times, most))
        return [self._found(*row) for row in rows]

    def _found(self, place: int, origin: str, index: int, body: bytes, part: bytes) -> Found:
        withheld = decode_sealed(self._sealer.open(part, _part(origin, index))).withheld if part else ()
        return Found(place, origin, index, decode_open(self._sealer.open(body, _about(origin, index))), withheld)

    def close(self) -> None:
        """Close the file."""
        self._db.close()
        self._write_lock.close()


def _removed(path: Path) -> None:
    for each in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        each.unlink(missing_ok=True)


def _opened(path: Path) -> sqlite3.Connection:
    """Raises DatabaseError for a damaged file, and for one of another version."""
    path.touch(mode=0o600)
    check_private(path)
    db = sqlite3.connect(path, isolation_level=None, timeout=BUSY_S)
    try:
        for pragma in ("journal_mode=wal", "synchronous=normal", "foreign_keys=on", "secure_delete=on"):
            db.execute(f"pragma {pragma}")
        (version,), (tables,) = (db.execute(sql).fetchone() for sql in _WHICH)
        if tables and version != _VERSION:
            raise sqlite3.DatabaseError("another version")
        db.execute(f"pragma user_version={_VERSION}")
        db.executescript(_SCHEMA.read_text("utf-8"))
    except sqlite3.Error:
        db.close()
        raise
    return db


def owner_of(record: str) -> str:
    """Agency of a record or version name; empty for another name."""
    parts = record.split("/")
    return parts[1] if len(parts) >= 4 and parts[0] == "agencies" else ""


def record_of(name: str) -> str:
    """Name of a record, without the version."""
    return "/".join(name.split("/")[:4])


def _marks(entry: OpenEntry) -> Iterator[tuple[str, bytes]]:
    """What an entry is found by; ``refused`` beside each of them for refusals."""
    found = list(_plain_marks(entry))
    yield from found
    if entry.reason:
        yield from (("refused " + kind, value) for kind, value in found)


def _plain_marks(entry: OpenEntry) -> Iterator[tuple[str, bytes]]:
    yield "all", b""
    yield "agency", entry.agency.encode()
    if entry.officer:
        yield "officer", f"{entry.agency}/{entry.officer}".encode()
    yield from (("selector", token) for token in entry.selectors)
    for name in entry.records:
        yield "record", record_of(name).encode()
    for owner in _owners(entry.records):
        if owner != entry.agency and entry.purpose != Purpose.OVERSIGHT:
            yield "foreign", owner.encode()


def _withheld_marks(entry: OpenEntry, withheld: tuple[Withheld, ...]) -> Iterator[tuple[str, bytes]]:
    if withheld:
        yield "withheld", b""
        yield "withheld agency", entry.agency.encode()


def _owners(records: Iterable[str]) -> set[str]:
    return {owner for name in records if (owner := owner_of(name))}


def _about(origin: str, index: int) -> bytes:
    return f"{origin} {index}".encode()


def _part(origin: str, index: int) -> bytes:
    return f"{origin} {index} withheld".encode()


def _month_ms(month: str) -> tuple[int, int]:
    """First millisecond of a month, and of the next (UTC)."""
    year, number = int(month[:4]), int(month[5:])
    later = (year + 1, 1) if number == 12 else (year, number + 1)
    start, end = (datetime(*one, 1, tzinfo=UTC) for one in ((year, number), later))
    return int(start.timestamp() * 1000), int(end.timestamp() * 1000)
