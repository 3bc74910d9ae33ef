"""The closed set of claims in a Rabta token, and the one form each may take (RFC 9068, RFC 9396).

Shared by the officer's token and the second person's. Times are integer seconds since
the epoch (RFC 7519 NumericDate, narrowed); digests are 32 bytes in base64url.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.access.jws import DIGEST_BYTES, BadJws, decode_segment, load_object
from services.membership.rules import MAX_CLEARANCE

Form = Callable[[str, object], object]
"""Member name and raw JSON value in, checked value out; BadJws ``value`` or ``base64url``."""

Members = dict[str, Any]
"""Checked members by name: what each is, its form has seen to."""

LATEST_S = 4_102_444_800
"""2100-01-01: a time beyond it is a mistake or a trick."""
MAX_ITEMS = 64


@dataclass(frozen=True, slots=True)
class OfficerClaims:
    """What a token says of one officer: claims of the agency's issuer, not yet cut to the registry's ceilings."""

    issuer: str
    audience: str
    officer: str
    system: str
    issued_s: int
    expires_s: int
    token_id: str
    federation_id: bytes
    roles: frozenset[str]
    clearance: int
    jurisdictions: frozenset[str]
    trained_until_s: int
    undertaking: bool
    superiors: frozenset[str]


def text_like(pattern: str) -> Form:
    """Form of a string that matches ``pattern`` (ASCII) whole."""
    compiled = re.compile(pattern, re.ASCII)

    def form(member: str, value: object) -> str:
        if type(value) is not str or compiled.fullmatch(value) is None:
            raise BadJws("value", member)
        return value

    return form


def whole(least: int, most: int) -> Form:
    """Form of an integer within bounds; booleans and strings are not integers."""

    def form(member: str, value: object) -> int:
        if type(value) is not int or not least <= value <= most:
            raise BadJws("value", member)
        return value

    return form


def set_of(item: Form, least: int = 0) -> Form:
    """Form of a JSON array without repetition, ``least`` to 64 items."""

    def form(member: str, value: object) -> frozenset[object]:
        if type(value) is not list or not least <= len(value) <= MAX_ITEMS:
            raise BadJws("value", member)
        found = frozenset(item(member, entry) for entry in value)
        if len(found) != len(value):
            raise BadJws("value", member)
        return found

    return form


def boolean(member: str, value: object) -> bool:
    """Form of ``true`` or ``false``."""
    if type(value) is not bool:
        raise BadJws("value", member)
    return value


def digest(member: str, value: object) -> bytes:
    """Form of 32 bytes in base64url."""
    if type(value) is not str:
        raise BadJws("value", member)
    raw = decode_segment(value, member)
    if len(raw) != DIGEST_BYTES:
        raise BadJws("value", member)
    return raw


AGENCY = text_like(r"[a-z]{2}(?:\.[a-z0-9-]+)+")
OFFICER_ID = r"[a-z0-9]+(?:-[a-z0-9]+){0,15}"
OFFICER = text_like(OFFICER_ID)
SYSTEM = text_like(r"[a-z0-9][a-z0-9._-]{0,63}")
TOKEN_ID = text_like(r"[A-Za-z0-9_-]{16,64}")
NAME = text_like(r"[A-Z][A-Z0-9_]{0,39}")
SECONDS = whole(1, LATEST_S)
MAX_TEXT = 128

OFFICER_FORMS: Mapping[str, Form] = {
    "iss": AGENCY,
    "aud": AGENCY,
    "sub": OFFICER,
    "client_id": SYSTEM,
    "iat": SECONDS,
    "exp": SECONDS,
    "jti": TOKEN_ID,
    "fed": digest,
    "roles": set_of(NAME, least=1),
    "clearance": whole(0, MAX_CLEARANCE),
    "jurisdictions": set_of(text_like(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?"), least=1),
    "trained_until": whole(0, LATEST_S),
    "undertaking": boolean,
    "superiors": set_of(OFFICER),
}


def read_members(value: object, forms: Mapping[str, Form], optional: frozenset[str] = frozenset()) -> Members:
    """Checked members of a JSON object: all of ``forms`` but ``optional`` ones, and no others."""
    if not isinstance(value, dict) or not value.keys() <= forms.keys() or not forms.keys() - optional <= value.keys():
        raise BadJws("members")
    for member, raw in value.items():
        if type(raw) is str and len(raw) > MAX_TEXT:
            raise BadJws("value", member)
    return {member: forms[member](member, raw) for member, raw in value.items()}


def read_payload(payload: bytes, forms: Mapping[str, Form], longest_s: int) -> Members:
    """Checked claims of a payload whose lifetime is positive and at most ``longest_s``."""
    claims = read_members(load_object(payload), forms)
    if not 0 < claims["exp"] - claims["iat"] <= longest_s:
        raise BadJws("lifetime", "exp")
    return claims


def officer_claims(claims: Members) -> OfficerClaims:
    """The shared part of checked claims."""
    return OfficerClaims(
        issuer=claims["iss"],
        audience=claims["aud"],
        officer=claims["sub"],
        system=claims["client_id"],
        issued_s=claims["iat"],
        expires_s=claims["exp"],
        token_id=claims["jti"],
        federation_id=claims["fed"],
        roles=claims["roles"],
        clearance=claims["clearance"],
        jurisdictions=claims["jurisdictions"],
        trained_until_s=claims["trained_until"],
        undertaking=claims["undertaking"],
        superiors=claims["superiors"],
    )
