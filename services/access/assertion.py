"""The officer's proof to their agency's issuer: a JWT bearer assertion under the officer's own key (RFC 7523).

Header exactly ``{"alg": "ES256", "kid": ..., "typ": "rabta-assertion+jwt"}``. Claims exactly
``iss sub aud iat exp jti for_sha256``: ``iss`` and ``sub`` are the officer's id, ``aud`` the
issuer's agency id or URL, the life at most a minute, and ``for_sha256`` the SHA-256 of what
it is for: the ``authorization_details`` text, or the request body that is approved, with the agency
that is to be asked where that is not the hub. So an assertion that leaks, or a system that swaps the purpose, gets
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from services.access.claims import OFFICER, SECONDS, TOKEN_ID, digest, read_payload, text_like
from services.access.jws import BadJws, encode_segment, read_kid, sign_token, verified_payload
from services.signing.es256 import PublicKey
from services.signing.signer import Signer

TYP = "rabta-assertion+jwt"
LONGEST_S = 60
FORMS = {
    "iss": OFFICER,
    "sub": OFFICER,
    "aud": text_like(r"[!-~]{1,128}"),
    "iat": SECONDS,
    "exp": SECONDS,
    "jti": TOKEN_ID,
    "for_sha256": digest,
}


@dataclass(frozen=True, slots=True)
class Assertion:
    """What an officer says under their own key. ``for_sha256``: 32 bytes; times in seconds."""

    officer: str
    audience: str
    jti: str
    for_sha256: bytes
    issued_s: int
    expires_s: int


def request_for(request_sha256: bytes, audience: str) -> bytes:
    """Digest (32 bytes) of a request for a token that is good at ``audience``; the request's own for the hub, "".

    Another agency's is SHA-256(``rabta audience`` || 0 || agency id || 0 || digest of the request).
    """
    if not audience:
        return request_sha256
    return sha256(b"rabta audience\0" + audience.encode("ascii") + b"\0" + request_sha256).digest()


def read_assertion(text: str, public: PublicKey) -> Assertion:
    """Shape and signature of ``text`` under the key its ``assertion_kid`` names; BadJws otherwise."""
    return read_claims(verified_payload(text, public))


def read_claims(payload: bytes) -> Assertion:
    """Claims of a payload whose signature was verified; BadJws when they are not of the documented form."""
    claims = read_payload(payload, FORMS, LONGEST_S)
    if claims["iss"] != claims["sub"]:
        raise BadJws("value", "iss")
    return Assertion(claims["sub"], claims["aud"], claims["jti"], claims["for_sha256"], claims["iat"], claims["exp"])


def assertion_kid(text: str) -> bytes:
    """Id (32 bytes) of the key that ``text`` names; BadJws when it is no assertion."""
    return read_kid(text, TYP)


def write_assertion(said: Assertion, key: Signer) -> str:
    """The JWS that :func:`read_assertion` reads as ``said``."""
    return sign_token(claims_of(said), key, TYP)


def claims_of(said: Assertion) -> dict[str, object]:
    """The JSON object that :func:`read_claims` reads as ``said``."""
    return {
        "iss": said.officer,
        "sub": said.officer,
        "aud": said.audience,
        "iat": said.issued_s,
        "exp": said.expires_s,
        "jti": said.jti,
        "for_sha256": encode_segment(said.for_sha256),
    }
