"""How a request stands: each word on each, every clock to the millisecond, and any run of words as a state machine."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.exchange.desk.clocks import NEVER
from services.exchange.desk.errors import OutOfOrder
from services.exchange.hits.rows import read, written
from services.exchange.hits.states import (
    CLOCKS,
    FOLLOWS,
    OF_OWNER,
    Request,
    Standing,
    after,
    oversight_ms,
    standing,
)
from services.vocabulary.hits import Escalation, HitRequestKind, HitState, Urgency
from tests.budget import budget
from tests.rows import of_rows
from tests.unit.exchange.hits.made import DAY, HOUR, MINUTE, NOW, confirmation, release, word

CONFIRMED = {
    "WAITING": "VALID NOT_VALID NOT_THIS_PERSON NEEDS_TIME LOCATED",
    "NEEDS_TIME": "VALID NOT_VALID NOT_THIS_PERSON NEEDS_TIME LOCATED",
    "VALID": "VALID NOT_VALID NOT_THIS_PERSON LOCATED",
    "NOT_VALID": "VALID NOT_VALID NOT_THIS_PERSON",
    "NOT_THIS_PERSON": "VALID NOT_VALID NOT_THIS_PERSON",
    "LOCATED": "CLEARED NOT_THIS_PERSON",
    "CLEARED": "",
}
RELEASED = {"WAITING": "GRANTED REFUSED", "GRANTED": "REFUSED", "REFUSED": "GRANTED"}
"""Written by hand: the words that may follow on each last word."""
UNTIL = {HitState.NEEDS_TIME: HOUR, HitState.GRANTED: DAY}


def said(request: Request, state: HitState, at_ms: int = NOW) -> Request:
    until_ms = at_ms + UNTIL[state] if state in UNTIL else 0
    return after(request, word(state, at_ms, until_ms))


def at(request: Request, state: str) -> Request:
    """A request whose last word it is, however it came to it."""
    if state == HitState.WAITING:
        return request
    until_ms = NOW + UNTIL.get(HitState(state), 0) if HitState(state) in UNTIL else 0
    return replace(request, said=(word(HitState(state), NOW, until_ms),))


@of_rows("state", list(HitState))
@of_rows(
    ("request_", "table", "last"),
    [*((confirmation(), CONFIRMED, last) for last in CONFIRMED), *((release(), RELEASED, last) for last in RELEASED)],
    ids=[*(f"confirmation-{last}" for last in CONFIRMED), *(f"release-{last}" for last in RELEASED)],
)
def test_each_word_follows_where_it_may_and_nowhere_else(
    request_: Request, table: dict[str, str], last: str, state: HitState
) -> None:
    before = at(request_, last)
    if state in table[last].split():
        assert said(before, state).last == state
        return
    with pytest.raises(OutOfOrder):
        said(before, state)


def test_what_the_owner_says_and_what_the_asker_says_are_apart() -> None:
    for kind in HitRequestKind:
        others = set(FOLLOWS[kind]) - OF_OWNER[kind]
        assert others == ({HitState.LOCATED} if kind == HitRequestKind.CONFIRMATION else set())


@pytest.mark.parametrize(("urgency", "clock"), [("IMMEDIATE", 10 * MINUTE), ("PRIORITY", HOUR), ("ROUTINE", 12 * HOUR)])
def test_silence_is_shown_and_told_at_the_clock(urgency: str, clock: int) -> None:
    asked = confirmation(urgency=Urgency(urgency))
    due = NOW + clock
    assert standing(asked, due - 1) == Standing(HitState.WAITING, due, None)
    assert standing(asked, due) == Standing(HitState.UNCONFIRMED, due, Escalation.DESK)
    assert standing(asked, due + clock - 1).escalation == Escalation.DESK
    assert standing(asked, due + clock) == Standing(HitState.UNCONFIRMED, due, Escalation.OVERSIGHT)
    assert oversight_ms(asked) == due + clock
    assert set(CLOCKS) == set(Urgency)


def test_a_late_answer_still_answers() -> None:
    late = said(confirmation(), HitState.VALID, NOW + DAY)
    assert standing(late, NOW + DAY) == Standing(HitState.VALID, 0, None)
    assert oversight_ms(late) == NEVER


def test_time_that_an_owner_needs_is_bounded_and_runs_out() -> None:
    needs = after(confirmation(), word(HitState.NEEDS_TIME, NOW + MINUTE, NOW + HOUR))
    assert standing(needs, NOW + HOUR - 1) == Standing(HitState.NEEDS_TIME, NOW + HOUR, None)
    assert standing(needs, NOW + HOUR) == Standing(HitState.UNCONFIRMED, NOW + HOUR, Escalation.DESK)
    assert after(needs, word(HitState.NEEDS_TIME, NOW + HOUR, NOW + DAY)).last == HitState.NEEDS_TIME
    for at_ms, until_ms in ((NOW, NOW), (NOW, NOW + DAY + 1), (NOW + DAY, NOW + DAY + 1)):
        with pytest.raises(OutOfOrder):
            after(confirmation(), word(HitState.NEEDS_TIME, at_ms, until_ms))


def test_who_was_found_is_shown_until_the_owner_clears_the_record() -> None:
    located = said(said(confirmation(), HitState.VALID), HitState.LOCATED, NOW + HOUR)
    due = NOW + HOUR + 12 * HOUR
    assert standing(located, due - 1) == Standing(HitState.LOCATED, due, None)
    assert standing(located, due) == Standing(HitState.LOCATED, due, Escalation.DESK)
    assert standing(located, due + 12 * HOUR).escalation == Escalation.OVERSIGHT
    assert oversight_ms(located) == due + 12 * HOUR
    cleared = said(located, HitState.CLEARED, due)
    assert standing(cleared, due + DAY) == Standing(HitState.CLEARED, 0, None)


def test_a_release_lasts_at_most_30_days_and_is_taken_back() -> None:
    longest = NOW + 30 * DAY
    granted = after(release(), word(HitState.GRANTED, NOW, longest))
    assert standing(granted, longest - 1).state == HitState.GRANTED
    assert standing(granted, longest).state == HitState.ENDED
    assert standing(said(granted, HitState.REFUSED, NOW + DAY), NOW + DAY).state == HitState.REFUSED
    for until_ms in (0, NOW, longest + 1):
        with pytest.raises(OutOfOrder):
            after(release(), word(HitState.GRANTED, NOW, until_ms))
    with pytest.raises(OutOfOrder):
        said(granted, HitState.REFUSED, longest)


def test_a_release_that_nobody_decides_releases_nothing() -> None:
    assert standing(release(), NOW + HOUR) == Standing(HitState.UNDECIDED, NOW + HOUR, Escalation.DESK)


def test_a_word_before_the_last_one_or_with_a_time_that_it_has_not_is_none() -> None:
    with pytest.raises(OutOfOrder):
        said(confirmation(), HitState.VALID, NOW - 1)
    with pytest.raises(OutOfOrder):
        said(said(confirmation(), HitState.VALID, NOW + 2), HitState.NOT_VALID, NOW + 1)
    with pytest.raises(OutOfOrder):
        after(confirmation(), word(HitState.VALID, NOW, NOW + HOUR))


@pytest.mark.parametrize(
    "one", [confirmation(), release(word(HitState.GRANTED, NOW, NOW + DAY))], ids=["asked", "said"]
)
def test_what_is_kept_is_read_back_the_same(one: Request) -> None:
    kept = read(written(one))
    assert kept == one
    assert isinstance(kept.urgency, Urgency)
    assert all(isinstance(each.word, HitState) for each in kept.said)


class Machine(RuleBasedStateMachine):
    """Any words at any times: what stands is a function of what was said, and silence never confirms or releases."""

    @initialize(kind=st.sampled_from([confirmation(), release()]), urgency=st.sampled_from(Urgency))
    def asked(self, kind: Request, urgency: Urgency) -> None:
        self.request, self.now = replace(kind, urgency=urgency), NOW

    @rule(state=st.sampled_from(HitState), lasts=st.integers(-1, 31 * DAY))
    def say(self, state: HitState, lasts: int) -> None:
        before = self.request
        until_ms = self.now + lasts if state in UNTIL else 0
        try:
            self.request = after(before, word(state, self.now, until_ms))
        except OutOfOrder:
            return
        assert self.request.said[:-1] == before.said
        assert standing(self.request, self.now).state == state, "a word stands as soon as it is said"

    @rule(passes=st.one_of(st.integers(0, 5 * MINUTE), st.integers(0, 20 * DAY)))
    def wait(self, passes: int) -> None:
        self.now += passes

    @invariant()
    def stands_by_what_was_said(self) -> None:
        now, words = standing(self.request, self.now), {each.word for each in self.request.said}
        told = now.state in words or now.state in (
            HitState.WAITING, HitState.UNCONFIRMED, HitState.UNDECIDED, HitState.ENDED,
        )  # fmt: skip
        assert told
        assert (now.state == HitState.ENDED) <= (self.request.last == HitState.GRANTED)
        assert (now.due_ms > 0) == self.request.waits
        assert (now.escalation is not None) == (self.request.waits and self.now >= now.due_ms)
        assert (now.escalation == Escalation.OVERSIGHT) == (self.now >= oversight_ms(self.request))
        assert standing(read(written(self.request)), self.now) == now

    @invariant()
    def nobody_is_kept_waiting_unseen(self) -> None:
        asked_for = self.request.kind == HitRequestKind.CONFIRMATION
        if not self.request.said and self.now >= NOW + CLOCKS[self.request.urgency]:
            silence = HitState.UNCONFIRMED if asked_for else HitState.UNDECIDED
            assert standing(self.request, self.now).state == silence


TestMachine = Machine.TestCase
TestMachine.settings = budget(60, stateful_step_count=20)
