"""Form parameters of a request, each documented one exactly once (RFC 6749 section 3.2, RFC 7523 section 2.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from services.access.approver import ACT_FORMS, Act
from services.access.claims import Members
from services.access.details import Details, read_details
from services.access.jws import BadJws, load_json
from services.access.passkey_answer import PASSKEY_GRANT, is_passkey
from services.issuer.errors import InvalidDetails, InvalidRequest, UnsupportedGrantType
from services.signing.header import is_agency

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
MAX_BYTES = 24_576
COMMON = frozenset({"grant_type", "assertion"})
DETAILS = "authorization_details"
OPTIONAL = frozenset({"client_id", "audience"})
ACT = ("method", "for_sub", "body_sha256")


@dataclass(frozen=True, slots=True)
class TokenForm:
    """``POST /token``. ``details_text``: the parameter as it came, which the assertion's digest is over."""

    client_id: str
    assertion: str
    details: Details
    details_text: str
    audience: str


@dataclass(frozen=True, slots=True)
class ApproveForm:
    """``POST /approve``: ``act`` is to be approved, for ``details``."""

    client_id: str
    assertion: str
    act: Act
    details: Details
    audience: str


def read_token_form(body: bytes) -> TokenForm:
    """Raises InvalidRequest, UnsupportedGrantType or InvalidDetails."""
    found = _parameters(body, DETAILS)
    text = found[DETAILS]
    return TokenForm(found.get("client_id", ""), found["assertion"], _details(text), text, _audience(found))


def read_approve_form(body: bytes) -> ApproveForm:
    """Raises InvalidRequest, UnsupportedGrantType or InvalidDetails."""
    found = _parameters(body, *ACT, DETAILS)
    details = _details(found[DETAILS])
    try:
        said: Members = {name: ACT_FORMS[name](name, found[name]) for name in ACT}
    except BadJws:
        raise InvalidRequest("form") from None
    act = Act(said["method"], said["for_sub"], said["body_sha256"], details.digest)
    return ApproveForm(found.get("client_id", ""), found["assertion"], act, details, _audience(found))


def _audience(found: Mapping[str, str]) -> str:
    """Agency that is to be asked, "" where none is named (RFC 8693 section 2.1: the logical name of the service)."""
    audience = found.get("audience", "")
    if "audience" in found and not is_agency(audience):
        raise InvalidRequest("form")
    return audience


def _details(text: str) -> Details:
    try:
        return read_details(DETAILS, load_json(text.encode("utf-8")))
    except BadJws:
        raise InvalidDetails("details") from None


def _parameters(body: bytes, *own: str) -> Mapping[str, str]:
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
    needed = COMMON | set(own)
    if len(found) != len(pairs) or not needed <= found.keys() <= needed | OPTIONAL:
        raise InvalidRequest("form")
    if found["grant_type"] != (PASSKEY_GRANT if is_passkey(found["assertion"]) else GRANT):
        raise UnsupportedGrantType("grant")
    return found
