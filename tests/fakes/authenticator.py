"""An authenticator in memory: answers as W3C Web Authentication Level 3, section 6.3.3, says, or as a test would have it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from fido2 import cbor

from services.access.jws import encode_segment
from services.access.passkey_answer import Answer, challenge_of, write_answer
from services.signing.es256 import PrivateKey, to_der

CONSOLE = "https://console.fia.example"
PRESENT, VERIFIED, BACKUP_ELIGIBLE, ATTESTED = 0x01, 0x04, 0x08, 0x40


@dataclass
class Authenticator:
    """One passkey. ``count``: of its last signature; it rises by ``step``, by 0 where it counts none."""

    key: PrivateKey = field(default_factory=PrivateKey.generate)
    credential: bytes = b"credential-00001"
    count: int = 7
    step: int = 1
    flags: int = PRESENT | VERIFIED
    site: str = "console.fia.example"
    origin: str = CONSOLE

    def data(self) -> bytes:
        """Authenticator data for one more signature."""
        self.count += self.step
        return hashlib.sha256(self.site.encode()).digest() + bytes([self.flags]) + self.count.to_bytes(4, "big")

    def made(self, challenge: bytes, **client: object) -> tuple[bytes, bytes]:
        """Client data and attestation object of this passkey as it is made; nobody attests it (``none``)."""
        members = {
            "type": "webauthn.create",
            "challenge": encode_segment(challenge),
            "origin": self.origin,
            "crossOrigin": False,
            **client,
        }
        point = self.key.spki[-64:]
        public = {1: 2, 3: -7, -1: 1, -2: point[:32], -3: point[32:]}
        head = (
            hashlib.sha256(self.site.encode()).digest() + bytes([self.flags | ATTESTED]) + self.count.to_bytes(4, "big")
        )
        data = head + bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + cbor.encode(public)
        return json.dumps(members).encode(), cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})

    def answer(self, claims: dict[str, object], shown: dict[str, object] | None = None, **client: Any) -> str:
        """What the browser gives for ``claims``, with the claims that are ``shown`` to the issuer in their place."""
        asked, told = (json.dumps(said).encode() for said in (claims, claims if shown is None else shown))
        return write_answer(self.given(asked, **client)._replace(claims=told))

    def given(self, asked: bytes, **client: Any) -> Answer:
        """The same for claims as they stand on a page."""
        members = {
            "type": "webauthn.get",
            "challenge": encode_segment(challenge_of(asked)),
            "origin": self.origin,
            "crossOrigin": False,
            **client,
        }
        raw, data = json.dumps(members).encode(), self.data()
        signature = to_der(self.key.sign(data + hashlib.sha256(raw).digest()))
        return Answer(asked, self.credential, data, raw, signature)
