"""A ledger that was lost or put back: whom copies went to is in the log, and receivers are told in a new epoch."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from audit.entry import EntryKind, FeedPage, OpenEntry
from services.access.trail import Trail
from services.exchange.anchors.heads import StoredHeads
from services.exchange.anchors.ports import AnchoredHead
from services.exchange.anchors.rpc import SERVICE as ANCHORS
from services.exchange.errors import CursorWrongEpoch
from services.exchange.feed.held import FETCH, NEWEST, PULL, HeldLedger
from services.exchange.feed.ports import ORDERS, RECORDS
from services.exchange.orders.book import StoredBook
from services.exchange.orders.ports import Ending
from tests.fakes.async_tests import pytest_pyfunc_call
from tests.fakes.given_records import CUSTOMS, FIA, HUB, name_of
from tests.unit.exchange.feed.site import Site

__all__ = ["pytest_pyfunc_call"]

ANCHOR = f"{ANCHORS}AnchorLog"
A, B = name_of("a"), name_of("b")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path)
    made.records.put(A)
    yield made
    made.database.close()


def entry(trail: Trail, method: str = PULL, agency: str = CUSTOMS) -> OpenEntry:
    """What the log says of a call."""
    return OpenEntry(
        kind=EntryKind.READ, agency=agency, method=method, records=tuple(trail.records), feed=trail.feed,
        feed_page=trail.feed_page, feed_chain_sha256=trail.feed_chain_sha256, page=trail.page,
    )  # fmt: skip


def copied(site: Site) -> Path:
    target = site.folder / "older"
    with closing(sqlite3.connect(site.folder / "exchange.db")) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    target.chmod(0o600)
    return target


def put_back(site: Site, copy: Path | None) -> HeldLedger:
    """The operator stops the node; ``exchange.db`` is lost, and an older one takes its place where there is one."""
    site.database.close()
    for ending in ("", "-wal", "-shm"):
        (site.folder / f"exchange.db{ending}").unlink(missing_ok=True)
    if copy:
        shutil.copy(copy, site.folder / "exchange.db")
    site.open()
    site.now_ms += 1000
    return HeldLedger(site.database, HUB, ANCHOR)


async def ordered(site: Site, record: str) -> list[str]:
    """To whom an order goes when the record ends."""
    book = StoredBook(site.database)
    at = await book.followed()
    await book.give(at, at + 1, [Ending(record, "EXPUNGE", 9)], site.now_ms)
    return [row.receiver for row in await book.about(record)]


@pytest.mark.parametrize("lost", [True, False])
async def test_whom_orders_must_reach_is_known_again(site: Site, *, lost: bool) -> None:
    older = None if lost else copied(site)
    page = await site.pull()
    given = entry(page.trail)
    held = put_back(site, older)
    assert await ordered(site, A) == [], "the fault: nobody knows of the copy"
    assert await held.again([given], site.now_ms) == 1
    assert await StoredBook(site.database).followed() == 0, "what has ended is looked at again"
    assert await ordered(site, A) == [CUSTOMS]
    assert await held.again([given], site.now_ms) == 0, "once"


async def test_a_copy_that_went_by_name_is_known_again(site: Site) -> None:
    named = OpenEntry(kind=EntryKind.READ, agency=CUSTOMS, method=FETCH, records=(f"{A}/versions/1",))
    held = put_back(site, None)
    own = replace(named, agency=HUB)
    assert await held.again([own], site.now_ms) == 0, "what the node itself took"
    assert await held.again([named], site.now_ms) == 1
    assert await ordered(site, A) == [CUSTOMS]


async def test_of_an_older_file_the_feed_begins_anew_for_whoever_is_ahead_of_it(site: Site) -> None:
    first = await site.pull()
    await site.ack(first.cursor)
    await site.ledger.begin(FIA, RECORDS, b"b" * 32, site.now_ms)
    older = copied(site)
    site.records.put(B)
    later = await site.pull(first.cursor)
    await site.ack(later.cursor)
    held = put_back(site, older)
    assert await held.again([entry(first.trail), entry(later.trail)], site.now_ms) == 2
    with pytest.raises(CursorWrongEpoch):
        await site.pull(later.cursor)
    assert (await site.pull()).records() == [f"{A}/versions/1", f"{B}/versions/1"]
    followers = {each.receiver: each.epoch for each in await site.ledger.followers() if each.feed == RECORDS}
    assert followers[CUSTOMS] > followers[FIA], "who is not ahead keeps the epoch"


async def test_orders_are_numbered_anew_where_a_receiver_took_some_that_the_file_lacks(site: Site) -> None:
    await site.ledger.begin(CUSTOMS, ORDERS, b"b" * 32, site.now_ms)
    before = await site.ledger.standing(CUSTOMS, ORDERS)
    assert before
    page = FeedPage(CUSTOMS, before.epoch, 0, bytes(32), 1, 0)
    held = put_back(site, copied(site))
    told = OpenEntry(kind=EntryKind.READ, agency=CUSTOMS, method=PULL, feed=ORDERS, feed_page=1, page=page)
    assert await held.again([told], site.now_ms) == 1
    after = await site.ledger.standing(CUSTOMS, ORDERS)
    assert after
    assert after.epoch > before.epoch
    assert await held.again([told], site.now_ms) == 0


async def test_a_file_that_has_all_that_the_log_says_is_left_alone(site: Site) -> None:
    pages = await site.everything()
    before = await site.ledger.followers()
    held = HeldLedger(site.database, HUB, ANCHOR)
    assert await held.again([entry(each.trail) for each in pages], site.now_ms) == 0
    assert await site.ledger.followers() == before


async def test_anchors_go_on_from_the_largest_head_that_the_log_has(site: Site) -> None:
    heads = [
        OpenEntry(
            time_ms=at, agency=FIA, method=ANCHOR, feed="fia/log", feed_page=at, feed_chain_sha256=bytes([at]) * 32
        )
        for at in (3, 9, 4)
    ]
    held = put_back(site, None)
    refused = OpenEntry(agency=FIA, method=ANCHOR)
    assert await held.again([*heads, refused], site.now_ms) == 2
    assert await StoredHeads(site.database).last("fia/log") == AnchoredHead(FIA, "fia/log", 9, b"\t" * 32, 9)
    assert await held.again(heads, site.now_ms) == 0


async def test_a_new_file_reads_the_whole_log_and_one_in_use_the_newest(site: Site) -> None:
    held = HeldLedger(site.database, HUB, ANCHOR)
    assert await held.begin(NEWEST + 50) == 0
    await site.pull()
    assert [await held.begin(size) for size in (NEWEST + 50, 50)] == [50, 0]
    assert await held.thin(site.now_ms) == await held.erase([A]) == 0
