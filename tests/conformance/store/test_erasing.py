"""What every store keeps of keys that are to be destroyed, and of bytes that are sealed anew."""

from __future__ import annotations

from services.records.erasing_port import Erasing
from services.records.ports import Store, Transaction
from services.records.rows import LogHead
from tests.conformance.store.rows import digest, head_row, log_row, page_row, quarantine_row
from tests.conformance.store.stores import read, wait


async def fill(tx: Transaction) -> None:
    """Record 1 with three versions, the last of which says that it is expunged; record 4; two refused versions."""
    rows = [log_row(1, 1, 1, 1), log_row(2, 1, 2, 1), log_row(3, 1, 3, 1), log_row(4, 4, 1, 1)]
    await tx.append([row._replace(leaf=row.seq, page=7) for row in rows])
    await tx.put_heads(
        [
            head_row(1, 3, 3, record_id="record-x", status="EXPUNGED"),
            head_row(4, 4, agency="pk.fia", record_id="record-x"),
        ]
    )
    await tx.put_page(page_row(7))
    await tx.put_page(page_row(8, "pk.fia"))
    await tx.put_quarantine([quarantine_row(7, 9), quarantine_row(8, 9)])
    await tx.advance(LogHead(4, 8, 1))


async def erase(tx: Transaction) -> None:
    await tx.erase([1], 4)


async def again(tx: Transaction) -> None:
    await tx.set_erasing(Erasing("ab", 5, 2, 4))
    await tx.erase([1], 5)


async def done(tx: Transaction) -> None:
    await tx.end_keys_due([(7, 1), (7, 9)])


async def anew(tx: Transaction) -> None:
    await tx.put_bodies([(b"mark new", 4), (b"mark gone", 1)])
    await tx.put_refused_bodies([(b"mark new", 8, 9), (b"mark gone", 7, 9)])


def test_a_new_store_has_nothing_due_and_nothing_to_seal(store: Store) -> None:
    assert wait(read(store, "erasing")) == Erasing("", 0, 0, -1)
    assert (
        wait(read(store, "keys_due")) == wait(read(store, "emptied")) == wait(read(store, "placed_after", 0, 9)) == []
    )


def test_what_is_erased_is_due_in_the_same_transaction(store: Store) -> None:
    wait(store.write(fill))
    assert [row[:4] for row in wait(read(store, "placed_after", 1, 2))] == [(2, 1, 7, 2), (3, 1, 7, 3)]
    wait(store.write(erase))
    assert wait(read(store, "keys_due")) == [(7, 1, 1), (7, 2, 1), (7, 9, 1)], "another agency's of that name stays"
    assert wait(read(store, "erasing")).erasures == 1
    assert sorted(wait(read(store, "emptied"))) == [(7, 1), (7, 2), (7, 9)]
    assert [row.seq for row in wait(read(store, "placed_after", 0, 9))] == [3, 4]


def test_what_has_nothing_to_erase_counts_for_nothing(store: Store) -> None:
    wait(store.write(fill))
    wait(store.write(erase))
    wait(store.write(again))
    assert wait(read(store, "erasing")) == Erasing("ab", 5, 2, 4)
    assert len(wait(read(store, "keys_due"))) == 3
    wait(store.write(done))
    assert wait(read(store, "keys_due")) == [(7, 2, 1)]


def test_bytes_are_sealed_anew_and_what_was_erased_stays_empty(store: Store) -> None:
    wait(store.write(fill))
    wait(store.write(erase))
    refused = wait(read(store, "refused_unmarked", b"mark", 9))
    assert [tuple(row) for row in refused] == [(0, 0, 8, 9, digest(8, 9), b"sealed")]
    wait(store.write(anew))
    assert wait(read(store, "refused_unmarked", b"mark", 9)) == []
    assert {row.seq: row.body for row in wait(read(store, "placed_after", 3, 9))} == {4: b"mark new"}
    assert sorted(wait(read(store, "emptied"))) == [(7, 1), (7, 2), (7, 9)]
