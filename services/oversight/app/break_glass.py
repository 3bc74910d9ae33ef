"""Use cases of break-glass: open, join as second person, consent, review, list."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from services.access.errors import BreakGlassInvalid, InvalidArgument, PolicyDenied, Violation
from services.access.page_tokens import Binding, open_place, page_size, seal_place
from services.access.request_id import check_request_id
from services.access.second import JOIN_GLASS, may_stand_by
from services.access.trail import Inquiry
from services.oversight.app.admit import admit
from services.oversight.domain import KINDS, LONGEST_MS, Session
from services.oversight.ports import Sessions
from services.signing.sealing import Sealer
from services.vocabulary.access import AgencyKind, Permission

VERDICTS = ("JUSTIFIED", "NOT_JUSTIFIED")


@dataclass(frozen=True, slots=True)
class Notices:
    """One page; ``more``: token of the next, empty for none.

    ``months``: months (``YYYY-MM``, UTC) that are over, with how many sessions of others first read an owner's records
    in them.
    """

    sessions: tuple[Session, ...]
    more: str
    months: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Oversight:
    """The room's use cases over its sessions. ``tokens`` seals page tokens."""

    sessions: Sessions
    tokens: Sealer

    async def open(self, inquiry: Inquiry, justification: str, request_id: str) -> Session:
        """A session for this officer, open or waiting for oversight's consent; the server sets the expiry.

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
        inquiry.trail.alarms.append("break-glass-waits" if session.waits else "break-glass-opened")
        return session

    async def second(self, inquiry: Inquiry, session_id: str) -> Session:
        """The caller, who may break glass in another agency, is the session's second person.

        Raises the gates' refusals, BreakGlassInvalid, StoreUnavailable.
        """
        admit(inquiry, Permission.BREAK_GLASS_OPEN)
        caller, session = inquiry.caller, await self.sessions.get(session_id)
        if session is None or not may_stand_by(JOIN_GLASS, session.agency, caller.agency, caller.agency_kind):
            raise BreakGlassInvalid
        return await self._joined(inquiry, session_id, frees=False)

    async def consent(self, inquiry: Inquiry, session_id: str) -> Session:
        """Oversight opens a session that waits, and is its second person.

        Raises the gates' refusals, BreakGlassInvalid, StoreUnavailable.
        """
        admit(inquiry, Permission.BREAK_GLASS_REVIEW)
        return await self._joined(inquiry, session_id, frees=True)

    async def _joined(self, inquiry: Inquiry, session_id: str, *, frees: bool) -> Session:
        who = f"{inquiry.caller.agency}/{inquiry.caller.officer}"
        session = await self.sessions.join(session_id, who, inquiry.now_ms, frees=frees)
        inquiry.trail.break_glass = session_id
        return session

    async def review(self, inquiry: Inquiry, session_id: str, verdict: str, comment: str) -> Session:
        """Oversight's review, which ends the session.

        Raises the gates' refusals, InvalidArgument, BreakGlassInvalid, StoreUnavailable.
        """
        admit(inquiry, Permission.BREAK_GLASS_REVIEW)
        caller = inquiry.caller
        if verdict not in VERDICTS:
            raise InvalidArgument(Violation("verdict", "required", "must be given"))
        if len(comment) > 2000:
            raise InvalidArgument(Violation("comment", "length", "must have at most 2000 characters"))
        who = f"{caller.agency}/{caller.officer}"
        session = await self.sessions.close_session(session_id, who, verdict, comment)
        inquiry.trail.break_glass = session_id
        return session

    async def notices(self, inquiry: Inquiry, purpose: str, token: str, asked: int, registry_version: int) -> Notices:
        """Own sessions without their words, and the months in which others read own records; all for oversight.

        ``purpose`` empty: any; a month is told where none is named. Raises the gates' refusals, InvalidArgument for a
        page of more than 200, PageTokenInvalid, StoreUnavailable.
        """
        admit(inquiry, Permission.NOTICE_READ)
        caller, size = inquiry.caller, page_size(asked)
        binding = Binding("ListNotices", caller, purpose, registry_version)
        place = open_place(self.tokens, binding, token)
        oversight = caller.agency_kind == AgencyKind.OVERSIGHT
        owner = "" if oversight else caller.agency
        found = await self.sessions.notices(owner, purpose, str(place[0]) if place else "", size + 1)
        more = seal_place(self.tokens, binding, found[size - 1].id) if len(found) > size else ""
        if oversight:
            return Notices(tuple(found[:size]), more)
        bare = tuple(replace(one, justification="", verdict="", second="") for one in found[:size])
        return Notices(bare, more, () if purpose else await self._months(owner, inquiry.now_ms))

    async def _months(self, owner: str, now_ms: int) -> tuple[tuple[str, int], ...]:
        this = _month(now_ms)
        counted = Counter(month for month in map(_month, await self.sessions.first_reads(owner)) if month < this)
        return tuple(sorted(counted.items()))


def _month(time_ms: int) -> str:
    return datetime.fromtimestamp(time_ms / 1000, UTC).strftime("%Y-%m")
