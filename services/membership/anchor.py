"""The anchor: the governance public keys, and nothing else. What a third party must already trust."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Self

from services.signing.es256 import BadKey, PublicKey

MAX_KEYS: Final = 16
_BLOCK: Final = re.compile(rb"-----BEGIN PUBLIC KEY-----\n[A-Za-z0-9+/=\n]{1,400}-----END PUBLIC KEY-----\n?")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Distinct governance public keys. More than half of them must have signed what is to be believed."""

    keys: tuple[PublicKey, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.keys) <= MAX_KEYS or len({key.kid for key in self.keys}) != len(self.keys):
            raise BadKey("an anchor has 1 to 16 distinct keys")

    @property
    def kids(self) -> frozenset[bytes]:
        """Ids of its keys."""
        return frozenset(key.kid for key in self.keys)

    @property
    def digest(self) -> bytes:
        """SHA-256 over the sorted ids, 32 bytes: short enough to be read over the telephone."""
        return sha256(b"".join(sorted(self.kids))).digest()

    @property
    def threshold(self) -> int:
        """Smallest majority: 2 of 3."""
        return len(self.keys) // 2 + 1

    @classmethod
    def of(cls, spkis: Iterable[bytes]) -> Self:
        """From DER SubjectPublicKeyInfo bytes; BadKey when one is not P-256 or stands twice."""
        return cls(tuple(PublicKey(spki) for spki in spkis))

    @classmethod
    def from_pem(cls, pem: bytes) -> Self:
        """From PEM ``PUBLIC KEY`` blocks one after another, nothing between them; BadKey otherwise."""
        blocks = _BLOCK.findall(pem)
        if b"".join(blocks) != pem:
            raise BadKey("an anchor file holds PEM public keys and nothing else")
        return cls(tuple(PublicKey.from_pem(block) for block in blocks))

    def pem(self) -> bytes:
        """As ``from_pem`` reads it."""
        return b"".join(key.pem() for key in self.keys)
