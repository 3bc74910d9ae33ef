"""Bytes that only their maker can read again: page tokens, handles, bodies at rest.

AES-256-GCM (NIST SP 800-38D), 12 random bytes of nonce in front, one key a purpose.
"""

from __future__ import annotations

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.errors import RabtaError

NONCE_BYTES: Final = 12


class SealBroken(RabtaError):
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
