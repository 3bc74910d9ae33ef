"""What can never be, over every order of every event: a state machine that files papers, and laws over random files."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.records.authority.speaker import Speaker
from services.records.authority.table import Degree
from services.records.law.standing import judge
from services.records.law.steps import Event
from services.records.law.transitions import ACQUITTALS, ACQUITTED, CONVICTED, CONVICTIONS, STEPS, TABLE
from services.records.law.verdict import Verdict
from services.vocabulary.steps import OF_COURT, OF_INVESTIGATION, OF_OTHER_BODIES, PROCEDURE
from tests.budget import budget

_REOPENS = {"RETRIAL_ORDERED", "CHARGE_FRAMED", "COGNIZANCE", "APPEAL_FILED", "SET_ASIDE"}
_FINDS = {*CONVICTIONS, *ACQUITTALS, "SENTENCE", "WITHDRAWN_494"}


def event(
    kind: str,
    day: int,
    *,
    speaker: Speaker | None = None,
    personal: bool = True,
    name: str = "",
    tier: str = "",
    probation: bool = False,
) -> Event:
    """By default whoever may take the step: the owner one of the investigation, a prison its certificate."""
    own = Speaker.OWNER if kind in OF_INVESTIGATION or kind == "COMPLAINT" else Speaker.COURT
    said = speaker or (Speaker.PRISON if kind == "CERTIFICATE" else own)
    freed = probation and kind == "SENTENCE"
    version = name or f"{kind}@{day}/{said}{tier}{freed or ''}"
    return Event(kind, day, version, "pk.some", (), said, personal, tier=tier, probation=freed)


events = st.builds(
    event,
    st.sampled_from(PROCEDURE),
    st.integers(0, 12),
    speaker=st.one_of(st.none(), st.sampled_from(Speaker)),
    personal=st.booleans(),
    tier=st.sampled_from(["SESSION", "SUPREME"]),
    probation=st.booleans(),
)
COURTS_AND_POLICE = [kind for kind in PROCEDURE if kind != "CERTIFICATE"]
court_events = st.builds(event, st.sampled_from(COURTS_AND_POLICE), st.integers(0, 12), probation=st.booleans())


@given(st.lists(events, max_size=12), st.randoms(use_true_random=False))
def test_order_of_arrival_never_matters(filed: list[Event], random: Random) -> None:
    shuffled = list(filed)
    random.shuffle(shuffled)
    assert judge(shuffled) == judge(filed)


@given(st.lists(events, max_size=12))
def test_a_copy_of_every_paper_changes_nothing_but_who_vouches(filed: list[Event]) -> None:
    copies = [e._replace(version=e.version + "-copy") for e in filed]
    assert summary(judge([*filed, *copies])) == summary(judge(filed))


def summary(verdict: Verdict) -> tuple[object, ...]:
    return verdict.phase, verdict.outcome, verdict.offence, verdict.acquitted, verdict.favourable


@given(st.lists(events.filter(lambda e: e.word is not Degree.DECIDES), max_size=12))
def test_no_conviction_that_repeats_without_a_court(filed: list[Event]) -> None:
    verdict = judge(filed)
    assert not verdict.repeats
    assert not verdict.decided
    if verdict.offence:
        assert verdict.phase == "CONVICTED_CERTIFIED"
        assert any(e.type == "CERTIFICATE" and e.speaker is Speaker.PRISON for e in filed)
    if verdict.favourable:
        assert any(e.speaker is Speaker.OWNER for e in filed)
        assert "reported by the case's owner" in verdict.outcome


@given(st.lists(events.filter(lambda e: e.word in (Degree.REPORTED, Degree.CLAIM)), max_size=12))
def test_what_strangers_say_makes_no_finding_and_hides_nothing(filed: list[Event]) -> None:
    verdict = judge([e for e in filed if e.speaker is not Speaker.OWNER])
    assert verdict.phase in ("NAMED", "REPORTED_CONVICTED", "REPORTED_SUSPENDED")
    assert not verdict.favourable
    assert not any([verdict.offence, verdict.acquitted])


@given(st.lists(court_events, max_size=10), st.lists(events, max_size=6))
def test_no_step_by_anybody_else_leaves_what_a_court_made(decided: list[Event], others: list[Event]) -> None:
    before = judge(decided)
    later = [
        e._replace(day=e.day + 20) for e in others if e.word is not Degree.DECIDES and e.type not in OF_INVESTIGATION
    ]
    if before.decided:
        after = judge([*decided, *later])
        assert (after.phase, after.decided, after.outcome) == (before.phase, True, before.outcome)


def test_a_certificate_by_who_is_no_prison_makes_no_finding_of_a_reported_conviction() -> None:
    told = event("CONVICTION_245", 0, speaker=Speaker.SUPERIOR)
    for speaker in set(Speaker) - {Speaker.PRISON, Speaker.COURT}:
        found = judge([told, event("CERTIFICATE", 1, speaker=speaker)])
        assert (found.phase, found.offence) == ("REPORTED_CONVICTED", False), speaker
    assert judge([told, event("CERTIFICATE", 1)]).phase == "CONVICTED_CERTIFIED"


@given(st.lists(court_events, max_size=10), st.lists(events, max_size=6))
def test_reports_take_nothing_from_what_the_court_decides_later(decided: list[Event], others: list[Event]) -> None:
    """A report on the days before a court's last decision leaves no finding that the decision does not make."""
    told = [e._replace(day=0) for e in others if e.word in (Degree.REPORTED, Degree.CLAIM)]
    with_them, without = judge([*told, *decided]), judge(decided)
    if without.offence:
        assert with_them.offence
    if with_them.offence:
        assert without.offence


