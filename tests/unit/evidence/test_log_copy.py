"""A log read leaf by leaf: what is kept of it, the root of each size, and the time that it covers."""

from __future__ import annotations

import pytest

from audit.canonical import EncodingError
from audit.entry import EntryKind, OpenEntry, entry_leaf, origin_leaf, registry_leaf
from audit.merkle import EMPTY_ROOT, leaf_hash, root_from_leaves
from services.evidence.log_copy import PULL, SKEW_MS, LogCopy
from tests.unit.evidence.logged import BEGAN_MS, CUSTOMS, HUB, STEP_MS, Book, digest, page


def test_every_size_has_the_root_that_it_had() -> None:
    book = Book(HUB)
    for number in range(2, 12):
        book.add(OpenEntry(kind=EntryKind.READ, time_ms=number))
    copy = book.copy()
    hashes = [leaf_hash(leaf) for leaf in book.leaves]
    wanted = {size: root_from_leaves(hashes[:size]) for size in range(11)}
    assert copy.roots([*range(10, -1, -1), 11]) == wanted
    assert (copy.size, wanted[0]) == (10, EMPTY_ROOT)


def test_a_giver_and_a_taker_are_told_apart_by_who_asked() -> None:
    book = Book(CUSTOMS)
    book.pulled("a", 2, CUSTOMS, page(HUB, 2))
    book.pulled("b", 2, "pk.fia", page("pk.fia", 2))
    book.pulled("c", 2, "pk.fia", page(HUB, 2))
    book.acked("b", 2, "pk.fia")
    copy = book.copy()
    assert [each.digest for each in copy.taken] == [digest("a")]
    assert [each.digest for each in copy.given] == [digest("b")]
    assert [(each.receiver, each.digest, each.leaf) for each in copy.acked] == [("pk.fia", digest("b"), 3)]


def test_a_poll_that_found_nothing_is_no_page() -> None:
    book = Book(HUB)
    book.add(OpenEntry(kind=EntryKind.READ, agency=CUSTOMS, method=PULL, time_ms=1))
    copy = book.copy()
    assert (copy.given, copy.older) == ([], set())


def test_plain_leaves_are_not_closed_and_bytes_that_are_no_entry_are_refused() -> None:
    copy = LogCopy(HUB, "rabta.pk/audit/1", BEGAN_MS)
    copy.take(registry_leaf(1, bytes(32)), b"")
    assert copy.closed == 0
    with pytest.raises(EncodingError):
        copy.take(entry_leaf(1, bytes(32)), b"\xff")


def test_a_first_log_covers_all_up_to_its_head_less_what_clocks_may_differ() -> None:
    copy = LogCopy(HUB, "rabta.pk/audit/1", BEGAN_MS)
    assert copy.covers(0)
    assert copy.covers(BEGAN_MS - SKEW_MS)
    assert not copy.covers(BEGAN_MS - SKEW_MS + 1)


def test_a_log_that_continues_another_covers_nothing_of_before_it() -> None:
    copy = LogCopy(HUB, "rabta.pk/audit/2", BEGAN_MS + 3_600_000)
    copy.take(origin_leaf(b"the last checkpoint"), b"")
    book = Book(HUB)
    book.pulled("a", 2, CUSTOMS, page(CUSTOMS, 2))
    copy.take(book.leaves[0], book.opened[0])
    began = BEGAN_MS + 2 * STEP_MS
    assert copy.since_ms == began
    assert not copy.covers(began + SKEW_MS - 1)
    assert copy.covers(began + SKEW_MS)
