"""ListOrders: what became of orders, for who keeps the owner's records, and for oversight."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from services.access.caller import CaseFacts
from services.access.errors import InvalidArgument, PolicyDenied, Violation
from services.access.gates import ask_gates
from services.access.page_tokens import Binding, open_place, page_size, seal_place
from services.access.trail import Inquiry
from services.exchange.orders.giving import Ordering
from services.exchange.orders.ports import Book, OrderRow, told
from services.exchange.orders.states import state_of
from services.membership.registry import Registry
from services.signing.sealing import Sealer
from services.values.exchange import ListOrdersRequest, ListOrdersResponse, OrderStanding, SignedErasureReceipt
from services.vocabulary.access import AgencyKind, CaseState, Permission

LOOKED: Final = 2_000
"""Orders that one page looks at: where few are of the state that is asked for, it may hold fewer than asked for."""
_LAST: Final = "agencies0"
"""Behind every name of a record."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The use case. ``tokens`` seals page tokens."""

    book: Book
    ordering: Ordering
    tokens: Sealer

    async def page(self, inquiry: Inquiry, registry: Registry, request: ListOrdersRequest) -> ListOrdersResponse:
        """One page, oldest first.

        Raises the gates' refusals, InvalidArgument, PageTokenInvalid, StorageUnavailable, ExchangeUnavailable.
        """
        ask_gates(inquiry, CaseFacts(CaseState.UNRESOLVED, assigned=False), Permission.NOTICE_READ, ())
        size, (first, last) = page_size(request.page_size), _names(inquiry, request.record)
        query = json.dumps([request.record, request.state])
        binding = Binding("ListOrders", inquiry.caller, query, registry.version)
        place = open_place(self.tokens, binding, request.page_token)
        await self.ordering.follow()
        at, looked, found = int(place[0]) if place else 0, 0, list[OrderStanding]()
        while len(found) < size and looked < LOOKED:
            rows = await self.book.listed(first, last, at, size)
            for row in rows:
                standing = await self._standing(row, inquiry.now_ms)
                at, looked = row.place, looked + 1
                if request.state in ("", standing.state):
                    found.append(standing)
                if len(found) == size:
                    break
            if len(rows) < size:
                break
        more = await self.book.listed(first, last, at, 1)
        inquiry.trail.records.extend(dict.fromkeys(each.order.record for each in found if each.order))
        return ListOrdersResponse(tuple(found), seal_place(self.tokens, binding, at) if more else "")

    async def _standing(self, row: OrderRow, now_ms: int) -> OrderStanding:
        receipts = await self.book.receipts(row.id, row.receiver)
        (order,) = await self.ordering.orders([row])
        state = state_of(row.due_ms, told(receipts), now_ms)
        last = SignedErasureReceipt(receipts[-1].receipt, receipts[-1].signature) if receipts else None
        return OrderStanding(order, row.receiver, state, last)


def _names(inquiry: Inquiry, record: str) -> tuple[str, str]:
    """The stretch of names that the caller may ask for: of oversight all, of others their own agency's."""
    caller = inquiry.caller
    own = f"agencies/{caller.agency}/records/"
    if record and not record.startswith("agencies/"):
        raise InvalidArgument(Violation("record", "record-name", "must be agencies/{agency}/records/{id}"))
    if caller.agency_kind != AgencyKind.OVERSIGHT and record and not record.startswith(own):
        raise PolicyDenied
    if record:
        return record, f"{record}\0"
    return ("", _LAST) if caller.agency_kind == AgencyKind.OVERSIGHT else (own, f"{own}~")
