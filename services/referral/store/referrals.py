"""Referrals, sealed; each change is one transaction with the request id that asked for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from services.access.request_id import Act
from services.referral.kept import Kept, read, written
from services.referral.ports import Numbered
from services.referral.store.at_rest import AtRest
from services.referral.store.daily import REFERRALS, Daily, spend
from services.store.database import Database, Transaction
from services.store.values import Row

_REFERRAL: Final = b"referral "


class StoredReferrals:
    """See :class:`services.referral.ports.Referrals`. ``secret``: the node's, 32 bytes; ``daily``: its limit."""

    def __init__(self, database: Database, secret: bytes, daily: Daily = REFERRALS) -> None:
        self._database, self._rest, self._daily = database, AtRest(secret), daily

    async def send(self, kept: Kept, act: Act) -> Kept:
        """See the port."""

        async def sent(tx: Transaction) -> Kept:
            before = await self._rest.act_before(tx, act)
            if before is not None and (held := await self._one(tx, before)) is not None:
                return held
            await spend(tx, self._rest, self._daily, act, kept.turn.sent_ms)
            token = self._rest.token("id", kept.id)
            ((number,),) = await tx.rows("keep_referral", token, self._sealed(kept, token))
            await tx.each("keep_referral_of", [(each, number) for each in self._about(kept)])
            await self._rest.keep_act(tx, act, kept.id)
            return kept

        return await self._database.write(sent)

    async def change(self, id_: str, step: Callable[[Kept, bool], Kept], act: Act) -> Kept | None:
        """See the port."""

        async def changed(tx: Transaction) -> Kept | None:
            before, held = await self._rest.act_before(tx, act), await self._one(tx, id_)
            if held is None:
                return None
            after = step(held, before is not None)
            if before is None:
                token = self._rest.token("id", id_)
                await tx.rows("change_referral", token, self._sealed(after, token))
                await self._rest.keep_act(tx, act, id_)
            return after

        return await self._database.write(changed)

    async def of_agency(self, agency: str, after: int, most: int) -> Sequence[Numbered]:
        """Of what is committed."""
        about = self._rest.token("agency", agency)
        return self._numbered(await self._database.rows("referrals_of", about, after, most))

    async def of_case(self, case_type: str, case_key: str, after: int, most: int) -> Sequence[Numbered]:
        """Of what is committed."""
        about = self._rest.token("case", case_type, case_key)
        return self._numbered(await self._database.rows("referrals_of", about, after, most))

    async def all(self, after: int, most: int) -> Sequence[Numbered]:
        """Of what is committed."""
        return self._numbered(await self._database.rows("referrals", after, most))

    def _about(self, kept: Kept) -> list[bytes]:
        cases = dict.fromkeys((case.type, case.key) for case in kept.request.cases)
        agencies = [self._rest.token("agency", each) for each in sorted(kept.agencies)]
        return [*agencies, *(self._rest.token("case", *case) for case in cases)]

    async def _one(self, tx: Transaction, id_: str) -> Kept | None:
        token = self._rest.token("id", id_)
        found = await tx.rows("referral", token)
        return self._opened(token, found[0][0]) if found else None

    def _numbered(self, rows: Iterable[Row]) -> list[Numbered]:
        return [Numbered(number, self._opened(token, body)) for number, token, body in rows]

    def _sealed(self, kept: Kept, token: bytes) -> bytes:
        return self._rest.sealed(written(kept), _REFERRAL + token)

    def _opened(self, token: bytes, body: bytes) -> Kept:
        return read(self._rest.plain(body, _REFERRAL + token))
