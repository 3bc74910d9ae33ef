"""SigHeader: what a party signs about one message. Strict parse, limits, builders.

The bytes as received are verified and then parsed. Only the canonical form is accepted:
ascending fields, none unknown, repeated or explicitly at its default. Order:
parse -> drop what is unknown -> serialise again -> equal to what came, byte for byte.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from operator import attrgetter
from typing import Final, NamedTuple

from rabta.signing.v1.header_pb2 import DIRECTION_ANSWER, DIRECTION_REQUEST, SigHeader

from services.errors import RabtaError
from services.signing.canonical import NotCanonical, canonical
from services.signing.es256 import ALG
from services.signing.pae import HEADER, pae

__all__ = [
    "DIRECTION_ANSWER",
    "DIRECTION_REQUEST",
    "WITHOUT_ENTRY",
    "HeaderError",
    "Outcome",
    "Party",
    "SigHeader",
    "build_request",
    "check_common",
    "check_outcome",
    "check_size",
    "check_times",
    "parse_header",
    "request_digest",
    "signed_header",
    "within_window",
]

MAX_HEADER: Final = 1024
MAX_LIFE_MS: Final = 60_000
SKEW_MS: Final = 30_000
EMPTY_SHA256: Final = sha256(b"").digest()
WITHOUT_ENTRY: Final = frozenset({"AUDIT_UNAVAILABLE", "REPLAYED", "CALLS_LIMITED", "SHARE_USED"})
"""Reasons of refusals that may be signed with ``no_leaf``, never with a body (docs/protocol.md, section 8)."""
_METHOD: Final = re.compile(r"/[A-Za-z0-9_.]{1,128}/[A-Za-z0-9_]{1,64}")
_AGENCY: Final = re.compile(r"[a-z]{2}(\.[a-z0-9-]+)+")
_MAX_AGENCY: Final = 64
_MAX_STATUS: Final = 16
_REQUEST_ONLY: Final = ("token_sha256", "approver_sha256")
_ANSWER_ONLY: Final = (
    "request_sha256",
    "grpc_status",
    "status_sha256",
    "audit_index",
    "commitment",
    "no_leaf",
    "witness_stale",
)
_answer_only: Final = attrgetter(*_ANSWER_ONLY)


class HeaderError(RabtaError, ValueError):
    """A header breaks a rule; ``field`` names where, ``*`` for the form as a whole."""

    def __init__(self, field: str) -> None:
        super().__init__(f"header: {field}")
        self.field = field


class Party(NamedTuple):
    """Who signs and what it acts under: what stays equal from header to header under one registry version."""

    issuer: str
    kid: bytes
    federation_id: bytes
    registry_version: int
    registry_sha256: bytes


class Outcome(NamedTuple):
    """What an answer says of itself.

    ``status``: gRPC code. ``status_details``: exact ``grpc-status-details-bin`` bytes, empty
    when OK. ``commitment``: 32 bytes, or empty with ``no_leaf``.
    """

    body_sha256: bytes
    status: int = 0
    status_details: bytes = b""
    audit_index: int = 0
    commitment: bytes = b""
    no_leaf: bool = False
    witness_stale: bool = False


def build_request(
    party: Party,
    *,
    method: str,
    audience: str,
    iat_ms: int,
    exp_ms: int,
    nonce: bytes,
    body_sha256: bytes,
    token_sha256: bytes = b"",
    approver_sha256: bytes = b"",
) -> bytes:
    """Canonical bytes of a request header; HeaderError when a limit is broken."""
    header = SigHeader(
        version=1,
        direction=DIRECTION_REQUEST,
        method=method,
        alg=ALG,
        kid=party.kid,
        issuer=party.issuer,
        audience=audience,
        iat_ms=iat_ms,
        exp_ms=exp_ms,
        nonce=nonce,
        body_sha256=body_sha256,
        token_sha256=token_sha256,
        approver_sha256=approver_sha256,
        federation_id=party.federation_id,
        registry_version=party.registry_version,
        registry_sha256=party.registry_sha256,
    )
    return _checked(header)


def _checked(header: SigHeader) -> bytes:
    _check(header)
    raw = header.SerializeToString(deterministic=True)
    if len(raw) > MAX_HEADER:
        raise HeaderError("*")
    return raw


def parse_header(raw: bytes) -> SigHeader:
    """Header of a request or an answer from its bytes as received; HeaderError names the field that is wrong."""
    try:
        header = canonical(SigHeader, raw, MAX_HEADER)
    except NotCanonical:
        raise HeaderError("*") from None
    _check(header)
    return header


def _check(header: SigHeader) -> None:
    check_common(header)
    if header.direction == DIRECTION_REQUEST:
        _check_request(header)
    elif header.direction == DIRECTION_ANSWER:
        _check_answer(header)
    else:
        raise HeaderError("direction")


def check_common(header: SigHeader) -> None:
    """What holds of both directions; HeaderError."""
    if header.version != 1:
        raise HeaderError("version")
    if not _is_method(header.method):
        raise HeaderError("method")
    if header.alg != ALG:
        raise HeaderError("alg")
    _agency(header.issuer, "issuer")
    _agency(header.audience, "audience")
    check_times(header.iat_ms, header.exp_ms)
    check_size(header.nonce, 16, "nonce")
    if header.registry_version == 0:
        raise HeaderError("registry_version")
    check_size(header.kid, 32, "kid")
    check_size(header.body_sha256, 32, "body_sha256")
    check_size(header.federation_id, 32, "federation_id")
    check_size(header.registry_sha256, 32, "registry_sha256")


def check_times(iat_ms: int, exp_ms: int) -> None:
    """The life of a header: HeaderError when it is none, or too long."""
    if iat_ms <= 0:
        raise HeaderError("iat_ms")
    if not 0 < exp_ms - iat_ms <= MAX_LIFE_MS:
        raise HeaderError("exp_ms")


def _agency(value: str, field: str) -> None:
    if not is_agency(value):
        raise HeaderError(field)


@lru_cache(4096)
def is_agency(value: str) -> bool:
    """Whether it is an agency's id, such as ``pk.fia`` (docs/protocol.md)."""
    return len(value) <= _MAX_AGENCY and _AGENCY.fullmatch(value) is not None


