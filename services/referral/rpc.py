"""ReferralService: decode strictly, call the use case, encode."""

from __future__ import annotations

from typing import Final

from services.access.request_id import act_of_call
from services.edge.call import Call, Handler
from services.referral import wire
from services.referral.app import Asked, ReferralDesk
from services.values.referral import (
    ChangeReferralRequest,
    ChangeReferralResponse,
    GetReferralStatusRequest,
    ListReferralsRequest,
    SendReferralRequest,
    SendReferralResponse,
)

SERVICE: Final = "/rabta.referral.v1.ReferralService/"


class ReferralRpc:
    """Handlers over the use cases; each raises their refusals."""

    def __init__(self, desk: ReferralDesk) -> None:
        self._desk = desk

    async def send(self, call: Call, raw: bytes) -> bytes:
        """A person is referred."""
        request = wire.decode(SendReferralRequest, raw)
        act = act_of_call(call.inquiry(), request.request_id, call.body_sha256)
        return wire.encode(SendReferralResponse(await self._desk.send(_asked(call), act, request)))

    async def change(self, call: Call, raw: bytes) -> bytes:
        """What a side says to it."""
        request = wire.decode(ChangeReferralRequest, raw)
        act = act_of_call(call.inquiry(), request.request_id, call.body_sha256)
        return wire.encode(ChangeReferralResponse(await self._desk.change(_asked(call), act, request)))

    async def list(self, call: Call, raw: bytes) -> bytes:
        """One page of referrals."""
        return wire.encode(await self._desk.page(_asked(call), wire.decode(ListReferralsRequest, raw)))

    async def status(self, call: Call, raw: bytes) -> bytes:
        """Three words on the cited case."""
        wire.decode(GetReferralStatusRequest, raw)
        return wire.encode(await self._desk.status(_asked(call)))


def _asked(call: Call) -> Asked:
    return Asked(call.inquiry(), call.snapshot.registry)


def routes(desk: ReferralDesk) -> dict[str, Handler]:
    """Handlers by full method path."""
    rpc = ReferralRpc(desk)
    return {
        SERVICE + "SendReferral": rpc.send,
        SERVICE + "ChangeReferral": rpc.change,
        SERVICE + "ListReferrals": rpc.list,
        SERVICE + "GetReferralStatus": rpc.status,
    }
