"""Form parameters of a request, each documented one exactly once (RFC 6749 section 3.2, RFC 7523 section 2.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from services.access.claims import digest
from services.access.details import Details, read_details
from services.access.jws import BadJws, load_json
from services.issuer.errors import InvalidDetails, InvalidRequest, UnsupportedGrantType

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
MOST_BYTES = 24_576
COMMON = frozenset({"grant_type", "assertion"})


@dataclass(frozen=True, slots=True)
class TokenForm:
    """``POST /token``. ``details_text``: the parameter as it came, which the assertion's digest is over."""

    client_id: str
    assertion: str
    details: Details
    details_text: str


@dataclass(frozen=True, slots=True)
class ApproveForm:
    """``POST /approve``. ``body_sha256``: 32 bytes."""

    client_id: str
    assertion: str
    body_sha256: bytes


def read_token_form(body: bytes) -> TokenForm:
    """Raises InvalidRequest, UnsupportedGrantType or InvalidDetails."""
    found = _parameters(body, "authorization_details")
    text = found["authorization_details"]
    try:
        details = read_details("authorization_details", load_json(text.encode("utf-8")))
    except BadJws:
        raise InvalidDetails("details") from None
    return TokenForm(found.get("client_id", ""), found["assertion"], details, text)


def read_approve_form(body: bytes) -> ApproveForm:
    """Raises InvalidRequest or UnsupportedGrantType."""
    found = _parameters(body, "body_sha256")
    try:
        sha256 = digest("body_sha256", found["body_sha256"])
    except BadJws:
        raise InvalidRequest("form") from None
    return ApproveForm(found.get("client_id", ""), found["assertion"], sha256)


def _parameters(body: bytes, extra: str) -> Mapping[str, str]:
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=8,
        )
    except ValueError:
        raise InvalidRequest("form") from None
    found = dict(pairs)
    needed = COMMON | {extra}
    if len(found) != len(pairs) or not needed <= found.keys() <= needed | {"client_id"}:
        raise InvalidRequest("form")
    if found["grant_type"] != GRANT:
        raise UnsupportedGrantType("grant")
    return found
