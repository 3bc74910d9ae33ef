"""Refusals in the issuer's journal: counts of days that are not over, statements of those that are.

A day holds 5,000 rows at most, since its statement must fit a message: beyond 20 cases an officer's further refusals
are counted without the case, beyond the day's rows without the officer. No refusal is left out of the count.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from services.issuer.errors import REASONS
from services.issuer.ports import Closed, Refusal
from services.issuer.store.database import SQL, Database
from services.signing.refusals import MAX_COUNTS, Counted, day_of

CASES_OF_ONE: Final = 20
NAMED: Final = MAX_COUNTS - 2 * len(REASONS)
"""Rows that name an officer; the rest is for what names none, told apart by ``beyond``."""


class SqliteRefusals:
    """Days of refusals on SQLite; see :class:`services.issuer.ports.RefusalDays`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def count_unproven(self, day: date, reasons: Mapping[str, int]) -> None:
        """All reasons of a day in one transaction."""

        def counted(db: sqlite3.Connection) -> None:
            base = {"day": _open_day(db, day), "officer": "", "case": "", "beyond": 0}
            db.executemany(SQL["count_refusal"], [{**base, "reason": why, "count": n} for why, n in reasons.items()])

        await self._database.write(counted)

    async def last(self) -> Closed | None:
        """Read in the caller's thread, of what is committed."""
        return _closed(self._database.rows("last_day"))

    async def close(self, number: int, day: date, build: Callable[[Iterable[Counted]], bytes]) -> bytes:
        """Statement kept and counts forgotten in one transaction."""
        until = {"day": day.isoformat()}

        def closed(db: sqlite3.Connection) -> bytes:
            rows = db.execute(SQL["refusals_of_day"], until).fetchall()
            payload = build(
                [Counted(officer, reason, case, bool(beyond), n) for officer, reason, case, beyond, n in rows]
            )
            db.execute(SQL["keep_day"], {"number": number, "payload": payload, **until})
            db.execute(SQL["forget_refusals"], until)
            return payload

        return await self._database.write(closed)

    async def after(self, number: int) -> list[tuple[int, bytes]]:
        """In the order of their numbers, read in the caller's thread."""
        return [(row[0], row[1]) for row in self._database.rows("days_after", number=number)]


def count(db: sqlite3.Connection, refusal: Refusal) -> None:
    """Count a refusal of a proven officer, within the caller's transaction."""
    day = _open_day(db, day_of(refusal.time_ms))
    row: dict[str, str | int] = {"day": day, "officer": refusal.officer, "reason": refusal.reason}
    row |= {"case": refusal.case, "beyond": 0, "count": 1}
    known, rows, cases = db.execute(SQL["room_for_refusal"], row).fetchone()
    if not known and row["case"] and cases >= CASES_OF_ONE:
        row |= {"case": "", "beyond": 1}
    if not known and rows >= NAMED:
        row |= {"officer": "", "case": "", "beyond": 1}
    db.execute(SQL["count_refusal"], row)


def _open_day(db: sqlite3.Connection, day: date) -> str:
    """The day, or where a clock stepped back the first that is not told yet: what was told stays."""
    last = _closed(db.execute(SQL["last_day"]).fetchall())
    return (max(day, last.day + timedelta(days=1)) if last else day).isoformat()


def _closed(rows: Sequence[Any]) -> Closed | None:
    return Closed(rows[0][0], date.fromisoformat(rows[0][1]), rows[0][2]) if rows else None
