"""The write transaction on PostgreSQL: a group of jobs in one, by the batcher's thread, which has a loop of its own.

Every writer locks the log head's row before it reads anything, so that numbers are dense over all processes. Jobs whose
commit was not answered and is found done are not run again (:mod:`services.store.postgres.writing`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from services.records.ports import Job
from services.records.store.postgres_statements import storage_errors
from services.records.store.postgres_transaction import PostgresTransaction
from services.records.store.statement_files import load
from services.store.dialects import POSTGRESQL
from services.store.postgres.connecting import Place
from services.store.postgres.writing import Writer


class PostgresSession:
    """See :class:`services.records.store.batcher.Session`. ``patience_s``: how long an open commit is asked for."""

    def __init__(self, place: Place, patience_s: float) -> None:
        self._writer = Writer(place, load(POSTGRESQL)["lock_head"], patience_s)
        self._loop = asyncio.new_event_loop()

    def group(self, jobs: Sequence[Job[object]]) -> list[object]:
        """See :class:`services.records.store.batcher.Session`."""
        return self._loop.run_until_complete(self._group(jobs))

    def close(self) -> None:
        """See :class:`services.records.store.batcher.Session`."""
        self._loop.run_until_complete(self._let_go())
        self._loop.close()

    async def _group(self, jobs: Sequence[Job[object]]) -> list[object]:
        with storage_errors():
            async with self._writer.transaction() as db:
                tx = PostgresTransaction(db)
                values = [await job(tx) for job in jobs]
                await tx.flush()
        return values

    async def _let_go(self) -> None:
        self._writer.let_go()
