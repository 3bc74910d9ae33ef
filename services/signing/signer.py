"""What signs: a P-256 key in a file, or one in a PKCS#11 token. Whoever holds one can sign and show its public half."""

from __future__ import annotations

from typing import Protocol

from services.signing.es256 import PublicKey


class Signer(Protocol):
    """One P-256 key whose private half may be out of reach."""

    @property
    def kid(self) -> bytes:
        """SHA-256 of ``spki``, 32 bytes: the name of the key in the registry."""
        ...

    @property
    def spki(self) -> bytes:
        """DER SubjectPublicKeyInfo of the public half, 91 bytes."""
        ...

    def public(self) -> PublicKey:
        """The public half: the key of ``spki``."""
        ...

    def sign(self, message: bytes) -> bytes:
        """ES256 over ``message``: r || s, 64 bytes."""
        ...
