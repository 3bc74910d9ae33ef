"""Keys that a registry derives from its node's secret, and the tokens that it makes under them."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from services.signing.derive import derive
from services.signing.sealing import Sealer


class Pairwise:
    """Tokens in the place of persons: one a person and agency; two agencies' cannot be joined without the key."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._of = lru_cache(maxsize=1024)(self._derived)

    def _derived(self, agency: str) -> bytes:
        return hmac.digest(self._key, agency.encode(), sha256)

    def token(self, agency: str, person: int) -> bytes:
        """HMAC-SHA256 of the person's place in the register under the agency's own key, 32 bytes."""
        return hmac.digest(self._of(agency), person.to_bytes(8, "big"), sha256)


class Blind:
    """HMAC-SHA256 of texts, 32 bytes: equal for equal texts, and of no meaning without the key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def token(self, text: str) -> bytes:
        """Of ``TYPE:canonical``, or of another text that is not to lie in clear."""
        return hmac.digest(self._key, text.encode(), sha256)


@dataclass(frozen=True, slots=True)
class Keys:
    """``selectors``: of what was asked, for the log; under a key of their own, so that log and register do not join."""

    pairwise: Pairwise
    selectors: Blind
    index: Blind
    bodies: Sealer
    answers: Sealer
    changes: Sealer

    @classmethod
    def of(cls, secret: bytes) -> Keys:
        """Of a node's secret, 32 bytes."""
        return cls(
            Pairwise(derive(secret, "pairwise-token")),
            Blind(derive(secret, "audit-selector")),
            Blind(derive(secret, "register", 2)),
            Sealer(derive(secret, "register")),
            Sealer(derive(secret, "register", 3)),
            Sealer(derive(secret, "register", 4)),
        )
