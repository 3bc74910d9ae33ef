"""What every store keeps of other nodes' records: how far feeds are taken, who gives what, what is aside."""

from __future__ import annotations

import pytest

from services.records.copies_port import AsideRow, CopiedPageRow, CopyRow, CursorRow, HeldCopy, KnownPage
from services.records.ports import Store, Transaction
from services.records.rows import LogHead
from tests.conformance.store.rows import digest, head_row, log_row, page_row
from tests.conformance.store.stores import put, read, wait

HUB, FIA = "pk.hub", "pk.fia"


def aside_row(page: int, leaf: int, peer: str = HUB, record_id: str = "record-1") -> AsideRow:
    sha = digest(page, leaf)
    return AsideRow(page, leaf, peer, "records", 1, 7, "pk.punjab-police", record_id, "version", "why", sha, 5, b"body")


async def give(tx: Transaction) -> None:
    """Records 1 to 3 with two versions each, given by the hub; record 1 by another node too; one item aside."""
    await tx.append([log_row(seq, record, 1, 1)._replace(page=4, leaf=seq) for seq, record in ((1, 1), (2, 2), (3, 3))])
    await tx.append([log_row(seq, seq - 3, 2, 1)._replace(page=5, leaf=seq) for seq in (4, 5, 6)])
    await tx.put_heads([head_row(record, record + 3, 2) for record in (1, 2, 3)])
    await tx.put_copies([CopyRow(record, HUB, "a1", 9, 1) for record in (1, 2, 3)])
    await tx.put_copies([CopyRow(1, FIA, "", 8, 4)])
    await tx.put_aside([aside_row(6, 0), aside_row(6, 1, record_id="record-9")])
    await tx.advance(LogHead(6, 6, 1))


def test_a_cursor_is_kept_by_peer_and_feed(store: Store) -> None:
    first = CursorRow(HUB, "records", 3, 17, digest(1), 1, 40)
    second = first._replace(sequence=40, chain=digest(2), sweep_at=-1, stopped="too-many-aside")

    async def job(tx: Transaction) -> None:
        await tx.put_cursor(first)
        await tx.put_cursor(first._replace(feed="orders"))
        await tx.put_cursor(second)

    assert wait(read(store, "cursor", HUB, "records")) is None
    wait(store.write(job))
    assert wait(read(store, "cursor", HUB, "records")) == second
    assert wait(read(store, "cursors")) == [first._replace(feed="orders"), second]
    assert wait(read(store, "cursor", FIA, "records")) is None


def test_a_cursor_and_what_it_stands_for_are_kept_together_or_not_at_all(store: Store) -> None:
    async def job(tx: Transaction) -> None:
        await give(tx)
        await tx.put_cursor(CursorRow(HUB, "records", 1, 3, digest(1)))
        raise KeyError

    with pytest.raises(KeyError):
        wait(store.write(job))
    assert wait(read(store, "cursors")) == []
    assert wait(read(store, "copies_counted", HUB)) == 0
    assert wait(read(store, "aside", HUB, (0, 0), 9)) == []


def test_a_record_may_be_given_by_several_and_is_ended_by_each(store: Store) -> None:
    wait(store.write(give))
    assert [row[:3] for row in wait(read(store, "copies_of", [1, 3, 9]))] == [
        (1, FIA, ""),
        (1, HUB, "a1"),
        (3, HUB, "a1"),
    ]
    assert wait(read(store, "copies_counted", HUB)) == 3
    wait(store.write(lambda tx: tx.end_copies([1, 2], HUB)))
    assert [row[:2] for row in wait(read(store, "copies_of", [1, 2, 3]))] == [(1, FIA), (3, HUB)]


def test_what_a_snapshot_did_not_bring_is_found(store: Store) -> None:
    wait(store.write(give))
    wait(store.write(lambda tx: tx.put_copies([CopyRow(2, HUB, "a2", 7, 2)])))
    assert wait(read(store, "copies_of", [2])) == [CopyRow(2, HUB, "a2", 7, 2)]
    assert wait(read(store, "copies_unseen", HUB, 2, 9)) == [1, 3]
    assert wait(read(store, "copies_unseen", HUB, 2, 1)) == [1]
    assert wait(read(store, "copies_unseen", FIA, 4, 9)) == []


def test_a_copy_that_ends_is_erased_whole_and_may_come_again(store: Store) -> None:
    wait(store.write(give))
    wait(store.write(lambda tx: tx.forget_copies([1], 6)))
    assert wait(read(store, "keys_due")) == [(4, 1, 1), (5, 4, 1), (6, 0, 1)], "its versions, the last too, and aside"
    assert wait(read(store, "copies_of", [1])) == []
    assert wait(read(store, "copies_ended", [1, 2])) == {1}
    assert [row.body for row in wait(read(store, "aside", HUB, (0, 0), 9))] == [b"", b"body"]
    wait(store.write(lambda tx: tx.make_room([1])))
    assert wait(read(store, "bodies", [4])) == []
    assert sorted(wait(read(store, "emptied"))) == [(4, 1), (5, 4), (6, 0)], "places are kept where a row is gone"
    wait(store.write(lambda tx: tx.put_copies([CopyRow(1, HUB, "a1", 9, 2)])))
    assert wait(read(store, "copies_ended", [1])) == frozenset()


