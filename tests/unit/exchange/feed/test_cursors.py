"""Cursors: each way not to hold is a condition of its own, and what was lost may be asked for again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.exchange.errors import (
    AckAhead,
    CursorFork,
    CursorFuture,
    CursorWrongEpoch,
    OrdersFirst,
    Unacknowledged,
)
from services.exchange.feed.app.pull import MAX_UNACKED
from services.store.database import Transaction
from services.values.exchange import Cursor
from tests.fakes.given_records import CUSTOMS, listed, name_of
from tests.unit.exchange.feed.site import LISTS, ORDERS, RECORDS, Site, begin


def fill(site: Site, number: int) -> None:
    for each in range(1, number + 1):
        site.records.put(name_of(f"r{each}"))


async def test_an_answer_that_was_lost_is_asked_for_again(site: Site) -> None:
    """From what was acknowledged, and from every page since: each of several answers leads on."""
    fill(site, 6)
    first = await site.pull(most=2)
    await site.ack(first.cursor)
    lost = await site.pull(first.cursor, most=2)
    site.now_ms += 1
    again = await site.pull(first.cursor, most=2)
    assert lost.cursor.chain_sha256 != again.cursor.chain_sha256
    for cursor in (lost.cursor, again.cursor):
        assert (await site.pull(cursor, most=2)).header.from_sequence == 4


async def test_an_acknowledgement_names_its_page_in_the_log(site: Site) -> None:
    """So the sender's log tells a page that arrived from one that was only given."""
    fill(site, 2)
    cursor = (await site.pull()).cursor
    for _ in range(2):
        trail = await site.ack(cursor)
        assert (trail.feed, trail.feed_page, trail.feed_chain_sha256) == ("records", 2, cursor.chain_sha256)
        assert trail.page is None


async def test_what_is_behind_what_was_acknowledged_is_a_fork(site: Site) -> None:
    """A receiver that was put back from before must begin anew: what it took since is not known to it."""
    fill(site, 6)
    pages = await site.everything(most=2)
    with pytest.raises(CursorFork):
        await site.pull(pages[0].cursor)
    assert len((await site.pull(begin(), most=500)).items) == 6


async def test_another_chain_is_a_fork(site: Site) -> None:
    fill(site, 3)
    cursor = (await site.pull(most=2)).cursor
    for other in (replace(cursor, chain_sha256=b"x" * 32), replace(cursor, sequence=1)):
        with pytest.raises(CursorFork):
            await site.pull(other)
        with pytest.raises(CursorFork):
            await site.ack(other)


async def test_ahead_of_the_count(site: Site) -> None:
    fill(site, 2)
    cursor = (await site.pull()).cursor
    with pytest.raises(CursorFuture):
        await site.pull(replace(cursor, sequence=3))
    with pytest.raises(AckAhead):
        await site.ack(replace(cursor, sequence=3))


async def test_another_epoch(site: Site) -> None:
    fill(site, 2)
    cursor = (await site.pull()).cursor
    for epoch in (cursor.epoch - 1, cursor.epoch + 1):
        for act in (site.pull, site.ack):
            with pytest.raises(CursorWrongEpoch) as refused:
                await act(replace(cursor, epoch=epoch))
            assert str(cursor.epoch) in refused.value.violations[0].text


async def test_an_acknowledgement_that_was_lost_is_said_again(site: Site) -> None:
    fill(site, 2)
    cursor = (await site.pull()).cursor
    for _ in range(2):
        await site.ack(cursor)
    await site.ack(begin())
    assert (await site.pull(cursor)).items == ()


async def test_who_begins_anew_acknowledges_as_before(site: Site) -> None:
    fill(site, 4)
    pages = await site.everything(most=2)
    anew = await site.everything(begin(), most=2)
    assert [p.header.to_sequence for p in anew] == [p.header.to_sequence for p in pages]
    assert anew[0].header.epoch == pages[0].header.epoch


async def test_no_more_pages_are_under_way_than_may_be(site: Site) -> None:
    """Until some are acknowledged; asking for one again is no further page."""
    fill(site, MAX_UNACKED + 5)
    pages = [await site.pull(most=1)]
    for _ in range(MAX_UNACKED):
        pages.append(await site.pull(pages[-1].cursor, most=1))
    with pytest.raises(Unacknowledged):
        await site.pull(pages[-1].cursor)
    await site.ack(pages[10].cursor)
    assert (await site.pull(pages[-1].cursor)).items


