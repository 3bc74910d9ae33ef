"""What the hub seals with its own keys: version bytes at rest (``body_keys.py``), page tokens, handles of hits.

One key a purpose.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from hmac import digest as hmac_digest
from pathlib import Path
from typing import Final, Self

from services.records.body_keys import FILE, BodyKeys
from services.signing.derive import derive
from services.signing.sealing import SealBroken, Sealer

__all__ = ["Index", "Keys", "SealBroken", "Sealer", "Selectors"]
TOKEN_BYTES: Final = 16
REMEMBERED: Final = 16384


class Index:
    """Blind tokens: equal for equal numbers, and of no meaning without the key."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def token(self, text: str) -> str:
        """HMAC-SHA256 of ``TYPE:canonical``, its first 16 bytes in base64url: 22 characters."""
        raw = hmac_digest(self._secret, text.encode(), "sha256")[:TOKEN_BYTES]
        return urlsafe_b64encode(raw)[:22].decode()


class Selectors:
    """Tokens of what was asked, for the log; under a key of their own, so that log and store cannot be joined.

    Remembers those of late.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self.token = lru_cache(maxsize=REMEMBERED)(self._token)

    def _token(self, text: str) -> bytes:
        """HMAC-SHA256 of ``TYPE:canonical``, 32 bytes."""
        return hmac_digest(self._secret, text.encode(), "sha256")


@dataclass(frozen=True, slots=True)
class Keys:
    """Everything this room derives from the hub's secret."""

    index: Index
    selectors: Selectors
    bodies: BodyKeys
    page_token: Sealer
    hit_handle: Sealer

    def erased_name(self, record: str) -> str:
        """Keyed digest of a record's name, by which it is known after it was erased."""
        return self.index.token(f"ERASED:{record}")

    @classmethod
    def from_secret(cls, secret: bytes, folder: Path) -> Self:
        """From the 32 bytes of ``secret.key``; ``folder``: where the keys of the versions lie."""
        return cls(
            Index(derive(secret, "blind-index")),
            Selectors(derive(secret, "audit-selector")),
            BodyKeys(folder / FILE, secret),
            Sealer(derive(secret, "page-token")),
            Sealer(derive(secret, "hit-handle")),
        )
