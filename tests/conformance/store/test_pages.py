"""What every store tells of one page of a page stream."""

from __future__ import annotations

import pytest

from services.records.page_port import PagedVersion
from services.records.ports import Store, Transaction
from services.records.rows import HeaderRow, LogHead
from tests.conformance.store.rows import digest, head_row, log_row, page_row
from tests.conformance.store.stores import read, wait

PAGES = {2: range(1, 2), 3: range(2, 9), 7: range(9, 10), 8: range(10, 12)}
"""Page -> seqs of its versions: of the first and last seq, of one and of several, with numbers left out between."""


async def fill(tx: Transaction) -> None:
    """Each version is of a record of its own, and stands at its seq in its page."""
    rows = [log_row(seq, seq, 1, 1, page)._replace(leaf=seq) for page, seqs in PAGES.items() for seq in seqs]
    await tx.append(rows)
    await tx.put_heads([head_row(row.record, row.seq) for row in rows])
    for number, page in enumerate([*PAGES, 9], start=1):
        await tx.put_page(page_row(page, page_number=number))
    await tx.put_page(page_row(10, "pk.fia"))
    await tx.advance(LogHead(11, 10, 1))


def paged(seq: int) -> PagedVersion:
    return PagedVersion(seq, f"record-{seq}", 1, seq, digest(seq, 1))


@pytest.fixture
def filled(store: Store) -> Store:
    wait(store.write(fill))
    return store


@pytest.mark.parametrize("page", [*PAGES, 1, 4, 9, 10, 2**40])
def test_a_page_has_its_own_versions_alone(filled: Store, page: int) -> None:
    own = [paged(seq) for seq in PAGES.get(page, ())]
    assert wait(read(filled, "versions_of_page", page, -1, 500)) == own
    assert wait(read(filled, "versions_of_page", page, -1, 1)) == own[:1]


def test_after_a_place_come_those_behind_it(filled: Store) -> None:
    assert wait(read(filled, "versions_of_page", 3, 4, 2)) == [paged(5), paged(6)]
    assert wait(read(filled, "versions_of_page", 3, 8, 2)) == []


def test_an_empty_store_has_no_page(store: Store) -> None:
    assert wait(read(store, "versions_of_page", 1, -1, 500)) == []
    assert wait(read(store, "page_of_feed", "pk.fia", "records", 1)) is None


def test_a_page_is_found_by_agency_feed_and_number(filled: Store) -> None:
    found = wait(read(filled, "page_of_feed", "pk.punjab-police", "records", 3))
    assert found == HeaderRow(7, digest("page", 7), b"header", bytes(64))
    assert wait(read(filled, "page_of_feed", "pk.fia", "records", 1)).page == 10
    for other in (("pk.fia", "records", 2), ("pk.fia", "other", 1), ("pk.other", "records", 1)):
        assert wait(read(filled, "page_of_feed", *other)) is None
