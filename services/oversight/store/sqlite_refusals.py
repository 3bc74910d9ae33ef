"""What issuers told of their refusals: statements in ``oversight.db``, sealed, each in its agency's chain."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path

from services.oversight.errors import StatementAltered, StatementOutOfOrder, StoreUnavailable
from services.oversight.ports import Standing, Statement
from services.oversight.store.database import SQL
from services.signing.sealing import Sealer
from services.store.file import BUSY_S, File

FIRST = (0, bytes(32), "")
"""Number, digest and day before the first statement."""


class SqliteRefusals:
    """What issuers told, on SQLite; see :class:`services.oversight.ports.RefusalsTold`."""

    def __init__(self, file: File, sealer: Sealer) -> None:
        self._file, self._sealer = file, sealer

    async def take(self, one: Statement, previous_sha256: bytes) -> bool:
        """One transaction; the count of an altered statement is kept though the statement is refused."""
        taken = await self._file.write(lambda db: self._taken(db, one, previous_sha256))
        if taken is None:
            raise StatementAltered
        return taken

    def _taken(self, db: sqlite3.Connection, one: Statement, previous_sha256: bytes) -> bool | None:
        """None, and counted, for one that is altered: the count stays though the statement is refused."""
        known = db.execute(SQL["refusal_at"], (one.agency, one.number)).fetchone()
        if known == (one.sha256,):
            return False
        number, sha256, day = db.execute(SQL["last_refusal"], (one.agency,)).fetchone() or FIRST
        if known is None and one.number > number + 1:
            raise StatementOutOfOrder
        if known is None and previous_sha256 == sha256 and one.day > day:
            body = self._sealer.seal(one.signed, _about(one.agency, one.number))
            db.execute(SQL["keep_refusal"], (*one[:5], body))
            return True
        db.execute(SQL["count_altered"], (one.agency,))
        return None

    async def find(
        self, agency: str, after: tuple[str, int], days: tuple[str, str], most: int, most_bytes: int
    ) -> list[Statement]:
        """Row by row, so that no more is opened than is asked for. Raises SealBroken."""
        found: list[Statement] = []
        held = 0
        for row in self._file.each(SQL["find_refusals"], agency, *after, *days):
            body = self._sealer.open(row[5], _about(row[0], row[1])) if row[5] else b""
            found.append(Statement(row[0], row[1], row[2], row[3], row[4], body))
            held += len(body)
            if len(found) >= most or held >= most_bytes:
                break
        return found

    async def standings(self) -> Mapping[str, Standing]:
        """Counted over all statements, read in the caller's thread."""
        return _standings(self._file.rows(SQL["standings"]))

    async def forget(self, agency: str, month: str) -> None:
        """Erase the bodies of a month; the file is overwritten there (``secure_delete``)."""
        days = agency, f"{month}-01", f"{month}-31"
        await self._file.write(lambda db: db.execute(SQL["forget_refusals"], days))


def read_standings(path: Path) -> Mapping[str, Standing]:
    """By agency, from the file alone, which is not written; empty where it has none yet. Raises StoreUnavailable."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_S)) as db:
            known = db.execute(SQL["has_refusals"]).fetchone()[0]
            return _standings(db.execute(SQL["standings"])) if known else {}
    except sqlite3.Error:
        raise StoreUnavailable from None


def _standings(rows: Iterable[tuple[str, int, str, str, int, int]]) -> Mapping[str, Standing]:
    return {row[0]: _standing(*row) for row in rows}


def _standing(agency: str, number: int, first: str, last: str, days: int, altered: int) -> Standing:
    span = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    return Standing(agency, number, last, span - days, altered)


def _about(agency: str, number: int) -> bytes:
    return f"refusals {agency} {number}".encode()
