"""A peer's feed of orders taken by a member's node: carried out, receipted once, and tried again until it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from rabta.exchange.v1.order_pb2 import ErasureOrder
from rabta.exchange.v1.page_pb2 import SyncItem

from services.exchange.copies.errors import NotTaken, SenderRefused
from services.exchange.copies.page import OpenPage
from services.node.orders_taken import MAX_RECEIPTS, ORDERS, OrdersTaker
from services.node.sync_counts import ANSWERED, RECEIPTED, WAITING, Counts, counted
from services.records.app.copying import ASIDE_FULL, stop
from services.records.app.ordered import end_copy, is_expunged
from services.signing.erasure import ERASED, HELD_NOTHING, REFUSED, SignedErasureReceipt, parse_receipt
from services.signing.es256 import PrivateKey
from services.values.copies import RECORDS, FeedCursor
from tests.fakes.copies_sender import CopiesSender, with_versions
from tests.fakes.copying import apply, held, pull
from tests.fakes.ordering import HOLDER, carrying_of, orders_for, orders_of, sent
from tests.fakes.record_maker import POLICE, case_file, expunged, party
from tests.fakes.records_node import Node
from tests.fakes.sync_pages import HUB

PARTY = f"agencies/{POLICE}/records/party"


@dataclass
class Giver:
    """See :class:`services.node.orders_taken.Giver`. ``lost``: outcomes that it leaves out."""

    fault: SenderRefused | None = None
    lost: int = 0
    asked: list[Sequence[SignedErasureReceipt]] = field(default_factory=list)

    async def submit(self, receipts: Sequence[SignedErasureReceipt]) -> Sequence[str]:
        """See the port."""
        if self.fault:
            raise self.fault
        self.asked.append(receipts)
        return ["TAKEN"] * (len(receipts) - self.lost)

    def said(self) -> list[int]:
        """States of all that were brought."""
        return [parse_receipt(each.receipt).state for receipts in self.asked for each in receipts]


@pytest.fixture
def giver() -> Giver:
    return Giver()


@pytest.fixture
def taker(member: Node, giver: Giver, tmp_path: Path) -> OrdersTaker:
    carrying = carrying_of(member, orders_of(member, tmp_path / "member"))
    registry = member.federation.registry
    return OrdersTaker(
        member.context, carrying, giver, HUB, HOLDER, PrivateKey.generate(), lambda: registry, lambda: member.now_ms
    )


async def page_of(taker: OrdersTaker, *orders: ErasureOrder) -> OpenPage:
    """The next page of orders, as it is once its header holds."""
    before = await taker.cursor()
    items = tuple(
        SyncItem(sequence=number, order=order).SerializeToString()
        for number, order in enumerate(orders, before.sequence + 1)
    )
    after = FeedCursor(ORDERS, 7, before.sequence + len(orders), bytes([len(orders)]) * 32)
    return OpenPage(before, after, after.sequence, items, {})


async def expunging(hub: Node, member: Node, folder: Path) -> ErasureOrder:
    """The hub's order about a record that it gave and its owner expunged."""
    await hub.put(case_file(), party())
    await pull(member, CopiesSender(hub))
    await sent(folder / "hub", PARTY)
    await hub.put(expunged(party()))
    ((_, raw),) = await orders_for(orders_of(hub, folder / "hub"))
    return ErasureOrder.FromString(raw)


def unheld(number: int) -> ErasureOrder:
    return ErasureOrder(id=number.to_bytes(16), record=f"agencies/{POLICE}/records/r{number}", kind="ORDER_KIND_RECALL")


async def test_an_order_is_carried_out_and_receipted_once(
    hub: Node, member: Node, taker: OrdersTaker, giver: Giver, tmp_path: Path
) -> None:
    page = await page_of(taker, await expunging(hub, member, tmp_path))
    assert PARTY in await held(member)
    await taker.take(page)
    assert await taker.cursor() == page.after
    await taker.settle()
    await taker.settle()
    assert PARTY not in await held(member)
    assert giver.said() == [ERASED]


