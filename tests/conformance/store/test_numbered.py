"""Records by their numbers, and the classes there are, of any store."""

from __future__ import annotations

from services.records.ports import Store, Transaction
from services.records.rows import NOW
from tests.conformance.store.stores import put, read, wait


def test_records_come_by_their_numbers_with_code_and_people(store: Store) -> None:
    async def run() -> None:
        await put(store, 1, 2, klass=7, people="2a", cases="FIR:x")
        await put(store, 3, klass=8, people="2a 1n")
        async with store.snapshot() as view:
            rows = await view.numbered_rows([3, 9, 1], ["x"], 5)
            assert [(each.row.record, each.row.code, each.people) for each in rows] == [
                (1, 31, "2a"),
                (3, 33, "2a 1n"),
            ]
            assert [each.row.code for each in await view.numbered_rows([1, 3], [3], 5)] == [29, 35]
            shown = await view.person_rows("a", NOW, ["x"], 5, [31])
            assert rows[0].row == shown[0]
            assert await view.numbered_rows([], [], 5) == []

    wait(run())


def test_every_class_is_told_in_order(store: Store) -> None:
    async def job(tx: Transaction) -> None:
        await tx.put_classes([(9, "nine"), (4, "four")])

    async def run() -> None:
        assert await read(store, "class_ids") == []
        await store.write(job)
        assert await read(store, "class_ids") == [4, 9]

    wait(run())
