"""The second person: a second token, never a typed name (docs/vocabulary.md, 2P).

An approver token is issued by the caller's own agency to another officer, names the
SHA-256 of the one request body it allows, is at most an hour old, and counts once: its
id is consumed in the log like a nonce. It is bound to the body, not to a connection:
the approver may sit at another machine than the officer who asks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from services.access.caller import Approver, Caller
from services.access.ceilings import jurisdictions_within
from services.access.claims import OFFICER_FORMS, OfficerClaims, digest, officer_claims, read_payload
from services.access.errors import ApproverInvalid, TokenExpired, Violation
from services.access.jws import RULES, BadJws, read_kid, verified_payload
from services.access.token import check_place, check_window, key_in_force

if TYPE_CHECKING:
    from services.membership.registry import Registry

TYP = "rabta-approver+jwt"
LONGEST_S = 3600
NONCE_BYTES = 16
FORMS = {**OFFICER_FORMS, "body_sha256": digest}


@dataclass(frozen=True, slots=True)
class Approval:
    """A call that a second person allows. ``nonce``: 16 bytes that stand for the token's ``jti`` in the log.

    ``expires_ms``: until then the log must remember the nonce, however short the request's own life.
    """

    caller: Caller
    jti: str
    nonce: bytes
    expires_ms: int


def nonce_of(jti: str) -> bytes:
    """What the log consumes, so that an approval counts once; no request nonce is ever made this way."""
    return sha256(b"rabta approver\0" + jti.encode("ascii")).digest()[:NONCE_BYTES]


def parse_approver(token: str, registry: Registry, caller: Caller, body_sha256: bytes, now_ms: int) -> Approval:
    """``caller`` with the approver that ``token`` names; ApproverInvalid naming the rule otherwise.

    ``body_sha256``: 32 bytes, of this request's body.
    """
    try:
        claims, body = _read(token, registry, now_ms)
        check_window(claims, now_ms)
        check_place(claims, registry)
        if body != body_sha256:
            raise BadJws("body")
        _check_person(claims, caller)
        _check_fitness(claims, now_ms)
        _check_ceilings(claims, registry, caller)
    except TokenExpired:
        raise ApproverInvalid(Violation("approver.exp", "lifetime", RULES["lifetime"])) from None
    except BadJws as bad:
        raise ApproverInvalid(Violation(f"approver.{bad.member}".rstrip("."), bad.rule, RULES[bad.rule])) from None
    second = Approver(claims.officer, claims.clearance, claims.superior, sha256(token.encode("ascii")).digest())
    return Approval(
        replace(caller, approver=second), claims.token_id, nonce_of(claims.token_id), claims.expires_s * 1000
    )


def _read(token: str, registry: Registry, now_ms: int) -> tuple[OfficerClaims, bytes]:
    row = key_in_force(registry, read_kid(token, TYP), now_ms)
    found = read_payload(verified_payload(token, row.public), FORMS, LONGEST_S)
    if row.agency != found["iss"]:
        raise BadJws("issuer")
    return officer_claims(found), found["body_sha256"]


def _check_person(claims: OfficerClaims, caller: Caller) -> None:
    """Another officer of the same agency, of at least equal clearance, who does not answer to the caller.

    Officer ids have one spelling (lower-case ASCII), so unequal ids are unequal people.
    """
    if claims.issuer != caller.agency:
        raise BadJws("issuer")
    if claims.officer == caller.officer or claims.superior == caller.officer or claims.clearance < caller.clearance:
        raise BadJws("person")


def _check_fitness(claims: OfficerClaims, now_ms: int) -> None:
    if not claims.undertaking or claims.trained_until_s * 1000 <= now_ms:
        raise BadJws("fitness")


def _check_ceilings(claims: OfficerClaims, registry: Registry, caller: Caller) -> None:
    """An approval is taken whole or not at all: a claim above the registry refuses it."""
    agency = registry.agencies[caller.agency]
    roles = registry.role_ceiling(agency.id, claims.system)
    within = jurisdictions_within(claims.jurisdictions, agency.jurisdictions) == claims.jurisdictions
    if not claims.roles <= roles or claims.clearance > agency.clearance or not within:
        raise BadJws("ceiling")
