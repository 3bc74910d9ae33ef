"""CorrectionService: decode strictly, call the use case, encode."""

from __future__ import annotations

from typing import Final

from services.edge.call import Call, Handler
from services.exchange import wire
from services.exchange.corrections.app import Corrections
from services.exchange.desk.asked import Asked
from services.values.exchange import (
    DecideCorrectionRequest,
    DecideCorrectionResponse,
    ListCorrectionsRequest,
    ProposeCorrectionRequest,
    ProposeCorrectionResponse,
)

SERVICE: Final = "/rabta.exchange.v1.CorrectionService/"


class CorrectionRpc:
    """Handlers over the use cases; each raises their refusals."""

    def __init__(self, corrections: Corrections) -> None:
        self._corrections = corrections

    async def propose(self, call: Call, raw: bytes) -> bytes:
        """What is wrong in a record is said to its owner."""
        made = await self._corrections.propose(_asked(call), wire.decode(ProposeCorrectionRequest, raw))
        return wire.encode(ProposeCorrectionResponse(made))

    async def answer(self, call: Call, raw: bytes) -> bytes:
        """What the owner says of it."""
        decided = await self._corrections.answer(_asked(call), wire.decode(DecideCorrectionRequest, raw))
        return wire.encode(DecideCorrectionResponse(decided))

    async def list(self, call: Call, raw: bytes) -> bytes:
        """One page of proposals."""
        return wire.encode(await self._corrections.list(_asked(call), wire.decode(ListCorrectionsRequest, raw)))


def _asked(call: Call) -> Asked:
    return Asked(call.inquiry(), call.snapshot.registry, call.body_sha256)


def routes(corrections: Corrections) -> dict[str, Handler]:
    """Handlers by full method path."""
    rpc = CorrectionRpc(corrections)
    return {
        SERVICE + "ProposeCorrection": rpc.propose,
        SERVICE + "DecideCorrection": rpc.answer,
        SERVICE + "ListCorrections": rpc.list,
    }
