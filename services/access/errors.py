"""Refusals that may reach a peer.

Every room derives its own from :class:`Refused`; ``services/edge/status.py`` maps
``reason`` (a ``rabta.signing.v1.Reason`` name without prefix) to a gRPC status.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from services.errors import RabtaError

_STEP: Final = r"[a-z][a-z0-9_]*(?:\[(?:0|[1-9][0-9]*)\])?"
PATH: Final = re.compile(rf"(?:{_STEP}(?:\.{_STEP})*(?:\.#[1-9][0-9]*)?|#[1-9][0-9]*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: ``field`` is a path, ``rule`` an id, ``text`` says what is wrong, never the value.

    A path has one grammar everywhere (docs/protocol.md, section 8): names of fields with dots between, a place in a
    list in brackets from 0, an unknown field by its number, and nothing for the whole. ValueError for any other.
    """

    field: str
    rule: str
    text: str

    def __post_init__(self) -> None:
        if PATH.fullmatch(self.field) is None:
            raise ValueError(f"not a field path: {self.field!r}")


class Refused(RabtaError):
    """A call is refused for a reason from the closed list; nothing else about it reaches the peer."""

    reason: str = "POLICY_DENIED"

    def __init__(self, *violations: Violation, retry_after_s: int = 0) -> None:
        super().__init__(self.reason)
        self.violations = violations
        self.retry_after_s = retry_after_s


class InvalidArgument(Refused):
    """The request breaks a rule that its violations name."""

    reason = "INVALID_ARGUMENT"


class NotFound(Refused):
    """Absent, or not for this caller: the two look the same."""

    reason = "NOT_FOUND"


class PurposeUnfit(Refused):
    """Purpose, legal basis, query class and reference do not fit together (decision table row 1)."""

    reason = "PURPOSE_UNFIT"


class OfficerUnfit(Refused):
    """The officer is suspended, untrained or has not signed the undertaking (row 1)."""

    reason = "OFFICER_UNFIT"


class OwnOrKin(Refused):
    """The selector is the officer's own or of declared kin (row 2)."""

    reason = "OWN_OR_KIN"


class CaseNotYours(Refused):
    """The cited case is not the officer's (row 3)."""

    reason = "CASE_NOT_YOURS"


class PolicyDenied(Refused):
    """No policy grants what is asked."""

    reason = "POLICY_DENIED"


class ApproverRequired(Refused):
    """A second person is needed."""

    reason = "APPROVER_REQUIRED"


class ApproverInvalid(Refused):
    """The second person's token does not count for this call."""

    reason = "APPROVER_INVALID"


class TokenInvalid(Refused):
    """The access token is malformed, wrongly signed or outside the issuer's rights."""

    reason = "TOKEN_INVALID"


class TokenExpired(Refused):
    """The access token is past its expiry or not yet valid."""

    reason = "TOKEN_EXPIRED"


class TokenNotBound(Refused):
    """The access token belongs to another TLS certificate (RFC 8705)."""

    reason = "TOKEN_NOT_BOUND"


class BreakGlassInvalid(Refused):
    """No such session, or it is not open for this officer, or not theirs to review."""

    reason = "BREAK_GLASS_INVALID"


class PageTokenInvalid(Refused):
    """The page token was not issued for this caller, query and registry version."""

    reason = "PAGE_TOKEN_INVALID"


_BY_REASON: Final = {
    kind.reason: kind
    for kind in (
        PurposeUnfit,
        OfficerUnfit,
        OwnOrKin,
        CaseNotYours,
        PolicyDenied,
        ApproverRequired,
        ApproverInvalid,
        BreakGlassInvalid,
    )
}


def refusal_of(reason: str) -> type[Refused]:
    """What to raise for a refusal that the gates name; PolicyDenied for a reason that they do not know."""
    return _BY_REASON.get(reason, PolicyDenied)
