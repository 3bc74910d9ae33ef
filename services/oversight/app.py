"""Use cases of break-glass: open, review, list."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from services.access.caller import CaseFacts
from services.access.errors import (
    ApproverInvalid,
    ApproverRequired,
    CaseNotYours,
    InvalidArgument,
    OfficerUnfit,
    PolicyDenied,
    PurposeUnfit,
    Refused,
    Violation,
)
from services.access.trail import Inquiry
from services.oversight.domain import KINDS, LONGEST_MS, Session
from services.oversight.errors import BreakGlassInvalid
from services.oversight.store import Sessions

VERDICTS = ("JUSTIFIED", "NOT_JUSTIFIED")
REFUSALS: dict[str, type[Refused]] = {
    kind.reason: kind
    for kind in (PurposeUnfit, OfficerUnfit, CaseNotYours, ApproverInvalid, ApproverRequired, PolicyDenied)
}


def admit(inquiry: Inquiry, permission: str) -> None:
    """Ask the gates. Cases are not resolved here: this room holds none."""
    case = CaseFacts(state="UNRESOLVED", assigned=False)
    admission = inquiry.engine.admit(inquiry.caller, case, permission, inquiry.now_ms, False, False)
    inquiry.trail.policies.update(admission.policies)
    if admission.refusal:
        raise REFUSALS.get(admission.refusal, PolicyDenied)


@dataclass(frozen=True, slots=True)
class Oversight:
    """The room's use cases over its sessions."""

    sessions: Sessions

    def open(self, inquiry: Inquiry, justification: str, request_id: str) -> Session:
        """A session for this officer; the server sets the expiry."""
        caller = inquiry.caller
        if not 20 <= len(justification) <= 2000:
            raise InvalidArgument(Violation("justification", "length", "must have 20 to 2000 characters"))
        if not 8 <= len(request_id) <= 64:
            raise InvalidArgument(Violation("request_id", "length", "must have 8 to 64 characters"))
        if "BREAK_GLASS" not in caller.roles or caller.agency_kind not in KINDS:
            raise PolicyDenied
        now = inquiry.now_ms
        made = Session(
            f"bg-{now:013d}-{secrets.token_hex(6)}", caller.agency, caller.officer, justification, caller.purpose,
            now, now + LONGEST_MS,
        )  # fmt: skip
        session = self.sessions.open(made, request_id, now)
        inquiry.trail.break_glass, inquiry.trail.request_id = session.id, request_id
        inquiry.trail.alarms.append("break-glass-opened")
        return session

    def review(self, inquiry: Inquiry, session_id: str, verdict: str, comment: str) -> Session:
        """Review inside the agency by another person, or close from outside it."""
        caller, session = inquiry.caller, self.sessions.get(session_id)
        if verdict not in VERDICTS:
            raise InvalidArgument(Violation("verdict", "required", "must be given"))
        if len(comment) > 2000:
            raise InvalidArgument(Violation("comment", "length", "must have at most 2000 characters"))
        if session is None:
            raise BreakGlassInvalid
        inquiry.trail.break_glass = session_id
        who = f"{caller.agency}/{caller.officer}"
        if caller.agency == session.agency:
            if caller.officer == session.officer:
                raise BreakGlassInvalid
            return self.sessions.review(session_id, who, verdict, comment)
        if caller.agency_kind != "OVERSIGHT" and not self.sessions.touches(session_id, caller.agency):
            raise BreakGlassInvalid
        return self.sessions.close_session(session_id, who, verdict, comment)

    def notices(self, inquiry: Inquiry, purpose: str, after: str, most: int) -> list[Session]:
        """Own sessions and those that touched own records; all of them for oversight. ``purpose`` empty: any."""
        caller = inquiry.caller
        owner = "" if caller.agency_kind == "OVERSIGHT" else caller.agency
        return self.sessions.notices(owner, purpose, after, most)
