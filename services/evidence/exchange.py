"""Question and answer: two headers, two keys, one chain."""

from __future__ import annotations

from hashlib import sha256

from google.rpc.error_details_pb2 import ErrorInfo
from google.rpc.status_pb2 import Status
from rabta.signing.v1.evidence_pb2 import Evidence
from rabta.signing.v1.header_pb2 import SigHeader

from services.evidence.case import Case
from services.evidence.line import GOVERNANCE, Fails, Line, agency, require, server
from services.membership.describe import iso
from services.membership.registry import Registry
from services.membership.rows import KeyRow
from services.signing.cohort import verify_answer, verify_request
from services.signing.es256 import BadSignature
from services.signing.header import DIRECTION_ANSWER, DIRECTION_REQUEST, WITHOUT_ENTRY, HeaderError, parse_header


def registry_line(registry: Registry) -> Line:
    """Governance vouches for the membership."""
    needed, keys = registry.governance.threshold, len(registry.governance.keys)
    signed = f"signed by at least {needed} of {keys}"
    return Line(GOVERNANCE, f"membership of {registry.name}, version {registry.version}, {signed}")


def read_header(raw: bytes, who: str) -> SigHeader:
    """Strictly parsed header; Fails otherwise."""
    try:
        return parse_header(raw)
    except HeaderError as error:
        raise Fails(who, f"header is not well-formed ({error.field})") from None


def _key(header: SigHeader, registry: Registry, who: str) -> KeyRow:
    """Message key of the header's issuer, in force by the version that the call was made under."""
    require(header.federation_id == registry.federation_id, who, "header is of another federation")
    row = registry.message_key(header.kid)
    if row is None or row.agency != header.issuer or row.alg != header.alg:
        raise Fails(who, "header names no message key of its issuer")
    require(row.in_force(header.iat_ms), who, "message key was revoked or out of its validity")
    return row


def check_request(evidence: Evidence, registry: Registry) -> tuple[SigHeader, KeyRow]:
    """The question's header and the key that signed it. The 60 s window is not judged offline: leaf order is."""
    header = read_header(evidence.request_header, "agency")
    who = agency(header.issuer)
    require(header.direction == DIRECTION_REQUEST, who, "request header is not that of a request")
    require(header.method == evidence.method, who, "request is of another method")
    require(registry.serves(header.audience), who, "request is for an agency that answers nothing")
    row = _key(header, registry, who)
    try:
        verify_request(row.public, evidence.request_header, evidence.request_signature)
    except BadSignature:
        raise Fails(who, "request signature does not hold") from None
    return header, row


def check_answer(evidence: Evidence, registry: Registry, request: SigHeader, request_sha256: bytes) -> SigHeader:
    """The answer's header, bound to this very question."""
    who = server(request.audience, registry)
    header = read_header(evidence.answer_header, who)
    require(header.direction == DIRECTION_ANSWER, who, "answer header is not that of an answer")
    require(header.issuer == request.audience, who, "answer is of another agency than the one that was asked")
    row = _key(header, registry, who)
    try:
        verify_answer(row.public, evidence.answer_header, evidence.answer_signature)
    except BadSignature:
        raise Fails(who, "answer signature does not hold") from None
    bound = header.request_sha256 == request_sha256 and header.nonce == request.nonce
    require(bound and header.method == request.method, who, "answer is to another request")
    require(header.audience == request.issuer, who, "answer is for another agency")
    named = header.registry_version == registry.version and header.registry_sha256 == registry.digest
    require(named, who, "answer was given under another registry version")
    details = header.status_sha256 == sha256(evidence.status_details).digest()
    require(details, who, "status details are not the signed ones")
    if header.no_leaf:
        require(reason(evidence) in WITHOUT_ENTRY, who, "answer has no log entry, and no right to have none")
    return header


def reason(evidence: Evidence) -> str:
    """Reason of a refusal from its status details; empty when there is none."""
    status, info = Status(), ErrorInfo()
    try:
        status.ParseFromString(evidence.status_details)
    except Exception:
        return ""
    for detail in status.details:
        if detail.Is(ErrorInfo.DESCRIPTOR) and detail.Unpack(info) and info.domain == "rabta":
            return str(info.reason)
    return ""


def exchange_lines(case: Case) -> list[Line]:
    """What was asked, by which system, and what came back."""
    asked = f"system {case.system.system} asked {case.request.method} at {iso(case.request.iat_ms)}"
    lines = [Line(case.agency, asked)]
    if not case.answer.grpc_status:
        return [*lines, Line(case.server, "answered this very request")]
    refusal = reason(case.evidence) or f"gRPC status {case.answer.grpc_status}"
    return [*lines, Line(case.server, f"refused this very request: {refusal}")]


def body_lines(case: Case) -> list[Line]:
    """Both bodies against their signed digests; a redacted bundle shows neither."""
    evidence = case.evidence
    if evidence.redacted:
        return [Line(case.agency, "what was asked is redacted"), Line(case.server, "what was answered is redacted")]
    asked = sha256(evidence.request_body).digest() == case.request.body_sha256
    require(asked, case.agency, "request body is not the signed one")
    answered = sha256(evidence.answer_body).digest() == case.answer.body_sha256
    require(answered, case.server, "answer body is not the signed one")
    return [
        Line(case.agency, f"asked with these {len(evidence.request_body)} bytes"),
        Line(case.server, f"answered with these {len(evidence.answer_body)} bytes"),
    ]
