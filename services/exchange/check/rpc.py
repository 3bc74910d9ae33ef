"""The service's method: decode strictly, call the use case, encode."""

from __future__ import annotations

from typing import Final

from services.edge.call import Call, Handler
from services.exchange import wire
from services.exchange.check.app import UseCases, check_traveller
from services.values.exchange import CheckTravellerRequest

SERVICE: Final = "/rabta.exchange.v1.CheckService/"


def routes(room: UseCases) -> dict[str, Handler]:
    """Handlers by full method path."""

    async def check(call: Call, raw: bytes) -> bytes:
        request = wire.decode(CheckTravellerRequest, raw)
        seen = call.snapshot
        return wire.encode(await check_traveller(room, call.inquiry(), request, seen.registry, seen.home))

    return {SERVICE + "CheckTraveller": check}
