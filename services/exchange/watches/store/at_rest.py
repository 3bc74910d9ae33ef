"""How subscriptions and alerts lie in the file: sealed, and found by blind tokens."""

from __future__ import annotations

from hmac import digest as hmac_digest
from json import dumps

from services.exchange.watches.errors import WatchesUnavailable
from services.exchange.watches.ports import Feed
from services.signing.derive import derive
from services.signing.sealing import SealBroken, Sealer


class AtRest:
    """Over keys of the node's ``secret``, 32 bytes."""

    def __init__(self, secret: bytes) -> None:
        self._tokens, self._sealer = derive(secret, "watches"), Sealer(derive(secret, "watches", 2))

    def token(self, *of: str) -> bytes:
        """What a row is found by: 32 bytes that say nothing of the words."""
        return hmac_digest(self._tokens, dumps(of).encode(), "sha256")

    def feed(self, feed: Feed) -> bytes:
        """Token of one officer and case."""
        return self.token("feed", *feed)

    def sealed(self, text: str, about: bytes) -> bytes:
        """A text that opens with the same ``about`` alone."""
        return self._sealer.seal(text.encode(), about)

    def opened(self, body: bytes, about: bytes) -> str:
        """The text again. Raises WatchesUnavailable for a body that does not open."""
        try:
            return self._sealer.open(body, about).decode()
        except SealBroken:
            raise WatchesUnavailable from None
