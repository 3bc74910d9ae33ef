"""Provisional identities, sealed; each change is one transaction with what was asked for, and with what it counts."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Sequence
from contextlib import aclosing
from hmac import digest as hmac_digest
from typing import Final

from services.identity.provisional.errors import RequestIdReused, StoreUnavailable
from services.identity.provisional.figures import Kind
from services.identity.provisional.ports import Said, Step
from services.identity.provisional.rows import read, written
from services.identity.provisional.states import Held
from services.identity.provisional.store.counts import Counts
from services.signing.derive import derive
from services.signing.sealing import SealBroken, Sealer
from services.store.database import Database, Transaction

_CHILD: Final = b"provisional "
_CHANGE: Final = b"provisional change "
_COUNT: Final = b"provisional count "


class StoredChildren:
    """See :class:`services.identity.provisional.ports.Children`. ``secret``: the node's, 32 bytes."""

    def __init__(self, database: Database, secret: bytes) -> None:
        self._database = database
        self._tokens, self._sealer = derive(secret, "provisional"), Sealer(derive(secret, "provisional", 2))
        self._counts = Counts(self._blind, self._sealed_count, self._plain_count)

    async def open(self, held: Held, said: Said) -> Held | None:
        """See the port."""

        async def kept(tx: Transaction) -> Held | None:
            before = await self._before(tx, said)
            if before is not None:
                return before
            if await tx.rows("provisional", self._token(held.child.id)):
                return None
            return await self._keep(tx, None, held, said)

        return await self._database.write(kept)

    async def change(self, id_: str, step: Step, said: Said, other: str = "") -> Held | None:
        """See the port."""

        async def changed(tx: Transaction) -> Held | None:
            before = await self._before(tx, said)
            if before is not None:
                return before
            held, second = await self._one(tx, id_), await self._one(tx, other) if other else None
            return None if held is None else await self._keep(tx, held, step(held, second), said)

        return await self._database.write(changed)

    async def get(self, id_: str) -> Held | None:
        """Of what is committed."""
        token = self._token(id_)
        found = await self._database.rows("provisional", token)
        return self._opened(token, found[0][0]) if found else None

    async def all(self) -> AsyncGenerator[Held, None]:
        """Of what is committed at one moment."""
        async with aclosing(self._database.each("provisionals")) as rows:
            async for token, body in rows:
                yield self._opened(token, body)

    async def counts(self, halves: Iterable[str]) -> Sequence[tuple[Kind, int]]:
        """See the port."""
        if not await self._counts.are_whole(self._database):
            await self._database.write(self._begin)
        return await self._counts.of(self._database, halves)

    async def _begin(self, tx: Transaction) -> None:
        async def every() -> AsyncIterator[Held]:
            for token, body in await tx.rows("provisionals"):
                yield self._opened(token, body)

        await self._counts.begin(tx, every)

    async def _one(self, tx: Transaction, id_: str) -> Held | None:
        token = self._token(id_)
        found = await tx.rows("provisional", token)
        return self._opened(token, found[0][0]) if found else None

    async def _keep(self, tx: Transaction, before: Held | None, held: Held, said: Said) -> Held:
        await self._begin(tx)
        await self._counts.move(tx, before, held)
        token, text = self._token(held.child.id), written(held)
        await tx.rows("keep_provisional", token, self._sealer.seal(text.encode(), _CHILD + token))
        asked = self._asked(said)
        account = {**said._asdict(), "sha256": said.sha256.hex(), "held": text}
        sealed = self._sealer.seal(json.dumps(account).encode(), _CHANGE + asked)
        await tx.rows("keep_provisional_change", asked, sealed)
        return held

    async def _before(self, tx: Transaction, said: Said) -> Held | None:
        """What the same transaction came to. Raises RequestIdReused."""
        asked = self._asked(said)
        found = await tx.rows("provisional_change", asked)
        if not found:
            return None
        account = json.loads(self._plain(found[0][0], _CHANGE + asked))
        if account["sha256"] != said.sha256.hex():
            raise RequestIdReused
        return read(account["held"])

    def _opened(self, token: bytes, body: bytes) -> Held:
        return read(self._plain(body, _CHILD + token).decode())

    def _plain(self, body: bytes, about: bytes) -> bytes:
        try:
            return self._sealer.open(body, about)
        except SealBroken:
            raise StoreUnavailable from None

    def _sealed_count(self, plain: bytes, token: bytes) -> bytes:
        return self._sealer.seal(plain, _COUNT + token)

    def _plain_count(self, body: bytes, token: bytes) -> bytes:
        return self._plain(body, _COUNT + token)

    def _token(self, id_: str) -> bytes:
        return self._blind(f"id {id_}")

    def _asked(self, said: Said) -> bytes:
        return self._blind(f"asked {said.agency} {said.transaction_id}")

    def _blind(self, text: str) -> bytes:
        return hmac_digest(self._tokens, text.encode(), "sha256")
