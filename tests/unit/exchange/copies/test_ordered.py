"""Orders out of a page: all of them in their order, or none."""

from __future__ import annotations

import pytest
from rabta.exchange.v1.order_pb2 import ORDER_KIND_EXPUNGE, ErasureOrder
from rabta.exchange.v1.page_pb2 import Copy, SyncItem

from services.exchange.copies.errors import PageUnproven
from services.exchange.copies.ordered import orders_in
from services.exchange.copies.page import OpenPage
from services.values.copies import FeedCursor

RECORD = "agencies/pk.fia/records/one"


def item(sequence: int, record: str = RECORD, id_: bytes = bytes(16)) -> SyncItem:
    return SyncItem(sequence=sequence, order=ErasureOrder(id=id_, record=record, kind=ORDER_KIND_EXPUNGE))


def page(*items: SyncItem | bytes) -> OpenPage:
    raw = tuple(each if isinstance(each, bytes) else each.SerializeToString() for each in items)
    return OpenPage(FeedCursor("orders", 1, 4), FeedCursor("orders", 1, 6, b"c" * 32), 6, raw, {})


def test_orders_come_out_as_they_were_given() -> None:
    said = item(5), item(6, id_=b"2" * 16)
    assert orders_in(page(*said)) == [each.order.SerializeToString(deterministic=True) for each in said]


def test_what_a_newer_giver_says_beside_it_stays() -> None:
    """A receipt is held against the bytes that were given."""
    further = b"\xfa\x7f\x01x"
    raw = ErasureOrder(id=bytes(16), record=RECORD).SerializeToString() + further
    order = ErasureOrder.FromString(raw)
    (found,) = orders_in(page(SyncItem(sequence=5, order=order)))
    assert found.endswith(further)


@pytest.mark.parametrize(
    ("items", "rule"),
    [
        ((b"\xff",), "order-expected"),
        ((SyncItem(sequence=5),), "order-expected"),
        ((SyncItem(sequence=5, copy=Copy()),), "order-expected"),
        ((item(4),), "item-order"),
        ((item(7),), "item-order"),
        ((item(6), item(5)), "item-order"),
        ((item(5), item(5)), "item-order"),
        ((item(5, "agencies/pk.fia/records/one/versions/1"),), "order-form"),
        ((item(5, "one"),), "order-form"),
        ((item(5, id_=b"short"),), "order-form"),
    ],
)
def test_a_page_with_one_that_does_not_hold_is_not_taken(items: tuple[SyncItem | bytes, ...], rule: str) -> None:
    with pytest.raises(PageUnproven) as unproven:
        orders_in(page(*items))
    assert unproven.value.rule == rule
