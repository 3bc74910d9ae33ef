"""The gates as every use case asks them (vocabulary, rows 1 to 3): what is asked for, then the call itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from services.access.caller import Caller, CaseFacts
from services.access.errors import BreakGlassInvalid, refusal_of
from services.access.kin import kin_digest
from services.access.trail import Inquiry
from services.vocabulary.access import Permission


class Glass(Protocol):
    """Break-glass sessions, which another room keeps."""

    async def usable(self, session_id: str, agency: str, officer: str, now_ms: int) -> bool:
        """May this officer's call cite the session now?"""
        ...

    async def touched(self, session_id: str, owners: Iterable[str], now_ms: int) -> None:
        """Whose records the session read, for their notices."""
        ...


async def pass_gates(
    inquiry: Inquiry, case: CaseFacts, permission: Permission, asked: Iterable[str], glass: Glass, break_glass: str
) -> bool:
    """Whether the glass is broken; the trail is told. ``asked``: every ``TYPE:canonical`` text that is asked for.

    Raises the refusal that the gates name, BreakGlassInvalid.
    """
    caller, trail = inquiry.caller, inquiry.trail
    trail.case_state = case.state
    opened = bool(break_glass)
    if opened and not await glass.usable(break_glass, caller.agency, caller.officer, inquiry.now_ms):
        raise BreakGlassInvalid
    ask_gates(inquiry, case, permission, asked, opened)
    return opened


def ask_gates(
    inquiry: Inquiry, case: CaseFacts, permission: Permission, asked: Iterable[str], break_glass: bool = False
) -> None:
    """The gates where no session is cited, or one that is ``usable``; the trail is told.

    ``asked``: as for :func:`pass_gates`. Raises the refusal that the gates name.
    """
    caller, trail = inquiry.caller, inquiry.trail
    own_or_kin = is_own_or_kin(caller, asked)
    admission = inquiry.engine.admit(caller, case, permission, inquiry.now_ms, own_or_kin, break_glass)
    trail.policies.update(admission.policies)
    if own_or_kin:
        trail.alarms.append("own-or-kin")
    if admission.refusal:
        raise refusal_of(admission.refusal)


def is_own_or_kin(caller: Caller, asked: Iterable[str]) -> bool:
    """Whether a number is the officer's own or of declared kin (row 2)."""
    return bool(caller.own_and_kin) and any(kin_digest(text) in caller.own_and_kin for text in asked)
