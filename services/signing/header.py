"""SigHeader: what a party signs about one message. Strict parse, limits, builders.

The bytes as received are verified and then parsed. Only the canonical form is accepted:
ascending fields, none unknown, repeated or explicitly at its default. Order:
parse -> drop what is unknown -> serialise again -> equal to what came, byte for byte.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Final, NamedTuple

from google.protobuf.message import DecodeError
from rabta.signing.v1.header_pb2 import DIRECTION_ANSWER, DIRECTION_REQUEST, SigHeader

from services.signing.es256 import ALG
from services.signing.pae import HEADER, pae

__all__ = [
    "DIRECTION_ANSWER",
    "DIRECTION_REQUEST",
    "HeaderError",
    "Outcome",
    "Party",
    "SigHeader",
    "build_answer",
    "build_request",
    "parse_header",
    "request_digest",
    "signed_header",
    "within_window",
]

MAX_HEADER: Final = 1024
MAX_LIFE_MS: Final = 60_000
SKEW_MS: Final = 30_000
EMPTY_SHA256: Final = sha256(b"").digest()
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


class HeaderError(ValueError):
    """A header breaks a rule; ``field`` names where, ``*`` for the form as a whole."""

    def __init__(self, field: str) -> None:
        super().__init__(f"header: {field}")
        self.field = field


@dataclass(frozen=True, slots=True)
class Party:
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


def build_answer(
    party: Party, request: SigHeader, request_sha256: bytes, outcome: Outcome, *, iat_ms: int, exp_ms: int
) -> bytes:
    """Canonical bytes of the header of the answer to ``request``; HeaderError when a limit is broken."""
    header = SigHeader(
        version=1,
        direction=DIRECTION_ANSWER,
        method=request.method,
        alg=ALG,
        kid=party.kid,
        issuer=party.issuer,
        audience=request.issuer,
        iat_ms=iat_ms,
        exp_ms=exp_ms,
        nonce=request.nonce,
        body_sha256=outcome.body_sha256,
        federation_id=party.federation_id,
        registry_version=party.registry_version,
        registry_sha256=party.registry_sha256,
        request_sha256=request_sha256,
        grpc_status=outcome.status,
        status_sha256=sha256(outcome.status_details).digest() if outcome.status_details else EMPTY_SHA256,
        audit_index=outcome.audit_index,
        commitment=outcome.commitment,
        no_leaf=outcome.no_leaf,
        witness_stale=outcome.witness_stale,
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
    if not 0 < len(raw) <= MAX_HEADER:
        raise HeaderError("*")
    try:
        header = SigHeader.FromString(raw)
    except DecodeError:
        raise HeaderError("*") from None
    header.DiscardUnknownFields()
    if header.SerializeToString(deterministic=True) != raw:
        raise HeaderError("*")
    _check(header)
    return header


def _check(header: SigHeader) -> None:
    _check_common(header)
    if header.direction == DIRECTION_REQUEST:
        _check_request(header)
    elif header.direction == DIRECTION_ANSWER:
        _check_answer(header)
    else:
        raise HeaderError("direction")


def _check_common(header: SigHeader) -> None:
    if header.version != 1:
        raise HeaderError("version")
    if not _is_method(header.method):
        raise HeaderError("method")
    if header.alg != ALG:
        raise HeaderError("alg")
    _agency(header.issuer, "issuer")
    _agency(header.audience, "audience")
    if header.iat_ms <= 0:
        raise HeaderError("iat_ms")
    if not 0 < header.exp_ms - header.iat_ms <= MAX_LIFE_MS:
        raise HeaderError("exp_ms")
    _size(header.nonce, 16, "nonce")
    if header.registry_version == 0:
        raise HeaderError("registry_version")
    _size(header.kid, 32, "kid")
    _size(header.body_sha256, 32, "body_sha256")
    _size(header.federation_id, 32, "federation_id")
    _size(header.registry_sha256, 32, "registry_sha256")


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


def _size(value: bytes, size: int, field: str) -> None:
    if len(value) != size:
        raise HeaderError(field)


def _check_request(header: SigHeader) -> None:
    for field in _ANSWER_ONLY:
        if getattr(header, field):
            raise HeaderError(field)
    if header.token_sha256:
        _size(header.token_sha256, 32, "token_sha256")
    if header.approver_sha256:
        _size(header.approver_sha256, 32, "approver_sha256")
        _size(header.token_sha256, 32, "token_sha256")


def _check_answer(header: SigHeader) -> None:
    for field in _REQUEST_ONLY:
        if getattr(header, field):
            raise HeaderError(field)
    _size(header.request_sha256, 32, "request_sha256")
    _size(header.status_sha256, 32, "status_sha256")
    if header.grpc_status > _MAX_STATUS:
        raise HeaderError("grpc_status")
    if header.grpc_status == 0 and header.status_sha256 != EMPTY_SHA256:
        raise HeaderError("status_sha256")
    if header.grpc_status and header.body_sha256 != EMPTY_SHA256:
        raise HeaderError("body_sha256")
    if not header.no_leaf:
        _size(header.commitment, 32, "commitment")
    elif header.commitment or header.audit_index or not header.grpc_status:
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