@lru_cache(1024)
def _is_method(value: str) -> bool:
    return _METHOD.fullmatch(value) is not None


def check_size(value: bytes, size: int, field: str) -> None:
    """HeaderError unless ``value`` has ``size`` bytes."""
    if len(value) != size:
        raise HeaderError(field)


def _check_request(header: SigHeader) -> None:
    if any(said := _answer_only(header)):
        raise HeaderError(next(field for field, value in zip(_ANSWER_ONLY, said, strict=True) if value))
    if header.token_sha256:
        check_size(header.token_sha256, 32, "token_sha256")
    if header.approver_sha256:
        check_size(header.approver_sha256, 32, "approver_sha256")
        check_size(header.token_sha256, 32, "token_sha256")


def _check_answer(header: SigHeader) -> None:
    for field in _REQUEST_ONLY:
        if getattr(header, field):
            raise HeaderError(field)
    outcome = Outcome(
        header.body_sha256,
        header.grpc_status,
        b"",
        header.audit_index,
        header.commitment,
        header.no_leaf,
    )
    check_outcome(header.request_sha256, header.status_sha256, outcome)


def check_outcome(request_sha256: bytes, status_sha256: bytes, said: Outcome) -> None:
    """What an answer alone states; HeaderError. ``said.status_details`` are judged by their digest."""
    check_size(request_sha256, 32, "request_sha256")
    check_size(status_sha256, 32, "status_sha256")
    if not 0 <= said.status <= _MAX_STATUS:
        raise HeaderError("grpc_status")
    if said.status == 0 and status_sha256 != EMPTY_SHA256:
        raise HeaderError("status_sha256")
    if said.status and said.body_sha256 != EMPTY_SHA256:
        raise HeaderError("body_sha256")
    if not said.no_leaf:
        check_size(said.commitment, 32, "commitment")
    elif said.commitment or said.audit_index or not said.status:
        raise HeaderError("no_leaf")


def within_window(header: SigHeader, now_ms: int, skew_ms: int = SKEW_MS) -> bool:
    """True while ``now_ms`` lies between iat and exp, ``skew_ms`` given either way."""
    return header.iat_ms - skew_ms <= now_ms <= header.exp_ms + skew_ms


def signed_header(raw: bytes) -> bytes:
    """The bytes that a header's signature is over."""
    return pae(HEADER, raw)


def request_digest(raw: bytes, signature_value: bytes) -> bytes:
    """SHA-256(PAE(request header) || whole ``rabta-sig-bin`` value): what an answer is chained to."""
    return sha256(pae(HEADER, raw) + signature_value).digest()
