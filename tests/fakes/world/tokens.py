"""Claims of officers' tokens as their agency's issuer would write them: a test changes what it wants and signs them."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from services.access.details import Details, details_object
from tests.fakes.world.keys import b64

Claims = dict[str, Any]
DAY_S = 86_400


def officer_claims(agency: str, hub: str, federation_id: bytes, now_ms: int, /, **changes: Any) -> Claims:
    """What both kinds of token say of an officer, who is an investigator on the agency's node unless changed."""
    now_s = now_ms // 1000
    return {
        "iss": agency,
        "aud": hub,
        "sub": "officer-1",
        "client_id": "node",
        "iat": now_s - 5,
        "exp": now_s + 600,
        "jti": "jti_0123456789-ABCDEF",
        "fed": b64(federation_id),
        "roles": ["INVESTIGATOR"],
        "clearance": 2,
        "jurisdictions": ["PK"],
        "trained_until": now_s + DAY_S,
        "undertaking": True,
        "superiors": ["officer-9"],
        **changes,
    }


def access_claims(officer: Claims, thumbprint: bytes, why: Details, /, **changes: Any) -> Claims:
    """Of an access token bound to a certificate; ``thumbprint``: its SHA-256, 32 bytes. See :func:`changed`."""
    own = {"cnf": {"x5t#S256": b64(thumbprint)}, "own_and_kin": [], "authorization_details": [details_object(why)]}
    return changed({**officer, **own}, changes)


def approval_claims(approver: Claims, body: bytes, method: str, of: str, why: Details, /, **changes: Any) -> Claims:
    """Of a second person's token for one body that the officer ``of`` sends for the reason ``why``."""
    own = {
        "method": method,
        "for_sub": of,
        "body_sha256": b64(sha256(body).digest()),
        "details_sha256": b64(why.digest),
    }
    return changed({**approver, **own}, changes)


def changed(claims: Mapping[str, Any], changes: Mapping[str, Any]) -> Claims:
    """Claims with changes; one changed to ``...`` is dropped."""
    return {name: value for name, value in {**claims, **changes}.items() if value is not ...}
