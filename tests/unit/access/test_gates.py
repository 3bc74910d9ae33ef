"""The gates as a use case asks them: what is the officer's own, and which session may be cited."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import pytest

from services.access.caller import Caller, CaseFacts
from services.access.errors import BreakGlassInvalid, OwnOrKin, PolicyDenied
from services.access.gates import pass_gates
from services.access.kin import kin_digest
from services.access.reference import ReferenceEngine
from services.access.trail import Inquiry, Trail
from services.vocabulary.access import CaseState, Permission
from tests.unit.access.table import NOW_MS, call

OWN = "CNIC:3520112345671"
RESOLVED = CaseFacts(CaseState.RESOLVED, True)
UPKEEP = call("POLICE RECORD_UPKEEP UPKEEP", "")[0]
BREAKER = frozenset({"INVESTIGATOR", "BREAK_GLASS"})
READER = replace(call("POLICE INVESTIGATE_CASE HISTORY", "")[0], own_and_kin=frozenset({kin_digest(OWN)}))


@dataclass
class Sessions:
    """One open session; ``asked``: who wanted to cite which."""

    open: str = "bg-1"
    asked: list[tuple[str, str, str, int]] = field(default_factory=list)

    async def usable(self, session_id: str, agency: str, officer: str, now_ms: int) -> bool:
        """Whether it is the one that is open."""
        self.asked.append((session_id, agency, officer, now_ms))
        return session_id == self.open

    async def touched(self, session_id: str, owners: Iterable[str], now_ms: int) -> None:
        """Nothing that a gate does."""
        raise AssertionError


def passed(
    caller: Caller,
    permission: Permission = Permission.RECORD_READ,
    asked: Sequence[str] = (),
    session: str = "",
    sessions: Sessions | None = None,
) -> tuple[bool, Trail]:
    trail = Trail()
    inquiry = Inquiry(caller, NOW_MS, ReferenceEngine(), trail)
    glass = sessions or Sessions()
    return asyncio.run(pass_gates(inquiry, RESOLVED, permission, asked, glass, session)), trail


def test_without_a_session_no_glass_is_broken_and_nobody_is_asked() -> None:
    sessions = Sessions()
    opened, trail = passed(READER, sessions=sessions)
    assert not opened
    assert (trail.case_state, trail.alarms, sessions.asked) == ("RESOLVED", [], [])


def test_a_session_is_cited_by_the_officer_to_whom_it_was_opened() -> None:
    sessions = Sessions()
    opened, _ = passed(replace(READER, roles=BREAKER), session="bg-1", sessions=sessions)
    assert opened
    assert sessions.asked == [("bg-1", READER.agency, READER.officer, NOW_MS)]


def test_a_session_that_is_not_usable_is_refused_before_anything_is_decided() -> None:
    with pytest.raises(BreakGlassInvalid):
        passed(replace(READER, roles=BREAKER), session="bg-2")


def test_their_own_number_is_refused_and_oversight_hears() -> None:
    trail = Trail()
    inquiry = Inquiry(READER, NOW_MS, ReferenceEngine(), trail)
    with pytest.raises(OwnOrKin):
        asyncio.run(pass_gates(inquiry, RESOLVED, Permission.RECORD_READ, [OWN], Sessions(), ""))
    assert trail.alarms == ["own-or-kin"]


def test_another_s_number_is_no_alarm() -> None:
    assert passed(READER, asked=["CNIC:3520112345689"])[1].alarms == []


def test_what_the_reason_does_not_permit_is_refused() -> None:
    assert passed(UPKEEP, Permission.RECORD_SUBMIT)[0] is False
    with pytest.raises(PolicyDenied):
        passed(READER, Permission.RECORD_SUBMIT)
