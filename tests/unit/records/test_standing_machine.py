"""What can never be, over every order of every event: a state machine that files papers, and laws over random files."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.records.standing import Event, Verdict, judge
from services.records.transitions import (
    ACQUITTALS,
    ACQUITTED,
    CONVICTED,
    CONVICTIONS,
    OF_COURT,
    OF_INVESTIGATION,
    PROCEDURE,
    STEPS,
    TABLE,
)

_REOPENS = {"RETRIAL_ORDERED", "CHARGE_FRAMED", "COGNIZANCE", "APPEAL_FILED", "SET_ASIDE"}
_FINDS = {*CONVICTIONS, *ACQUITTALS, "SENTENCE", "WITHDRAWN_494"}


def event(kind: str, day: int, *, by_court: bool | None = None, personal: bool = True, name: str = "") -> Event:
    court = kind not in OF_INVESTIGATION if by_court is None else by_court
    return Event(kind, day, name or f"{kind}@{day}", "pk.some", (), court, personal)


events = st.builds(
    event,
    st.sampled_from(PROCEDURE),
    st.integers(0, 12),
    by_court=st.one_of(st.none(), st.booleans()),
    personal=st.booleans(),
)
court_events = st.builds(event, st.sampled_from(PROCEDURE), st.integers(0, 12))


@given(st.lists(events, max_size=12), st.randoms(use_true_random=False))
def test_order_of_arrival_never_matters(filed: list[Event], random: object) -> None:
    shuffled = list(filed)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert judge(shuffled) == judge(filed)


@given(st.lists(events, max_size=12))
def test_a_copy_of_every_paper_changes_nothing_but_who_vouches(filed: list[Event]) -> None:
    copies = [e._replace(version=e.version + "-copy") for e in filed]
    assert summary(judge([*filed, *copies])) == summary(judge(filed))


def summary(verdict: Verdict) -> tuple[object, ...]:
    return verdict.phase, verdict.outcome, verdict.offence, verdict.acquitted, verdict.favourable


@given(st.lists(events.filter(lambda e: not e.by_court), max_size=12))
def test_no_finding_without_a_court(filed: list[Event]) -> None:
    verdict = judge(filed)
    assert verdict.standing in ("ALLEGATION", "ACCUSATION")
    assert verdict.finality == "NONE"
    assert not any([verdict.offence, verdict.acquitted, verdict.favourable])


@given(st.lists(events.filter(lambda e: not e.personal), max_size=12))
def test_no_accusation_from_papers_that_name_nobody(filed: list[Event]) -> None:
    assert judge(filed).standing == "ALLEGATION"


@given(st.lists(court_events, max_size=12))
def test_a_verdict_is_of_one_piece(filed: list[Event]) -> None:
    verdict = judge(filed)
    assert not (verdict.offence and verdict.favourable)
    assert verdict.favourable or not verdict.acquitted
    assert (verdict.standing == "FINDING") == (verdict.offence or verdict.acquitted)
    assert (verdict.finality == "NONE") == (verdict.standing != "FINDING")
    assert "{" not in verdict.outcome + verdict.outcome_ur


@given(st.lists(court_events, max_size=12))
def test_an_offence_rests_on_a_conviction_that_nothing_reversed_later(filed: list[Event]) -> None:
    if not judge(filed).offence:
        return
    convicted = max(e.day for e in filed if e.type in CONVICTIONS or e.type == "SENTENCE")
    later = [e for e in filed if e.day > convicted]
    assert not any(e.type in ACQUITTALS or e.type in ("SET_ASIDE", "RETRIAL_ORDERED", "QUASHED_561A") for e in later)


@given(st.lists(court_events, max_size=10), st.sampled_from(sorted(ACQUITTALS)), st.lists(court_events, max_size=6))
def test_an_acquittal_holds_until_a_court_is_seized_again(before: list[Event], kind: str, after: list[Event]) -> None:
    """Neither accusation nor a second conviction touches it (s. 403), unless an appeal was already filed."""
    file = [*before, event(kind, 20), *(e._replace(day=e.day + 30) for e in after if e.type not in _REOPENS)]
    ended = judge([*before, event(kind, 20)])
    if ended.acquitted and ended.finality != "UNDER_APPEAL":
        assert judge(file).favourable


class Filing(RuleBasedStateMachine):
    """Papers come in by date; what was decided is never undone by what may not undo it."""

    def __init__(self) -> None:
        super().__init__()
        self.filed: list[Event] = []
        self.day = 0
        self.set_aside = False

    def take(self, kind: str) -> None:
        self.day += 1
        before = judge(self.filed)
        self.filed.append(event(kind, self.day))
        self.after(kind, before, judge(self.filed))

    @rule(kind=st.sampled_from(sorted(OF_INVESTIGATION)))
    def police(self, kind: str) -> None:
        self.take(kind)

    @rule(kind=st.sampled_from(sorted(OF_COURT)))
    def court(self, kind: str) -> None:
        self.take(kind)

    @rule(kind=st.sampled_from(["CONVICTION", "SET_ASIDE", "ACQUITTAL", "APPEAL_FILED", "RETRIAL_ORDERED"]))
    def appeal_court(self, kind: str) -> None:
        self.take(kind)

    def after(self, kind: str, before: Verdict, now: Verdict) -> None:
        if kind == "SET_ASIDE" and before.offence:
            self.set_aside = True
        elif kind in _REOPENS:
            self.set_aside = False
        if kind in OF_INVESTIGATION:
            assert now.offence == before.offence
            assert now.acquitted == before.acquitted
        if now.offence and not before.offence:
            assert kind in CONVICTIONS or kind == "SENTENCE"
        if now.acquitted and not before.acquitted:
            assert kind in _FINDS
        if before.standing != "FINDING" and now.standing == "FINDING":
            assert kind in _FINDS

    @invariant()
    def no_offence_after_set_aside(self) -> None:
        assert not (self.set_aside and judge(self.filed).offence)

    @invariant()
    def the_same_from_any_order(self) -> None:
        assert judge(reversed(self.filed)) == judge(self.filed)


Filing.TestCase.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
TestFiling = Filing.TestCase


def test_no_way_leads_back_to_an_offence_but_through_a_court_seized_again() -> None:
    """Every path through the table, not only those that chance finds."""
    seen, ahead = set(), [("NAMED", False)]
    while ahead:
        at = ahead.pop()
        if at in seen:
            continue
        seen.add(at)
        phase, barred = at
        for event_type in PROCEDURE:
            step = TABLE.get((event_type, phase))
            if step is None:
                continue
            assert not (barred and step.target in CONVICTED), f"{event_type} convicts again from {phase}"
            ends = (phase in CONVICTED and step.target not in CONVICTED) or step.target in ACQUITTED
            seized = event_type in _SEIZES or step.target == "ACQUITTAL_SET_ASIDE"
            ahead.append((step.target, (barred or ends) and not seized))


_SEIZES = {"RETRIAL_ORDERED", "CHARGE_FRAMED", "COGNIZANCE", "APPEAL_FILED"}


def test_discharged_on_appeal_and_convicted_again_is_disputed_and_no_offence() -> None:
    story = [event(kind, day) for day, kind in enumerate(("CONVICTION", "SET_ASIDE", "DISCHARGE", "CONVICTION"))]
    verdict = judge(story)
    assert not verdict.offence
    assert verdict.favourable
    assert [each.day for each in verdict.disputed] == [3]
    again = judge([*story[:3], event("COGNIZANCE", 5), event("CONVICTION", 6)])
    assert again.offence


def test_the_table_knows_only_known_events_and_phases() -> None:
    from services.records.phases import PHASES

    assert {s.event for s in STEPS} <= set(PROCEDURE)
    assert {phase for s in STEPS for phase in (*s.sources, s.target)} <= set(PHASES)
    assert len(TABLE) == sum(len(s.sources) for s in STEPS), "two steps for one event and phase"
    assert all(s.statute for s in STEPS)
    reachable = {"NAMED", *(s.target for s in STEPS)}
    assert reachable == set(PHASES), "a phase that nothing leads to"


def test_every_event_of_the_wire_has_its_place() -> None:
    from rabta.records.v1 import case_pb2

    words = {v.name.removeprefix("EVENT_TYPE_") for v in case_pb2.EventType.DESCRIPTOR.values if v.number}
    assert words == set(PROCEDURE) | {"AGE_DETERMINED"}
    assert words == OF_INVESTIGATION | OF_COURT
