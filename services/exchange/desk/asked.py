"""One call to a desk: who makes it and why, and the change that it asks for."""

from __future__ import annotations

from typing import NamedTuple

from services.access.request_id import Act, act_of_call
from services.access.trail import Inquiry
from services.membership.registry import Registry
from services.vocabulary.access import AgencyKind, Purpose


class Asked(NamedTuple):
    """Who and why, the registry that the call is judged by, and SHA-256 of its body."""

    inquiry: Inquiry
    registry: Registry
    sha256: bytes


def act_of(asked: Asked, request_id: str) -> Act:
    """Whose change it is, noted in the trail. Raises InvalidArgument."""
    return act_of_call(asked.inquiry, request_id, asked.sha256)


def keeps(inquiry: Inquiry) -> bool:
    """Whether it is an owner's record officer who reads."""
    return inquiry.caller.purpose == Purpose.RECORD_UPKEEP


def oversees(inquiry: Inquiry) -> bool:
    """Whether it is oversight that reads."""
    caller = inquiry.caller
    return caller.purpose == Purpose.OVERSIGHT and caller.agency_kind == AgencyKind.OVERSIGHT
