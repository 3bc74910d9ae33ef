"""Claims of a token from what the issuer has found out: the counterpart of ``services/access/claims.py``. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from services.access.approver import Act
from services.access.details import Details, details_object
from services.access.jws import encode_segment
from services.access.kin import kin_digest
from services.issuer.domain import Officer, Rights

Claims = dict[str, object]


@dataclass(frozen=True, slots=True)
class Grant:
    """What one token will say besides the officer. ``server``: agency that it is for; times in seconds."""

    agency: str
    server: str
    federation_id: bytes
    system: str
    rights: Rights
    jti: str
    issued_s: int
    expires_s: int


def access_claims(grant: Grant, officer: Officer, details: Details, thumbprint: bytes) -> Claims:
    """Claims of an ``at+jwt``, bound to the certificate of ``thumbprint`` (32 bytes)."""
    return {
        **_officer_claims(grant, officer),
        "cnf": {"x5t#S256": encode_segment(thumbprint)},
        "own_and_kin": sorted({encode_segment(kin_digest(text)) for text in officer.own_and_kin}),
        "authorization_details": [details_object(details)],
    }


def approver_claims(grant: Grant, officer: Officer, act: Act) -> Claims:
    """Claims of a ``rabta-approver+jwt`` for one act."""
    return {
        **_officer_claims(grant, officer),
        "method": act.method,
        "for_sub": act.officer,
        "body_sha256": encode_segment(act.body_sha256),
        "details_sha256": encode_segment(act.details_sha256),
    }


def _officer_claims(grant: Grant, officer: Officer) -> Claims:
    return {
        "iss": grant.agency,
        "aud": grant.server,
        "sub": officer.id,
        "client_id": grant.system,
        "iat": grant.issued_s,
        "exp": grant.expires_s,
        "jti": grant.jti,
        "fed": encode_segment(grant.federation_id),
        "roles": sorted(grant.rights.roles),
        "clearance": grant.rights.clearance,
        "jurisdictions": sorted(grant.rights.jurisdictions),
        "trained_until": officer.trained_until_ms // 1000,
        "undertaking": officer.undertaking_signed,
        "superiors": sorted(officer.superiors),
    }
