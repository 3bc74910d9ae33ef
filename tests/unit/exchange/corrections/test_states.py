"""How a proposal stands: each word on each, every clock to the millisecond, and any run of words as a state machine."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.exchange.corrections.rows import read, written
from services.exchange.corrections.states import FOLLOWS, Proposal, Standing, after, oversight_ms, standing
from services.exchange.desk.clocks import NEVER
from services.exchange.desk.errors import OutOfOrder
from services.vocabulary.corrections import CorrectionState, FieldProblem
from services.vocabulary.hits import Escalation
from tests.budget import budget
from tests.rows import of_rows
from tests.unit.exchange.corrections.made import proposal, word
from tests.unit.exchange.hits.made import DAY, NOW

MAY_FOLLOW = {
    "WAITING": "ACCEPTED CORRECTED REJECTED",
    "ACCEPTED": "CORRECTED REJECTED",
    "REJECTED": "ACCEPTED CORRECTED",
    "CORRECTED": "",
}
"""Written by hand: the words that may follow on each last word."""


@of_rows("state", list(CorrectionState))
@of_rows("last", MAY_FOLLOW)
def test_each_word_follows_where_it_may_and_nowhere_else(last: str, state: CorrectionState) -> None:
    before = proposal() if last == "WAITING" else proposal(word(CorrectionState(last)))
    if state in MAY_FOLLOW[last].split():
        assert after(before, word(state)).last == state
        return
    with pytest.raises(OutOfOrder):
        after(before, word(state))


def test_what_is_computed_is_said_by_nobody() -> None:
    assert set(CorrectionState) - FOLLOWS.keys() == {CorrectionState.WAITING, CorrectionState.UNDECIDED}


@pytest.mark.parametrize(("held", "clock"), [(True, DAY), (False, 7 * DAY)])
def test_the_owner_is_reminded_then_others_are_told(held: bool, clock: int) -> None:
    asked, due = proposal(held=held), NOW + clock
    waiting = CorrectionState.WAITING
    assert standing(asked, NOW + clock // 2 - 1) == Standing(waiting, due, False, None)
    assert standing(asked, NOW + clock // 2) == Standing(waiting, due, True, None)
    assert standing(asked, due - 1) == Standing(waiting, due, True, None)
    assert standing(asked, due) == Standing(CorrectionState.UNDECIDED, due, True, Escalation.DESK)
    assert standing(asked, due + clock - 1).escalation == Escalation.DESK
    assert standing(asked, due + clock).escalation == Escalation.OVERSIGHT
    assert oversight_ms(asked) == due + clock


def test_whoever_accepts_owes_a_version_by_the_same_clock() -> None:
    accepted = after(proposal(), word(CorrectionState.ACCEPTED, NOW + DAY))
    due = NOW + 8 * DAY
    assert standing(accepted, due - 1) == Standing(CorrectionState.ACCEPTED, due, True, None)
    assert standing(accepted, due) == Standing(CorrectionState.ACCEPTED, due, True, Escalation.DESK)
    assert oversight_ms(accepted) == due + 7 * DAY
    done = after(accepted, word(CorrectionState.CORRECTED, due))
    assert standing(done, due + DAY) == Standing(CorrectionState.CORRECTED, 0, False, None)
    assert oversight_ms(done) == NEVER


@pytest.mark.parametrize("version", [1, 2])
def test_no_version_answers_what_was_proposed_of_it(version: int) -> None:
    with pytest.raises(OutOfOrder):
        after(proposal(), word(CorrectionState.CORRECTED, version=version))


def test_a_word_before_the_last_one_is_none() -> None:
    with pytest.raises(OutOfOrder):
        after(proposal(), word(CorrectionState.ACCEPTED, NOW - 1))
    with pytest.raises(OutOfOrder):
        after(proposal(word(CorrectionState.ACCEPTED, NOW + 2)), word(CorrectionState.REJECTED, NOW + 1))


@pytest.mark.parametrize("last", [None, *FOLLOWS])
def test_what_is_kept_is_read_back_the_same(last: str | None) -> None:
    one = proposal(*([word(CorrectionState(last))] if last else []), held=True)
    kept = read(written(one))
    assert kept == one
    assert isinstance(kept.fields[0].problem, FieldProblem)
    assert all(isinstance(each.word, CorrectionState) for each in kept.said)


class Machine(RuleBasedStateMachine):
    """Any words at any times: what stands is a function of what was said, and silence decides nothing."""

    @initialize(held=st.booleans())
    def asked(self, held: bool) -> None:
        self.proposal: Proposal = proposal(held=held)
        self.now = NOW

    @rule(state=st.sampled_from(CorrectionState), version=st.integers(0, 4))
    def say(self, state: CorrectionState, version: int) -> None:
        before = self.proposal
        try:
            self.proposal = after(before, word(state, self.now)._replace(version=version))
        except OutOfOrder:
            return
        assert self.proposal.said[:-1] == before.said
        assert standing(self.proposal, self.now).state == state, "a word stands as soon as it is said"

    @rule(passes=st.one_of(st.integers(0, DAY), st.integers(0, 20 * DAY)))
    def wait(self, passes: int) -> None:
        self.now += passes

    @invariant()
    def stands_by_what_was_said(self) -> None:
        now = standing(self.proposal, self.now)
        silent = now.state in (CorrectionState.WAITING, CorrectionState.UNDECIDED)
        assert silent == (not self.proposal.said)
        assert silent or now.state == self.proposal.said[-1].word
        assert (now.due_ms > 0) == self.proposal.waits
        assert (now.escalation is not None) == (self.proposal.waits and self.now >= now.due_ms)
        assert (now.escalation == Escalation.OVERSIGHT) == (self.now >= oversight_ms(self.proposal))
        assert now.reminded >= (now.escalation is not None)
        assert standing(read(written(self.proposal)), self.now) == now

    @invariant()
    def what_is_corrected_has_a_newer_version_and_stays_so(self) -> None:
        words = [each.word for each in self.proposal.said]
        assert CorrectionState.CORRECTED not in words[:-1]
        if words and words[-1] == CorrectionState.CORRECTED:
            assert self.proposal.said[-1].version > self.proposal.version


TestMachine = Machine.TestCase
TestMachine.settings = budget(60, stateful_step_count=20)
