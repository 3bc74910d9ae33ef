"""Words that prove when a passkey was asked: the issuer makes them, and nobody can make one ahead.

A word is base64url of 6 bytes of time (milliseconds, big-endian), 6 random ones and HMAC-SHA256 over both and the
thumbprint of the system that fetched it, under a key that lives as long as the process.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field

from services.access.assertion import LONGEST_S
from services.access.jws import BadJws, decode_segment, encode_segment

TIME_BYTES = 6
STAMP_BYTES = 12


@dataclass(frozen=True, slots=True)
class Fresh:
    """Maker and judge of words; another process's words are not good here."""

    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def word(self, thumbprint: bytes, now_ms: int) -> str:
        """A new word for the system whose certificate has this SHA-256."""
        stamp = now_ms.to_bytes(TIME_BYTES, "big") + secrets.token_bytes(STAMP_BYTES - TIME_BYTES)
        return encode_segment(stamp + self._mac(stamp, thumbprint))

    def good(self, word: str, thumbprint: bytes, now_ms: int) -> bool:
        """Whether this very process made ``word`` for this system within the last minute."""
        try:
            raw = decode_segment(word)
        except BadJws:
            return False
        stamp = raw[:STAMP_BYTES]
        age_ms = now_ms - int.from_bytes(stamp[:TIME_BYTES], "big")
        return hmac.compare_digest(raw[STAMP_BYTES:], self._mac(stamp, thumbprint)) and 0 <= age_ms < LONGEST_S * 1000

    def _mac(self, stamp: bytes, thumbprint: bytes) -> bytes:
        return hmac.digest(self.key, stamp + thumbprint, "sha256")
