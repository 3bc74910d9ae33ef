"""Requests about hits at rest: how they are kept, who was found by a record, and what is released."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from typing import Final

from services.access.caller import Caller
from services.exchange.desk.store.requests import Form, StoredRequests
from services.exchange.hits.rows import read, written
from services.exchange.hits.states import Request, oversight_ms, standing
from services.store.database import Database, Transaction
from services.vocabulary.hits import HitState

FORM: Final = Form("desk", "hit", written, read, oversight_ms)

_FIND_BYTES: Final = 16


class StoredHits(StoredRequests[Request]):
    """See :class:`services.exchange.hits.ports.HitRequests`. ``secret``: the node's, 32 bytes."""

    def __init__(self, database: Database, secret: bytes) -> None:
        super().__init__(database, secret, FORM)

    async def full(self, tx: Transaction, request: Request, most: int) -> bool:
        """Of the same agency and case."""
        ((number,),) = await tx.rows("waiting", self.asker(request), self.owner(request.owner))
        return int(number) >= most

    async def located_ms(self, record: str) -> int:
        """Of what is committed."""
        found = await self._about(record)
        return max((each.said[-1].at_ms for each in found if each.last == HitState.LOCATED), default=0)

    async def beside(self, tx: Transaction, request: Request) -> None:
        """By which record a missing child was found."""
        if request.child_ms:
            await tx.rows("keep_found_child", self.record(request.record), request.child_ms)

    async def children(self, since_ms: int, most: int) -> list[Request]:
        """By which missing children were found after a time, of each record the first that stands; newest first.

        ``most``: records that are looked at, those of the latest finds.
        """
        rows = await self._database.rows("found_children", since_ms, most)
        found: dict[str, Request] = {}
        for each in sorted((row.request for row in self.numbered(rows)), key=lambda one: one.child_ms):
            if each.child_ms > since_ms:
                found.setdefault(each.record, each)
        return list(reversed(found.values()))

    def find(self, id_: str) -> str:
        """Name under which a find is told to others than those of its request: as random as the request's own."""
        return urlsafe_b64encode(self._token("found", id_)[:_FIND_BYTES]).decode().rstrip("=")

    async def until(self, caller: Caller, records: Sequence[str], now_ms: int) -> Mapping[str, int]:
        """See :class:`services.records.release_port.Releases`. One look where the agency asked nothing in the case."""
        theirs = caller.agency, caller.officer, caller.case_type, caller.case_key
        if not (records and await self.of_asker(caller.agency, caller.case_type, caller.case_key, 0, 1)):
            return {}
        ends = {
            record: [
                each.said[-1].until_ms
                for each in await self._about(record)
                if _asked_by(each) == theirs and standing(each, now_ms).state == HitState.GRANTED
            ]
            for record in records
        }
        return {record: max(times) for record, times in ends.items() if times}

    async def _about(self, record: str) -> list[Request]:
        rows = await self._database.rows("of_record", self.record(record))
        return [each.request for each in self.numbered(rows)]


def _asked_by(request: Request) -> tuple[str, str, str, str]:
    return request.agency, request.officer, request.case_type, request.case_key
