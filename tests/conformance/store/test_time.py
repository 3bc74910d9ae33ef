"""What time alone changes in a store: classes from a time until another, and when words that hold for a time began."""

from __future__ import annotations

import pytest

from services.records.ports import Store, Transaction
from services.records.rows import FOREVER, NOW
from services.records.time_rows import ClassAt, InterimRow
from tests.conformance.store.stores import put, read, wait


class TestTime:
    """What time alone changes: the class of a record from a time until another."""

    @staticmethod
    async def fill(store: Store) -> None:
        await put(store, 1, 2, klass=7, people="2a", cases="FIR:x")

        async def job(tx: Transaction) -> None:
            await tx.put_classes_at([1, 2], [ClassAt(1, 0, 50, 7), ClassAt(1, 50, 90, 8), ClassAt(1, 90, FOREVER, 9)])

        await store.write(job)

    @pytest.mark.parametrize(("now", "klass", "until"), [(49, 7, 50), (50, 8, 90), (89, 8, 90), (90, 9, None)])
    def test_the_class_of_a_time_and_when_it_ends(self, store: Store, now: int, klass: int, until: int | None) -> None:
        async def run() -> None:
            await self.fill(store)
            lines = {line.klass: line for line in await read(store, "person_profile", "a", NOW, [], now)}
            assert sum(line.number for line in lines.values()) == 2
            assert lines[klass].lapses_ms == until
            one = await read(store, "record_profile", "pk.punjab-police", "record-1", [], now)
            assert (one.klass, one.code) == (klass, klass * 4 + 1)
            codes = {row.record: row.code for row in await read(store, "case_members", ["x"], now)}
            assert codes == {1: klass * 4 + 3, 2: 7 * 4 + 3}
            rows = await read(store, "person_rows", "a", NOW, [], now, [klass * 4 + 1])
            assert {row.record for row in rows} == ({1, 2} if klass == 7 else {1})

        wait(run())

    def test_what_is_over_becomes_the_head_s_and_a_change_of_its_own(self, store: Store) -> None:
        async def run() -> None:
            await self.fill(store)
            for now, klass, left in ((49, 7, 3), (50, 8, 2), (200, 9, 0)):

                async def job(tx: Transaction, now: int = now) -> tuple[int, int]:
                    before = await tx.change_head()
                    await tx.settle_classes(now)
                    (head,) = [each.head for each in await tx.heads_named("pk.punjab-police", ["record-1"])]
                    assert await tx.change_head() == before + (now >= 50)
                    return head.klass, len(await tx.classes_at([1, 2]))

                assert await store.write(job) == (klass, left)

        wait(run())

    def test_what_is_set_takes_the_place_of_what_was(self, store: Store) -> None:
        async def run() -> None:
            await self.fill(store)

            async def job(tx: Transaction) -> list[ClassAt]:
                await tx.put_classes_at([1], [])
                return await tx.classes_at([1])

            assert await store.write(job) == []

        wait(run())

    def test_when_words_began_is_kept_by_person_fact_and_speaker(self, store: Store) -> None:
        rows = [
            InterimRow("BIRTH", "a", "pk.fia", 5),
            InterimRow("BIRTH", "a", "pk.sindh", 6),
            InterimRow("X", "b", "", 7),
        ]

        async def job(tx: Transaction) -> None:
            await tx.put_interim(rows)
            assert sorted(await tx.interim(["a", "c"])) == rows[:2]
            await tx.put_interim([rows[0]._replace(extended_ms=9, ended=1)])
            assert sorted(await tx.interim(["a", "b"])) == [rows[0]._replace(extended_ms=9, ended=1), *rows[1:]]

        wait(store.write(job))

    def test_a_decision_stamps_everything(self, store: Store) -> None:
        async def run() -> None:
            await put(store, 1, people="2a")
            before = [await read(store, "stamp", each) for each in "ab"]

            async def job(tx: Transaction) -> None:
                await tx.count_verdict()

            await store.write(job)
            assert not {await read(store, "stamp", each) for each in "ab"} & set(before)

        wait(run())
