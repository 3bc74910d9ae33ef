"""The service's methods: decode strictly, call the use case, encode."""

from __future__ import annotations

from typing import Final

from services.edge.call import Call, Handler
from services.exchange import wire
from services.exchange.check.app import UseCases, check_traveller
from services.exchange.check.counting import Bringer
from services.values.exchange import CheckTravellerRequest, CountCrossingsRequest

SERVICE: Final = "/rabta.exchange.v1.CheckService/"
COUNT: Final = SERVICE + "CountCrossings"


def routes(room: UseCases) -> dict[str, Handler]:
    """Handlers by full method path."""

    async def check(call: Call, raw: bytes) -> bytes:
        request = wire.decode(CheckTravellerRequest, raw)
        seen = call.snapshot
        return wire.encode(await check_traveller(room, call.inquiry(), request, seen.registry, seen.home))

    async def count(call: Call, raw: bytes) -> bytes:
        request = wire.decode(CountCrossingsRequest, raw)
        if call.caller is not None:
            return wire.encode(await room.counting.for_officer(call.inquiry(), request))
        return wire.encode(await room.counting.for_system(Bringer(call.agency, call.now_ms), request))

    return {SERVICE + "CheckTraveller": check, COUNT: count}
