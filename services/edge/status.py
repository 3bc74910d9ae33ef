"""The one table from a refusal's reason to its gRPC status, and how it is written.

Reasons are a closed set (``rabta.signing.v1.Reason``). An exception that is not a
refusal becomes ``INTERNAL`` with a fixed sentence; its text never reaches the peer.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from google.protobuf.any_pb2 import Any
from google.protobuf.duration_pb2 import Duration
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo, RetryInfo
from google.rpc.status_pb2 import Status
from grpc import StatusCode

from services.access.errors import Refused, Violation

DOMAIN = "rabta"

CODES: dict[str, StatusCode] = {
    "UNAUTHENTICATED": StatusCode.UNAUTHENTICATED,
    "REGISTRY_STALE": StatusCode.FAILED_PRECONDITION,
    "REGISTRY_EXPIRED": StatusCode.FAILED_PRECONDITION,
    "REPLAYED": StatusCode.ALREADY_EXISTS,
    "AUDIT_UNAVAILABLE": StatusCode.UNAVAILABLE,
    "WITNESS_STALE": StatusCode.UNAVAILABLE,
    "CLOCK": StatusCode.UNAVAILABLE,
    "LOG_ROLLED_BACK": StatusCode.UNAVAILABLE,
    "DEADLINE_REQUIRED": StatusCode.INVALID_ARGUMENT,
    "TOO_BUSY": StatusCode.RESOURCE_EXHAUSTED,
    "RATE_LIMITED": StatusCode.RESOURCE_EXHAUSTED,
    "TOKEN_INVALID": StatusCode.UNAUTHENTICATED,
    "TOKEN_EXPIRED": StatusCode.UNAUTHENTICATED,
    "TOKEN_NOT_BOUND": StatusCode.UNAUTHENTICATED,
    "BODY_MISMATCH": StatusCode.UNAUTHENTICATED,
    "INVALID_ARGUMENT": StatusCode.INVALID_ARGUMENT,
    "METHOD_UNKNOWN": StatusCode.UNIMPLEMENTED,
    "PURPOSE_UNFIT": StatusCode.PERMISSION_DENIED,
    "OFFICER_UNFIT": StatusCode.PERMISSION_DENIED,
    "OWN_OR_KIN": StatusCode.PERMISSION_DENIED,
    "CASE_NOT_YOURS": StatusCode.PERMISSION_DENIED,
    "POLICY_DENIED": StatusCode.PERMISSION_DENIED,
    "APPROVER_REQUIRED": StatusCode.PERMISSION_DENIED,
    "APPROVER_INVALID": StatusCode.PERMISSION_DENIED,
    "NOT_FOUND": StatusCode.NOT_FOUND,
    "NOT_OWNER": StatusCode.PERMISSION_DENIED,
    "PAGE_INVALID": StatusCode.INVALID_ARGUMENT,
    "PAGE_OUT_OF_ORDER": StatusCode.FAILED_PRECONDITION,
    "REQUEST_ID_REUSED": StatusCode.ALREADY_EXISTS,
    "PAGE_TOKEN_INVALID": StatusCode.INVALID_ARGUMENT,
    "BREAK_GLASS_LIMIT": StatusCode.RESOURCE_EXHAUSTED,
    "BREAK_GLASS_INVALID": StatusCode.PERMISSION_DENIED,
    "STORAGE_UNAVAILABLE": StatusCode.UNAVAILABLE,
    "INTERNAL": StatusCode.INTERNAL,
    "MESSAGE_TOO_LARGE": StatusCode.RESOURCE_EXHAUSTED,
    "GRAPH_BEHIND": StatusCode.UNAVAILABLE,
    "GRAPH_UNAVAILABLE": StatusCode.UNAVAILABLE,
    "AUTHORITY_UNKNOWN": StatusCode.FAILED_PRECONDITION,
    "AUTHORITY_CONFLICT": StatusCode.ALREADY_EXISTS,
    "STR_DERIVED": StatusCode.PERMISSION_DENIED,
    "CLAIM_CLOSED": StatusCode.FAILED_PRECONDITION,
    "STATEMENT_INVALID": StatusCode.INVALID_ARGUMENT,
    "STATEMENT_OUT_OF_ORDER": StatusCode.FAILED_PRECONDITION,
    "STATEMENT_ALTERED": StatusCode.ALREADY_EXISTS,
}

BY_NUMBER: dict[int, StatusCode] = {code.value[0]: code for code in StatusCode}


def code_number(reason: str) -> int:
    """Number of the gRPC status for ``reason``; an unknown reason is INTERNAL."""
    number: int = CODES.get(reason, StatusCode.INTERNAL).value[0]
    return number


def details(refusal: Refused, **metadata: str) -> bytes:
    """Exact ``grpc-status-details-bin`` for a refusal: google.rpc.Status with ErrorInfo,
    BadRequest for each violation, RetryInfo in whole minutes.
    """
    if not refusal.violations and not refusal.retry_after_s and not metadata:
        return _plain(refusal.reason)
    return _write(refusal.reason, refusal.violations, refusal.retry_after_s, metadata)


@lru_cache(maxsize=64)
def _plain(reason: str) -> bytes:
    return _write(reason, (), 0, {})


def _write(reason: str, violations: tuple[Violation, ...], retry_after_s: int, metadata: Mapping[str, str]) -> bytes:
    status = Status(code=code_number(reason), message=reason)
    info = ErrorInfo(reason=reason, domain=DOMAIN, metadata=metadata)
    status.details.append(_any(info))
    if violations:
        bad = BadRequest()
        for violation in violations:
            bad.field_violations.add(field=violation.field, description=violation.text, reason=violation.rule)
        status.details.append(_any(bad))
    if retry_after_s:
        minutes = -(-retry_after_s // 60)
        status.details.append(_any(RetryInfo(retry_delay=Duration(seconds=60 * minutes))))
    written: bytes = status.SerializeToString(deterministic=True)
    return written


def _any(message: ErrorInfo | BadRequest | RetryInfo) -> Any:
    packed = Any()
    packed.Pack(message, deterministic=True)
    return packed
