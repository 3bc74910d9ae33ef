"""What request ids of acts were used for, at rest: the same request gives the same."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hmac import digest as hmac_digest
from typing import Final

from services.access.request_id import Act
from services.records.errors import RequestIdReused, StorageUnavailable
from services.signing.derive import derive
from services.signing.sealing import SealBroken, Sealer
from services.store.database import Transaction

_ACT: Final = b"law act "


class Blind:
    """Blind tokens and seals of ``law.db``. ``secret``: the node's, 32 bytes."""

    def __init__(self, secret: bytes) -> None:
        self._tokens, self._sealer = derive(secret, "law-book"), Sealer(derive(secret, "law-book", 2))

    def token(self, *of: str) -> bytes:
        """Of what is named by these parts, 32 bytes."""
        return hmac_digest(self._tokens, json.dumps(of).encode(), "sha256")

    def seal(self, plain: bytes, about: bytes) -> bytes:
        """For one place alone."""
        return self._sealer.seal(plain, about)

    def plain(self, body: bytes, about: bytes) -> bytes:
        """What was sealed for that place. Raises StorageUnavailable where it is not that."""
        try:
            return self._sealer.open(body, about)
        except SealBroken:
            raise StorageUnavailable from None

    async def before(self, tx: Transaction, act: Act) -> bytes | None:
        """What the same request came to, a list in JSON. Raises RequestIdReused, StorageUnavailable."""
        token = self.token("act", act.agency, act.officer, act.request_id)
        rows = await tx.rows("said_act", token)
        if not rows:
            return None
        entry = json.loads(self.plain(rows[0][0], _ACT + token))
        if entry["sha256"] != act.sha256.hex():
            raise RequestIdReused
        return json.dumps(entry["said"]).encode()

    async def keep(self, tx: Transaction, act: Act, result: Sequence[object]) -> None:
        """Note what a request came to, beside the change itself."""
        token = self.token("act", act.agency, act.officer, act.request_id)
        entry = json.dumps({"sha256": act.sha256.hex(), "said": list(result)}).encode()
        await tx.rows("keep_said_act", token, self.seal(entry, _ACT + token))
