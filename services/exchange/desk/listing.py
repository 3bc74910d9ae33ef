"""A page of requests: an owner's queue, what was asked in a case, or what reached oversight; by who reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple

from services.access.page_tokens import Binding, open_place, page_size, seal_place
from services.access.trail import Inquiry
from services.exchange.desk.asked import Asked, keeps, oversees
from services.exchange.desk.ports import Numbered, R, Requests, Sights
from services.signing.sealing import Sealer
from services.vocabulary.access import Permission


class Listed(NamedTuple, Generic[R]):
    """Oldest first. ``more``: token of the next page; ``asks``: whether it is the asking side that reads."""

    requests: tuple[R, ...]
    more: str
    asks: bool


@dataclass(frozen=True, slots=True)
class Listing(Generic[R]):
    """Over the requests and the records. ``tokens`` seals page tokens of ``method``."""

    requests: Requests[R]
    records: Sights
    tokens: Sealer
    method: str
    permission: Permission

    async def page(self, asked: Asked, size: int, token: str, *, answered: bool) -> Listed[R]:
        """One page. What the reader may not know of now is left out as if it were not there.

        Raises the gates' refusals, InvalidArgument, PageTokenInvalid, DeskUnavailable.
        """
        inquiry, size = asked.inquiry, page_size(size)
        caller = inquiry.caller
        query = f"{caller.purpose}|{caller.case_type}:{caller.case_key}|{answered}"
        binding = Binding(self.method, caller, query, asked.registry.version)
        await self.records.admit(inquiry, self.permission)
        place = open_place(self.tokens, binding, token)
        rows = await self._shown(inquiry, int(place[0]) if place else 0, size + 1, answered=answered)
        requests = tuple(row.request for row in rows[:size])
        more = seal_place(self.tokens, binding, rows[size - 1].number) if len(rows) > size else ""
        return Listed(requests, more, not (keeps(inquiry) or oversees(inquiry)))

    async def _shown(self, inquiry: Inquiry, after: int, most: int, *, answered: bool) -> list[Numbered[R]]:
        """Those past a place that the reader may know of: a page is cut after the others are left out, never before."""
        shown: list[Numbered[R]] = []
        while True:
            rows = await self._rows(inquiry, after, most, answered=answered)
            told = await self._told(inquiry, [row.request.record for row in rows]) if rows else frozenset()
            shown += [row for row in rows if row.request.record in told]
            if len(rows) < most or len(shown) >= most:
                return shown[:most]
            after = rows[-1].number

    async def _rows(self, inquiry: Inquiry, after: int, most: int, *, answered: bool) -> Sequence[Numbered[R]]:
        caller = inquiry.caller
        if oversees(inquiry):
            return await self.requests.of_oversight(inquiry.now_ms, after, most)
        if keeps(inquiry):
            return await self.requests.of_owner(caller.agency, after, most, answered=answered)
        return await self.requests.of_asker(caller.agency, caller.case_type, caller.case_key, after, most)

    async def _told(self, inquiry: Inquiry, records: Sequence[str]) -> frozenset[str]:
        """Of these records those of which the reader may be told: their own case's, or not their own kin's."""
        if keeps(inquiry) or oversees(inquiry):
            return await self.records.others(inquiry, self.permission, records)
        return await self.records.known(inquiry, self.permission, records)
