"""Orders to erase out of a page of a peer's feed of orders. A page with one that cannot be read is not taken: no order
is passed over.
"""

from __future__ import annotations

from typing import Final

from services.exchange.copies.errors import PageUnproven
from services.exchange.copies.page import OpenPage
from services.signing.erasure import RECORD

ID_BYTES: Final = 16


def orders_in(page: OpenPage) -> list[bytes]:
    """Serialised ErasureOrders, in their order. Raises PageUnproven naming the rule."""
    found = []
    last = page.before.sequence
    for item in page.read:
        if item is None or not item.HasField("order"):
            raise PageUnproven("order-expected")
        if not last < item.sequence <= page.after.sequence:
            raise PageUnproven("item-order")
        last = item.sequence
        if RECORD.fullmatch(item.order.record) is None or len(item.order.id) != ID_BYTES:
            raise PageUnproven("order-form")
        found.append(item.order.SerializeToString(deterministic=True))
    return found
