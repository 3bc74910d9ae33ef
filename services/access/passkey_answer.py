"""A passkey's answer as text: five base64url segments with dots between, where a JWS has three.

Claims, credential id, authenticator data, client data, signature; the last three as W3C Web Authentication Level 3,
section 5.2.2, names them. Nothing is verified here.
"""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from services.access.jws import MAX_BYTES, BadJws, decode_segment, encode_segment

SEGMENTS = 5
PASSKEY_GRANT = "urn:rabta:params:oauth:grant-type:passkey"
"""What a request for a token by passkey names as its ``grant_type``."""


class Answer(NamedTuple):
    """``claims``: JSON of an assertion, which the challenge is a digest of; ``signature``: DER."""

    claims: bytes
    credential: bytes
    authenticator_data: bytes
    client_data: bytes
    signature: bytes


def is_passkey(text: str) -> bool:
    """Whether ``text`` has as many segments as a passkey's answer."""
    return text.count(".") == SEGMENTS - 1


def read_answer(text: str) -> Answer:
    """Segments of ``text``, which :func:`is_passkey`; BadJws when it is too long or not base64url."""
    if len(text) > MAX_BYTES:
        raise BadJws("size")
    return Answer(*(decode_segment(segment) for segment in text.split(".")))


def write_answer(answer: Answer) -> str:
    """The text that :func:`read_answer` reads as ``answer``."""
    return ".".join(encode_segment(part) for part in answer)


def challenge_of(claims: bytes) -> bytes:
    """What the authenticator signs for these claims: SHA-256(``rabta passkey`` || 0 || claims), 32 bytes."""
    return sha256(b"rabta passkey\0" + claims).digest()
