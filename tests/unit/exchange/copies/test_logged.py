"""What the log says of a page that came: its header's facts, and a name for each version that tells one."""

from __future__ import annotations

from rabta.exchange.v1.page_pb2 import Copy, SyncItem
from rabta.records.v1.history_pb2 import SignedVersion
from rabta.records.v1.record_pb2 import RecordVersion

from audit.entry import FeedPage
from services.exchange.copies.logged import page_of, versions_in
from services.exchange.copies.page import OpenPage
from services.values.copies import FeedCursor
from tests.fakes.sync_pages import HUB, removal

BEFORE, AFTER = FeedCursor("records", 0, 4, b"b" * 32), FeedCursor("records", 9, 11, b"c" * 32)


def page(*items: SyncItem | bytes) -> OpenPage:
    raw = tuple(each if isinstance(each, bytes) else each.SerializeToString() for each in items)
    return OpenPage(BEFORE, AFTER, 20, raw, {})


def copy(sequence: int, version: bytes) -> SyncItem:
    return SyncItem(sequence=sequence, copy=Copy(version=SignedVersion(version=version)))


def version(record_id: str, agency: str = "pk.fia", number: int = 2) -> bytes:
    return RecordVersion(agency=agency, record_id=record_id, version=number).SerializeToString()


def test_the_epoch_is_the_one_that_the_page_begins() -> None:
    found = page_of(page(removal(5, "agencies/pk.fia/records/one"), b"\xff"), HUB)
    assert found == FeedPage(HUB, 9, 4, b"b" * 32, 2, 5)


def test_copies_are_named_in_their_order_and_what_tells_no_name_is_left_out() -> None:
    """A name is bounded: what a sender writes must not fill the receiver's log."""
    items = (
        copy(5, version("two")),
        removal(6, "agencies/pk.fia/records/ended"),
        copy(7, b"\xff"),
        copy(8, version("x" * 65)),
        copy(9, version("a/../b")),
        copy(10, version("one", number=1)),
        b"\xff",
    )
    assert versions_in(page(*items)) == (
        "agencies/pk.fia/records/two/versions/2",
        "agencies/pk.fia/records/one/versions/1",
    )
