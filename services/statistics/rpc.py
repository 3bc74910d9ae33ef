"""StatisticsService: decode strictly, call the use case, encode."""

from __future__ import annotations

from typing import Final

from services.edge.call import Call, Handler
from services.statistics import wire
from services.statistics.app import ReleaseDesk
from services.values.statistics import (
    CountReleaseRequest,
    CountReleaseResponse,
    PlanReleaseRequest,
    PlanReleaseResponse,
)

SERVICE: Final = "/rabta.statistics.v1.StatisticsService/"


class StatisticsRpc:
    """Handlers over the use cases; each raises their refusals."""

    def __init__(self, desk: ReleaseDesk) -> None:
        self._desk = desk

    async def plan(self, call: Call, raw: bytes) -> bytes:
        """A release is planned."""
        request = wire.decode(PlanReleaseRequest, raw)
        return wire.encode(PlanReleaseResponse(await self._desk.plan(call.inquiry(), request)))

    async def count(self, call: Call, raw: bytes) -> bytes:
        """A release is counted, or given again."""
        request = wire.decode(CountReleaseRequest, raw)
        return wire.encode(CountReleaseResponse(await self._desk.count(call.inquiry(), request)))


def routes(desk: ReleaseDesk) -> dict[str, Handler]:
    """Handlers by full method path."""
    rpc = StatisticsRpc(desk)
    return {SERVICE + "PlanRelease": rpc.plan, SERVICE + "CountRelease": rpc.count}
