"""HitService: decode strictly, call the use case, encode."""

from __future__ import annotations

from typing import Final

from services.edge.call import Call, Handler
from services.exchange import wire
from services.exchange.desk.asked import Asked
from services.exchange.hits.app import Hits
from services.exchange.hits.queue import Queue
from services.values.exchange import (
    AnswerHitRequest,
    AnswerHitResponse,
    ConfirmHitRequest,
    DecideReleaseRequest,
    DecideReleaseResponse,
    ListHitRequestsRequest,
    LocateRequest,
    LocateResponse,
    RequestReleaseRequest,
    RequestReleaseResponse,
)

SERVICE: Final = "/rabta.exchange.v1.HitService/"


class HitRpc:
    """Handlers over the use cases; each raises their refusals."""

    def __init__(self, hits: Hits, queue: Queue) -> None:
        self._hits, self._queue = hits, queue

    async def confirm(self, call: Call, raw: bytes) -> bytes:
        """An owner is asked whether a hit holds."""
        return wire.encode(await self._hits.confirm(_asked(call), wire.decode(ConfirmHitRequest, raw)))

    async def answer(self, call: Call, raw: bytes) -> bytes:
        """What an owner says of it."""
        return wire.encode(AnswerHitResponse(await self._hits.answer(_asked(call), wire.decode(AnswerHitRequest, raw))))

    async def locate(self, call: Call, raw: bytes) -> bytes:
        """The person was found."""
        return wire.encode(LocateResponse(await self._hits.locate(_asked(call), wire.decode(LocateRequest, raw))))

    async def request_release(self, call: Call, raw: bytes) -> bytes:
        """A new request for a release."""
        made = await self._hits.request_release(_asked(call), wire.decode(RequestReleaseRequest, raw))
        return wire.encode(RequestReleaseResponse(made))

    async def decide_release(self, call: Call, raw: bytes) -> bytes:
        """What an owner says of a release."""
        decided = await self._hits.decide_release(_asked(call), wire.decode(DecideReleaseRequest, raw))
        return wire.encode(DecideReleaseResponse(decided))

    async def list(self, call: Call, raw: bytes) -> bytes:
        """One page of requests."""
        return wire.encode(await self._queue.list(_asked(call), wire.decode(ListHitRequestsRequest, raw)))


def _asked(call: Call) -> Asked:
    return Asked(call.inquiry(), call.snapshot.registry, call.body_sha256)


def routes(hits: Hits, queue: Queue) -> dict[str, Handler]:
    """Handlers by full method path."""
    rpc = HitRpc(hits, queue)
    return {
        SERVICE + "ConfirmHit": rpc.confirm,
        SERVICE + "AnswerHit": rpc.answer,
        SERVICE + "Locate": rpc.locate,
        SERVICE + "RequestRelease": rpc.request_release,
        SERVICE + "DecideRelease": rpc.decide_release,
        SERVICE + "ListHitRequests": rpc.list,
    }
