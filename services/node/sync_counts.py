"""What a node's stores say of each peer's feeds, counted: items kept aside, and orders by how far they are."""

from __future__ import annotations

from dataclasses import dataclass, field

from services.exchange.orders.inbox import Inbox
from services.records.ports import Store

WAITING, RECEIPTED, ANSWERED = "waiting", "receipted", "answered"
"""Of an order: not carried out yet; carried out, its receipt not brought; and the peer has the receipt."""


@dataclass(frozen=True, slots=True)
class Counts:
    """By peer. ``orders``: by state."""

    aside: dict[str, int] = field(default_factory=dict)
    orders: dict[str, dict[str, int]] = field(default_factory=dict)


async def counted(store: Store, inbox: Inbox) -> Counts:
    """Now. Raises StorageUnavailable, ExchangeUnavailable."""
    async with store.snapshot() as view:
        aside = await view.aside_counted()
    orders: dict[str, dict[str, int]] = {}
    for each in await inbox.counted():
        state = WAITING if not each.state else ANSWERED if each.brought else RECEIPTED
        of = orders.setdefault(each.peer, {})
        of[state] = of.get(state, 0) + each.orders
    return Counts(aside, orders)
