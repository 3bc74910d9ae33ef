"""The second person: a second token, never a typed name (docs/vocabulary.md, 2P).

An approver token is issued by an officer's own agency, which ``second.py`` names for each act, is at most an
hour old, and counts once: its id is consumed in the log like a nonce. It allows one
:class:`Act` and no other: this body, by this method, by this officer, for this purpose, basis
and case. It is bound to the act, not to a connection: the approver may sit at another
machine than the officer who asks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from services.access.caller import Approver, Caller
from services.access.ceilings import jurisdictions_within
from services.access.claims import (
    OFFICER,
    OFFICER_FORMS,
    OfficerClaims,
    digest,
    officer_claims,
    read_payload,
    text_like,
)
from services.access.details import Details
from services.access.errors import ApproverInvalid, TokenExpired, Violation
from services.access.jws import RULES, BadJws, read_kid, verified_payload
from services.access.second import may_stand_by
from services.access.token import check_place, check_window, key_in_force

if TYPE_CHECKING:
    from services.membership.registry import Registry

TYP = "rabta-approver+jwt"
LONGEST_S = 3600
NONCE_BYTES = 16
METHOD = text_like(r"/[A-Za-z0-9_.]{1,94}/[A-Za-z0-9_]{1,32}")
ACT_FORMS = {"method": METHOD, "for_sub": OFFICER, "body_sha256": digest, "details_sha256": digest}
FORMS = {**OFFICER_FORMS, **ACT_FORMS}


@dataclass(frozen=True, slots=True)
class Act:
    """What is approved. ``method``: ``/package.Service/Method``; ``officer``: who will act; digests of 32 bytes."""

    method: str
    officer: str
    body_sha256: bytes
    details_sha256: bytes

    @property
    def digest(self) -> bytes:
        """32 bytes that the second person's own key signs when asking for the approval."""
        names = f"{self.method}\0{self.officer}".encode("ascii")
        return sha256(b"rabta approval\0" + self.body_sha256 + self.details_sha256 + names).digest()


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


def act_of(caller: Caller, method: str, body_sha256: bytes) -> Act:
    """What ``caller`` is about to do: a body (its SHA-256, 32 bytes) by a method, for what the token says."""
    why = Details(
        caller.purpose,
        caller.legal_basis,
        caller.second_basis,
        caller.query_class,
        caller.case_type,
        caller.case_key,
    )
    return Act(method, caller.officer, body_sha256, why.digest)


def approver_invalid(bad: BadJws) -> ApproverInvalid:
    """The refusal that a peer sees: which rule at which claim, no byte of the token."""
    return ApproverInvalid(Violation(f"approver.{bad.member}".rstrip("."), bad.rule, RULES[bad.rule]))


def parse_approver(
    token: str,
    registry: Registry,
    caller: Caller,
    method: str,
    body_sha256: bytes,
    now_ms: int,
    server: str = "",
) -> Approval:
    """``caller`` with the approver that ``token`` names; ApproverInvalid naming the rule otherwise.

    ``method`` and ``body_sha256`` (32 bytes) are those of this request; ``server``: the agency that answers, the hub
    where none is named.
    """
    try:
        claims, approved = read_approval(token, registry, now_ms)
        check_window(claims, now_ms)
        check_place(claims, registry, server)
        _check_act(approved, act_of(caller, method, body_sha256))
        _check_agency(claims, registry, caller, method)
        _check_person(claims, caller)
        _check_fitness(claims, now_ms)
        _check_ceilings(claims, registry)
    except TokenExpired:
        raise approver_invalid(BadJws("expired", "exp")) from None
    except BadJws as bad:
        raise approver_invalid(bad) from None
    second = Approver(
        claims.officer,
        claims.clearance,
        claims.superiors,
        sha256(token.encode("ascii")).digest(),
        "" if claims.issuer == caller.agency else claims.issuer,
    )
    return Approval(
        replace(caller, approver=second), claims.token_id, nonce_of(claims.token_id), claims.expires_s * 1000
    )


def read_approval(token: str, registry: Registry, now_ms: int) -> tuple[OfficerClaims, Act]:
    """Who approved which act, as a member's issuer signed it. Raises BadJws; of its time and place it says nothing."""
    row = key_in_force(registry, read_kid(token, TYP), now_ms)
    found = read_payload(verified_payload(token, row.public), FORMS, LONGEST_S)
    if row.agency != found["iss"]:
        raise BadJws("issuer", "iss")
    return officer_claims(found), Act(*(found[name] for name in ACT_FORMS))


def _check_act(approved: Act, asked: Act) -> None:
    if approved.body_sha256 != asked.body_sha256:
        raise BadJws("body", "body_sha256")
    if approved.method != asked.method:
        raise BadJws("body", "method")
    if approved.officer != asked.officer:
        raise BadJws("body", "for_sub")
    if approved.details_sha256 != asked.details_sha256:
        raise BadJws("body", "details_sha256")


def _check_agency(claims: OfficerClaims, registry: Registry, caller: Caller, method: str) -> None:
    issuer = registry.agencies.get(claims.issuer)
    if issuer is None or not may_stand_by(method, caller.agency, issuer.id, issuer.kind):
        raise BadJws("issuer", "iss")


def _check_person(claims: OfficerClaims, caller: Caller) -> None:
    """Another officer, of at least equal clearance, who answers to the caller at no distance.

    Officer ids have one spelling (lower-case ASCII), so unequal ids are unequal people. Equal ids of two agencies are
    taken for one person too.
    """
    if claims.officer == caller.officer:
        raise BadJws("person", "sub")
    if caller.officer in claims.superiors:
        raise BadJws("person", "superiors")
    if claims.clearance < caller.clearance:
        raise BadJws("person", "clearance")


def _check_fitness(claims: OfficerClaims, now_ms: int) -> None:
    if not claims.undertaking:
        raise BadJws("fitness", "undertaking")
    if claims.trained_until_s * 1000 <= now_ms:
        raise BadJws("fitness", "trained_until")


def _check_ceilings(claims: OfficerClaims, registry: Registry) -> None:
    """An approval is taken whole or not at all: a claim above the registry refuses it."""
    agency = registry.agencies[claims.issuer]
    if not claims.roles <= registry.role_ceiling(agency.id, claims.system):
        raise BadJws("ceiling", "roles")
    if claims.clearance > agency.clearance:
        raise BadJws("ceiling", "clearance")
    if jurisdictions_within(claims.jurisdictions, agency.jurisdictions) != claims.jurisdictions:
        raise BadJws("ceiling", "jurisdictions")
