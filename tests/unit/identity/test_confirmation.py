"""The hub's word that a case names a person: for this agency, case and purpose, and for an hour, or it is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from services.access.trail import Inquiry, Trail
from services.identity import wire
from services.identity.confirmation import GOOD_MS, METHOD, confirmation
from services.values.encoding import RECORDS
from services.values.identity import PersonWord
from services.values.records import CaseReference, ConfirmPersonResponse, Identifier
from tests.fakes import live
from tests.fakes.records_node import caller
from tests.unit.identity.provisional.words import hub_key, now_ms, signed
from tests.unit.identity.site import ENGINE

PERSON = Identifier("CNIC", "3520212345671")
CASE = CaseReference("FIR", "PB/LAHORE/ICHHRA/512/2024")
OTHER = CaseReference("FIR", "PB/LAHORE/ICHHRA/513/2024")


def asking(at_ms: int = 0) -> Inquiry:
    """Punjab's investigator of the case."""
    return Inquiry(caller(live.PUNJAB, case_key=CASE.key), at_ms or now_ms(), ENGINE, Trail())


def word(
    body: str = live.PUNJAB,
    method: str = METHOD,
    case: CaseReference = CASE,
    purpose: str = "INVESTIGATE_CASE",
    *,
    named: bool = True,
) -> PersonWord:
    answer = RECORDS.encode(ConfirmPersonResponse(PERSON, case, purpose, named))
    return PersonWord(*signed(answer, body, method, 0, now_ms(), hub_key()), answer)


def taken(given: PersonWord | None, at_ms: int = 0) -> ConfirmPersonResponse | None:
    return confirmation(live.registry(), given, asking(at_ms), wire.decode_confirmation)


def test_the_hubs_word_is_taken_for_an_hour() -> None:
    for at_ms in (now_ms(), now_ms() + GOOD_MS - 1):
        assert taken(word(), at_ms) == ConfirmPersonResponse(PERSON, CASE, "INVESTIGATE_CASE", named=True)
    for at_ms in (now_ms() + GOOD_MS, now_ms() - 60_000):
        assert taken(word(), at_ms) is None


def unreadable() -> PersonWord:
    """Signed as the hub would sign it, and no message."""
    return PersonWord(*signed(b"\xff", live.PUNJAB, METHOD, 0, now_ms(), hub_key()), b"\xff")


WRONG: dict[str, Callable[[], Any]] = {
    "none": lambda: None,
    "nothing": PersonWord,
    "to-another-agency": lambda: word(live.SINDH),
    "another-method": lambda: word(method="/rabta.records.v1.RecordsService/CheckGuardian"),
    "another-case": lambda: word(case=OTHER),
    "another-type-of-case": lambda: word(case=CaseReference("COURT_CASE", CASE.key)),
    "another-purpose": lambda: word(purpose="CUSTODY"),
    "not-named": lambda: word(named=False),
    "no-message": unreadable,
}


@pytest.mark.parametrize("case", WRONG)
def test_anything_else_is_none(case: str) -> None:
    assert taken(WRONG[case]()) is None
