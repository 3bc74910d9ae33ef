"""When a claim is due, overdue and may be decided."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rabta.records.v1 import claim_pb2

from services.records.authority.clocks import (
    DAY_MS,
    HOUR_MS,
    PROTECTIVE,
    TO_OVERSIGHT,
    UPHELD_MS,
    due_after_ms,
    may_decide,
    state_at,
)
from services.records.authority.duties import DUTIES, duty

FACTS = [value.name.removeprefix("CLAIM_FACT_") for value in claim_pb2.ClaimFact.DESCRIPTOR.values if value.number]
STATES = ["OPEN", "APPLIED", "REFUSED", "ASKED_COURT", "UPHELD", "REJECTED", "WITHDRAWN", "NOTICE"]


def test_every_fact_has_its_duty_in_two_languages() -> None:
    assert set(DUTIES) == set(FACTS)
    for fact in FACTS:
        english, urdu = duty(fact, notice=False)
        assert english.isascii()
        assert not urdu.isascii()


@pytest.mark.parametrize(
    ("fact", "in_custody", "hours"),
    [("AGE", True, 24), ("AGE", False, 168), ("SEALED", True, 72), ("PROTECTED_PERSON", False, 72),
     ("PROTECTED_ROLE", True, 168), ("POLICE_STEP", False, 168)],
)  # fmt: skip
def test_the_clock(fact: str, in_custody: bool, hours: int) -> None:
    assert due_after_ms(fact, in_custody) == hours * HOUR_MS


@given(st.sampled_from(FACTS), st.sampled_from(STATES), st.integers(0, 10**12), st.integers(0, 10**12))
def test_silence_never_accuses_and_time_alone_never_settles(fact: str, state: str, raised: int, now: int) -> None:
    due = raised + due_after_ms(fact, False)
    shown = state_at(state, due, 0, now)
    assert shown == state or (shown == "OVERDUE" and state in ("OPEN", "ASKED_COURT") and now >= due)
    if may_decide("UPHELD", fact, shown, raised, due, now):
        assert fact in TO_OVERSIGHT or (fact in PROTECTIVE and now - raised >= 2 * (due - raised))
    if fact not in PROTECTIVE | TO_OVERSIGHT:
        assert not may_decide("UPHELD", fact, "OVERDUE", raised, due, raised + 365 * DAY_MS)


@pytest.mark.parametrize("state", ["APPLIED", "REFUSED", "UPHELD", "REJECTED", "WITHDRAWN", "NOTICE"])
def test_what_is_settled_is_not_decided_again(state: str) -> None:
    assert not may_decide("UPHELD", "AGE", state, 0, DAY_MS, 9 * DAY_MS)
    assert may_decide("REJECTED", "AGE", state, 0, DAY_MS, 9 * DAY_MS) == (state == "UPHELD"), "but ended by oversight"


def test_a_notice_is_never_due() -> None:
    assert state_at("NOTICE", 0, 0, 10**15) == "NOTICE"
    assert state_at("WITHDRAWN", 0, 0, 10**15) == "WITHDRAWN"
    assert not may_decide("UPHELD", "AGE", "NOTICE", 0, 0, 10**15)


def test_what_oversight_upheld_ends_by_itself() -> None:
    until = 5 + UPHELD_MS
    assert state_at("UPHELD", 1, until, until - 1) == "UPHELD"
    assert state_at("UPHELD", 1, until, until) == "OVERDUE"
