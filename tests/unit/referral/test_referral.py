"""LAW 2(f): consent, whose turn it is, and when nobody helps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.referral.consent import By, Consent, Guardian, Subject, View, Wish, classes_given, may_send
from services.referral.errors import OutOfOrder
from services.referral.states import (
    ACKNOWLEDGE_MS,
    Bearer,
    Referral,
    Rejection,
    State,
    Urgency,
    accept,
    begin,
    complete,
    lapsed,
    reject,
    send,
    stop,
)
from services.vocabulary.answers import CANNOT_TELL, NO, YES, Answer

HOUR = 3_600_000
LAHORE, MULTAN, MEN_ONLY = (
    Bearer("cpwb-lahore", "Lahore"),
    Bearer("cpwb-multan", "Multan"),
    Bearer("a", "Lahore", women=False),
)
SHELTER = Wish("SHELTER", "cpwb-lahore")


def consent(by: By, view: View = View.AGREES, reasons: str = "", *, withdrawn: bool = False) -> Consent:
    covered = frozenset({"SHELTER"}), frozenset({"cpwb-lahore"}), frozenset({"identity"})
    return Consent(by, *covered, view, reasons, withdrawn)


def sent(*bearers: Bearer, urgency: Urgency = Urgency.NOW) -> Referral:
    return send("r1", urgency, 0, bearers)


def test_f1_a_shelter_takes_it_within_the_hour() -> None:
    assert may_send(consent(By.SELF), SHELTER, Subject(NO)).may
    referral = accept(lapsed(sent(LAHORE), HOUR))
    assert (referral.state, referral.bearer) == (State.ACCEPTED, LAHORE)
    assert complete(begin(referral)).state is State.COMPLETED


def test_f2_after_two_hours_it_is_the_next_ones_turn_and_the_whole_is_late_as_before() -> None:
    referral = sent(LAHORE, MULTAN)
    assert lapsed(referral, 2 * HOUR) == referral
    later = lapsed(referral, 2 * HOUR + 1)
    assert (later.bearer, later.refused) == (MULTAN, (Rejection.EXPIRED,))
    assert later.acknowledge_by_ms == referral.acknowledge_by_ms
    assert lapsed(later, 4 * HOUR) == later, "who is asked second has as much time"
    assert lapsed(later, 4 * HOUR + 2).state is State.NO_BEARER


@pytest.mark.parametrize("looks", [(), (2,), (1, 2, 3, 3, 4)])
def test_it_does_not_matter_when_or_how_often_anybody_looks(looks: tuple[int, ...]) -> None:
    """A turn passes when its time is over, and not when somebody sees that it is."""
    seen = sent(LAHORE, MULTAN)
    for hours in looks:
        seen = lapsed(seen, hours * HOUR + 1)
    assert lapsed(seen, 5 * HOUR) == lapsed(sent(LAHORE, MULTAN), 5 * HOUR)
    assert lapsed(seen, 5 * HOUR).refused == (Rejection.EXPIRED, Rejection.EXPIRED)


def test_f3_the_last_one_rejects_it() -> None:
    referral = reject(reject(sent(LAHORE, MULTAN), Rejection.NO_PLACE, HOUR), Rejection.OUT_OF_AREA, HOUR)
    assert (referral.state, referral.bearer) == (State.NO_BEARER, None)
    assert referral.refused == (Rejection.NO_PLACE, Rejection.OUT_OF_AREA)


def test_f4_where_nobody_gives_the_service_there_is_no_bearer_at_once() -> None:
    assert sent().state is State.NO_BEARER


@pytest.mark.parametrize("steps", [(), (accept,), (accept, begin)])
def test_f5_consent_that_is_withdrawn_stops_it(steps: tuple[object, ...]) -> None:
    referral = sent(LAHORE)
    for step in steps:
        assert callable(step)
        referral = step(referral)
    assert stop(referral).state is State.STOPPED
    assert not may_send(consent(By.SELF, withdrawn=True), SHELTER, Subject(NO)).may


def test_f6_kin_of_the_accused_are_not_asked() -> None:
    child = Subject(YES, Guardian.UNFIT)
    assert may_send(consent(By.GUARDIAN), SHELTER, child) == (False, "GUARDIAN_NOT_ASKED", False, 0, 0)
    found = may_send(consent(By.OFFICER_EMERGENCY), SHELTER, child)
    assert (found.may, found.court_hours) == (True, 24)


def test_f7_a_girl_goes_to_no_place_of_men_alone() -> None:
    assert send("r", Urgency.NOW, 0, [MEN_ONLY, MULTAN], girl=True).bearer == MULTAN
    nobody = send("r", Urgency.NOW, 0, [MEN_ONLY], girl=True)
    assert (nobody.state, nobody.refused) == (State.NO_BEARER, (Rejection.UNSAFE,))
    assert send("r", Urgency.NOW, 0, [MEN_ONLY]).bearer == MEN_ONLY


def test_f10_nobody_near_a_threat_is_asked_and_nothing_tells_why() -> None:
    referral = send("r", Urgency.NOW, 0, [MULTAN, LAHORE], threat_near="Multan")
    assert referral == send("r", Urgency.NOW, 0, [LAHORE])


def test_f11_a_child_that_objects_is_sent_for_reasons_alone_and_reviewed() -> None:
    child = Subject(YES, Guardian.FIT)
    assert may_send(consent(By.GUARDIAN, View.OBJECTS), SHELTER, child).why == "CHILD_OBJECTS"
    found = may_send(consent(By.GUARDIAN, View.OBJECTS, "the home is not safe"), SHELTER, child)
    assert (found.may, found.review_hours) == (True, 72)
    assert may_send(consent(By.GUARDIAN, View.NOT_ASKED), SHELTER, child).why == "CHILD_NOT_HEARD"


def test_f12_an_age_that_is_not_known_is_a_childs() -> None:
    for by in (By.SELF, By.GUARDIAN):
        assert may_send(consent(by), SHELTER, Subject(CANNOT_TELL, Guardian.FIT)) == may_send(
            consent(by), SHELTER, Subject(YES, Guardian.FIT)
        )
    assert not may_send(consent(By.SELF), SHELTER, Subject(CANNOT_TELL)).may


@pytest.mark.parametrize("wish", [Wish("MEDICAL", "cpwb-lahore"), Wish("SHELTER", "cpwb-multan")])
@pytest.mark.parametrize("child", [YES, NO, CANNOT_TELL])
def test_f14_nothing_goes_beyond_what_was_consented_to(wish: Wish, child: Answer) -> None:
    assert may_send(consent(By.COURT), wish, Subject(child)).why == "NO_CONSENT"


def test_a_life_at_risk_now_needs_no_consent_of_an_adult_and_least_data_goes() -> None:
    risk = Subject(NO, life_at_risk=True)
    assert may_send(None, SHELTER._replace(now=True), risk) == (True, "LIFE_AT_RISK", True, 0, 0)
    assert not may_send(None, SHELTER, risk).may
    assert not may_send(None, SHELTER._replace(now=True), Subject(NO)).may


def test_a_court_decides_for_any_child_and_no_officer_where_a_guardian_is_fit() -> None:
    for guardian in Guardian:
        assert may_send(consent(By.COURT), SHELTER, Subject(YES, guardian)).why == "COURT"
    assert may_send(consent(By.OFFICER_EMERGENCY), SHELTER, Subject(YES, Guardian.FIT)).why == "GUARDIAN_FIT"


def test_g4_what_a_consent_lacks_is_left_out_and_said_to_be() -> None:
    assert classes_given(consent(By.SELF), frozenset({"identity", "health"})) == (
        frozenset({"identity"}),
        frozenset({"health"}),
    )


STEPS = st.sampled_from(
    [accept, begin, complete, stop, lambda r: reject(r, Rejection.NO_PLACE, HOUR), lambda r: lapsed(r, 99 * HOUR)]
)
OVER = (State.COMPLETED, State.STOPPED, State.NO_BEARER)


@given(st.lists(STEPS, max_size=12), st.integers(0, 3))
def test_one_bearer_at_a_time_and_what_is_over_stays_over(steps: list[object], number: int) -> None:
    referral = sent(*[Bearer(f"b{each}", "Lahore") for each in range(number)])
    for step in steps:
        assert callable(step)
        before = referral
        try:
            referral = step(referral)
        except OutOfOrder:
            assert referral == before
        if before.state in OVER:
            assert referral == before
        assert (referral.bearer is None) is (referral.state is State.NO_BEARER)
        assert referral.at >= before.at
        assert referral.acknowledge_by_ms == ACKNOWLEDGE_MS[Urgency.NOW]
