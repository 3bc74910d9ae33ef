"""The one table of refusals: their gRPC status and what partners do about them; and how a refusal is written.

Reasons are a closed set (``rabta.signing.v1.Reason``). An exception that is not a
refusal becomes ``INTERNAL`` with a fixed sentence; its text never reaches the peer. The table of docs/protocol.md,
section 8, is made of these rows (``python -m tests.unit.protocol.renew``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from google.protobuf import any_pb2
from google.protobuf.duration_pb2 import Duration
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo, RetryInfo
from google.rpc.status_pb2 import Status
from grpc import StatusCode

from services.access.errors import Refused, Violation

DOMAIN = "rabta"


class Row(NamedTuple):
    """What partners are told of a reason: status, what to do about it, and whether the call leaves an entry.

    ``entry``: yes, no, or - for what is a cause of another reason alone. What a reason means stands beside its name in
    ``proto/rabta/signing/v1/reason.proto``.
    """

    code: StatusCode
    again: str
    entry: str = "yes"


ROWS: Final[dict[str, Row]] = {
    "UNAUTHENTICATED": Row(StatusCode.UNAUTHENTICATED, "after repair", "no"),
    "REGISTRY_STALE": Row(StatusCode.FAILED_PRECONDITION, "`GetRegistry`, then once more"),
    "REGISTRY_EXPIRED": Row(StatusCode.FAILED_PRECONDITION, "when governance has published"),
    "REPLAYED": Row(
        StatusCode.ALREADY_EXISTS, "with a new nonce; not if you sent it once only: somebody else did", "no"
    ),
    "AUDIT_UNAVAILABLE": Row(StatusCode.UNAVAILABLE, "up to twice, 0.2 s and 0.4 s later", "no"),
    "WITNESS_STALE": Row(StatusCode.UNAVAILABLE, "later"),
    "CLOCK": Row(StatusCode.UNAVAILABLE, "-", "-"),
    "LOG_ROLLED_BACK": Row(StatusCode.UNAVAILABLE, "-", "-"),
    "DEADLINE_REQUIRED": Row(StatusCode.INVALID_ARGUMENT, "with one"),
    "TOO_BUSY": Row(
        StatusCode.RESOURCE_EXHAUSTED,
        "up to twice, unless the refusal came after more than 5 s: the same question takes as long again",
    ),
    "CALLS_LIMITED": Row(StatusCode.RESOURCE_EXHAUSTED, "after `RetryInfo`: the next hour (UTC)", "no"),
    "SHARE_USED": Row(StatusCode.RESOURCE_EXHAUSTED, "after `RetryInfo`: the next day (UTC)", "no"),
    "RATE_LIMITED": Row(StatusCode.RESOURCE_EXHAUSTED, "after `RetryInfo`"),
    "TOKEN_INVALID": Row(StatusCode.UNAUTHENTICATED, "with a new token"),
    "TOKEN_EXPIRED": Row(StatusCode.UNAUTHENTICATED, "with a new token"),
    "TOKEN_NOT_BOUND": Row(StatusCode.UNAUTHENTICATED, "from the right system"),
    "BODY_MISMATCH": Row(StatusCode.UNAUTHENTICATED, "after repair"),
    "INVALID_ARGUMENT": Row(StatusCode.INVALID_ARGUMENT, "after repair"),
    "METHOD_UNKNOWN": Row(StatusCode.UNIMPLEMENTED, "no"),
    "PURPOSE_UNFIT": Row(StatusCode.PERMISSION_DENIED, "with another token"),
    "OFFICER_UNFIT": Row(StatusCode.PERMISSION_DENIED, "no"),
    "OWN_OR_KIN": Row(StatusCode.PERMISSION_DENIED, "no"),
    "CASE_NOT_YOURS": Row(StatusCode.PERMISSION_DENIED, "with a case of their own"),
    "POLICY_DENIED": Row(StatusCode.PERMISSION_DENIED, "no"),
    "APPROVER_REQUIRED": Row(StatusCode.PERMISSION_DENIED, "with an approver token"),
    "APPROVER_INVALID": Row(StatusCode.PERMISSION_DENIED, "with another"),
    "NOT_FOUND": Row(StatusCode.NOT_FOUND, "no"),
    "NOT_OWNER": Row(StatusCode.PERMISSION_DENIED, "no"),
    "PAGE_INVALID": Row(StatusCode.INVALID_ARGUMENT, "after repair"),
    "PAGE_OUT_OF_ORDER": Row(StatusCode.FAILED_PRECONDITION, "from the number that is named"),
    "REQUEST_ID_REUSED": Row(StatusCode.ALREADY_EXISTS, "no"),
    "PAGE_TOKEN_INVALID": Row(StatusCode.INVALID_ARGUMENT, "from the first page"),
    "BREAK_GLASS_LIMIT": Row(StatusCode.RESOURCE_EXHAUSTED, "when that session is over"),
    "BREAK_GLASS_INVALID": Row(StatusCode.PERMISSION_DENIED, "no"),
    "ALERT_CLOSED": Row(StatusCode.FAILED_PRECONDITION, "no"),
    "OPINION_GIVEN": Row(StatusCode.FAILED_PRECONDITION, "by another officer"),
    "LEAD_UNFIT": Row(StatusCode.FAILED_PRECONDITION, "no"),
    "STORAGE_UNAVAILABLE": Row(StatusCode.UNAVAILABLE, "up to twice"),
    "RECORDS_BEHIND": Row(
        StatusCode.UNAVAILABLE, "later; whose pages are missing sends them again, from the number that is named"
    ),
    "INTERNAL": Row(StatusCode.INTERNAL, "report it"),
    "MESSAGE_TOO_LARGE": Row(StatusCode.RESOURCE_EXHAUSTED, "smaller"),
    "GRAPH_BEHIND": Row(StatusCode.UNAVAILABLE, "up to twice"),
    "GRAPH_UNAVAILABLE": Row(StatusCode.UNAVAILABLE, "up to twice"),
    "AUTHORITY_UNKNOWN": Row(StatusCode.FAILED_PRECONDITION, "after `RegisterAuthority`"),
    "AUTHORITY_CONFLICT": Row(StatusCode.ALREADY_EXISTS, "under another reference"),
    "STR_DERIVED": Row(StatusCode.PERMISSION_DENIED, "no"),
    "CLAIM_CLOSED": Row(StatusCode.FAILED_PRECONDITION, "no"),
    "DAY_SPENT": Row(StatusCode.RESOURCE_EXHAUSTED, "on the next day of Pakistan, which `RetryInfo` counts to"),
    "TOO_MANY_OPEN": Row(StatusCode.RESOURCE_EXHAUSTED, "once one of them is paid or declined"),
    "CONSENT_MISSING": Row(StatusCode.FAILED_PRECONDITION, "with a consent that covers it"),
    "UNFIT": Row(StatusCode.FAILED_PRECONDITION, "with another guardian"),
    "OUT_OF_ORDER": Row(StatusCode.FAILED_PRECONDITION, "no"),
    "CURSOR_WRONG_EPOCH": Row(StatusCode.FAILED_PRECONDITION, "from the start, in the epoch that `Negotiate` names"),
    "CURSOR_FUTURE": Row(StatusCode.FAILED_PRECONDITION, "from the start"),
    "CURSOR_FORK": Row(StatusCode.FAILED_PRECONDITION, "from the last acknowledged cursor, else from the start"),
    "ORDERS_FIRST": Row(StatusCode.FAILED_PRECONDITION, "after the feed of orders is pulled and acknowledged"),
    "NO_AGREEMENT": Row(StatusCode.PERMISSION_DENIED, "no; what is held is erased"),
    "PEER_PAUSED": Row(StatusCode.FAILED_PRECONDITION, "later"),
    "PROTOCOL_UNSUPPORTED": Row(StatusCode.FAILED_PRECONDITION, "after an upgrade of either side"),
    "ACK_AHEAD": Row(StatusCode.FAILED_PRECONDITION, "with a cursor that was given"),
    "COPY_STALE": Row(StatusCode.UNAVAILABLE, "at the hub; here when the node has its copies again"),
    "LOG_SHORTENED": Row(StatusCode.FAILED_PRECONDITION, "with a head as large as the one that was anchored"),
    "LOG_FORKED": Row(StatusCode.FAILED_PRECONDITION, "no"),
    "STATEMENT_INVALID": Row(StatusCode.INVALID_ARGUMENT, "after repair"),
    "STATEMENT_OUT_OF_ORDER": Row(StatusCode.FAILED_PRECONDITION, "from that one"),
    "STATEMENT_ALTERED": Row(StatusCode.ALREADY_EXISTS, "no"),
}

CODES: Final = {reason: row.code for reason, row in ROWS.items()}
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


def _any(message: ErrorInfo | BadRequest | RetryInfo) -> any_pb2.Any:
    packed = any_pb2.Any()
    packed.Pack(message, deterministic=True)
    return packed
