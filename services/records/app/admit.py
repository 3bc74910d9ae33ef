"""How every use case starts: the cited case is resolved, then the gates are asked (vocabulary, rows 1 to 3)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from services.access.caller import Caller, CaseFacts
from services.access.gates import pass_gates
from services.access.trail import Inquiry
from services.records.app.room import Room
from services.records.classes import shields
from services.records.ports import Snapshot
from services.records.rows import CaseFileRow
from services.records.tokens import case_tokens
from services.records.view import Ask

UNRESOLVED: Final = CaseFacts("UNRESOLVED", False)


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
    inquiry.trail.break_glass = break_glass
    case, cited = await resolve_case(room, view, inquiry.caller)
    opened = pass_gates(inquiry, case, permission, asked, room.glass, break_glass)
    return Ask(inquiry, case, cited, opened)


async def resolve_case(room: Room, view: Snapshot, caller: Caller) -> tuple[CaseFacts, tuple[str, ...]]:
    """The cited case as the store knows it, and the tokens of all its numbers.

    The caller's own case file decides. Another agency's is only ever a reason to say so where it
    protects nobody: a sealed case is as good as unknown.
    """
    if not caller.case_type:
        return UNRESOLVED, ()
    token = room.blinder.of_case(caller.case_type, caller.case_key)
    files = await view.case_files(token)
    own = [file for file in files if file.agency == caller.agency]
    if own:
        return _own_case(tuple(own), caller.officer)
    classes = await room.classes.of(view, {file.klass for file in files})
    if any(not shields(classes[file.klass]) for file in files):
        return CaseFacts("NOT_THIS_AGENCY", False), (token,)
    held = await view.holds_case(token, caller.agency)
    return (CaseFacts("RESOLVED", False) if held else UNRESOLVED), (token,)


class _Said(NamedTuple):
    closed: bool
    officers: frozenset[str]


@lru_cache(maxsize=4096)
def _said(facts: str) -> _Said:
    said = json.loads(facts)
    return _Said(bool(said["closed"]), frozenset(said["officers"]))


@lru_cache(maxsize=4096)
def _own_case(files: tuple[CaseFileRow, ...], officer: str) -> tuple[CaseFacts, tuple[str, ...]]:
    still_open = [said for said in (_said(file.facts) for file in files) if not said.closed]
    assigned = any(officer in said.officers for said in still_open)
    tokens = {each for file in files for each in case_tokens(file.cases)}
    return CaseFacts("RESOLVED" if still_open else "CLOSED", assigned), tuple(sorted(tokens))
