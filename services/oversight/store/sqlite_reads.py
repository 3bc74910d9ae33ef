"""``reads.db``: who read what, and what was withheld, followed from the log.

The log is the truth: the file may be deleted, and is then made again. It holds the open part of each entry and what
the entry says was withheld, both sealed, and finds them by keyed tokens, so that it says no more at rest than the log's
own files. Where a month key is destroyed in the log, the entries under it are forgotten here too. The yearly counts
stay.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from audit.entry import SealedEntry, decode_open, decode_sealed, encode_sealed
from audit.replies import LoggedEntry
from services.errors import RabtaError
from services.oversight.errors import StoreUnavailable
from services.oversight.marks import Destroyed, Looked, Marks, counted_in, look
from services.oversight.ports import Found, Yearly
from services.signing.keyfile import check_private
from services.signing.sealing import Sealer
from services.store import statements
from services.store.file import File
from services.store.opening import alone
from services.store.values import Row
from services.vocabulary.records import RecordKind

SQL: Final = statements.by_name(Path(__file__).with_name("sql") / "reads")
_WHICH: Final = ("pragma user_version", "select count(*) from sqlite_schema")
_VERSION: Final = 3
"""Of the file: one of another version is made again."""


class _Unfit(RabtaError):
    """The file is damaged, or of another version."""


class SqliteReads:
    """See :class:`services.oversight.ports.ReadIndex`. Shared by all processes of a node; UnsafeFile, StoreUnavailable.

    A damaged file is made again: it must not keep a hub from serving.
    """

    def __init__(self, path: Path, marks: Marks, sealer: Sealer) -> None:
        self._marks, self._sealer = marks, sealer
        with alone(path):
            try:
                self._file = _opened(path)
            except _Unfit:
                _removed(path)
                self._file = _opened(path)

    async def size(self, origin: str) -> int:
        """Read in the caller's thread, of what is committed."""
        return _size(self._file.rows(SQL["followed"], origin))

    async def take(self, origin: str, entries: Sequence[LoggedEntry], kinds: Mapping[str, RecordKind]) -> None:
        """All entries in one transaction, written in the file's own thread."""
        await self._file.write(lambda db: self._take(db, origin, entries, kinds))

    def _take(
        self, db: sqlite3.Connection, origin: str, entries: Sequence[LoggedEntry], kinds: Mapping[str, RecordKind]
    ) -> None:
        size = _size(db.execute(SQL["followed"], (origin,)).fetchall())
        for one in entries:
            if one.index == size:
                self._one(db, origin, one, kinds)
                size += 1
        db.execute(SQL["follow"], (origin, size))

    def _one(self, db: sqlite3.Connection, origin: str, one: LoggedEntry, kinds: Mapping[str, RecordKind]) -> None:
        seen = look(one)
        if isinstance(seen, Destroyed):
            db.execute(SQL["forget_entries"], (seen.agency, *seen.times()))
        elif seen is not None:
            self._keep(db, origin, one, seen)
            db.executemany(SQL["count_yearly"], [(self._marks.yearly(each),) for each in counted_in(seen.entry, kinds)])

    def _keep(self, db: sqlite3.Connection, origin: str, one: LoggedEntry, seen: Looked) -> None:
        entry, withheld = seen
        body = self._sealer.seal(one.open, _about(origin, one.index))
        part = self._sealer.seal(encode_sealed(SealedEntry(withheld)), _part(origin, one.index)) if withheld else b""
        row = origin, one.index, entry.time_ms, entry.agency, body, part
        made = db.execute(SQL["keep_entry"], row).lastrowid
        db.executemany(SQL["keep_mark"], [(token, made) for token in self._marks.of(seen)])

    async def find(
        self, token: bytes, after: int, times: tuple[int, int], most: int, *, also: bytes = b""
    ) -> list[Found]:
        """See the port. Raises SealBroken for what was not sealed with this node's secret."""
        rows = self._file.rows(SQL["find_entries"], token, after, also, *times, most)
        return [self._found(*row) for row in rows]

    async def yearly(self, counted: Sequence[Yearly]) -> list[int]:
        """See the port."""
        rows = (self._file.rows(SQL["yearly"], self._marks.yearly(each)) for each in counted)
        return [found[0][0] if found else 0 for found in rows]

    def _found(self, place: int, origin: str, index: int, body: bytes, part: bytes) -> Found:
        withheld = decode_sealed(self._sealer.open(part, _part(origin, index))).withheld if part else ()
        return Found(place, origin, index, decode_open(self._sealer.open(body, _about(origin, index))), withheld)

    def close(self) -> None:
        """Finish what is being written, then close the file."""
        self._file.close()


def _opened(path: Path) -> File:
    """Raises _Unfit, UnsafeFile, StoreUnavailable."""
    path.touch(mode=0o600)
    check_private(path)
    return File(path, _prepare, StoreUnavailable)


def _prepare(db: sqlite3.Connection) -> None:
    try:
        for pragma in ("journal_mode=wal", "synchronous=normal", "foreign_keys=on", "secure_delete=on"):
            db.execute(f"pragma {pragma}")
        (version,), (tables,) = (db.execute(sql).fetchone() for sql in _WHICH)
        if tables and version != _VERSION:
            raise _Unfit
        db.execute(f"pragma user_version={_VERSION}")
        db.executescript(SQL["reads_schema"])
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        raise _Unfit from None


def _removed(path: Path) -> None:
    for each in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        each.unlink(missing_ok=True)


def _size(rows: Sequence[Row]) -> int:
    size: int = rows[0][0] if rows else 0
    return size


def _about(origin: str, index: int) -> bytes:
    return f"{origin} {index}".encode()


def _part(origin: str, index: int) -> bytes:
    return f"{origin} {index} withheld".encode()