def test_what_a_node_gives_of_an_agency_is_told_by_id(store: Store) -> None:
    wait(store.write(give))
    rows = {number: head_row(number, number + 3, 2) for number in (1, 2, 3)}
    agency, ids = rows[1].agency, sorted(row.record_id for row in rows.values())
    held = wait(read(store, "copies_held", HUB, agency, "", "", 9))
    assert [row.record_id for row in held] == ids
    assert held[0] == HeldCopy(ids[0], 2, log_row(4, 1, 2, 1).sha256)
    assert [row.record_id for row in wait(read(store, "copies_held", HUB, agency, ids[1], "", 1))] == ids[1:2]
    assert [row.record_id for row in wait(read(store, "copies_held", HUB, agency, "", ids[1], 9))] == ids[:1]
    assert [row.record_id for row in wait(read(store, "copies_held", FIA, agency, "", "", 9))] == [rows[1].record_id]
    assert wait(read(store, "copies_held", HUB, "pk.nobody", "", "", 9)) == []


def test_what_is_expunged_has_no_copy_row_and_did_not_end(store: Store) -> None:
    wait(store.write(give))
    wait(store.write(lambda tx: tx.erase([1], 6)))
    assert wait(read(store, "copies_of", [1])) == []
    assert wait(read(store, "copies_ended", [1])) == frozenset()
    assert wait(read(store, "keys_due")) == [(4, 1, 1), (6, 0, 1)], "its last version says that it is expunged"


def test_owners_headers_that_came_with_copies_prove_as_those_sent_here_do(store: Store) -> None:
    row = CopiedPageRow(9, "pk.fia", "records", 3, digest("f"), b"header", bytes(64))

    async def job(tx: Transaction) -> None:
        await put_own(tx)
        await tx.put_copied_page(row)
        await tx.put_copied_page(row._replace(page=12))

    async def put_own(tx: Transaction) -> None:
        await tx.put_page(page_row(4))

    wait(store.write(job))
    assert wait(read(store, "page_headers", [4, 9]))[1][1:3] == (digest("f"), b"header")

    async def known(tx: Transaction) -> tuple[list[KnownPage], list[KnownPage]]:
        return await tx.copied_pages("pk.fia", "records", 3), await tx.copied_pages("pk.punjab-police", "records", 1)

    copied, own = wait(store.write(known))
    assert copied == [KnownPage(12, digest("f")), KnownPage(9, digest("f"))]
    assert own == [KnownPage(4, page_row(4).sha256)]
    assert wait(read(store, "feed_head", "pk.fia", "records")) is None, "no page of its own stream came here"


def test_what_is_aside_is_told_in_order_and_let_go_with_its_key(store: Store) -> None:
    wait(put(store, 1))
    wait(
        store.write(lambda tx: tx.put_aside([aside_row(7, 1), aside_row(7, 0), aside_row(8, 0), aside_row(9, 0, FIA)]))
    )
    assert [row[:2] for row in wait(read(store, "aside", HUB, (0, 0), 9))] == [(7, 0), (7, 1), (8, 0)]
    assert [row[:2] for row in wait(read(store, "aside", HUB, (7, 0), 1))] == [(7, 1)]
    assert wait(read(store, "aside_counted")) == {HUB: 3, FIA: 1}
    wait(store.write(lambda tx: tx.end_aside([(7, 0), (7, 1)])))
    assert [row[:2] for row in wait(read(store, "aside", HUB, (0, 0), 9))] == [(8, 0)]
    assert [row[:2] for row in wait(read(store, "keys_due"))] == [(7, 0), (7, 1)]
    assert sorted(wait(read(store, "emptied"))) == [(7, 0), (7, 1)]


def test_what_is_erased_by_order_goes_whole_and_is_no_copy_that_may_come_again(store: Store) -> None:
    wait(store.write(give))
    wait(store.write(lambda tx: tx.erase_whole([1], 6)))
    assert wait(read(store, "keys_due")) == [(4, 1, 1), (5, 4, 1), (6, 0, 1)], "its versions, the last too, and aside"
    assert wait(read(store, "copies_of", [1])) == []
    assert wait(read(store, "copies_ended", [1])) == frozenset()


def test_what_is_aside_of_a_record_that_is_not_held_is_erased_by_its_name(store: Store) -> None:
    wait(store.write(lambda tx: tx.put_aside([aside_row(7, 0), aside_row(7, 1)._replace(record_id="record-other")])))
    mine = aside_row(7, 0)
    wait(store.write(lambda tx: tx.erase_aside(mine.agency, mine.record_id)))
    assert [row.body for row in wait(read(store, "aside", HUB, (0, 0), 9))] == [b"", mine.body]
    assert wait(read(store, "keys_due")) == [(7, 0, 1)]
    wait(store.write(lambda tx: tx.erase_aside(mine.agency, mine.record_id)))
    assert wait(read(store, "keys_due")) == [(7, 0, 1)], "again nothing is due anew"


def test_a_name_that_is_erased_stays_so(store: Store) -> None:
    async def job(tx: Transaction) -> frozenset[str]:
        for name in ("one", "two", "one"):
            await tx.put_erased_name(name)
        return await tx.erased_names(["one", "three"])

    assert wait(store.write(job)) == {"one"}
    assert wait(read(store, "erased_names", ["two", "one", "three"])) == {"one", "two"}
    assert wait(read(store, "erased_names", [])) == frozenset()
