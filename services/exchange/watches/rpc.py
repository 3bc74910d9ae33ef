"""WatchService: decode strictly, call the use case, encode."""

from __future__ import annotations

from typing import Final

from services.edge.call import Call, Handler
from services.exchange import wire
from services.exchange.watches.app import Watching
from services.exchange.watches.ports import Signed
from services.values.exchange import (
    ListAlertsRequest,
    ListWatchesRequest,
    UnwatchRequest,
    UnwatchResponse,
    WatchRequest,
    WatchResponse,
)

SERVICE: Final = "/rabta.exchange.v1.WatchService/"


class WatchRpc:
    """Handlers over the use cases; each raises their refusals."""

    def __init__(self, watches: Watching) -> None:
        self._watches = watches

    async def watch(self, call: Call, raw: bytes) -> bytes:
        """A number is watched; what was signed for it is kept."""
        signed = Signed(call.raw_header, call.signature, raw)
        made = await self._watches.watch(call.inquiry(), wire.decode(WatchRequest, raw), signed)
        return wire.encode(WatchResponse(made))

    async def unwatch(self, call: Call, raw: bytes) -> bytes:
        """A number is watched no more."""
        await self._watches.unwatch(call.inquiry(), wire.decode(UnwatchRequest, raw).id)
        return wire.encode(UnwatchResponse())

    async def list(self, call: Call, raw: bytes) -> bytes:
        """What the officer watches."""
        wire.decode(ListWatchesRequest, raw)
        return wire.encode(await self._watches.list(call.inquiry()))

    async def alerts(self, call: Call, raw: bytes) -> bytes:
        """One page of what came to be seen under the officer's numbers."""
        request = wire.decode(ListAlertsRequest, raw)
        return wire.encode(
            await self._watches.alerts(call.inquiry(), request, call.snapshot.registry, call.deadline_ms)
        )


def routes(watches: Watching) -> dict[str, Handler]:
    """Handlers by full method path."""
    rpc = WatchRpc(watches)
    return {
        SERVICE + "Watch": rpc.watch,
        SERVICE + "Unwatch": rpc.unwatch,
        SERVICE + "ListWatches": rpc.list,
        SERVICE + "ListAlerts": rpc.alerts,
    }
