"""What a refusal looks like from outside."""

from __future__ import annotations

from google.rpc.error_details_pb2 import BadRequest, ErrorInfo, RetryInfo
from google.rpc.status_pb2 import Status

from services.client.check_answer import DETAILS_KEY, Proven, Received


def info_of(details: bytes) -> ErrorInfo:
    """The one ErrorInfo of a status."""
    found = ErrorInfo()
    for detail in Status.FromString(details).details:
        detail.Unpack(found)
    return found


def reason_of(answer: Proven | Received) -> str:
    """Reason of a refusal; empty where the answer is none."""
    details = answer.details if isinstance(answer, Proven) else answer.one(DETAILS_KEY)
    return str(info_of(details).reason) if details else ""


def retry_of(details: bytes) -> int:
    """Seconds of RetryInfo; 0 without."""
    found = RetryInfo()
    for detail in Status.FromString(details).details:
        detail.Unpack(found)
    return int(found.retry_delay.seconds)


def rules_of(details: bytes) -> list[tuple[str, str]]:
    """(field, rule) of each violation."""
    found = BadRequest()
    for detail in Status.FromString(details).details:
        detail.Unpack(found)
    return [(one.field, one.reason) for one in found.field_violations]


def is_bare(received: Received, text: str) -> bool:
    """Unsigned, constant, and nothing else."""
    return received.code == 16 and text == "refused" and not received.body and not received.trailing
