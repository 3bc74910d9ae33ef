"""A page that was read before a record ended, and is written down after the orders were followed past that."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from services.exchange import wire
from services.exchange.errors import ExchangeUnavailable
from services.exchange.feed.app.compare import fetch_records
from services.exchange.feed.ports import TRIES, Change
from services.exchange.orders.book import StoredBook
from services.values.exchange import FetchRecordsRequest, FetchRecordsResponse, SyncItem
from tests.fakes.given_records import CUSTOMS, GivenRecords, listed, name_of
from tests.unit.exchange.feed.site import Site

ONE, TWO = map(name_of, ("one", "two"))


@dataclass
class Racing(GivenRecords):
    """Something happens right after records were read for a page, for as many times as are left."""

    meanwhile: Callable[[], Awaitable[None]] | None = None
    left: int = 1

    async def named(self, records: Sequence[str]) -> list[Change]:
        found = await super().named(records)
        if self.meanwhile is not None and self.left > 0:
            self.left -= 1
            await self.meanwhile()
        return found


async def test_it_is_read_again_so_that_nothing_is_given_which_no_order_reaches(tmp_path: Path) -> None:
    records = Racing()
    site = Site(tmp_path, records=records)
    records.put(ONE)
    records.put(TWO)

    async def expunge_and_follow() -> None:
        records.put(ONE, listed(expunged=True))
        await StoredBook(site.database).give(0, records.number, (), site.now_ms)

    records.meanwhile = expunge_and_follow
    page = await site.pull()
    assert page.records() == [f"{TWO}/versions/1"]
    assert (page.header.count, page.header.head) == (1, 2)
    held = await site.ledger.to_end(CUSTOMS, [ONE, TWO], 0)
    assert held == {TWO}


async def test_what_is_fetched_by_name_is_read_again_too(tmp_path: Path) -> None:
    records = Racing()
    site = Site(tmp_path, records=records)
    records.put(ONE)

    async def expunge_and_follow() -> None:
        records.put(ONE, listed(expunged=True))
        await StoredBook(site.database).give(0, records.number, (), site.now_ms)

    records.meanwhile = expunge_and_follow
    answer = await fetch_records(site.context, site.system(), FetchRecordsRequest((ONE,)))
    (item,) = (wire.decode(SyncItem, each) for each in wire.decode(FetchRecordsResponse, answer).items)
    assert item.removal is not None
    assert item.copy is None


async def test_where_it_happens_again_and_again_the_caller_comes_again(tmp_path: Path) -> None:
    records = Racing(left=TRIES)
    site = Site(tmp_path, records=records)
    records.put(ONE)

    async def change_and_follow() -> None:
        at = await StoredBook(site.database).followed()
        records.put(TWO)
        await StoredBook(site.database).give(at, records.number, (), site.now_ms)

    records.meanwhile = change_and_follow
    with pytest.raises(ExchangeUnavailable):
        await site.pull()


async def test_it_comes_to_an_end_where_orders_are_followed_without_end(tmp_path: Path) -> None:
    """What changes all the time is given once the reading sees what was followed."""
    records = Racing(left=5)
    site = Site(tmp_path, records=records)
    records.put(ONE)

    async def change_and_follow() -> None:
        at = records.number
        records.put(TWO)
        await StoredBook(site.database).give(at if at > 1 else 0, records.number, (), site.now_ms)

    records.meanwhile = change_and_follow
    pages = await site.everything()
    assert [page.records() for page in pages] == [[f"{ONE}/versions/1"]]
    assert (await site.pull(pages[-1].cursor)).records() == [f"{TWO}/versions/5"]
