"""Compact JWS, read strictly: one algorithm, one spelling of every byte, no surprise in the JSON.

PyJWT checks the signature (RFC 7515, RFC 7518 3.4); around it stands what it leaves open
(RFC 8725): size, exact header, canonical base64url, duplicate members, NaN, floats,
surrogates. A refusal names its rule, never a byte of the token.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NoReturn

from jwt import PyJWS
from jwt.exceptions import PyJWTError

from services.errors import RabtaError

if TYPE_CHECKING:
    from services.signing.es256 import PublicKey
    from services.signing.signer import Signer

ALGORITHM = "ES256"
MAX_BYTES = 8192
COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{86}", re.ASCII)
SEGMENT = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
SURROGATE = re.compile("[\ud800-\udfff]")
DIGEST_BYTES = 32
_JWS = PyJWS(algorithms=[ALGORITHM])

RULES: Mapping[str, str] = {
    "missing": "is needed, or named in the request header, and did not come",
    "digest": "is not the one that the request header names",
    "size": f"longer than {MAX_BYTES} bytes",
    "compact": "not a compact JWS: three canonical base64url segments, the last of 64 bytes",
    "base64url": "not canonical base64url without padding (RFC 4648 section 5)",
    "json": "not a UTF-8 JSON object without floating-point numbers or lone surrogates",
    "duplicate": "a member appears twice",
    "members": "a member is missing or not in the closed set",
    "header": "header is not exactly alg ES256, kid and the expected typ",
    "key": "signed by no key that is registered for this use and in force",
    "signature": "signature does not verify",
    "value": "value is not of the documented form",
    "lifetime": "lifetime is not positive or longer than allowed",
    "expired": "past its expiry, or issued more than 30 s in the future",
    "audience": "meant for another audience or federation",
    "issuer": "issued by another agency than the one that calls",
    "ceiling": "claims more than the registry admits",
    "person": "not a second person",
    "body": "made for another request",
    "fitness": "officer is suspended, untrained or has not signed the undertaking",
}
"""Every rule a token can break, with the sentence that a peer may read."""


class BadJws(RabtaError):
    """A token breaks ``rule`` (a key of RULES), at ``member`` (a documented name or empty)."""

    def __init__(self, rule: str, member: str = "") -> None:
        super().__init__(rule, member)
        self.rule = rule
        self.member = member


def encode_segment(raw: bytes) -> str:
    """Base64url without padding, as a JWS has its three parts (RFC 7515, section 2)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def decode_segment(text: str, member: str = "") -> bytes:
    """Bytes of one canonical base64url text; BadJws ``base64url`` for any other spelling."""
    if SEGMENT.fullmatch(text) is None:
        raise BadJws("base64url", member)
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error:
        raise BadJws("base64url", member) from None
    if encode_segment(raw) != text:
        raise BadJws("base64url", member)
    return raw


def load_json(raw: bytes) -> object:
    """JSON value from UTF-8; BadJws ``json`` or ``duplicate``. Numbers are integers only."""
    try:
        text = raw.decode("utf-8", "strict")
        value = json.loads(text, object_pairs_hook=_members_once, parse_constant=_no_number, parse_float=_no_number)
        if "\\u" in text and SURROGATE.search(json.dumps(value, ensure_ascii=False)):
            raise BadJws("json")
    except (ValueError, RecursionError):
        raise BadJws("json") from None
    return value


def load_object(raw: bytes) -> dict[str, object]:
    """JSON object from UTF-8; BadJws like :func:`load_json`."""
    value = load_json(raw)
    if not isinstance(value, dict):
        raise BadJws("json")
    return value


def _members_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadJws("duplicate")
    return found


def _no_number(_: str) -> NoReturn:
    raise BadJws("json")


def read_kid(token: str, typ: str) -> bytes:
    """Key id (32 bytes) that the header names; nothing is verified yet.

    The header must be exactly ``{"alg": "ES256", "kid": ..., "typ": typ}``, in any order.
    """
    if len(token) > MAX_BYTES:
        raise BadJws("size")
    if COMPACT.fullmatch(token) is None:
        raise BadJws("compact")
    header = _header(token)
    if header.keys() != {"alg", "kid", "typ"} or header["alg"] != ALGORITHM or header["typ"] != typ:
        raise BadJws("header", "header")
    if not isinstance(header["kid"], str):
        raise BadJws("header", "header")
    kid = decode_segment(header["kid"], "kid")
    if len(kid) != DIGEST_BYTES:
        raise BadJws("header", "header")
    return kid


def _header(token: str) -> dict[str, object]:
    try:
        return load_object(decode_segment(token.partition(".")[0]))
    except BadJws as bad:
        raise BadJws(bad.rule, "header") from None


def verified_payload(token: str, public: PublicKey) -> bytes:
    """Payload bytes as they were signed. The signature layer: ES256 under ``public`` and nothing else."""
    if len(token) > MAX_BYTES:
        raise BadJws("size")
    if COMPACT.fullmatch(token) is None:
        raise BadJws("compact")
    try:
        payload: bytes = _JWS.decode(token, public.pem(), algorithms=[ALGORITHM])
    except PyJWTError:
        raise BadJws("signature") from None
    return payload


def sign_token(claims: Mapping[str, object], private: Signer, typ: str) -> str:
    """Compact JWS over ``claims``: the same claims and key give the same token (RFC 6979)."""
    header = {"alg": ALGORITHM, "kid": encode_segment(private.kid), "typ": typ}
    signed = ".".join(encode_segment(_plain_json(part)) for part in (header, claims))
    return f"{signed}.{encode_segment(private.sign(signed.encode('ascii')))}"


def _plain_json(value: Mapping[str, object]) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode("ascii")
