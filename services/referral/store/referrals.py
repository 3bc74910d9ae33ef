"""Referrals, sealed; each change is one transaction with the request id that asked for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from hmac import digest as hmac_digest
from typing import Final

from services.access.request_id import Act
from services.referral.errors import ReferralsUnavailable, RequestIdReused
from services.referral.kept import Kept, read, written
from services.referral.ports import Numbered
from services.signing.derive import derive
from services.signing.sealing import SealBroken, Sealer
from services.store.database import Database, Transaction
from services.store.values import Row

_REFERRAL: Final = b"referral "
_ACT: Final = b"referral act "


class StoredReferrals:
    """See :class:`services.referral.ports.Referrals`. ``secret``: the node's, 32 bytes."""

    def __init__(self, database: Database, secret: bytes) -> None:
        self._database = database
        self._tokens, self._sealer = derive(secret, "referral"), Sealer(derive(secret, "referral", 2))

    async def send(self, kept: Kept, act: Act) -> Kept:
        """See the port."""

        async def sent(tx: Transaction) -> Kept:
            before = await self._before(tx, act)
            if before is not None and (held := await self._one(tx, before)) is not None:
                return held
            token = self._token("id", kept.id)
            ((number,),) = await tx.rows("keep_referral", token, self._sealed(kept, token))
            await tx.each("keep_referral_of", [(each, number) for each in self._about(kept)])
            await self._keep(tx, act, kept.id)
            return kept

        return await self._database.write(sent)

    async def change(self, id_: str, step: Callable[[Kept, bool], Kept], act: Act) -> Kept | None:
        """See the port."""

        async def changed(tx: Transaction) -> Kept | None:
            before, held = await self._before(tx, act), await self._one(tx, id_)
            if held is None:
                return None
            after = step(held, before is not None)
            if before is None:
                token = self._token("id", id_)
                await tx.rows("change_referral", token, self._sealed(after, token))
                await self._keep(tx, act, id_)
            return after

        return await self._database.write(changed)

    async def of_agency(self, agency: str, after: int, most: int) -> Sequence[Numbered]:
        """Of what is committed."""
        return self._numbered(await self._database.rows("referrals_of", self._token("agency", agency), after, most))

    async def of_case(self, case_type: str, case_key: str, after: int, most: int) -> Sequence[Numbered]:
        """Of what is committed."""
        about = self._token("case", case_type, case_key)
        return self._numbered(await self._database.rows("referrals_of", about, after, most))

    async def all(self, after: int, most: int) -> Sequence[Numbered]:
        """Of what is committed."""
        return self._numbered(await self._database.rows("referrals", after, most))

    def _about(self, kept: Kept) -> list[bytes]:
        cases = dict.fromkeys((case.type, case.key) for case in kept.request.cases)
        agencies = [self._token("agency", each) for each in sorted(kept.agencies)]
        return [*agencies, *(self._token("case", *case) for case in cases)]

    async def _one(self, tx: Transaction, id_: str) -> Kept | None:
        token = self._token("id", id_)
        found = await tx.rows("referral", token)
        return self._opened(token, found[0][0]) if found else None

    async def _keep(self, tx: Transaction, act: Act, id_: str) -> None:
        token = self._token("act", act.agency, act.officer, act.request_id)
        body = json.dumps({"sha256": act.sha256.hex(), "referral": id_})
        await tx.rows("keep_referral_act", token, self._sealer.seal(body.encode(), _ACT + token))

    async def _before(self, tx: Transaction, act: Act) -> str | None:
        """Id of the referral that the same request id was about. Raises RequestIdReused."""
        token = self._token("act", act.agency, act.officer, act.request_id)
        found = await tx.rows("referral_act", token)
        if not found:
            return None
        said = json.loads(self._plain(found[0][0], _ACT + token))
        if said["sha256"] != act.sha256.hex():
            raise RequestIdReused
        return str(said["referral"])

    def _numbered(self, rows: Iterable[Row]) -> list[Numbered]:
        return [Numbered(number, self._opened(token, body)) for number, token, body in rows]

    def _sealed(self, kept: Kept, token: bytes) -> bytes:
        return self._sealer.seal(written(kept).encode(), _REFERRAL + token)

    def _opened(self, token: bytes, body: bytes) -> Kept:
        return read(self._plain(body, _REFERRAL + token).decode())

    def _plain(self, body: bytes, about: bytes) -> bytes:
        try:
            return self._sealer.open(body, about)
        except SealBroken:
            raise ReferralsUnavailable from None

    def _token(self, *of: str) -> bytes:
        return hmac_digest(self._tokens, json.dumps(of).encode(), "sha256")
