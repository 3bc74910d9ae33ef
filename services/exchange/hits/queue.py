"""ListHitRequests: an owner's queue, an asker's own requests, or what reached oversight; by who asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.access.page_tokens import Binding, open_place, page_size, seal_place
from services.access.trail import Inquiry
from services.exchange.hits.app import Asked
from services.exchange.hits.ports import Numbered, Records, Requests
from services.exchange.hits.shown import shown
from services.exchange.hits.states import standing
from services.signing.sealing import Sealer
from services.values.exchange import ListHitRequestsRequest, ListHitRequestsResponse
from services.vocabulary.access import AgencyKind, Permission, Purpose
from services.vocabulary.hits import HitRequestKind, HitState

METHOD = "ListHitRequests"


@dataclass(frozen=True, slots=True)
class Queue:
    """Over the requests and the records. ``tokens`` seals page tokens."""

    requests: Requests
    records: Records
    tokens: Sealer

    async def list(self, asked: Asked, request: ListHitRequestsRequest) -> ListHitRequestsResponse:
        """One page, oldest first. What the reader may not know of now is left out as if it were not there.

        Raises the gates' refusals, InvalidArgument, PageTokenInvalid, DeskUnavailable.
        """
        inquiry, size = asked.inquiry, page_size(request.page_size)
        caller = inquiry.caller
        query = f"{caller.purpose}|{caller.case_type}:{caller.case_key}|{request.answered}"
        binding = Binding(METHOD, caller, query, asked.registry.version)
        await self.records.admit(inquiry, Permission.HIT_ASK)
        place = open_place(self.tokens, binding, request.page_token)
        rows = await self._rows(inquiry, int(place[0]) if place else 0, size + 1, answered=request.answered)
        told = await self._told(inquiry, [row.request.record for row in rows[:size]])
        asks = not (_keeps(inquiry) or _oversees(inquiry))
        for row in rows[:size]:
            if asks and row.request.record in told and _opened(row, inquiry.now_ms):
                inquiry.trail.records.append(row.request.record)
        requests = tuple(
            shown(row.request, asked.registry, inquiry.now_ms, asks=asks)
            for row in rows[:size]
            if row.request.record in told
        )
        more = seal_place(self.tokens, binding, rows[size - 1].number) if len(rows) > size else ""
        return ListHitRequestsResponse(requests, more)

    async def _rows(self, inquiry: Inquiry, after: int, most: int, *, answered: bool) -> Sequence[Numbered]:
        caller = inquiry.caller
        if _oversees(inquiry):
            return await self.requests.of_oversight(inquiry.now_ms, after, most)
        if _keeps(inquiry):
            return await self.requests.of_owner(caller.agency, after, most, answered=answered)
        return await self.requests.of_asker(caller.agency, caller.case_type, caller.case_key, after, most)

    async def _told(self, inquiry: Inquiry, records: Sequence[str]) -> frozenset[str]:
        """Of these records those of which the reader may be told: their own case's, or not their own kin's."""
        if _keeps(inquiry) or _oversees(inquiry):
            return await self.records.others(inquiry, Permission.HIT_ASK, records)
        return await self.records.known(inquiry, Permission.HIT_ASK, records)


def _keeps(inquiry: Inquiry) -> bool:
    """Whether it is an owner's record officer who reads."""
    return inquiry.caller.purpose == Purpose.RECORD_UPKEEP


def _oversees(inquiry: Inquiry) -> bool:
    """Whether it is oversight that reads."""
    caller = inquiry.caller
    return caller.purpose == Purpose.OVERSIGHT and caller.agency_kind == AgencyKind.OVERSIGHT


def _opened(row: Numbered, now_ms: int) -> bool:
    """Whether its name is told because it is released."""
    release = row.request.kind == HitRequestKind.RELEASE
    return release and standing(row.request, now_ms).state == HitState.GRANTED
