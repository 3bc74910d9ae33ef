"""Of whose agency the second person of an act must be (AUTHORITY 6.8): one row for each act.

An act that touches people of other agencies' records takes an officer of another agency or of oversight. Every other
act takes a colleague, who knows the work.
"""

from __future__ import annotations

from typing import Final

from services.vocabulary.access import AgencyKind

_RECORDS: Final = "/rabta.records.v1.RecordsService/"
_IDENTITY: Final = "/rabta.identity.v1.IdentityService/"
JOIN_GLASS: Final = "/rabta.audit.v1.AuditService/SecondBreakGlass"
FROM_ELSEWHERE: Final = frozenset(
    {
        f"{_RECORDS}ListGuards",
        f"{_RECORDS}ListToldGuards",
        f"{_RECORDS}DecideGuard",
        f"{_RECORDS}GiveDirections",
        f"{_IDENTITY}GetAttributes",
        f"{_IDENTITY}GetFamily",
        "/rabta.linkage.v1.LinkageService/DecideLink",
        JOIN_GLASS,
    }
)
"""Methods that take a second person of another agency or of oversight."""


def may_stand_by(method: str, agency: str, second: str, second_kind: str) -> bool:
    """Whether an officer of agency ``second``, of a kind, may be second person where ``agency`` acts by a method."""
    if method not in FROM_ELSEWHERE:
        return second == agency
    return second != agency or second_kind == AgencyKind.OVERSIGHT
