"""The officer's access token: RFC 9068 ``at+jwt``, narrowed until one spelling is left.

``TokenCache.parse`` settles what never changes for one token under one registry version:
shape and signature. ``bind`` settles the rest on every call, cached or not:

1. window      not expired, not from the future (30 s skew)
2. audience    this hub, this federation
3. certificate ``cnf`` equals the thumbprint of this connection (RFC 8705 section 3)
4. issuer      agency and system of the token are those of the connection
5. key         the issuer's token key is in force now, whatever ``iat`` says
6. ceilings    roles, clearance, jurisdictions: no more than the registry admits
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from services.access.caller import Caller
from services.access.ceilings import jurisdictions_within
from services.access.claims import (
    OFFICER_FORMS,
    OfficerClaims,
    digest,
    officer_claims,
    read_members,
    read_payload,
    set_of,
)
from services.access.details import Details, read_details
from services.access.errors import TokenExpired, TokenInvalid, TokenNotBound, Violation
from services.access.jws import RULES, BadJws, read_kid, verified_payload

if TYPE_CHECKING:
    from services.membership.registry import Registry
    from services.membership.rows import KeyRow, TlsRow

TYP = "at+jwt"
LONGEST_S = 900
SKEW_S = 30
CACHED = 4096


def _thumbprint(member: str, value: object) -> bytes:
    try:
        found: bytes = read_members(value, {"x5t#S256": digest})["x5t#S256"]
    except BadJws as bad:
        raise BadJws(bad.rule, member) from None
    return found


FORMS = {
    **OFFICER_FORMS,
    "cnf": _thumbprint,
    "own_and_kin": set_of(digest),
    "authorization_details": read_details,
}


@dataclass(frozen=True, slots=True)
class VerifiedToken:
    """Shape and signature hold; nothing here has been held against a connection or a clock yet.

    ``callers``: what :func:`bind` made of it, by registry digest and thumbprint.
    """

    kid: bytes
    sha256: bytes
    claims: OfficerClaims
    thumbprint: bytes
    own_and_kin: frozenset[bytes]
    details: Details
    callers: dict[tuple[bytes, bytes], Caller] = field(default_factory=dict, compare=False)


def token_invalid(bad: BadJws) -> TokenInvalid:
    """The refusal that a peer sees: which rule at which claim, no byte of the token."""
    return TokenInvalid(Violation(f"token.{bad.member}".rstrip("."), bad.rule, RULES[bad.rule]))


def key_in_force(registry: Registry, kid: bytes, now_ms: int) -> KeyRow:
    """Registry row of a token key; BadJws ``key`` when unknown, of another use, revoked or out of its time."""
    row = registry.key(kid, "TOKEN")
    if row is None or not row.in_force(now_ms):
        raise BadJws("key", "kid")
    return row


def parse(token: str, registry: Registry, now_ms: int) -> VerifiedToken:
    """Shape and signature of ``token``; TokenInvalid naming the rule otherwise."""
    try:
        kid = read_kid(token, TYP)
        row = key_in_force(registry, kid, now_ms)
        claims = read_payload(verified_payload(token, row.public), FORMS, LONGEST_S)
        if row.agency != claims["iss"]:
            raise BadJws("issuer", "iss")
    except BadJws as bad:
        raise token_invalid(bad) from None
    return VerifiedToken(
        kid,
        sha256(token.encode("ascii")).digest(),
        officer_claims(claims),
        claims["cnf"],
        claims["own_and_kin"],
        claims["authorization_details"],
    )


class TokenCache:
    """Remembers what :func:`parse` found, by token digest and registry; never a refusal; at most ``most`` tokens."""

    def __init__(self, most: int = CACHED) -> None:
        self._most = most
        self._found: dict[tuple[bytes, bytes], VerifiedToken] = {}

    def __len__(self) -> int:
        return len(self._found)

    def parse(self, token: str, registry: Registry, now_ms: int, digest: bytes = b"") -> VerifiedToken:
        """Like :func:`parse`. The oldest token makes room for a new one. ``digest``: its SHA-256, where known."""
        key = (digest or sha256(token.encode("utf-8", "replace")).digest(), registry.digest)
        found = self._found.get(key)
        if found is None:
            found = parse(token, registry, now_ms)
            if len(self._found) >= self._most:
                del self._found[next(iter(self._found))]
            self._found[key] = found
        return found


def check_window(claims: OfficerClaims, now_ms: int) -> None:
    """TokenExpired past the expiry or more than 30 s before the issue."""
    if claims.expires_s * 1000 <= now_ms or (claims.issued_s - SKEW_S) * 1000 > now_ms:
        raise TokenExpired


def check_place(claims: OfficerClaims, registry: Registry, server: str = "") -> None:
    """BadJws ``audience`` unless meant for ``server``, the hub where none is named, in this federation."""
    if claims.audience != (server or registry.hub):
        raise BadJws("audience", "aud")
    if claims.federation_id != registry.federation_id:
        raise BadJws("audience", "fed")


def bind(
    verified: VerifiedToken, registry: Registry, tls: TlsRow, thumbprint: bytes, now_ms: int, server: str = ""
) -> Caller:
    """The caller that this token makes of this connection, now.

    ``tls`` is the registry's row of ``thumbprint`` (32 bytes); ``server``: the agency that answers, the hub where none
    is named. Raises TokenExpired, TokenNotBound or TokenInvalid, in the order of the numbered steps.
    """
    claims = verified.claims
    check_window(claims, now_ms)
    try:
        check_place(claims, registry, server)
        if verified.thumbprint != thumbprint:
            raise TokenNotBound
        if claims.issuer != tls.agency:
            raise BadJws("issuer", "iss")
        if claims.system != tls.system:
            raise BadJws("issuer", "client_id")
        key_in_force(registry, verified.kid, now_ms)
    except BadJws as bad:
        raise token_invalid(bad) from None
    known = verified.callers.get((registry.digest, thumbprint))
    if known is None:
        known = verified.callers[registry.digest, thumbprint] = _caller(verified, registry, tls)
    return known


def _caller(verified: VerifiedToken, registry: Registry, tls: TlsRow) -> Caller:
    claims, details = verified.claims, verified.details
    agency = registry.agencies[tls.agency]
    return Caller(
        agency=agency.id,
        agency_kind=agency.kind,
        system=tls.system,
        officer=claims.officer,
        roles=claims.roles & registry.role_ceiling(agency.id, tls.system),
        clearance=min(claims.clearance, agency.clearance),
        jurisdictions=jurisdictions_within(claims.jurisdictions, agency.jurisdictions),
        trained_until_ms=claims.trained_until_s * 1000,
        undertaking_signed=claims.undertaking,
        suspended=False,
        superiors=claims.superiors,
        purpose=details.purpose,
        legal_basis=details.legal_basis,
        second_basis=details.second_basis,
        query_class=details.query_class,
        case_type=details.case_type,
        case_key=details.case_key,
        token_id=claims.token_id,
        token_sha256=verified.sha256,
        token_expires_ms=claims.expires_s * 1000,
        own_and_kin=verified.own_and_kin,
        approver=None,
    )
