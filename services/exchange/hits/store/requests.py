"""Requests about hits at rest: how they are kept, who was found by a record, and what is released.

On a member's own node, where nothing is asked, releases of which the hub has told are kept beside them.
"""

from __future__ import annotations

import logging
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from typing import Final

from services.access.caller import Caller
from services.exchange.desk.errors import DeskUnavailable, OutOfOrder
from services.exchange.desk.store.requests import Form, StoredRequests
from services.exchange.hits.rows import read, written
from services.exchange.hits.states import Request, Said, after, oversight_ms, standing
from services.exchange.hits.store.thinning import thin
from services.store.database import Database, Transaction
from services.store.values import Value
from services.values.exchange import CaseReference, ReleasedRecord, ReleasesInForce
from services.vocabulary.hits import HitRequestKind, HitState

_HEARD: Final = b"hit heard "
FORM: Final = Form("desk", "hit", written, read, oversight_ms)

_FIND_BYTES: Final = 16
logger = logging.getLogger(__name__)


class StoredHits(StoredRequests[Request]):
    """See :class:`services.exchange.hits.ports.HitRequests`. ``secret``: the node's, 32 bytes."""

    erases = ("granted_erase", "heard_state_end", "heard_erase")

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
        """By which record a missing child was found, and to which agency a release is granted until when."""
        await tx.rows("end_time", self.name(request.id))
        if request.child_ms:
            await tx.rows("keep_found_child", self.record(request.record), request.child_ms)
        if request.last == HitState.GRANTED:
            names = self._token("receiver", request.agency), self.record(request.record)
            await tx.rows("granted_keep", self.name(request.id), *names, request.said[-1].until_ms)
        elif request.kind == HitRequestKind.RELEASE:
            await tx.rows("granted_end", self.name(request.id))

    async def say_again(self, id_: str, said: Said) -> bool:
        """A word that the log tells; whether it was lacking. One that cannot follow any more is old."""

        def step(request: Request) -> Request | None:
            wanted = said.word, said.at_ms, said.officer
            if any((each.word, each.at_ms, each.officer) == wanted for each in request.said):
                return None
            try:
                return after(request, said)
            except OutOfOrder:
                return None

        return await self.again(id_, step)

    async def thin(self, now_ms: int) -> int:
        """Let go of requests that have been settled for long; how many."""
        return await thin(self.database, self._opened, now_ms)

    async def children(self, since_ms: int, most: int) -> list[Request]:
        """By which missing children were found after a time, of each record the first that stands; newest first.

        ``most``: records that are looked at, those of the latest finds.
        """
        rows = await self.database.rows("found_children", since_ms, most)
        found: dict[str, Request] = {}
        for each in sorted(self.readable(rows), key=lambda one: one.child_ms):
            if each.child_ms > since_ms:
                found.setdefault(each.record, each)
        return list(reversed(found.values()))

    def find(self, id_: str) -> str:
        """Name under which a find is told to others than those of its request: as random as the request's own."""
        return urlsafe_b64encode(self._token("found", id_)[:_FIND_BYTES]).decode().rstrip("=")

    async def until(self, caller: Caller, records: Sequence[str], now_ms: int) -> Mapping[str, int]:
        """See :class:`services.records.release_port.Releases`. One look where the agency asked nothing in the case."""
        heard = await self._heard(caller, records, now_ms) if records else {}
        theirs = caller.agency, caller.officer, caller.case_type, caller.case_key
        if not (records and await self.of_asker(caller.agency, caller.case_type, caller.case_key, 0, 1)):
            return heard
        ends = {
            record: [
                each.said[-1].until_ms
                for each in await self._about(record)
                if _asked_by(each) == theirs and standing(each, now_ms).state == HitState.GRANTED
            ]
            for record in records
        }
        return {**heard, **{record: max(times) for record, times in ends.items() if times}}

    async def in_force(self, receiver: str, now_ms: int, limit: int) -> Sequence[ReleasedRecord]:
        """See :class:`services.exchange.feed.ports.Releases`."""
        rows = await self.database.rows("granted_of", self._token("receiver", receiver), now_ms, limit)
        return [
            ReleasedRecord(one.record, one.officer, CaseReference(one.case_type, one.case_key), one.said[-1].until_ms)
            for one in self.readable(rows)
        ]

    async def state(self) -> bytes:
        """See :class:`services.exchange.copies.ports.Releases`, as for the method below."""
        rows = await self.database.rows("heard_state")
        return bytes(rows[0][0]) if rows else b""

    async def names(self) -> frozenset[str]:
        """Of what is committed. Where one is damaged the list has no name any more, so that the hub tells it again."""
        opened = [self._heard_name(token, body) for token, body in await self.database.rows("heard_names")]
        found = frozenset(name for name in opened if name)
        if len(found) < len(set(opened)):
            logger.error("releases are damaged and left out, %d: the hub tells them again", opened.count(""))
            await self.database.write(lambda tx: tx.rows("heard_state_set", b""))
        return found

    def _heard_name(self, token: bytes, body: bytes) -> str:
        """Empty where it does not open."""
        try:
            return self._plain(body, _HEARD + token).decode()
        except DeskUnavailable:
            return ""

    async def take(self, agency: str, told: ReleasesInForce) -> None:
        """One transaction: what is not told any more ends with it."""

        async def taken(tx: Transaction) -> None:
            await tx.rows("heard_clear")
            await tx.each("heard_keep", [self._row_heard(agency, each) for each in told.records])
            await tx.rows("heard_state_set", told.state)

        await self.database.write(taken)

    def _row_heard(self, agency: str, each: ReleasedRecord) -> tuple[Value, ...]:
        case = each.case or CaseReference()
        token = self.record(each.record)
        body = self._sealer.seal(each.record.encode(), _HEARD + token)
        return self._officer(agency, each.officer, case.type, case.key), token, each.until_ms, body

    def _officer(self, agency: str, officer: str, case_type: str, case_key: str) -> bytes:
        return self._token("officer", agency, officer, case_type, case_key)

    async def _heard(self, caller: Caller, records: Sequence[str], now_ms: int) -> dict[str, int]:
        asker = self._officer(caller.agency, caller.officer, caller.case_type, caller.case_key)
        ends = {bytes(token): until_ms for token, until_ms in await self.database.rows("heard_of", asker, now_ms)}
        tokens = {record: self.record(record) for record in records} if ends else {}
        return {record: ends[token] for record, token in tokens.items() if token in ends}

    async def _about(self, record: str) -> list[Request]:
        rows = await self.database.rows("of_record", self.record(record))
        return [each.request for each in self.numbered(rows)]


def _asked_by(request: Request) -> tuple[str, str, str, str]:
    return request.agency, request.officer, request.case_type, request.case_key
