"""The service's methods: decode strictly, call the use case, which gives the bytes."""

from __future__ import annotations

from functools import partial
from typing import Final

from services.edge.call import Call, Handler
from services.exchange import wire
from services.exchange.feed.app.ack import ack_pages
from services.exchange.feed.app.compare import compare_ranges, fetch_records
from services.exchange.feed.app.context import Context, System
from services.exchange.feed.app.negotiate import negotiate
from services.exchange.feed.app.pull import pull_changes
from services.exchange.feed.ports import ORDERS
from services.values.exchange import (
    AckPagesRequest,
    CompareRangesRequest,
    Cursor,
    FetchRecordsRequest,
    NegotiateRequest,
    PullChangesRequest,
)

SERVICE: Final = "/rabta.exchange.v1.ExchangeService/"


class FeedRpc:
    """Handlers over the use cases; each raises their refusals."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def negotiate(self, call: Call, raw: bytes) -> bytes:
        """What both can read."""
        return await negotiate(self._context, system_of(call), wire.decode(NegotiateRequest, raw))

    async def pull_changes(self, call: Call, raw: bytes) -> bytes:
        """The page after a cursor."""
        request = wire.decode(PullChangesRequest, raw)
        call.trail.orders = _is_orders(request.cursor)
        return await pull_changes(self._context, system_of(call), request)

    async def ack_pages(self, call: Call, raw: bytes) -> bytes:
        """What the receiver has committed."""
        request = wire.decode(AckPagesRequest, raw)
        call.trail.orders = _is_orders(request.taken)
        return await ack_pages(self._context, system_of(call), request)

    async def compare_ranges(self, call: Call, raw: bytes) -> bytes:
        """What the receiver should hold, by digests."""
        return await compare_ranges(self._context, system_of(call), wire.decode(CompareRangesRequest, raw))

    async def fetch_records(self, call: Call, raw: bytes) -> bytes:
        """Records by their names."""
        return await fetch_records(self._context, system_of(call), wire.decode(FetchRecordsRequest, raw))


def _is_orders(cursor: Cursor | None) -> bool:
    return cursor is not None and cursor.feed == ORDERS


def system_of(call: Call) -> System:
    """The system that asks, as the use cases see it."""
    return System(
        agency=call.agency,
        server=call.snapshot.server,
        registry=call.snapshot.registry,
        officer=call.caller is not None,
        now_ms=call.now_ms,
        deadline_ms=call.deadline_ms,
        trail=call.trail,
        let_go=partial(call.let_go, call),
        draining=call.draining,
        outlive=call.outlive,
        newest=lambda: call.newest().registry,
    )


def routes(context: Context) -> dict[str, Handler]:
    """Handlers by full method path."""
    rpc = FeedRpc(context)
    return {
        SERVICE + "Negotiate": rpc.negotiate,
        SERVICE + "PullChanges": rpc.pull_changes,
        SERVICE + "AckPages": rpc.ack_pages,
        SERVICE + "CompareRanges": rpc.compare_ranges,
        SERVICE + "FetchRecords": rpc.fetch_records,
    }
