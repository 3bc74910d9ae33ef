"""The circuit breaker against a model that remembers everything, and its few sentences one by one."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from services.identity.asking.breaker import (
    FAILURES,
    FIRST_PAUSE_MS,
    LONGEST_PAUSE_MS,
    TRIAL_MS,
    Breaker,
    State,
)
from tests.budget import budget


def opened(now_ms: int = 0) -> Breaker:
    breaker = Breaker()
    for _ in range(FAILURES):
        breaker = breaker.asked(now_ms).failed(now_ms)
    return breaker


def test_it_opens_after_failures_in_a_row_alone() -> None:
    breaker = Breaker()
    for _ in range(FAILURES * 3):
        breaker = breaker.asked(0).failed(0).asked(0).answered()
    assert breaker == Breaker()
    assert opened().state is State.OPEN


def test_nothing_goes_out_until_the_pause_is_over_and_then_one() -> None:
    breaker = opened(1_000)
    assert not breaker.allows(1_000 + FIRST_PAUSE_MS - 1)
    assert breaker.allows(1_000 + FIRST_PAUSE_MS)
    trial = breaker.asked(1_000 + FIRST_PAUSE_MS)
    assert trial.state is State.HALF_OPEN
    assert not trial.allows(1_000 + FIRST_PAUSE_MS)


def test_an_answer_to_the_trial_closes_it_and_forgets_the_pauses() -> None:
    assert opened().asked(FIRST_PAUSE_MS).answered() == Breaker()


def test_a_trial_whose_end_nobody_tells_gives_way_to_another() -> None:
    trial = opened().asked(FIRST_PAUSE_MS)
    assert not trial.allows(FIRST_PAUSE_MS + TRIAL_MS - 1)
    assert trial.allows(FIRST_PAUSE_MS + TRIAL_MS)


@pytest.mark.parametrize(
    ("trials", "pause_ms"), [(0, 1_000), (1, 2_000), (3, 8_000), (5, 32_000), (6, 60_000), (40, 60_000)]
)
def test_each_failed_trial_doubles_the_pause_up_to_a_minute(trials: int, pause_ms: int) -> None:
    breaker = opened()
    for _ in range(trials):
        breaker = breaker.asked(breaker.until_ms).failed(breaker.until_ms)
    assert (breaker.state, breaker.pause_ms) == (State.OPEN, pause_ms)


class Machine(RuleBasedStateMachine):
    """Time moves, questions go out where they may, and end well, badly, or never."""

    def __init__(self) -> None:
        super().__init__()
        self.breaker = Breaker()
        self.now_ms = 0
        self.failed_in_a_row = 0
        self.last_failed_ms = 0
        self.under_way_since: int | None = None

    @rule(ms=st.integers(0, LONGEST_PAUSE_MS * 2))
    def wait(self, ms: int) -> None:
        self.now_ms += ms

    @precondition(lambda self: self.breaker.allows(self.now_ms))
    @rule()
    def ask(self) -> None:
        self.breaker = self.breaker.asked(self.now_ms)
        self.under_way_since = self.now_ms

    @precondition(lambda self: self.under_way_since is not None)
    @rule()
    def answer(self) -> None:
        self.breaker = self.breaker.answered()
        self.failed_in_a_row, self.under_way_since = 0, None

    @precondition(lambda self: self.under_way_since is not None)
    @rule()
    def fail(self) -> None:
        self.breaker = self.breaker.failed(self.now_ms)
        self.failed_in_a_row += 1
        self.last_failed_ms, self.under_way_since = self.now_ms, None

    @invariant()
    def closed_while_fewer_failed(self) -> None:
        assert (self.breaker.state is State.CLOSED) == (self.failed_in_a_row < FAILURES)

    @invariant()
    def one_at_a_time_while_it_is_not_closed(self) -> None:
        if self.failed_in_a_row >= FAILURES and self.under_way_since is not None:
            assert self.breaker.allows(self.now_ms) == (self.now_ms - self.under_way_since >= TRIAL_MS)

    @invariant()
    def it_is_asked_again_within_a_minute(self) -> None:
        if self.under_way_since is None and self.now_ms - self.last_failed_ms >= LONGEST_PAUSE_MS:
            assert self.breaker.allows(self.now_ms)

    @invariant()
    def and_not_within_the_first_pause(self) -> None:
        open_ = self.failed_in_a_row >= FAILURES and self.under_way_since is None
        if open_ and self.now_ms - self.last_failed_ms < FIRST_PAUSE_MS:
            assert not self.breaker.allows(self.now_ms)


TestMachine = Machine.TestCase
TestMachine.settings = budget(60, stateful_step_count=40)