async def test_an_order_comes_through_where_no_more_may_be_kept_aside(
    hub: Node, member: Node, taker: OrdersTaker, giver: Giver, tmp_path: Path
) -> None:
    page = await page_of(taker, await expunging(hub, member, tmp_path))
    await stop(member.context, HUB, RECORDS, ASIDE_FULL)
    await taker.take(page)
    await taker.settle()
    assert PARTY not in await held(member)
    assert giver.said() == [ERASED]


async def test_a_copy_that_ended_is_erased_for_ever_by_its_owners_word_alone(
    hub: Node, member: Node, taker: OrdersTaker, giver: Giver, tmp_path: Path
) -> None:
    honest = await expunging(hub, member, tmp_path)
    await end_copy(member.context, HUB, PARTY)
    bare = ErasureOrder(id=bytes(16), record=PARTY, kind=honest.kind)
    await taker.take(await page_of(taker, bare))
    await taker.settle()
    assert giver.said() == [REFUSED]
    assert not await is_expunged(member.context, PARTY)
    await taker.take(await page_of(taker, honest))
    await taker.settle()
    assert giver.said() == [REFUSED, ERASED]
    assert await is_expunged(member.context, PARTY)


async def test_a_page_that_comes_again_orders_nothing_twice(taker: OrdersTaker, giver: Giver) -> None:
    page = await page_of(taker, unheld(1), unheld(2))
    await taker.take(page)
    await taker.begin_anew()
    assert await taker.cursor() == FeedCursor(ORDERS)
    await taker.take(page)
    await taker.settle()
    assert giver.said() == [HELD_NOTHING] * 2


async def test_a_receipt_that_is_refused_for_now_is_brought_later_and_keeps_nothing(
    taker: OrdersTaker, giver: Giver
) -> None:
    giver.fault = SenderRefused("TOO_BUSY")
    await taker.take(await page_of(taker, unheld(1)))
    await taker.settle()
    assert giver.said() == []
    giver.fault = None
    await taker.settle()
    assert giver.said() == [HELD_NOTHING]


async def test_answers_to_fewer_receipts_than_were_brought_count_for_none(taker: OrdersTaker, giver: Giver) -> None:
    giver.lost = 1
    await taker.take(await page_of(taker, unheld(1), unheld(2)))
    with pytest.raises(NotTaken, match="receipt-outcomes"):
        await taker.settle()
    giver.lost = 0
    await taker.settle()
    assert [len(receipts) for receipts in giver.asked] == [2, 2]


async def test_many_receipts_go_in_questions_that_are_taken(taker: OrdersTaker, giver: Giver) -> None:
    await taker.take(await page_of(taker, *map(unheld, range(MAX_RECEIPTS + 1))))
    await taker.settle()
    assert [len(receipts) for receipts in giver.asked] == [MAX_RECEIPTS, 1]


async def test_a_feed_that_is_stopped_says_so(member: Node, taker: OrdersTaker) -> None:
    await stop(member.context, HUB, ORDERS, "malformed")
    with pytest.raises(NotTaken, match="malformed"):
        await taker.cursor()


async def test_orders_are_counted_by_how_far_they_are(
    hub: Node, member: Node, taker: OrdersTaker, giver: Giver, caplog: pytest.LogCaptureFixture
) -> None:
    await taker.take(await page_of(taker, unheld(1), unheld(2)))
    store, inbox = member.context.store, taker.carrying.inbox
    assert await counted(store, inbox) == Counts({}, {HUB: {WAITING: 2}})
    giver.fault = SenderRefused("TOO_BUSY")
    with caplog.at_level("INFO"):
        await taker.settle()
    assert await counted(store, inbox) == Counts({}, {HUB: {RECEIPTED: 2}})
    line = f"order carried out peer={HUB} kind=RECALL state=HELD_NOTHING"
    assert [each for each in caplog.messages if each.startswith("order")] == [line, line]
    giver.fault = None
    await taker.settle()
    assert await counted(store, inbox) == Counts({}, {HUB: {ANSWERED: 2}})


async def test_items_that_are_kept_aside_are_counted(hub: Node, member: Node, taker: OrdersTaker) -> None:
    await hub.put(case_file(), party())
    page = await CopiesSender(hub).page(FeedCursor("records"))
    file, man = page.versions
    await apply(member, with_versions(page, file, man._replace(version=b"\xff")))
    assert await counted(member.context.store, taker.carrying.inbox) == Counts({HUB: 1}, {})
