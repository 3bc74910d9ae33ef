"""What the hub seals with its own keys: version bytes at rest, page tokens, handles of hits.

AES-256-GCM (NIST SP 800-38D), 12 random bytes of nonce in front, one key a purpose (TRUST 1.3).
Pure but for randomness; may import signing.
"""

from __future__ import annotations

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hmac import digest as hmac_digest
from typing import Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.signing.derive import derive

NONCE_BYTES: Final = 12
TOKEN_BYTES: Final = 16


class SealBroken(Exception):
    """Sealed bytes were not made here, under this key, for this use."""


class Sealer:
    """Seals and opens for one purpose; ``about`` binds the bytes to where they belong."""

    def __init__(self, secret: bytes) -> None:
        self._aead = AESGCM(secret)

    def seal(self, plain: bytes, about: bytes) -> bytes:
        """nonce || ciphertext || tag."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._aead.encrypt(nonce, plain, about)

    def open(self, sealed: bytes, about: bytes) -> bytes:
        """What was sealed. Raises SealBroken."""
        try:
            return self._aead.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about)
        except (InvalidTag, ValueError):
            raise SealBroken from None

    def seal_text(self, plain: bytes, about: bytes) -> str:
        """The same in base64url without padding (RFC 4648 section 5)."""
        return urlsafe_b64encode(self.seal(plain, about)).rstrip(b"=").decode()

    def open_text(self, text: str, about: bytes) -> bytes:
        """What was sealed as text, in its one encoding. Raises SealBroken."""
        try:
            raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        except ValueError:
            raise SealBroken from None
        if urlsafe_b64encode(raw).rstrip(b"=").decode() != text:
            raise SealBroken
        return self.open(raw, about)


class Index:
    """Blind tokens: equal for equal numbers, and of no meaning without the key."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def token(self, text: str) -> str:
        """HMAC-SHA256 of ``TYPE:canonical``, its first 16 bytes in base64url: 22 characters."""
        raw = hmac_digest(self._secret, text.encode(), "sha256")[:TOKEN_BYTES]
        return urlsafe_b64encode(raw)[:22].decode()


class Selectors:
    """Tokens of what was asked, for the log; under a key of their own, so that log and store cannot be joined."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def token(self, text: str) -> bytes:
        """HMAC-SHA256 of ``TYPE:canonical``, 32 bytes."""
        return hmac_digest(self._secret, text.encode(), "sha256")


@dataclass(frozen=True, slots=True)
class Keys:
    """Everything this room derives from the hub's secret."""

    index: Index
    selectors: Selectors
    field: Sealer
    page_token: Sealer
    hit_handle: Sealer

    @classmethod
    def from_secret(cls, secret: bytes) -> Self:
        """From the 32 bytes of ``secret.key``."""
        return cls(
            Index(derive(secret, "blind-index")),
            Selectors(derive(secret, "audit-selector")),
            Sealer(derive(secret, "field")),
            Sealer(derive(secret, "page-token")),
            Sealer(derive(secret, "hit-handle")),
        )
