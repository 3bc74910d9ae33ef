"""What any store must do with jobs: each by itself or not at all, whoever else is in its commit."""

from __future__ import annotations

import asyncio

import pytest

from services.records.ports import Store, Transaction
from tests.conformance.store.rows import log_row, page_row, quarantine_row
from tests.conformance.store.stores import put, read, wait


class TestJobs:
    def test_what_a_job_raises_undoes_it_alone(self, store: Store) -> None:
        async def bad(tx: Transaction) -> None:
            await tx.append([log_row(99, 99, 1, 1)])
            raise ValueError("stop")

        async def run() -> None:
            outcomes = await asyncio.gather(put(store, 1), store.write(bad), put(store, 2), return_exceptions=True)
            assert [type(each) for each in outcomes] == [type(None), ValueError, type(None)]
            assert [line.record for line in await read(store, "feed", 0, 10)] == [1, 2]

        wait(run())

    def test_a_job_that_raises_and_is_the_only_one_leaves_nothing(self, store: Store) -> None:
        async def bad(tx: Transaction) -> None:
            await tx.append([log_row(99, 99, 1, 1)])
            raise ValueError("stop")

        async def run() -> None:
            for number in (1, 2):
                with pytest.raises(ValueError, match="stop"):
                    await store.write(bad)
                await put(store, number)
            assert [line.record for line in await read(store, "feed", 0, 10)] == [1, 2]

        wait(run())

    def test_many_writers_leave_no_gap(self, store: Store) -> None:
        async def run() -> None:
            await asyncio.gather(*(put(store, number) for number in range(1, 41)))
            lines = await read(store, "feed", 0, 100)
            assert [line.seq for line in lines] == list(range(1, 41))
            assert {line.record for line in lines} == set(range(1, 41))

        wait(run())

    def test_a_job_sees_its_own_writes_and_a_reader_sees_them_after_the_commit(self, store: Store) -> None:
        seen: list[int] = []

        async def job(tx: Transaction) -> int:
            await tx.append([log_row(1, 1, 1, 1)])
            seen.append(len(await tx.feed(0, 10)))
            return len(seen)

        async def run() -> None:
            assert await read(store, "feed", 0, 10) == []
            assert await store.write(job) == 1
            assert len(await read(store, "feed", 0, 10)) == 1

        wait(run())
        assert seen == [1]

    def test_a_text_with_any_character_is_found_nowhere_and_kept_as_refused(self, store: Store) -> None:
        async def job(tx: Transaction) -> None:
            await tx.put_page(page_row(1))
            await tx.put_quarantine([quarantine_row(1, 0)._replace(record_id="record\0-1")])
            assert await tx.heads_named("pk.punjab-police", ["record\0-1", "record-1"]) == []
            assert await tx.claim("\0") is None

        async def run() -> None:
            await store.write(job)
            [refused] = await read(store, "quarantined", "pk.punjab-police", 10)
            assert refused.record_id.replace("\ufffd", "\0") == "record\0-1"
            await put(store, 1)
            assert await read(store, "record_profile", "pk.punjab-police", "record\0-1", ["\0"], 5) is None

        wait(run())

    def test_accepted_work_is_finished_before_closing(self, store: Store) -> None:
        async def run() -> None:
            work = [asyncio.create_task(put(store, number)) for number in range(1, 6)]
            await asyncio.sleep(0)
            await store.close()
            await asyncio.gather(*work)

        wait(run())
