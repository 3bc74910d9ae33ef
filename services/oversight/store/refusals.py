"""What issuers told of their refusals: statements, sealed, each in its agency's chain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import aclosing
from datetime import date

from services.oversight.errors import StatementAltered, StatementOutOfOrder
from services.oversight.ports import Standing, Statement
from services.signing.sealing import Sealer
from services.store.database import Database, Transaction
from services.store.values import Row

FIRST = (0, bytes(32), "")
"""Number, digest and day before the first statement."""


class StoredRefusals:
    """See :class:`services.oversight.ports.RefusalsTold`."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database, self._sealer = database, sealer

    async def take(self, one: Statement, previous_sha256: bytes) -> bool:
        """One transaction; the count of an altered statement is kept though the statement is refused."""
        taken = await self._database.write(lambda tx: self._taken(tx, one, previous_sha256))
        if taken is None:
            raise StatementAltered
        return taken

    async def _taken(self, tx: Transaction, one: Statement, previous_sha256: bytes) -> bool | None:
        """None, and counted, for one that is altered: the count stays though the statement is refused."""
        known = await tx.rows("refusal_at", one.agency, one.number)
        if known and known[0][0] == one.sha256:
            return False
        number, sha256, day = (await tx.rows("last_refusal", one.agency) or [FIRST])[0]
        if not known and one.number > number + 1:
            raise StatementOutOfOrder
        if not known and previous_sha256 == sha256 and one.day > day:
            body = self._sealer.seal(one.signed, _about(one.agency, one.number))
            await tx.rows("keep_refusal", *one[:5], body)
            return True
        await tx.rows("count_altered", one.agency)
        return None

    async def find(
        self, agency: str, after: tuple[str, int], days: tuple[str, str], most: int, most_bytes: int
    ) -> list[Statement]:
        """Row by row, so that no more is opened than is asked for. Raises SealBroken."""
        found: list[Statement] = []
        held = 0
        async with aclosing(self._database.each("find_refusals", agency, *after, *days)) as rows:
            async for row in rows:
                body = self._sealer.open(row[5], _about(row[0], row[1])) if row[5] else b""
                found.append(Statement(row[0], row[1], row[2], row[3], row[4], body))
                held += len(body)
                if len(found) >= most or held >= most_bytes:
                    break
        return found

    async def standings(self) -> Mapping[str, Standing]:
        """Counted over all statements."""
        return standings(await self._database.rows("standings"))

    async def forget(self, agency: str, month: str) -> None:
        """Erase the bodies of a month; a SQLite file is overwritten there (``secure_delete``)."""
        days = agency, f"{month}-01", f"{month}-31"
        await self._database.write(lambda tx: tx.rows("forget_refusals", *days))


def standings(rows: Iterable[Row]) -> Mapping[str, Standing]:
    """By agency, of the rows of the statement of that name."""
    return {row[0]: _standing(*row) for row in rows}


def _standing(agency: str, number: int, first: str, last: str, days: int, altered: int) -> Standing:
    span = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    return Standing(agency, number, last, span - days, altered)


def _about(agency: str, number: int) -> bytes:
    return f"refusals {agency} {number}".encode()
