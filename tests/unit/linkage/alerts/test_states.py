"""What people decide on an alert, step by step, against a plain account of the rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.linkage.alerts.errors import AlertClosed, OpinionGiven, ReasonUnfit
from services.linkage.alerts.raising import Level
from services.linkage.alerts.states import (
    CONFIRMING,
    DAY_MS,
    History,
    Opinion,
    Reason,
    State,
    opinions_shown,
    state,
    with_opinion,
)

START = 1_770_000_000_000
YES, NO = Reason.PATTERN_HOLDS, Reason.LOOK_ALIKE


def opinion(officer: str, *, confirms: bool, at_ms: int = START + 1) -> Opinion:
    return Opinion(officer, confirms, YES if confirms else NO, "as the rows show", at_ms)


def alert(*opinions: Opinion) -> History:
    history = History(Level.ALERT, START)
    for each in opinions:
        history = with_opinion(history, each)
    return history


def test_two_who_agree_decide() -> None:
    one, two = opinion("pk.fia/1", confirms=True), opinion("pk.fia/2", confirms=True)
    assert state(alert(one), START + 2) == State.FIRST_OPINION
    assert state(alert(one, two), START + 2) == State.CONFIRMED
    no = [opinion(f"pk.fia/{number}", confirms=False) for number in (1, 2)]
    assert state(alert(*no), START + 2) == State.DISMISSED


def test_where_two_differ_a_third_decides() -> None:
    first, second = opinion("pk.fia/1", confirms=True), opinion("pk.fia/2", confirms=False)
    divided = alert(first, second)
    assert state(divided, START + 2) == State.FIRST_OPINION
    for confirms, want in ((True, State.CONFIRMED), (False, State.DISMISSED)):
        third = opinion("pk.fia/3", confirms=confirms)
        assert state(with_opinion(divided, third), START + 2) == want


def test_one_person_speaks_once() -> None:
    with pytest.raises(OpinionGiven):
        alert(opinion("pk.fia/1", confirms=True), opinion("pk.fia/1", confirms=True))


@pytest.mark.parametrize("reason", Reason)
def test_a_reason_speaks_for_one_answer(reason: Reason) -> None:
    good = Opinion("pk.fia/1", reason in CONFIRMING, reason, "so", START)
    assert with_opinion(History(Level.ALERT, START), good).opinions == (good,)
    with pytest.raises(ReasonUnfit):
        with_opinion(History(Level.ALERT, START), good._replace(confirms=not good.confirms))


def test_nobody_decides_on_a_lead() -> None:
    with pytest.raises(AlertClosed):
        with_opinion(History(Level.LEAD, START), opinion("pk.fia/1", confirms=True))


@pytest.mark.parametrize(("level", "days"), [(Level.LEAD, 30), (Level.ALERT, 90)])
def test_it_expires(level: Level, days: int) -> None:
    history = History(level, START)
    assert state(history, START + days * DAY_MS - 1) == State.OPEN
    assert state(history, START + days * DAY_MS) == State.EXPIRED
    with pytest.raises(AlertClosed):
        with_opinion(history, opinion("pk.fia/1", confirms=True, at_ms=START + days * DAY_MS))


def test_a_row_that_goes_withdraws_it_whatever_was_decided() -> None:
    decided = alert(opinion("pk.fia/1", confirms=True), opinion("pk.fia/2", confirms=True))
    gone = decided._replace(withdrawn_ms=START + 100)
    assert state(gone, START + 99) == State.CONFIRMED
    assert state(gone, START + 100) == State.WITHDRAWN


def test_the_second_sees_no_first_opinion() -> None:
    first = opinion("pk.fia/1", confirms=True)
    history = alert(first)
    assert opinions_shown(history, "pk.fia/1", START + 2) == (first,)
    assert opinions_shown(history, "pk.fia/2", START + 2) == ()
    decided = with_opinion(history, opinion("pk.fia/2", confirms=True))
    assert len(opinions_shown(decided, "pk.fia/3", START + 2)) == 2


class Alerts(RuleBasedStateMachine):
    """One alert, to which anything may happen."""

    @initialize(level=st.sampled_from(Level))
    def begin(self, level: Level) -> None:
        self.history, self.now = History(level, START), START
        self.votes: dict[str, bool] = {}
        self.gone = False

    @rule(days=st.integers(0, 40))
    def wait(self, days: int) -> None:
        self.now += days * DAY_MS

    @rule()
    @precondition(lambda self: not self.gone)
    def lose_a_row(self) -> None:
        self.history, self.gone = self.history._replace(withdrawn_ms=self.now), True

    @rule(officer=st.sampled_from("abcd"), confirms=st.booleans())
    def speak(self, officer: str, confirms: bool) -> None:
        is_open = self.expected() in (State.OPEN, State.FIRST_OPINION) and self.history.level == Level.ALERT
        try:
            self.history = with_opinion(self.history, opinion(officer, confirms=confirms, at_ms=self.now))
        except AlertClosed:
            assert not is_open
        except OpinionGiven:
            assert is_open
            assert officer in self.votes
        else:
            assert is_open
            assert officer not in self.votes
            self.votes[officer] = confirms

    def expected(self) -> State:
        if self.gone:
            return State.WITHDRAWN
        for answer, said in ((True, State.CONFIRMED), (False, State.DISMISSED)):
            if list(self.votes.values()).count(answer) == 2:
                return said
        if self.now - START >= (90 if self.history.level == Level.ALERT else 30) * DAY_MS:
            return State.EXPIRED
        return State.FIRST_OPINION if self.votes else State.OPEN

    @invariant()
    def it_stands_where_the_rules_say(self) -> None:
        if hasattr(self, "history"):
            assert state(self.history, self.now) == self.expected()


TestAlerts = Alerts.TestCase


@given(st.lists(st.booleans(), max_size=3))
def test_no_more_than_three_speak(answers: list[bool]) -> None:
    history = History(Level.ALERT, START)
    for number, confirms in enumerate(answers):
        if state(history, START) in (State.CONFIRMED, State.DISMISSED):
            break
        history = with_opinion(history, opinion(str(number), confirms=confirms, at_ms=START))
    if len(history.opinions) == 3:
        assert state(history, START) in (State.CONFIRMED, State.DISMISSED)
