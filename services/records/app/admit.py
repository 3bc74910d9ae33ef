"""How every use case starts: the cited case is resolved, then the gates are asked (ACCESS rows 1-3)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from services.access import errors
from services.access.caller import Caller, CaseFacts
from services.access.errors import Refused
from services.access.trail import Inquiry
from services.records.app.room import Room
from services.records.classes import shields
from services.records.ports import Snapshot
from services.records.rows import LIVE, CaseRecord
from services.records.tokens import case_tokens
from services.records.view import Ask

UNRESOLVED: Final = CaseFacts("UNRESOLVED", False)
_REFUSALS: Final = {
    kind.reason: kind
    for kind in (
        errors.PurposeUnfit,
        errors.OfficerUnfit,
        errors.OwnOrKin,
        errors.CaseNotYours,
        errors.PolicyDenied,
        errors.ApproverRequired,
        errors.ApproverInvalid,
    )
}


class BreakGlassInvalid(Refused):
    """The cited session is not open for this officer (TRUST 3.7)."""

    reason = "BREAK_GLASS_INVALID"


async def admit(
    room: Room,
    view: Snapshot,
    inquiry: Inquiry,
    permission: str,
    *,
    asked: Iterable[str] = (),
    break_glass: str = "",
) -> Ask:
    """The call as admitted. ``asked``: every ``TYPE:canonical`` text of the number that is asked for.

    Raises the refusal that the gates name, BreakGlassInvalid, StorageUnavailable.
    """
    caller, trail = inquiry.caller, inquiry.trail
    trail.break_glass = break_glass
    case, cited = await resolve_case(room, view, caller)
    trail.case_state = case.state
    own_or_kin = is_own_or_kin(caller, asked)
    opened = bool(break_glass)
    if opened and not room.glass.usable(break_glass, caller.agency, caller.officer, inquiry.now_ms):
        raise BreakGlassInvalid
    admission = inquiry.engine.admit(caller, case, permission, inquiry.now_ms, own_or_kin, opened)
    trail.policies.update(admission.policies)
    if own_or_kin:
        trail.alarms.append("own-or-kin")
    if admission.refusal:
        raise _REFUSALS.get(admission.refusal, errors.PolicyDenied)
    return Ask(inquiry, case, cited, opened)


async def resolve_case(room: Room, view: Snapshot, caller: Caller) -> tuple[CaseFacts, tuple[str, ...]]:
    """The cited case as the store knows it, and the tokens of all its numbers (TRUST 3.8).

    The caller's own case file decides. Another agency's is only ever a reason to say so where it
    protects nobody: a sealed case is as good as unknown.
    """
    if not caller.case_type:
        return UNRESOLVED, ()
    token = room.blinder.of_case(caller.case_type, caller.case_key)
    found = [record for record in await view.case_records(token) if record.status in LIVE]
    own = [record for record in found if record.agency == caller.agency]
    files = [record for record in own if record.kind == "CASE_FILE"]
    if files:
        tokens = {token for record in files for token in case_tokens(record.cases)}
        return _own_case(files, caller.officer), tuple(sorted(tokens))
    if await _known_elsewhere(room, view, found, caller.agency):
        return CaseFacts("NOT_THIS_AGENCY", False), (token,)
    return (CaseFacts("RESOLVED", False) if own else UNRESOLVED), (token,)


def _own_case(files: Iterable[CaseRecord], officer: str) -> CaseFacts:
    said = [json.loads(record.facts or "{}") for record in files]
    still_open = [each for each in said if not each.get("closed")]
    assigned = any(officer in each.get("officers", ()) for each in still_open)
    return CaseFacts("RESOLVED" if still_open else "CLOSED", assigned)


async def _known_elsewhere(room: Room, view: Snapshot, found: Iterable[CaseRecord], agency: str) -> bool:
    others = [record for record in found if record.kind == "CASE_FILE" and record.agency != agency]
    classes = await room.classes.of(view, {record.klass for record in others})
    return any(not shields(classes[record.klass]) for record in others)


def is_own_or_kin(caller: Caller, asked: Iterable[str]) -> bool:
    """Whether a number is the officer's own or of declared kin (row 2)."""
    if not caller.own_and_kin:
        return False
    prefix = caller.token_id.encode() + b"\0"
    return any(sha256(prefix + text.encode()).digest() in caller.own_and_kin for text in asked)
