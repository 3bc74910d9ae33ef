"""Refusals in the issuer's journal: counts of days that are not over, statements of those that are.

A day holds 5,000 rows at most, since its statement must fit a message: beyond 20 cases an officer's further refusals
are counted without the case, beyond the day's rows without the officer. No refusal is left out of the count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from services.issuer.errors import REASONS
from services.issuer.ports import Closed, Refusal
from services.signing.refusals import MAX_COUNTS, Counted, day_of
from services.store.database import Database, Transaction
from services.store.values import Row

CASES_OF_ONE: Final = 20
NAMED: Final = MAX_COUNTS - 2 * len(REASONS)
"""Rows that name an officer; the rest is for what names none, told apart by ``beyond``."""


class StoredRefusals:
    """See :class:`services.issuer.ports.RefusalDays`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def count_unproven(self, day: date, reasons: Mapping[str, int]) -> None:
        """All reasons of a day in one transaction."""

        async def counted(tx: Transaction) -> None:
            told = await _open_day(tx, day)
            await tx.each("count_refusal", [(told, "", why, "", 0, n) for why, n in reasons.items()])

        await self._database.write(counted)

    async def last(self) -> Closed | None:
        """Of what is committed."""
        return _closed(await self._database.rows("last_day"))

    async def close(self, number: int, day: date, build: Callable[[Iterable[Counted]], bytes]) -> bytes:
        """Statement kept and counts forgotten in one transaction."""
        until = day.isoformat()

        async def closed(tx: Transaction) -> bytes:
            rows = await tx.rows("refusals_of_day", until)
            payload = build(
                [Counted(officer, reason, case, bool(beyond), n) for officer, reason, case, beyond, n in rows]
            )
            await tx.rows("keep_day", number, until, payload)
            await tx.rows("forget_refusals", until)
            return payload

        return await self._database.write(closed)

    async def after(self, number: int) -> list[tuple[int, bytes]]:
        """In the order of their numbers."""
        return [(row[0], row[1]) for row in await self._database.rows("days_after", number)]


async def count(tx: Transaction, refusal: Refusal) -> None:
    """Count a refusal of a proven officer, within the caller's transaction."""
    day = await _open_day(tx, day_of(refusal.time_ms))
    officer, case, beyond = refusal.officer, refusal.case, 0
    ((known, rows, cases),) = await tx.rows("room_for_refusal", day, officer, refusal.reason, case)
    if not known and case and cases >= CASES_OF_ONE:
        case, beyond = "", 1
    if not known and rows >= NAMED:
        officer, case, beyond = "", "", 1
    await tx.rows("count_refusal", day, officer, refusal.reason, case, beyond, 1)


async def _open_day(tx: Transaction, day: date) -> str:
    """The day, or where a clock stepped back the first that is not told yet: what was told stays."""
    last = _closed(await tx.rows("last_day"))
    return (max(day, last.day + timedelta(days=1)) if last else day).isoformat()


def _closed(rows: Sequence[Row]) -> Closed | None:
    return Closed(rows[0][0], date.fromisoformat(rows[0][1]), rows[0][2]) if rows else None
