"""Use cases of break-glass: open, review, list."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from services.access.errors import BreakGlassInvalid, InvalidArgument, PolicyDenied, Violation
from services.access.facts import below, same_person
from services.access.page_tokens import Binding, open_place, page_size, seal_place
from services.access.request_id import check_request_id
from services.access.trail import Inquiry
from services.oversight.app.admit import admit
from services.oversight.domain import KINDS, LONGEST_MS, Session
from services.oversight.ports import Sessions
from services.signing.sealing import Sealer
from services.vocabulary.access import AgencyKind, Permission

VERDICTS = ("JUSTIFIED", "NOT_JUSTIFIED")


@dataclass(frozen=True, slots=True)
class Notices:
    """One page; ``more``: token of the next, empty for none."""

    sessions: tuple[Session, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Oversight:
    """The room's use cases over its sessions. ``tokens`` seals page tokens."""

    sessions: Sessions
    tokens: Sealer

    async def open(self, inquiry: Inquiry, justification: str, request_id: str) -> Session:
        """A session for this officer; the server sets the expiry.

        Raises the gates' refusals, InvalidArgument, BreakGlassLimit, RequestIdReused, StoreUnavailable.
        """
        admit(inquiry, Permission.BREAK_GLASS_OPEN)
        caller = inquiry.caller
        if not 20 <= len(justification) <= 2000:
            raise InvalidArgument(Violation("justification", "length", "must have 20 to 2000 characters"))
        check_request_id(request_id)
        if "BREAK_GLASS" not in caller.roles or caller.agency_kind not in KINDS:
            raise PolicyDenied
        now = inquiry.now_ms
        made = Session(
            f"bg-{now:013d}-{secrets.token_hex(6)}", caller.agency, caller.officer, justification, caller.purpose,
            now, now + LONGEST_MS,
        )  # fmt: skip
        session = await self.sessions.open(made, request_id, now)
        inquiry.trail.break_glass, inquiry.trail.request_id = session.id, request_id
        inquiry.trail.alarms.append("break-glass-opened")
        return session

    async def review(self, inquiry: Inquiry, session_id: str, verdict: str, comment: str) -> Session:
        """Review inside the agency by another person, nowhere below the opener in the line; from outside, close.

        Raises the gates' refusals, InvalidArgument, BreakGlassInvalid, StoreUnavailable.
        """
        admit(inquiry, Permission.BREAK_GLASS_REVIEW)
        caller, session = inquiry.caller, await self.sessions.get(session_id)
        if verdict not in VERDICTS:
            raise InvalidArgument(Violation("verdict", "required", "must be given"))
        if len(comment) > 2000:
            raise InvalidArgument(Violation("comment", "length", "must have at most 2000 characters"))
        if session is None:
            raise BreakGlassInvalid
        inquiry.trail.break_glass = session_id
        who = f"{caller.agency}/{caller.officer}"
        if caller.agency == session.agency:
            if same_person(session.officer, caller.officer) or below(session.officer, caller.superiors):
                raise BreakGlassInvalid
            return await self.sessions.review(session_id, who, verdict, comment)
        if caller.agency_kind != AgencyKind.OVERSIGHT and not await self.sessions.touches(session_id, caller.agency):
            raise BreakGlassInvalid
        return await self.sessions.close_session(session_id, who, verdict, comment)

    async def notices(self, inquiry: Inquiry, purpose: str, token: str, asked: int, registry_version: int) -> Notices:
        """Own sessions and those that touched own records; all of them for oversight. ``purpose`` empty: any.

        Raises the gates' refusals, InvalidArgument for a page of more than 200, PageTokenInvalid, StoreUnavailable.
        """
        admit(inquiry, Permission.NOTICE_READ)
        caller, size = inquiry.caller, page_size(asked)
        binding = Binding("ListNotices", caller, purpose, registry_version)
        place = open_place(self.tokens, binding, token)
        owner = "" if caller.agency_kind == AgencyKind.OVERSIGHT else caller.agency
        found = await self.sessions.notices(owner, purpose, str(place[0]) if place else "", size + 1)
        more = seal_place(self.tokens, binding, found[size - 1].id) if len(found) > size else ""
        return Notices(tuple(found[:size]), more)
