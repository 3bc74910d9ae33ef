"""LAW 2(e): compensation in fourteen cases, and as states."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.referral.compensation import (
    Basis,
    Claim,
    Payee,
    Point,
    Sentence,
    State,
    least_for_bondage,
    moved,
    ordered,
    paid,
    points,
)
from services.referral.errors import OutOfOrder

OPEN = Claim(opened=100)
ASSESSED = moved(OPEN, State.ASSESSED)
CLAIMED = moved(ASSESSED, State.CLAIMED)
FINED = Sentence(day=200, fine=500_000)


def due(amount: int, basis: Basis = Basis.CRPC_544A) -> Claim:
    return replace(moved(ordered(CLAIMED, basis, amount), State.DUE), due=300)


def test_e1_without_an_offender_there_is_no_source_and_it_is_counted() -> None:
    claim = moved(ASSESSED, State.NO_SOURCE)
    assert points(claim, 110) == {Point.NO_SOURCE}


def test_e2_an_offender_who_is_found_later_brings_it_back() -> None:
    assert moved(moved(ASSESSED, State.NO_SOURCE), State.CLAIMED).state is State.CLAIMED


def test_e3_no_step_is_an_acquittal() -> None:
    """A claim ends by payment or by the victim's word alone."""
    assert {state for state in State if state in ("PAID", "DECLINED")} == {State.PAID, State.DECLINED}
    assert not any("ACQUIT" in state for state in State)


@pytest.mark.parametrize(
    ("basis", "amount", "expected"),
    [
        (Basis.CRPC_545, 300_000, frozenset()),
        (Basis.CRPC_545, 600_000, {Point.ABOVE_FINE}),
        (Basis.CRPC_544A, 600_000, frozenset()),
    ],
    ids=["e4", "e5", "e6"],
)
def test_an_order_out_of_a_fine(basis: Basis, amount: int, expected: frozenset[Point]) -> None:
    assert points(ordered(CLAIMED, basis, amount), 210, FINED) == expected


@pytest.mark.parametrize(("today", "late"), [(230, False), (231, True)])
def test_e7_a_fine_without_an_order_after_thirty_days(today: int, late: bool) -> None:
    expected = {Point.FINE_WITHOUT_ORDER, Point.ORDER_NOT_RECORDED} if late else set()
    assert points(CLAIMED, today, FINED) == expected
    without_fine = {Point.ORDER_NOT_RECORDED} if late else set()
    assert points(CLAIMED, today, FINED._replace(fine=0)) == without_fine


@pytest.mark.parametrize(
    ("payee", "fit", "unfit"),
    [
        (Payee.GUARDIAN, False, True),
        (Payee.GUARDIAN, True, True),
        (Payee.ACCOUNT_OF_CHILD, True, False),
        (Payee.ACCOUNT_OF_CHILD, False, True),
        (Payee.COURT_DEPOSIT, True, False),
        (Payee.VICTIM, True, True),
    ],
)
def test_e8_to_whom_a_childs_money_goes(payee: Payee, fit: bool, unfit: bool) -> None:
    child = replace(due(1000), child=True)
    assert (Point.PAYEE_UNFIT in points(child, 210, None, payee, payee_fit=fit)) is unfit


def test_e9_two_payments_that_are_the_whole() -> None:
    half = paid(due(300), 100)
    assert half.state is State.PART_PAID
    assert paid(half, 200).state is State.PAID


def test_e10_a_sentence_that_is_set_aside_takes_the_order_along() -> None:
    gone = moved(due(1000), State.SET_ASIDE)
    assert (gone.amount, gone.due) == (0, 0)
    assert moved(gone, State.CLAIMED).state is State.CLAIMED


def test_e11_four_hundred_days_of_bondage() -> None:
    assert least_for_bondage(400) == 20_000


def test_e13_what_the_victim_declines_is_closed() -> None:
    declined = moved(CLAIMED, State.DECLINED)
    with pytest.raises(OutOfOrder):
        moved(declined, State.CLAIMED)
    with pytest.raises(OutOfOrder):
        moved(paid(due(100), 100), State.DECLINED)


def test_e14_only_a_stay_suspends_it() -> None:
    claim = due(1000)
    assert points(claim, 301, FINED) == {Point.OVERDUE}
    stayed = moved(claim, State.STAYED)
    assert points(stayed, 301, FINED) == frozenset()
    assert moved(stayed, State.DUE).state is State.DUE


def test_what_nobody_assessed_in_thirty_days() -> None:
    assert [points(OPEN, day) for day in (130, 131)] == [frozenset(), {Point.NOT_ASSESSED_30D}]


@pytest.mark.parametrize("amount", [0, -5])
def test_no_payment_is_nothing(amount: int) -> None:
    with pytest.raises(OutOfOrder):
        paid(due(100), amount)
    with pytest.raises(OutOfOrder):
        paid(CLAIMED, 100)


@given(st.lists(st.one_of(st.sampled_from(list(State)), st.integers(1, 400)), max_size=15))
def test_whatever_comes_a_closed_claim_stays_closed_and_no_payment_is_lost(steps: list[State | int]) -> None:
    claim, arrived = CLAIMED, 0
    for step in steps:
        before = claim
        try:
            if isinstance(step, State):
                claim = ordered(claim, Basis.OTHER, 500) if step is State.ORDERED else moved(claim, step)
            else:
                claim = paid(claim, step)
                arrived += step
        except OutOfOrder:
            assert claim == before
        if before.state in (State.PAID, State.DECLINED):
            assert claim == before
        assert claim.paid == arrived
        assert claim.state is not State.PAID or claim.paid >= claim.amount
