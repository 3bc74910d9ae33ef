"""ReferralService, referrals and claims to compensation: decode strictly, call the use case, encode."""

from __future__ import annotations

from typing import Final, NamedTuple

from services.access.request_id import act_of_call
from services.edge.call import Call, Handler
from services.referral import wire
from services.referral.app import ReferralDesk
from services.referral.claims.app import ClaimDesk
from services.referral.ports import Asked
from services.values.referral import (
    ChangeCompensationRequest,
    ChangeCompensationResponse,
    ChangeReferralRequest,
    ChangeReferralResponse,
    GetCompensationStatusRequest,
    GetReferralStatusRequest,
    ListCompensationsRequest,
    ListReferralsRequest,
    OpenCompensationRequest,
    OpenCompensationResponse,
    SendReferralRequest,
    SendReferralResponse,
)

SERVICE: Final = "/rabta.referral.v1.ReferralService/"


class UseCases(NamedTuple):
    """The use cases of the service."""

    referrals: ReferralDesk
    claims: ClaimDesk


class ReferralRpc:
    """Handlers over the use cases; each raises their refusals."""

    def __init__(self, of: UseCases) -> None:
        self._of = of

    async def send(self, call: Call, raw: bytes) -> bytes:
        """A person is referred."""
        request = wire.decode(SendReferralRequest, raw)
        act = act_of_call(call.inquiry(), request.request_id, call.body_sha256)
        return wire.encode(SendReferralResponse(await self._of.referrals.send(_asked(call), act, request)))

    async def change(self, call: Call, raw: bytes) -> bytes:
        """What a side says to it."""
        request = wire.decode(ChangeReferralRequest, raw)
        act = act_of_call(call.inquiry(), request.request_id, call.body_sha256)
        return wire.encode(ChangeReferralResponse(await self._of.referrals.change(_asked(call), act, request)))

    async def list(self, call: Call, raw: bytes) -> bytes:
        """One page of referrals."""
        return wire.encode(await self._of.referrals.page(_asked(call), wire.decode(ListReferralsRequest, raw)))

    async def status(self, call: Call, raw: bytes) -> bytes:
        """Three words on the cited case."""
        wire.decode(GetReferralStatusRequest, raw)
        return wire.encode(await self._of.referrals.status(_asked(call)))


class CompensationRpc:
    """Handlers over the use cases; each raises their refusals."""

    def __init__(self, of: UseCases) -> None:
        self._of = of

    async def open(self, call: Call, raw: bytes) -> bytes:
        """A claim is opened."""
        request = wire.decode(OpenCompensationRequest, raw)
        act = act_of_call(call.inquiry(), request.request_id, call.body_sha256)
        return wire.encode(OpenCompensationResponse(await self._of.claims.open(_asked(call), act, request)))

    async def change(self, call: Call, raw: bytes) -> bytes:
        """What a side says of it."""
        request = wire.decode(ChangeCompensationRequest, raw)
        act = act_of_call(call.inquiry(), request.request_id, call.body_sha256)
        return wire.encode(ChangeCompensationResponse(await self._of.claims.change(_asked(call), act, request)))

    async def list(self, call: Call, raw: bytes) -> bytes:
        """One page of claims."""
        return wire.encode(await self._of.claims.page(_asked(call), wire.decode(ListCompensationsRequest, raw)))

    async def status(self, call: Call, raw: bytes) -> bytes:
        """How the claims of the cited case stand."""
        wire.decode(GetCompensationStatusRequest, raw)
        return wire.encode(await self._of.claims.status(_asked(call)))


def _asked(call: Call) -> Asked:
    return Asked(call.inquiry(), call.snapshot.registry)


def routes(of: UseCases) -> dict[str, Handler]:
    """Handlers by full method path."""
    rpc, claims = ReferralRpc(of), CompensationRpc(of)
    return {
        SERVICE + "SendReferral": rpc.send,
        SERVICE + "ChangeReferral": rpc.change,
        SERVICE + "ListReferrals": rpc.list,
        SERVICE + "GetReferralStatus": rpc.status,
        SERVICE + "OpenCompensation": claims.open,
        SERVICE + "ChangeCompensation": claims.change,
        SERVICE + "ListCompensations": claims.list,
        SERVICE + "GetCompensationStatus": claims.status,
    }
