"""A sender that gives without end what nobody here knows: so much is kept aside, then its feed stops, and no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.exchange.copies.errors import NotTaken
from services.records.app.copies_aside import MAX_BYTES, MAX_ITEMS, kept_aside, let_go
from services.records.app.copying import ACCEPTED, ASIDE_FULL, FeedStopped, stop
from services.values.copies import RECORDS, START, AsideItem, CopiesPage, FeedCursor
from tests.fakes.copies_sender import CopiesSender
from tests.fakes.copying import apply, cursor, held
from tests.fakes.record_maker import FIA, POLICE, case_file, listing
from tests.fakes.records_node import Node
from tests.fakes.sync_pages import HUB
from tests.fakes.wired_sender import WiredSender, allowed, puller

FILE = f"agencies/{POLICE}/records/file"
OTHER = "pk.other-hub"
PAGE = 500


def unknown(number: int, size: int = 1) -> tuple[AsideItem, ...]:
    """Items of a kind that only a newer program knows."""
    return tuple(AsideItem(n, bytes(size), "item", "unknown-kind", waits=True) for n in range(1, number + 1))


async def after_of(member: Node, peer: str, *items: AsideItem) -> CopiesPage:
    """The next page of a peer, with nothing but these."""
    before = await cursor(member, peer)
    upto = before.sequence + len(items)
    after = before._replace(epoch=1, sequence=upto, chain=upto.to_bytes(32))
    return CopiesPage(peer, before, after, upto, len(items), (), (), items)


async def flood(member: Node, peer: str, number: int) -> None:
    """Pages of as many items as one may have."""
    for start in range(0, number, PAGE):
        await apply(member, await after_of(member, peer, *unknown(min(PAGE, number - start))))


async def stopped(member: Node, page: CopiesPage) -> str:
    with pytest.raises(FeedStopped) as told:
        await apply(member, page)
    return told.value.rule


async def number_kept(member: Node, peer: str) -> int:
    async with member.context.store.snapshot() as view:
        return (await view.aside_counted()).get(peer, 0)


async def test_so_many_items_are_kept_and_then_nothing_of_the_page_is_taken(member: Node) -> None:
    await flood(member, HUB, MAX_ITEMS - 5)
    page = await after_of(member, HUB, *unknown(6))
    assert await stopped(member, page) == ASIDE_FULL
    assert await stopped(member, page) == ASIDE_FULL, "it stays stopped until an operator looks"
    assert (await number_kept(member, HUB), await cursor(member, HUB)) == (MAX_ITEMS - 5, page.before)


async def test_so_many_bytes(member: Node) -> None:
    large = unknown(4, MAX_BYTES // 8)
    await apply(member, await after_of(member, HUB, *large))
    assert await stopped(member, await after_of(member, HUB, *large)) == ASIDE_FULL
    assert await number_kept(member, HUB) == 4


async def test_another_peers_feed_goes_on(hub: Node, member: Node) -> None:
    """One peer's flood is kept under its own name, and what another gives is taken, and kept aside too."""
    await flood(member, OTHER, MAX_ITEMS)
    assert await stopped(member, await after_of(member, OTHER, *unknown(1))) == ASIDE_FULL
    await hub.put(case_file(), listing(agency=FIA))
    page = await CopiesSender(hub).page(await cursor(member, HUB), 200)
    await apply(member, replace(page, aside=unknown(3), count=page.count + 3))
    assert FILE in await held(member)
    assert await number_kept(member, HUB) == 3


async def test_a_page_without_such_items_is_taken_however_much_is_kept(hub: Node, member: Node) -> None:
    await hub.put(case_file())
    await flood(member, HUB, MAX_ITEMS)
    page = await CopiesSender(hub).page(FeedCursor(RECORDS, 0, 0, START), 200)
    before = await cursor(member, HUB)
    await apply(member, replace(page, before=before, after=before._replace(sequence=before.sequence + 1)))
    assert FILE in await held(member)


async def test_the_way_back_is_to_forget_and_go_on(member: Node) -> None:
    await flood(member, HUB, MAX_ITEMS)
    page = await after_of(member, HUB, *unknown(2))
    assert await stopped(member, page) == ASIDE_FULL
    places = [each.place for each in await kept_aside(member.context, HUB, (0, 0), 500)]
    await let_go(member.context, places)
    await stop(member.context, HUB, RECORDS, "")
    assert (await apply(member, page)).aside == 2


async def test_who_goes_on_without_forgetting_takes_one_page_more(member: Node) -> None:
    await flood(member, HUB, MAX_ITEMS)
    page = await after_of(member, HUB, *unknown(2))
    assert await stopped(member, page) == ASIDE_FULL
    await stop(member.context, HUB, RECORDS, ACCEPTED)
    assert (await apply(member, page)).aside == 2
    assert await stopped(member, await after_of(member, HUB, *unknown(1))) == ASIDE_FULL


async def test_the_puller_names_the_trouble(hub: Node, member: Node) -> None:
    await hub.put(case_file())
    await stop(member.context, HUB, RECORDS, ASIDE_FULL)
    with pytest.raises(NotTaken, match=ASIDE_FULL):
        await puller(WiredSender(CopiesSender(hub, allowed(hub.federation.registry))), member).round()
