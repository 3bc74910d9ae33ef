"""The service's methods: decode strictly, call the use case, encode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from services.access.errors import PolicyDenied
from services.edge.call import Call, Handler
from services.exchange import wire
from services.exchange.orders.listing import Listing
from services.exchange.orders.receipts import Bringer, Receipts
from services.signing.erasure import SignedErasureReceipt
from services.values.exchange import ListOrdersRequest, SubmitReceiptsRequest, SubmitReceiptsResponse

SERVICE: Final = "/rabta.exchange.v1.OrderService/"


@dataclass(frozen=True, slots=True)
class UseCases:
    """What the methods call."""

    receipts: Receipts
    listing: Listing


@dataclass(frozen=True, slots=True)
class OrderRpc:
    """Handlers over the use cases; each raises their refusals."""

    use_cases: UseCases

    async def submit_receipts(self, call: Call, raw: bytes) -> bytes:
        """What became of orders, by a system of the agency. Raises PolicyDenied for an officer."""
        if call.caller is not None:
            raise PolicyDenied
        bringer = Bringer(call.agency, call.snapshot.server, call.snapshot.registry, call.now_ms)
        asked = wire.decode(SubmitReceiptsRequest, raw).receipts
        signed = [SignedErasureReceipt(receipt=each.receipt, signature=each.signature) for each in asked]
        outcomes = await self.use_cases.receipts.submit(bringer, signed)
        return wire.encode(SubmitReceiptsResponse(tuple(outcomes)))

    async def list_orders(self, call: Call, raw: bytes) -> bytes:
        """How far orders have come."""
        asked = wire.decode(ListOrdersRequest, raw)
        return wire.encode(await self.use_cases.listing.page(call.inquiry(), call.snapshot.registry, asked))


def routes(use_cases: UseCases) -> dict[str, Handler]:
    """Handlers by full method path."""
    rpc = OrderRpc(use_cases)
    return {SERVICE + "SubmitReceipts": rpc.submit_receipts, SERVICE + "ListOrders": rpc.list_orders}
