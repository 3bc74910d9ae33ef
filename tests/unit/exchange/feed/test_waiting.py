"""A poll that waits: without a slot, one a receiver and feed, until there is something or the node stops."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from services.exchange.errors import CursorWrongEpoch, NoAgreement, OrdersFirst
from services.exchange.feed.app.pull import GATHER_MS
from services.exchange.feed.waiting import Waiting
from tests.fakes.given_records import CUSTOMS, PUNJAB, listed, name_of
from tests.shared import PATIENCE_S
from tests.unit.exchange.feed.site import LISTS, Page, Site

LONG_MS = 200_000


async def waiting(site: Site, page: Page, agency: str = CUSTOMS) -> asyncio.Task[Page]:
    """A poll from where a page ended, once it waits."""
    before = site.let_go
    task = asyncio.ensure_future(site.pull(page.cursor, agency, wait_ms=LONG_MS))
    await until(lambda: site.let_go > before)
    return task


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not holds():
            await asyncio.sleep(0.005)


async def test_a_change_ends_it(site: Site) -> None:
    page = await site.pull()
    poll = await waiting(site, page)
    site.records.put(name_of("r1"))
    found = await poll
    assert found.records() == [f"{name_of('r1')}/versions/1"]
    assert site.late_ms == [LONG_MS]
    assert (site.let_go, site.context.waiting.polls) == (1, 0)


async def test_where_there_is_something_nobody_waits(site: Site) -> None:
    site.records.put(name_of("r1"))
    assert (await site.pull(wait_ms=LONG_MS)).items
    assert (site.let_go, site.late_ms) == (0, [])


async def test_nothing_new_when_the_time_is_up(site: Site) -> None:
    page = await site.pull()
    poll = await waiting(site, page)
    site.now_ms += LONG_MS
    found = await poll
    assert (found.items, found.cursor) == ((), page.cursor)


async def test_a_newer_poll_takes_the_place_of_the_one_before(site: Site) -> None:
    page = await site.pull()
    first = await waiting(site, page)
    second = await waiting(site, page)
    assert (await first).items == ()
    site.records.put(name_of("r1"))
    assert len((await second).items) == 1


async def test_each_receiver_has_its_own(site: Site) -> None:
    site.agreements = (LISTS, LISTS._replace(holder=PUNJAB))
    ours, theirs = await site.pull(), await site.pull(agency=PUNJAB)
    polls = [await waiting(site, ours), await waiting(site, theirs, PUNJAB)]
    assert site.context.waiting.polls == 2
    site.records.put(name_of("r1"))
    assert [len((await poll).items) for poll in polls] == [1, 1]


async def test_an_order_ends_it(site: Site) -> None:
    page = await site.pull()
    poll = await waiting(site, page)
    site.orders.give(CUSTOMS, name_of("r1"))
    with pytest.raises(OrdersFirst):
        await poll


async def gathering(site: Site, most: int = 0) -> tuple[Page, asyncio.Task[Page]]:
    """A page that was given at this moment, and a poll after it that one more change does not end."""
    site.records.put(name_of("r1"))
    page = await site.pull()
    assert len(page.items) == 1
    before = site.let_go
    task = asyncio.ensure_future(site.pull(page.cursor, most=most, wait_ms=LONG_MS))
    await until(lambda: site.let_go > before)
    site.records.put(name_of("r2"))
    for _ in range(20):
        await asyncio.sleep(0.01)
    assert not task.done(), "a page left in this second"
    return page, task


async def test_changes_of_a_second_come_in_one_page(site: Site) -> None:
    _, poll = await gathering(site)
    site.records.put(name_of("r3"))
    site.now_ms += GATHER_MS
    found = await poll
    assert found.records() == [f"{name_of(each)}/versions/1" for each in ("r2", "r3")]


async def test_what_waits_already_is_gathered_too_and_a_question_that_does_not_wait_is_answered(site: Site) -> None:
    site.records.put(name_of("r1"))
    page = await site.pull()
    site.records.put(name_of("r2"))
    poll = await waiting(site, page)
    assert len((await site.pull(page.cursor)).items) == 1
    assert not poll.done()
    site.now_ms += 2 * GATHER_MS
    assert len((await poll).items) == 1


async def test_an_order_waits_for_no_gathering(site: Site) -> None:
    _, poll = await gathering(site)
    site.orders.give(CUSTOMS, name_of("r1"))
    with pytest.raises(OrdersFirst):
        await poll


async def test_a_whole_page_waits_for_no_gathering(site: Site) -> None:
    _, poll = await gathering(site, most=3)
    site.records.put(name_of("r3"))
    site.records.put(name_of("r4"))
    assert len((await poll).items) == 3


async def test_a_clock_that_is_set_back_holds_nothing_up(site: Site) -> None:
    _, poll = await gathering(site)
    site.now_ms -= 3_600_000
    async with asyncio.timeout(PATIENCE_S):
        assert len((await poll).items) == 1


async def test_another_receiver_waits_for_no_gathering(site: Site) -> None:
    site.agreements = (LISTS, LISTS._replace(holder=PUNJAB))
    theirs = await site.pull(agency=PUNJAB)
    _, poll = await gathering(site)
    assert len((await site.pull(theirs.cursor, PUNJAB, wait_ms=LONG_MS)).items) == 2
    site.now_ms += GATHER_MS
    await poll


async def test_a_node_that_stops_ends_all(site: Site) -> None:
    page = await site.pull()
    poll = await waiting(site, page)
    site.draining = True
    async with asyncio.timeout(PATIENCE_S):
        assert (await poll).items == ()


async def test_a_change_that_is_not_for_the_receiver_does_not_end_it(site: Site) -> None:
    page = await site.pull()
    poll = await waiting(site, page)
    site.records.put(name_of("r1"), listed(sealed=True))
    for _ in range(20):
        await asyncio.sleep(0.01)
    assert not poll.done(), "what is hidden ends no poll"
    site.now_ms += LONG_MS
    found = await poll
    assert (found.items, found.cursor) == ((), page.cursor)


async def test_another_registry_ends_it_and_gives_nothing_by_the_one_before(site: Site) -> None:
    page = await site.pull()
    poll = await waiting(site, page)
    site.agreements = ()
    async with asyncio.timeout(PATIENCE_S):
        with pytest.raises(NoAgreement):
            await poll


async def test_what_comes_with_another_registry_is_decided_by_it(site: Site) -> None:
    page = await site.pull()
    poll = await waiting(site, page)
    site.agreements = (LISTS._replace(onward=not LISTS.onward),)
    site.records.put(name_of("r1"))
    with pytest.raises(CursorWrongEpoch):
        await poll


async def test_one_looks_for_all_and_nobody_where_nobody_waits() -> None:
    looked = 0

    async def look() -> int:
        nonlocal looked
        looked += 1
        return 5

    room = Waiting(look, 0.01)
    await asyncio.gather(*(room.past(9, 0.2) for _ in range(50)))
    assert 0 < looked < 40
    before = looked
    await asyncio.sleep(0.05)
    assert looked <= before + 1
    await room.past(4, 10.0)
