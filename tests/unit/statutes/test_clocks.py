"""LAW 2(i): what is due under a procedure, in fourteen cases and as a state machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.statutes.clocks import Event, Excuse, State, StepState, due, escalations, version
from services.statutes.errors import BadLaw
from services.statutes.holidays import holidays_of, shipped_holidays
from services.statutes.sop_rows import Sop, milliseconds, shipped_sops, sop_of
from services.tables.zone import PAKISTAN
from services.values.dates import span

SOPS = shipped_sops()
MISSING, CARE = SOPS["missing-child"], SOPS["child-in-care-ict"]
REPORT = Event("MISSING_CHILD_REPORTED", "2024-05-06T10:00")
HEAD = """read_on = "2026-11-27"
[[sop]]
id = "x"
law = "L"
title = "T"
issuer = "I"
extent = ["PK"]
mark = "P"
"""
STEP = """[[step]]
id = "s"
who = "W"
what = "do it"
starts_on = "ARREST"
within = "P2D"
counts = "working"
evidence = "PRODUCED"
law = "L"
mark = "P"
escalate_to = "E"
escalate_after = "P3D"
"""


def ms(text: str) -> int:
    return span(text).first_ms


def states(sop: Sop, now: str, *events: Event, place: str = "PB") -> dict[str, StepState]:
    return {each.step.provision.id: each for each in due(sop, events, ms(now), place)}


def made(text: str = HEAD + STEP) -> Sop:
    return sop_of("mine.toml", text.encode())["x"]


@pytest.mark.parametrize(
    ("told", "now", "state"),
    [
        ("2024-05-06T11:59", "2024-05-06T12:30", State.DONE),
        ("2024-05-06T12:01", "2024-05-06T12:30", State.DONE_LATE),
        ("", "2024-05-06T12:01", State.OVERDUE),
        ("", "2024-05-06T11:00", State.WAITING),
        ("", "2024-05-06T11:31", State.DUE),
        ("", "2024-05-06T12:00", State.DUE),
    ],
)
def test_i1_two_hours_for_zarra(told: str, now: str, state: State) -> None:
    events = [REPORT, *([Event("ZARRA_TOLD", told)] if told else [])]
    assert states(MISSING, now, *events)["zarra"].state is state


@pytest.mark.parametrize(("now", "state"), [("2024-05-07T01:59", State.DUE), ("2024-05-07T02:01", State.OVERDUE)])
def test_i2_a_date_alone_runs_from_the_end_of_its_day(now: str, state: State) -> None:
    assert states(MISSING, now, Event("MISSING_CHILD_REPORTED", "2024-05-06"))["zarra"].state is state


def test_i3_a_court_clock_runs_over_a_weekend() -> None:
    taken = Event("TAKEN_INTO_CARE", "2024-05-11T09:00")
    assert states(CARE, "2024-05-12T09:01", taken, place="ICT")["court"].state is State.OVERDUE


def test_i4_a_working_day_skips_eid_and_the_weekend() -> None:
    arrest = Event("ARREST", "2024-04-09T12:00")
    (state,) = due(made(), [arrest], ms("2024-04-15T11:59"), "PB")
    assert (state.state, state.due_ms) == (State.DUE, span("2024-04-16T12:00").last_ms)


def test_i5_a_later_version_takes_over_open_cases_where_it_says_so() -> None:
    old = made(HEAD.replace("extent", 'to = "2024-01-01"\nextent') + STEP)
    new = made(HEAD.replace("extent", 'from = "2024-01-01"\nextent') + STEP)
    taking = replace(new, takes_over=True)
    now = ms("2024-06-01")
    assert version([old, new], "2023-05-01", now, "PB") is old
    assert version([old, taking], "2023-05-01", now, "PB") is taking
    assert version([old, new], "2024-02-01", now, "PB") is new
    assert version([old, taking], "2023-05-01", ms("2023-06-01"), "PB") is old
    assert version([new], "2023-05-01", now, "PB") is None


def test_i6_what_is_excused_stays_late() -> None:
    excuses = {"zarra": Excuse("the line was down", "io-1")}
    found = {each.step.provision.id: each for each in due(MISSING, [REPORT], ms("2024-05-06T13:00"), "PB", excuses)}
    assert (found["zarra"].state, found["zarra"].late) == (State.EXCUSED, True)
    early = {each.step.provision.id: each for each in due(MISSING, [REPORT], ms("2024-05-06T10:10"), "PB", excuses)}
    assert early["zarra"].state is State.WAITING, "nothing is to be excused yet"


def test_i7_islamabads_procedure_asks_nothing_in_punjab() -> None:
    taken = Event("TAKEN_INTO_CARE", "2024-05-11T09:00")
    assert states(CARE, "2024-06-30", taken, place="PB") == {}
    assert states(CARE, "2024-06-30", place="PB") == {}
    assert states(CARE, "2024-06-11", taken, place="ICT")["assessment"].state is State.OVERDUE


def test_f13_an_assessment_of_day_31() -> None:
    taken = Event("TAKEN_INTO_CARE", "2024-05-01T09:00")
    assert states(CARE, "2024-05-31T08:00", taken, place="ICT")["assessment"].state is State.DUE
    assert states(CARE, "2024-05-31T09:01", taken, place="ICT")["assessment"].state is State.OVERDUE


def test_i8_a_start_that_is_withdrawn_starts_nothing() -> None:
    assert states(MISSING, "2024-06-01", REPORT._replace(withdrawn=True))["zarra"].state is State.NOT_STARTED


@pytest.mark.parametrize(
    ("old", "new", "row", "field"),
    [
        ('evidence = "PRODUCED"\n', "", "s", "evidence"),
        ('"PRODUCED"', '"SEEN"', "s", "evidence"),
        ('"ARREST"', '"NABBED"', "s", "starts_on"),
        ('"P2D"', '"2 days"', "s", "within"),
        ('"P2D"', '"P"', "s", "within"),
        ('"P2D"', '"PT"', "s", "within"),
        ('"working"', '"nights"', "s", "counts"),
        ('title = "T"\n', "", "x", "title"),
        ('[[sop]]\nid = "x"', '[[sap]]\nid = "x"', "", "sop"),
    ],
    ids=["i9", "i10 evidence", "i10 start", "words", "empty", "empty time", "counts", "title", "none"],
)
def test_a_step_without_dated_evidence_is_refused(old: str, new: str, row: str, field: str) -> None:
    text = (HEAD + STEP).replace(old, new)
    with pytest.raises(BadLaw) as refused:
        sop_of("mine.toml", text.encode())
    assert (refused.value.file, refused.value.row, refused.value.field) == ("mine.toml", row, field)


def test_i11_of_two_reports_the_first_counts() -> None:
    later = REPORT._replace(at="2024-05-06T15:00")
    for events in ((REPORT, later), (later, REPORT)):
        assert states(MISSING, "2024-05-06T12:01", *events)["zarra"].state is State.OVERDUE


def test_i12_somebody_is_told_once() -> None:
    (state,) = due(made(), [Event("ARREST", "2024-05-06T12:00")], ms("2024-05-09T12:00"), "PB")
    told = escalations([state], ms("2024-05-09T12:01"))
    assert [each.step.escalate_to for each in told] == ["E"]
    assert escalations([state], ms("2024-05-09T12:00")) == ()
    assert escalations([state], ms("2024-05-20"), frozenset({"s"})) == ()


def test_i14_a_day_is_pakistans() -> None:
    """19:30 of the 6th in UTC is the 7th there: a clock of working days sees that day."""
    arrest = Event("ARREST", "2024-05-10T19:30Z")
    (state,) = due(made(), [arrest], ms("2024-05-11"), "PB")
    assert state.due_ms == ms("2024-05-15T00:00"), "Saturday has begun, two working days from Monday"


def test_in_sindh_an_fir_has_four_hours_besides() -> None:
    assert set(states(MISSING, "2024-05-06T12:00", REPORT, place="SD")) == {"fir", "zarra", "fir-sindh"}
    assert set(states(MISSING, "2024-05-06T12:00", REPORT)) == {"fir", "zarra"}


def test_before_the_act_nothing_is_asked() -> None:
    assert states(MISSING, "2024-05-06", Event("MISSING_CHILD_REPORTED", "2019-05-06T10:00")) == {}


@pytest.mark.parametrize(
    ("text", "expected"), [("PT2H", 7_200_000), ("P3D", 259_200_000), ("P1DT1H1M1S", 90_061_000), ("PT0S", 0)]
)
def test_durations(text: str, expected: int) -> None:
    assert milliseconds(text) == expected


@pytest.mark.parametrize(
    ("day", "works"),
    [("2024-05-10", True), ("2024-05-11", False), ("2024-05-12", False), ("2024-08-14", False), ("2024-04-10", False),
     ("2024-04-12", False), ("2024-04-09", True), ("2031-12-25", False)],
)  # fmt: skip
def test_working_days(day: str, works: bool) -> None:
    assert shipped_holidays().works(span(day).first_day) is works


@pytest.mark.parametrize("row", ['day = "13-01"', 'from = "soon"\nto = "2024-01-01"'])
def test_a_bad_holiday_is_refused(row: str) -> None:
    raw = f'read_on = "2026-11-27"\n[[holiday]]\nid = "x"\nmark = "K"\n{row}\n'
    with pytest.raises(BadLaw):
        holidays_of(raw.encode(), "mine.toml")


def test_every_shipped_step_can_be_done_and_names_who() -> None:
    for sop in SOPS.values():
        assert sop.steps
        for step in sop.steps:
            assert step.who
            assert step.what
            assert step.evidence != step.starts_on


MINUTES = st.integers(0, 60 * 24 * 3)


@given(st.lists(MINUTES, min_size=1, max_size=3), st.none() | MINUTES, MINUTES)
def test_i13_the_same_input_gives_the_same_states_in_any_order(starts: list[int], told: int | None, now: int) -> None:
    begin = ms("2024-05-06")
    events = [Event("MISSING_CHILD_REPORTED", stamp(begin, each)) for each in starts]
    events += [] if told is None else [Event("ZARRA_TOLD", stamp(begin, told))]
    there, back = (due(MISSING, each, begin + now * 60_000, "PB") for each in (events, events[::-1]))
    assert there == back
    (zarra,) = (each for each in there if each.step.provision.id == "zarra")
    late = (now if told is None else told) - min(starts) > 120
    assert zarra.late is late
    assert (zarra.state in (State.OVERDUE, State.DONE_LATE)) is late


def stamp(begin_ms: int, minutes: int) -> str:
    """A moment in Pakistan, to the minute."""
    return datetime.fromtimestamp(begin_ms / 1000 + minutes * 60, PAKISTAN).strftime("%Y-%m-%dT%H:%M")


class Clocks(RuleBasedStateMachine):
    """Time goes on, things happen or are taken back, and whoever is to be told is told."""

    def __init__(self) -> None:
        super().__init__()
        self.begin = ms("2024-05-06")
        self.minutes = 0
        self.events: list[Event] = []
        self.told: list[str] = []

    def now(self) -> list[StepState]:
        return list(due(MISSING, self.events, self.begin + self.minutes * 60_000, "SD"))

    @rule(minutes=st.integers(1, 200))
    def later(self, minutes: int) -> None:
        """Time goes on, and whoever is due is told."""
        self.minutes += minutes
        new = escalations(self.now(), self.begin + self.minutes * 60_000, frozenset(self.told))
        self.told += [each.step.provision.id for each in new]

    @rule(word=st.sampled_from(["MISSING_CHILD_REPORTED", "ZARRA_TOLD", "FIR"]))
    def happens(self, word: str) -> None:
        """Something happens now."""
        self.events.append(Event(word, stamp(self.begin, self.minutes)))

    @rule()
    def taken_back(self) -> None:
        """The last event is withdrawn."""
        if self.events:
            self.events[-1] = self.events[-1]._replace(withdrawn=True)

    @invariant()
    def nobody_is_told_twice(self) -> None:
        """Each step at most once."""
        assert len(self.told) == len(set(self.told))

    @invariant()
    def what_is_done_is_done(self) -> None:
        """A step with evidence is never overdue, one without a start never anything."""
        held = {event.word for event in self.events if not event.withdrawn}
        for each in self.now():
            if each.step.starts_on not in held:
                assert each.state is State.NOT_STARTED
            else:
                assert (each.state in (State.DONE, State.DONE_LATE)) is (each.step.evidence in held)


TestClocks = Clocks.TestCase
