"""AlertService: decode strictly, call the use case, encode."""

from __future__ import annotations

from typing import Final

from services.edge.call import Call, Handler
from services.linkage import wire
from services.linkage.alerting.app import AlertDesk
from services.linkage.alerting.protection_desk import ProtectionDesk
from services.values.network import (
    DecideAlertRequest,
    ExplainAlertRequest,
    GetAlertRequest,
    ListAlertsRequest,
    ListDetectorsRequest,
    ListProtectionLeadsRequest,
    OfferLeadRequest,
    SetDetectorRequest,
)

SERVICE: Final = "/rabta.linkage.v1.AlertService/"


class AlertRpc:
    """Handlers over the use cases; each raises their refusals."""

    def __init__(self, desk: AlertDesk, protection: ProtectionDesk) -> None:
        self._desk, self._protection = desk, protection

    async def list(self, call: Call, raw: bytes) -> bytes:
        """What was raised in the cited case."""
        wire.decode(ListAlertsRequest, raw)
        return wire.encode(await self._desk.list(call.inquiry()))

    async def get(self, call: Call, raw: bytes) -> bytes:
        """One alert with its rows."""
        request = wire.decode(GetAlertRequest, raw)
        found = await self._desk.get(call.inquiry(), call.snapshot.registry, request, call.deadline_ms)
        return wire.encode(found)

    async def explain(self, call: Call, raw: bytes) -> bytes:
        """Why one was raised, or was not."""
        return wire.encode(await self._desk.explain(call.inquiry(), wire.decode(ExplainAlertRequest, raw).id))

    async def say(self, call: Call, raw: bytes) -> bytes:
        """What an officer holds of one; two who agree decide."""
        request = wire.decode(DecideAlertRequest, raw)
        return wire.encode(await self._desk.say(call.inquiry(), request, call.body_sha256))

    async def offer(self, call: Call, raw: bytes) -> bytes:
        """A lead is offered to desks that hold another part of it."""
        request = wire.decode(OfferLeadRequest, raw)
        found = await self._desk.offer(call.inquiry(), call.snapshot.registry, request, call.body_sha256)
        return wire.encode(found)

    async def to_protect(self, call: Call, raw: bytes) -> bytes:
        """Of whom a protecting body is told."""
        wire.decode(ListProtectionLeadsRequest, raw)
        return wire.encode(await self._protection.list(call.inquiry(), call.snapshot.registry))

    async def list_detectors(self, call: Call, raw: bytes) -> bytes:
        """Which rules this node has, and whether they run."""
        wire.decode(ListDetectorsRequest, raw)
        return wire.encode(await self._desk.list_detectors(call.inquiry()))

    async def set_detector(self, call: Call, raw: bytes) -> bytes:
        """A rule is started or stopped."""
        return wire.encode(await self._desk.set_detector(call.inquiry(), wire.decode(SetDetectorRequest, raw)))


def routes(desk: AlertDesk, protection: ProtectionDesk) -> dict[str, Handler]:
    """Handlers by full method path."""
    rpc = AlertRpc(desk, protection)
    return {
        SERVICE + "ListAlerts": rpc.list,
        SERVICE + "GetAlert": rpc.get,
        SERVICE + "ExplainAlert": rpc.explain,
        SERVICE + "DecideAlert": rpc.say,
        SERVICE + "OfferLead": rpc.offer,
        SERVICE + "ListProtectionLeads": rpc.to_protect,
        SERVICE + "ListDetectors": rpc.list_detectors,
        SERVICE + "SetDetector": rpc.set_detector,
    }