async def test_a_store_put_back_from_before_ends_the_epoch(site: Site) -> None:
    fill(site, 4)
    (page,) = await site.everything(most=10)
    kept = dict(site.records.held)
    del kept[name_of("r4")]
    site.records.held, site.records.number, site.records.seq = kept, 3, 3
    with pytest.raises(CursorWrongEpoch):
        await site.pull(page.cursor)
    (anew,) = await site.everything(most=10)
    assert anew.header.epoch > page.header.epoch
    assert len(anew.items) == 3


async def test_also_where_it_has_grown_past_what_was_given(site: Site) -> None:
    """The same count, but another version stands where the last one that was given stood."""
    fill(site, 4)
    (page,) = await site.everything(most=10)
    del site.records.held[name_of("r4")]
    site.records.number = site.records.seq = 3
    site.records.put(name_of("r5"))
    site.records.put(name_of("r6"))
    with pytest.raises(CursorWrongEpoch):
        await site.pull(page.cursor)


async def test_a_ledger_that_was_lost_begins_a_later_epoch(site: Site) -> None:
    fill(site, 2)
    (page,) = await site.everything()
    site.database.close()
    for path in site.folder.glob("exchange.db*"):
        path.unlink()
    site.now_ms += 1000
    site.open()
    with pytest.raises(CursorWrongEpoch):
        await site.pull(page.cursor)


async def test_what_was_given_is_known_to_the_process_after(site: Site) -> None:
    fill(site, 3)
    first = await site.pull(most=2)
    site.database.close()
    site.open()
    second = await site.pull(first.cursor)
    assert second.header.previous_sha256 == first.cursor.chain_sha256
    await site.ack(second.cursor)


async def test_the_same_rights_are_the_same_epoch(site: Site) -> None:
    """An agreement that is prolonged or renamed changes nothing."""
    fill(site, 1)
    page = await site.pull()
    site.agreements = (LISTS._replace(id="renamed", until="2028-01-01"),)
    assert (await site.pull(page.cursor)).header.epoch == page.header.epoch


async def test_orders_go_first_and_are_numbered_without_gaps(site: Site) -> None:
    fill(site, 2)
    (page,) = await site.everything()
    first, second = site.orders.give(CUSTOMS, name_of("r1")), site.orders.give(CUSTOMS, name_of("r2"))
    for cursor in (None, page.cursor):
        with pytest.raises(OrdersFirst):
            await site.pull(cursor)
    orders = await site.pull(feed=ORDERS, most=1)
    assert [one.order for one in orders.items] == [first]
    with pytest.raises(OrdersFirst):
        await site.pull(page.cursor)
    rest = await site.pull(orders.cursor, feed=ORDERS)
    assert [(one.sequence, one.order) for one in rest.items] == [(2, second)]
    assert (rest.header.count, rest.header.passed, rest.header.head) == (1, 0, 2)
    with pytest.raises(OrdersFirst):
        await site.pull(page.cursor)
    await site.ack(rest.cursor)
    assert (await site.pull(page.cursor)).items == ()


async def test_the_cursor_of_one_feed_is_none_of_the_other(site: Site) -> None:
    fill(site, 2)
    page = await site.pull(most=1)
    site.orders.give(CUSTOMS, name_of("r1"))
    await site.pull(feed=ORDERS)
    with pytest.raises(CursorWrongEpoch):
        await site.pull(Cursor(ORDERS, page.header.epoch - 1, *page.cursor_place()))
    with pytest.raises((CursorFork, CursorWrongEpoch)):
        await site.pull(Cursor(ORDERS, page.header.epoch, *page.cursor_place()))
    assert page.header.feed == RECORDS


async def test_a_file_of_before_begins_anew_and_counts_for_each_receiver(site: Site) -> None:
    """Its epochs counted all changes, and what had ended has a number of that count."""
    fill(site, 3)
    site.records.judge(name_of("r1"), listed(sealed=True))
    page = await site.pull()

    async def as_before(tx: Transaction) -> None:
        for name in ("position_end", "count_end"):
            await tx.rows(name, CUSTOMS)
        await tx.rows("give", CUSTOMS, name_of("r1"), 1, bytes(32), LISTS.id, page.header.epoch)
        await tx.rows("end", CUSTOMS, name_of("r1"), 4)
        await tx.rows("begin", CUSTOMS, RECORDS, b"rabta feed of records, 2".ljust(32), site.now_ms)

    await site.database.write(as_before)
    with pytest.raises(CursorWrongEpoch):
        await site.pull(page.cursor)
    (anew,) = await site.everything()
    assert (anew.header.to_sequence, anew.header.head, anew.header.passed) == (2, 2, 0)
    assert anew.records() == [f"{name_of(each)}/versions/1" for each in ("r2", "r3")]
    assert await site.ledger.to_end(CUSTOMS, [name_of("r1")], 0) == set(), "it ended before, and lasts no more"
