"""ListHitRequests: an owner's queue, an asker's own requests, or what reached oversight; by who asks."""

from __future__ import annotations

from dataclasses import dataclass

from services.exchange.desk.asked import Asked
from services.exchange.desk.listing import Listing
from services.exchange.hits.ports import HitRequests, Records
from services.exchange.hits.shown import shown
from services.exchange.hits.states import Request, standing
from services.signing.sealing import Sealer
from services.values.exchange import ListHitRequestsRequest, ListHitRequestsResponse
from services.vocabulary.access import Permission
from services.vocabulary.hits import HitRequestKind, HitState

METHOD = "ListHitRequests"


@dataclass(frozen=True, slots=True)
class Queue:
    """Over the requests and the records. ``tokens`` seals page tokens."""

    requests: HitRequests
    records: Records
    tokens: Sealer

    async def list(self, asked: Asked, request: ListHitRequestsRequest) -> ListHitRequestsResponse:
        """One page, oldest first. What the reader may not know of now is left out as if it were not there.

        Raises the gates' refusals, InvalidArgument, PageTokenInvalid, DeskUnavailable.
        """
        listing = Listing(self.requests, self.records, self.tokens, METHOD, Permission.HIT_ASK)
        page = await listing.page(asked, request.page_size, request.page_token, answered=request.answered)
        inquiry = asked.inquiry
        if page.asks:
            inquiry.trail.records.extend(each.record for each in page.requests if _opened(each, inquiry.now_ms))
        told = tuple(shown(each, asked.registry, inquiry.now_ms, asks=page.asks) for each in page.requests)
        return ListHitRequestsResponse(told, page.more)


def _opened(request: Request, now_ms: int) -> bool:
    """Whether its name is told because it is released."""
    return request.kind == HitRequestKind.RELEASE and standing(request, now_ms).state == HitState.GRANTED
