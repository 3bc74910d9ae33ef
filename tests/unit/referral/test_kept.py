"""A referral as text: what is written is read again, whatever is in it; and what is over holds no notes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.referral.kept import Kept, after, read, written
from services.referral.states import Bearer, Referral, Rejection, Urgency, accept, begin, complete, reject, send, stop
from services.values.referral import Interview, ReferralNote, ReferredCase, SendReferralRequest
from tests.unit.referral.made import CONSENT, NOTES, NOW, SENDER, asking

BODIES = [Bearer("pk.a", "Lahore"), Bearer("pk.b", "*", women=False)]
TURN = send("r1", Urgency.DAY, NOW, BODIES)
KEPT = Kept(TURN, SENDER, "cp-1", asking(), ("HEALTH",), minimum=True, court_by_ms=NOW, review_by_ms=NOW + 1)
REQUESTS = st.builds(
    asking,
    consent=st.sampled_from([None, CONSENT, replace(CONSENT, reasons="اس کا گھر محفوظ نہیں", notes=())]),
    interview=st.sampled_from([None, Interview("YES"), Interview("NOT_BEFORE", "2026-06-10")]),
    cases=st.lists(st.sampled_from([ReferredCase("FIR", "A/B/C/1/2024"), ReferredCase("COURT_CASE", "X")]), max_size=2).map(
        tuple
    ),
    notes=st.lists(st.builds(ReferralNote, st.just("NEEDS"), st.text(max_size=9)), max_size=2).map(tuple),
    girl=st.booleans(),
)  # fmt: skip


@given(REQUESTS, st.sampled_from([TURN, accept(TURN), reject(TURN, Rejection.UNSAFE, NOW + 5), stop(TURN)]))
def test_what_is_written_is_read_again(request: SendReferralRequest, turn: Referral) -> None:
    kept = replace(KEPT, request=request, turn=turn)
    assert read(written(kept)) == kept


@pytest.mark.parametrize("over", [stop(TURN), complete(begin(accept(TURN)))])
def test_once_it_is_over_the_notes_are_gone(over: Referral) -> None:
    kept = after(KEPT, over)
    assert (kept.request.notes, kept.left_out) == ((), ("HEALTH",))
    assert "bed" not in written(kept)


@pytest.mark.parametrize("turn", [TURN, accept(TURN), begin(accept(TURN)), reject(TURN, Rejection.NO_PLACE, NOW)])
def test_until_then_they_stay(turn: Referral) -> None:
    assert after(KEPT, turn).request.notes == NOTES


def test_it_stands_in_the_lists_of_its_sender_and_of_all_who_may_ever_be_asked() -> None:
    assert KEPT.agencies == {SENDER, "pk.a", "pk.b"}
