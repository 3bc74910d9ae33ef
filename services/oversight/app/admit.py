"""How a use case starts: the gates are asked (vocabulary, rows 1 to 3)."""

from __future__ import annotations

from services.access.caller import CaseFacts
from services.access.errors import refusal_of
from services.access.trail import Inquiry
from services.vocabulary.access import CaseState, Permission


def admit(inquiry: Inquiry, permission: Permission) -> None:
    """Raise the refusal that the gates name; the trail is told. Cases are not resolved here: this room holds none."""
    case = CaseFacts(state=CaseState.UNRESOLVED, assigned=False)
    admission = inquiry.engine.admit(inquiry.caller, case, permission, inquiry.now_ms, False, False)
    inquiry.trail.policies.update(admission.policies)
    if admission.refusal:
        raise refusal_of(admission.refusal)