@given(st.lists(events.filter(lambda e: not e.personal), max_size=12))
def test_no_accusation_from_papers_that_name_nobody(filed: list[Event]) -> None:
    assert judge(filed).standing == "ALLEGATION"


@given(st.lists(court_events, max_size=12))
def test_a_verdict_is_of_one_piece(filed: list[Event]) -> None:
    verdict = judge(filed)
    assert not (verdict.found_guilty and verdict.favourable)
    assert not (verdict.on_probation and (verdict.offence or verdict.repeats))
    assert verdict.favourable or not verdict.acquitted
    assert (verdict.standing == "FINDING") == (verdict.found_guilty or verdict.acquitted)
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

    def take(self, kind: str, *, probation: bool = False) -> None:
        self.day += 1
        before = judge(self.filed)
        self.filed.append(event(kind, self.day, probation=probation))
        self.after(kind, before, judge(self.filed))

    @rule(kind=st.sampled_from(sorted(OF_INVESTIGATION)))
    def police(self, kind: str) -> None:
        self.take(kind)

    @rule(kind=st.sampled_from(sorted(OF_COURT)))
    def court(self, kind: str) -> None:
        if kind != "AGE_DETERMINED":
            self.take(kind)

    @rule(probation=st.booleans())
    def sentences(self, probation: bool) -> None:
        before = judge(self.filed)
        self.take("SENTENCE", probation=probation)
        if before.found_guilty:
            assert judge(self.filed).on_probation is probation

    @rule(kind=st.sampled_from(["CONVICTION", "SET_ASIDE", "ACQUITTAL", "APPEAL_FILED", "RETRIAL_ORDERED"]))
    def appeal_court(self, kind: str) -> None:
        self.take(kind)

    def after(self, kind: str, before: Verdict, now: Verdict) -> None:
        if kind == "SET_ASIDE" and before.found_guilty:
            self.set_aside = True
        elif kind in _REOPENS:
            self.set_aside = False
        if kind in OF_INVESTIGATION:
            assert (now.offence, now.on_probation) == (before.offence, before.on_probation)
            assert now.acquitted == before.acquitted
        if now.offence and not before.offence:
            assert kind in CONVICTIONS or kind == "SENTENCE"
        if now.acquitted and not before.acquitted:
            assert kind in _FINDS
        if before.standing != "FINDING" and now.standing == "FINDING":
            assert kind in _FINDS

    @invariant()
    def no_offence_after_set_aside(self) -> None:
        assert not (self.set_aside and judge(self.filed).found_guilty)

    @invariant()
    def the_same_from_any_order(self) -> None:
        assert judge(reversed(self.filed)) == judge(self.filed)


Filing.TestCase.settings = budget(60, stateful_step_count=20)
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
    from services.records.law.phases import PHASES

    assert {s.event for s in STEPS} <= set(PROCEDURE) | {"REPORTED_CONVICTION", "APPEAL_DISMISSED_LAST"}
    assert {phase for s in STEPS for phase in (*s.sources, s.target)} <= set(PHASES)
    assert len(TABLE) == sum(len(s.sources) for s in STEPS), "two steps for one event and phase"
    assert all(s.statute for s in STEPS)
    reachable = {"NAMED", *(s.target for s in STEPS)}
    assert reachable == set(PHASES), "a phase that nothing leads to"


def test_every_event_of_the_wire_has_its_place() -> None:
    from rabta.records.v1 import case_pb2

    words = {v.name.removeprefix("EVENT_TYPE_") for v in case_pb2.EventType.DESCRIPTOR.values if v.number}
    assert words == set(PROCEDURE) - OF_OTHER_BODIES | {"AGE_DETERMINED"}
    assert words == OF_INVESTIGATION | OF_COURT
