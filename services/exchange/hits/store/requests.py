"""Requests to owners, sealed; each change is one transaction with the request id that asked for it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hmac import digest as hmac_digest
from typing import Final

from services.access.caller import Caller
from services.access.errors import NotFound
from services.exchange.hits.errors import DeskUnavailable, RequestIdReused, TooManyWaiting
from services.exchange.hits.ports import Act, May, Numbered, Step
from services.exchange.hits.rows import read, written
from services.exchange.hits.states import NEVER, Request, oversight_ms, standing
from services.signing.derive import derive
from services.signing.sealing import SealBroken, Sealer
from services.store.database import Database, Transaction
from services.store.values import Row
from services.vocabulary.hits import HitState

_REQUEST: Final = b"hit request "
_ACT: Final = b"hit act "


class StoredRequests:
    """See :class:`services.exchange.hits.ports.Requests`. ``secret``: the node's, 32 bytes."""

    def __init__(self, database: Database, secret: bytes) -> None:
        self._database = database
        self._tokens, self._sealer = derive(secret, "desk"), Sealer(derive(secret, "desk", 2))

    async def ask(self, request: Request, act: Act, most: int) -> Request:
        """See the port."""

        async def kept(tx: Transaction) -> Request:
            before = await self._before(tx, act)
            if before is not None:
                return await self._held(tx, before)
            token, waits, told, body = self._row(request)
            owner, asker = self._owner(request.owner), self._asker(request)
            record = self._token("record", request.record)
            ((waiting,),) = await tx.rows("waiting", asker, owner)
            if waiting >= most:
                raise TooManyWaiting
            await tx.rows("keep_request", token, owner, asker, record, waits, told, body)
            await self._keep(tx, act, request.id)
            return request

        return await self._database.write(kept)

    async def say(self, id_: str, may: May, step: Step, act: Act) -> Request | None:
        """See the port."""

        async def said(tx: Transaction) -> Request | None:
            before, rows = await self._before(tx, act), await tx.rows("request", self._id(id_))
            if not rows:
                return None
            request = self._opened(self._id(id_), rows[0][0])
            may(request)
            if before is not None:
                return request
            request = step(request)
            await tx.rows("change_request", *self._row(request))
            await self._keep(tx, act, id_)
            return request

        return await self._database.write(said)

    async def get(self, id_: str) -> Request | None:
        """Of what is committed."""
        rows = await self._database.rows("request", self._id(id_))
        return self._opened(self._id(id_), rows[0][0]) if rows else None

    async def of_owner(self, owner: str, after: int, most: int, *, answered: bool) -> Sequence[Numbered]:
        """Of what is committed."""
        token = self._owner(owner)
        if answered:
            return self._numbered(await self._database.rows("of_owner", token, after, most))
        return self._numbered(await self._database.rows("of_owner_waiting", token, after, most))

    async def of_asker(self, agency: str, case_type: str, case_key: str, after: int, most: int) -> Sequence[Numbered]:
        """Of what is committed."""
        token = self._token("asker", agency, case_type, case_key)
        return self._numbered(await self._database.rows("of_asker", token, after, most))

    async def of_oversight(self, now_ms: int, after: int, most: int) -> Sequence[Numbered]:
        """Of what is committed."""
        return self._numbered(await self._database.rows("of_oversight", now_ms, after, most))

    async def located_ms(self, record: str) -> int:
        """Of what is committed."""
        found = await self._about(record)
        return max((each.said[-1].at_ms for each in found if each.last == HitState.LOCATED), default=0)

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

    async def erase(self, records: Sequence[str]) -> int:
        """See the port."""

        async def erased(tx: Transaction) -> int:
            tokens = [self._token("record", each) for each in records]
            return sum([len(await tx.rows("erase_requests", each, NEVER)) for each in tokens])

        number = await self._database.write(erased)
        await self._database.forget()
        return number

    async def _about(self, record: str) -> list[Request]:
        rows = await self._database.rows("of_record", self._token("record", record))
        return [each.request for each in self._numbered(rows)]

    async def _held(self, tx: Transaction, id_: str) -> Request:
        """Raises NotFound where the record was erased since."""
        rows = await tx.rows("request", self._id(id_))
        if not rows:
            raise NotFound
        return self._opened(self._id(id_), rows[0][0])

    async def _keep(self, tx: Transaction, act: Act, id_: str) -> None:
        token = self._act(act)
        body = json.dumps({"sha256": act.sha256.hex(), "request": id_})
        await tx.rows("keep_act", token, self._sealer.seal(body.encode(), _ACT + token))

    async def _before(self, tx: Transaction, act: Act) -> str | None:
        """Id of the request that the same request id was about. Raises RequestIdReused."""
        token = self._act(act)
        found = await tx.rows("act", token)
        if not found:
            return None
        kept = json.loads(self._plain(found[0][0], _ACT + token))
        if kept["sha256"] != act.sha256.hex():
            raise RequestIdReused
        id_: str = kept["request"]
        return id_

    def _row(self, request: Request) -> tuple[bytes, int, int, bytes]:
        token = self._id(request.id)
        body = self._sealer.seal(written(request).encode(), _REQUEST + token)
        return token, int(request.waits), oversight_ms(request), body

    def _numbered(self, rows: Iterable[Row]) -> list[Numbered]:
        return [Numbered(number, self._opened(token, body)) for number, token, body in rows]

    def _opened(self, token: bytes, body: bytes) -> Request:
        return read(self._plain(body, _REQUEST + token).decode())

    def _plain(self, body: bytes, about: bytes) -> bytes:
        try:
            return self._sealer.open(body, about)
        except SealBroken:
            raise DeskUnavailable from None

    def _asker(self, request: Request) -> bytes:
        return self._token("asker", request.agency, request.case_type, request.case_key)

    def _owner(self, owner: str) -> bytes:
        return self._token("owner", owner)

    def _id(self, id_: str) -> bytes:
        return self._token("id", id_)

    def _act(self, act: Act) -> bytes:
        return self._token("act", act.agency, act.officer, act.request_id)

    def _token(self, *of: str) -> bytes:
        return hmac_digest(self._tokens, json.dumps(of).encode(), "sha256")


def _asked_by(request: Request) -> tuple[str, str, str, str]:
    return request.agency, request.officer, request.case_type, request.case_key
