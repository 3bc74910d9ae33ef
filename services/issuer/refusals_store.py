"""Refusals in the issuer's journal: counts of days that are not over, statements of those that are.

A day holds 5,000 rows at most, since its statement must fit a message: beyond 20 cases an officer's further refusals
are counted without the case, beyond the day's rows without the officer. No refusal is left out of the count.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from services.issuer.errors import REASONS, Unavailable
from services.issuer.ports import Closed, Refusal
from services.signing.refusals import MAX_COUNTS, Counted, day_of

SQL = {path.stem: path.read_text("utf-8") for path in (Path(__file__).parent / "sql").glob("*.sql")}
CASES_OF_ONE: Final = 20
NAMED: Final = MAX_COUNTS - 2 * len(REASONS)
"""Rows that name an officer; the rest is for what names none, told apart by ``beyond``."""


class SqliteRefusals:
    """Over the journal's connection, in its one thread."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def count(self, refusal: Refusal) -> None:
        """Within the caller's transaction."""
        day = self._open_day(day_of(refusal.time_ms))
        row: dict[str, str | int] = {"day": day, "officer": refusal.officer, "reason": refusal.reason}
        row |= {"case": refusal.case, "beyond": 0, "count": 1}
        known, rows, cases = self._db.execute(SQL["room_for_refusal"], row).fetchone()
        if not known and row["case"] and cases >= CASES_OF_ONE:
            row |= {"case": "", "beyond": 1}
        if not known and rows >= NAMED:
            row |= {"officer": "", "case": "", "beyond": 1}
        self._db.execute(SQL["count_refusal"], row)

    def count_unproven(self, day: date, reasons: Mapping[str, int]) -> None:
        """See :class:`services.issuer.ports.RefusalDays`."""
        with self._transaction():
            base = {"day": self._open_day(day), "officer": "", "case": "", "beyond": 0}
            for reason, count in reasons.items():
                self._db.execute(SQL["count_refusal"], {**base, "reason": reason, "count": count})

    def last(self) -> Closed | None:
        """See :class:`services.issuer.ports.RefusalDays`."""
        try:
            row = self._db.execute(SQL["last_day"]).fetchone()
        except sqlite3.Error:
            raise Unavailable("journal") from None
        return Closed(row[0], date.fromisoformat(row[1]), row[2]) if row else None

    def close(self, number: int, day: date, build: Callable[[Iterable[Counted]], bytes]) -> bytes:
        """See :class:`services.issuer.ports.RefusalDays`."""
        with self._transaction():
            rows = self._db.execute(SQL["refusals_of_day"], {"day": day.isoformat()}).fetchall()
            payload = build(
                [Counted(officer, reason, case, bool(beyond), n) for officer, reason, case, beyond, n in rows]
            )
            self._db.execute(SQL["keep_day"], {"number": number, "day": day.isoformat(), "payload": payload})
            self._db.execute(SQL["forget_refusals"], {"day": day.isoformat()})
        return payload

    def after(self, number: int) -> list[tuple[int, bytes]]:
        """See :class:`services.issuer.ports.RefusalDays`."""
        try:
            return [(row[0], row[1]) for row in self._db.execute(SQL["days_after"], {"number": number})]
        except sqlite3.Error:
            raise Unavailable("journal") from None

    def _open_day(self, day: date) -> str:
        """The day, or where a clock stepped back the first that is not told yet: what was told stays."""
        last = self.last()
        return (max(day, last.day + timedelta(days=1)) if last else day).isoformat()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
        except sqlite3.Error:
            raise Unavailable("journal") from None
