"""What any store must keep of the log beside it."""

from __future__ import annotations

from services.records.log_port import ACCEPTED, LogMark
from services.records.ports import Store, Transaction
from tests.conformance.store.stores import read, wait


def test_a_new_store_knows_no_log_and_the_mark_moves_to_where_it_is_set(store: Store) -> None:
    async def run() -> None:
        assert await read(store, "log_mark") == LogMark("", 0)
        for mark in (LogMark("rabta.test/audit/1", 2**40), LogMark("rabta.test/audit/2", 5), LogMark("", ACCEPTED)):

            async def job(tx: Transaction, mark: LogMark = mark) -> LogMark:
                await tx.set_log_mark(mark)
                return await tx.log_mark()

            assert await store.write(job) == mark
            assert await read(store, "log_mark") == mark

    wait(run())
