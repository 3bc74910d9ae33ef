"""How this room's rows lie in its file: sealed bodies under blind tokens, and which request id did what."""

from __future__ import annotations

import json
from hmac import digest as hmac_digest
from typing import Final

from services.access.request_id import Act
from services.referral.errors import ReferralsUnavailable, RequestIdReused
from services.signing.derive import derive
from services.signing.sealing import SealBroken, Sealer
from services.store.database import Transaction

_ACT: Final = b"referral act "


class AtRest:
    """``secret``: the node's, 32 bytes. ``kind``: texts that every token is of besides: two kinds share none."""

    def __init__(self, secret: bytes, kind: tuple[str, ...] = ()) -> None:
        self._tokens, self._sealer = derive(secret, "referral"), Sealer(derive(secret, "referral", 2))
        self._kind = kind

    def token(self, *of: str) -> bytes:
        """Of texts, which nobody reads out of it or makes without the node's secret."""
        return hmac_digest(self._tokens, json.dumps([*self._kind, *of]).encode(), "sha256")

    def sealed(self, text: str, about: bytes) -> bytes:
        """A body that opens under ``about`` alone."""
        return self._sealer.seal(text.encode(), about)

    def plain(self, body: bytes, about: bytes) -> str:
        """The text of a body. Raises ReferralsUnavailable where it is another's, or was changed."""
        try:
            return self._sealer.open(body, about).decode()
        except SealBroken:
            raise ReferralsUnavailable from None

    async def keep_act(self, tx: Transaction, act: Act, id_: str) -> None:
        """That this request id did something about ``id_``."""
        token = self._of_act(act)
        body = json.dumps({"sha256": act.sha256.hex(), "referral": id_})
        await tx.rows("keep_referral_act", token, self.sealed(body, _ACT + token))

    async def act_before(self, tx: Transaction, act: Act) -> str | None:
        """The id that the same request id was about, None for a new one. Raises RequestIdReused."""
        token = self._of_act(act)
        found = await tx.rows("referral_act", token)
        if not found:
            return None
        said = json.loads(self.plain(found[0][0], _ACT + token))
        if said["sha256"] != act.sha256.hex():
            raise RequestIdReused
        return str(said["referral"])

    def _of_act(self, act: Act) -> bytes:
        return self.token("act", act.agency, act.officer, act.request_id)
