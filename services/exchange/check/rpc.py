"""The service's method: decode strictly, call the use case, encode."""

from __future__ import annotations

from typing import Final

from services.edge.call import Call, Handler
from services.exchange.check import wire
from services.exchange.check.app import check_traveller
from services.exchange.check.ports import Travellers
from services.values.exchange import CheckTravellerRequest

SERVICE: Final = "/rabta.exchange.v1.CheckService/"


def routes(travellers: Travellers) -> dict[str, Handler]:
    """Handlers by full method path."""

    async def check(call: Call, raw: bytes) -> bytes:
        request = wire.decode(CheckTravellerRequest, raw)
        return wire.encode(await check_traveller(travellers, call.inquiry(), request, call.snapshot.registry))

    return {SERVICE + "CheckTraveller": check}
