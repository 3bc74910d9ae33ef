"""The service's method: decode strictly, call the use case, encode."""

from __future__ import annotations

from typing import Final

from services.edge.call import Call, Handler
from services.exchange import wire
from services.exchange.anchors.app import Bringer, anchor_log
from services.exchange.anchors.ports import Heads
from services.values.exchange import AnchorLogRequest, AnchorLogResponse

SERVICE: Final = "/rabta.exchange.v1.AnchorService/"


def routes(heads: Heads) -> dict[str, Handler]:
    """Handlers by full method path; each raises the refusals of its use case."""

    async def anchor(call: Call, raw: bytes) -> bytes:
        bringer = Bringer(
            call.agency,
            call.snapshot.server,
            call.snapshot.registry,
            call.caller is not None,
            call.now_ms,
            call.trail,
        )
        size = await anchor_log(heads, bringer, wire.decode(AnchorLogRequest, raw))
        return wire.encode(AnchorLogResponse(size))

    return {SERVICE + "AnchorLog": anchor}
