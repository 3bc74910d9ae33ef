"""What issuers told of their refusals: statements in ``oversight.db``, sealed, each in its agency's chain."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from services.oversight.errors import StatementAltered, StatementOutOfOrder
from services.signing.sealing import Sealer
from services.store.opening import alone
from services.store.writing import WriteLock

BUSY_S: Final = 5.0
_SCHEMA: Final = Path(__file__).parent / "sql" / "refusals.sql"
_FIND: Final = """select agency, number, day, sha256, received_ms, body from refusals
    where (?1 = '' or agency = ?1) and (agency, number) > (?2, ?3) and day >= ?4 and (?5 = '' or day <= ?5)
    order by agency, number"""
_STANDINGS: Final = """select r.agency, max(number), min(day), max(day), count(*), coalesce(a.count, 0)
    from refusals r left join refusals_altered a on a.agency = r.agency group by r.agency"""


class Statement(NamedTuple):
    """One as it came. ``signed``: serialised SignedRefusals, empty once its month is forgotten; ``day``: ISO, UTC."""

    agency: str
    number: int
    day: str
    sha256: bytes
    received_ms: int
    signed: bytes


class Standing(NamedTuple):
    """How far an issuer told. ``missing``: days between its first and its last that no statement names."""

    agency: str
    number: int
    last_day: str
    missing: int
    altered: int


class RefusalsTold:
    """Tables of ``oversight.db``, which :class:`services.oversight.store.Sessions` has made and checked."""

    def __init__(self, path: Path, sealer: Sealer) -> None:
        self._sealer = sealer
        self._write_lock = WriteLock(path, BUSY_S)
        self._db = sqlite3.connect(path, isolation_level=None, timeout=BUSY_S)
        with alone(path):
            self._db.execute("pragma synchronous=full")
            self._db.execute("pragma secure_delete=on")
            self._db.executescript(_SCHEMA.read_text("utf-8"))

    def take(self, one: Statement, previous_sha256: bytes) -> bool:
        """Keep the next statement of an agency; False where it is there already, the same.

        Raises StatementAltered, counted, where another stands in its place or its chain is not the one that was told;
        StatementOutOfOrder where one before it is missing.
        """
        with self._write_lock.transaction(self._db):
            known = self._at(one.agency, one.number)
            if known is not None and known[1] == one.sha256:
                return False
            last = self._last(one.agency)
            if known is None and one.number > last[0] + 1:
                raise StatementOutOfOrder
            if known is None and previous_sha256 == last[1] and one.day > last[2]:
                body = self._sealer.seal(one.signed, _about(one.agency, one.number))
                self._db.execute("insert into refusals values(?,?,?,?,?,?)", (*one[:5], body))
                return True
            self._db.execute(
                "insert into refusals_altered values(?, 1) on conflict do update set count = count + 1", (one.agency,)
            )
        raise StatementAltered

    def _at(self, agency: str, number: int) -> tuple[int, bytes] | None:
        found: tuple[int, bytes] | None = self._db.execute(
            "select number, sha256 from refusals where agency = ? and number = ?", (agency, number)
        ).fetchone()
        return found

    def _last(self, agency: str) -> tuple[int, bytes, str]:
        """Number, digest and day of the newest; of none where there is none."""
        found: tuple[int, bytes, str] | None = self._db.execute(
            "select number, sha256, day from refusals where agency = ? order by number desc limit 1", (agency,)
        ).fetchone()
        return found or (0, bytes(32), "")

    def find(
        self, agency: str, after: tuple[str, int], days: tuple[str, str], most: int, most_bytes: int
    ) -> list[Statement]:
        """Statements of one agency (empty: of all) past ``after`` (agency, number), in that order.

        ``days``: both included, empty for no bound. At most ``most``, and no further one once ``most_bytes`` are held.
        """
        found: list[Statement] = []
        held = 0
        for row in self._db.execute(_FIND, (agency, *after, *days)):
            body = self._sealer.open(row[5], _about(row[0], row[1])) if row[5] else b""
            found.append(Statement(row[0], row[1], row[2], row[3], row[4], body))
            held += len(body)
            if len(found) >= most or held >= most_bytes:
                break
        return found

    def standings(self) -> Mapping[str, Standing]:
        """By agency, of those that told something."""
        return _standings(self._db)

    def forget(self, agency: str, month: str) -> None:
        """What was told of a month whose key was destroyed in the log; number, day and digest stay."""
        with self._write_lock.transaction(self._db):
            self._db.execute(
                "update refusals set body = x'' where agency = ? and day >= ? and day <= ?",
                (agency, f"{month}-01", f"{month}-31"),
            )

    def close(self) -> None:
        """Close the file."""
        self._db.close()
        self._write_lock.close()


def read_standings(path: Path) -> Mapping[str, Standing]:
    """The same from the file alone, which is not written; empty where it has none yet. Raises sqlite3.Error."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_S)) as db:
        known = db.execute("select count(*) from sqlite_schema where name = 'refusals_altered'").fetchone()[0]
        return _standings(db) if known else {}


def _standings(db: sqlite3.Connection) -> Mapping[str, Standing]:
    return {row[0]: _standing(*row) for row in db.execute(_STANDINGS)}


def _standing(agency: str, number: int, first: str, last: str, days: int, altered: int) -> Standing:
    span = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    return Standing(agency, number, last, span - days, altered)


def _about(agency: str, number: int) -> bytes:
    return f"refusals {agency} {number}".encode()
