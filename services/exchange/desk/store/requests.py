"""Requests to owners, sealed; each change is one transaction with the request id that asked for it."""

from __future__ import annotations

import json
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hmac import digest as hmac_digest
from typing import Generic

from services.access.errors import NotFound
from services.access.request_id import Act
from services.exchange.desk.clocks import NEVER
from services.exchange.desk.errors import DeskUnavailable, RequestIdReused, TooManyWaiting
from services.exchange.desk.ports import Numbered, R
from services.signing.derive import Label, derive
from services.signing.sealing import SealBroken, Sealer
from services.store.database import Database, Transaction
from services.store.values import Row

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Form(Generic[R]):
    """How requests of one desk are kept. ``label``: of their keys; ``about``: what a row says that it is.

    ``oversight_ms``: when oversight is told of a silence, NEVER where nothing is waited for.
    """

    label: Label
    about: str
    written: Callable[[R], str]
    read: Callable[[str], R]
    oversight_ms: Callable[[R], int]


class StoredRequests(ABC, Generic[R]):
    """See :class:`services.exchange.desk.ports.Requests`. ``secret``: the node's, 32 bytes.

    A room's statements have the names and the rows that stand here, over a table of its own. ``erases``: those that
    erase, by the blind token of a record, what the room keeps beside it, in order.
    """

    erases: tuple[str, ...] = ()

    def __init__(self, database: Database, secret: bytes, form: Form[R]) -> None:
        self.database, self._form = database, form
        self._tokens, self._sealer = derive(secret, form.label), Sealer(derive(secret, form.label, 2))

    @abstractmethod
    async def full(self, tx: Transaction, request: R, most: int) -> bool:
        """Whether as many as may wait for the owner beside this one: ``most``, as the room counts them."""

    async def beside(self, tx: Transaction, request: R) -> None:
        """What a room keeps of a request beside its row, in the same transaction, after something was said of it."""

    async def ask(self, request: R, act: Act, most: int) -> R:
        """See the port."""

        async def kept(tx: Transaction) -> R:
            before = await self._before(tx, act)
            if before is not None:
                return await self._held(tx, before)
            if await self.full(tx, request, most):
                raise TooManyWaiting
            token, waits, told, body = self._row(request)
            names = self.owner(request.owner), self.asker(request), self.record(request.record)
            await tx.rows("keep_request", token, *names, waits, told, body)
            await self._keep(tx, act, request.id)
            return request

        return await self.database.write(kept)

    async def say(self, id_: str, may: Callable[[R], None], step: Callable[[R], R], act: Act) -> R | None:
        """See the port."""

        async def said(tx: Transaction) -> R | None:
            before, rows = await self._before(tx, act), await tx.rows("request", self.name(id_))
            if not rows:
                return None
            request = self._opened(self.name(id_), rows[0][0])
            may(request)
            if before is not None:
                return request
            request = step(request)
            await tx.rows("change_request", *self._row(request))
            await self.beside(tx, request)
            await self._keep(tx, act, id_)
            return request

        return await self.database.write(said)

    async def get(self, id_: str) -> R | None:
        """Of what is committed."""
        rows = await self.database.rows("request", self.name(id_))
        return self._opened(self.name(id_), rows[0][0]) if rows else None

    async def of_owner(self, owner: str, after: int, most: int, *, answered: bool) -> Sequence[Numbered[R]]:
        """Of what is committed."""
        token = self.owner(owner)
        if answered:
            return self.numbered(await self.database.rows("of_owner", token, after, most))
        return self.numbered(await self.database.rows("of_owner_waiting", token, after, most))

    async def of_asker(
        self, agency: str, case_type: str, case_key: str, after: int, most: int
    ) -> Sequence[Numbered[R]]:
        """Of what is committed."""
        token = self._token("asker", agency, case_type, case_key)
        return self.numbered(await self.database.rows("of_asker", token, after, most))

    async def of_oversight(self, now_ms: int, after: int, most: int) -> Sequence[Numbered[R]]:
        """Of what is committed."""
        return self.numbered(await self.database.rows("of_oversight", now_ms, after, most))

    async def erase(self, records: Sequence[str]) -> int:
        """See the port."""

        async def erased(tx: Transaction) -> int:
            tokens = [self.record(each) for each in records]
            for token in tokens:
                for name in self.erases:
                    await tx.rows(name, token)
            return sum([len(await tx.rows("erase_requests", each, NEVER)) for each in tokens])

        number = await self.database.write(erased)
        await self.database.forget()
        return number

    async def again(self, id_: str, step: Callable[[R], R | None]) -> bool:
        """One more word on a request, outside of any call; whether it was lacking. ``step``: None where it is not."""

        async def said(tx: Transaction) -> bool:
            rows = await tx.rows("request", self.name(id_))
            later = step(self._opened(self.name(id_), rows[0][0])) if rows else None
            if later is None:
                return False
            await tx.rows("change_request", *self._row(later))
            await self.beside(tx, later)
            return True

        return await self.database.write(said)

    async def _held(self, tx: Transaction, id_: str) -> R:
        """Raises NotFound where the record was erased since."""
        rows = await tx.rows("request", self.name(id_))
        if not rows:
            raise NotFound
        return self._opened(self.name(id_), rows[0][0])

    async def _keep(self, tx: Transaction, act: Act, id_: str) -> None:
        token = self._act(act)
        body = json.dumps({"sha256": act.sha256.hex(), "request": id_})
        await tx.rows("keep_act", token, self._sealer.seal(body.encode(), self._named("act") + token))

    async def _before(self, tx: Transaction, act: Act) -> str | None:
        """Id of the request that the same request id was about. Raises RequestIdReused."""
        token = self._act(act)
        found = await tx.rows("act", token)
        if not found:
            return None
        kept = json.loads(self._plain(found[0][0], self._named("act") + token))
        if kept["sha256"] != act.sha256.hex():
            raise RequestIdReused
        id_: str = kept["request"]
        return id_

    def _row(self, request: R) -> tuple[bytes, int, int, bytes]:
        token = self.name(request.id)
        body = self._sealer.seal(self._form.written(request).encode(), self._named("request") + token)
        return token, int(request.waits), self._form.oversight_ms(request), body

    def numbered(self, rows: Iterable[Row]) -> list[Numbered[R]]:
        """Rows of number, token and body, opened. Raises DeskUnavailable."""
        return [Numbered(number, self._opened(token, body)) for number, token, body in rows]

    def readable(self, rows: Iterable[Row]) -> list[R]:
        """As :meth:`numbered` where many ask at once: a row that is damaged is left out, and stops nobody else."""
        found, left_out = [], 0
        for _, token, body in rows:
            try:
                found.append(self._opened(token, body))
            except DeskUnavailable:
                left_out += 1
        if left_out:
            logger.error("requests are damaged and left out, %d of %s", left_out, self._form.about)
        return found

    def _opened(self, token: bytes, body: bytes) -> R:
        return self._form.read(self._plain(body, self._named("request") + token).decode())

    def _plain(self, body: bytes, about: bytes) -> bytes:
        try:
            return self._sealer.open(body, about)
        except SealBroken:
            raise DeskUnavailable from None

    def _named(self, of: str) -> bytes:
        return f"{self._form.about} {of} ".encode()

    def owner(self, owner: str) -> bytes:
        """Blind token of who is asked."""
        return self._token("owner", owner)

    def asker(self, request: R) -> bytes:
        """Blind token of who asks in which case."""
        return self._token("asker", request.agency, request.case_type, request.case_key)

    def record(self, record: str) -> bytes:
        """Blind token of what is asked about."""
        return self._token("record", record)

    def name(self, id_: str) -> bytes:
        """Blind token of a request's id."""
        return self._token("id", id_)

    def _act(self, act: Act) -> bytes:
        return self._token("act", act.agency, act.officer, act.request_id)

    def _token(self, *of: str) -> bytes:
        return hmac_digest(self._tokens, json.dumps(of).encode(), "sha256")
