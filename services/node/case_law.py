"""The law on a case, as the records ask for it: dated rows and pure functions of the room of law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from services.records.case_law_port import Act, Happened, Someone
from services.records.law_book_port import Said
from services.statutes.age_rows import Ask, At, age_rows
from services.statutes.ages import Answered, Days, Question, agree, ask, protect
from services.statutes.charge import GeneralReason, Reason, charge_check, reason_fault, reason_holds
from services.statutes.clocks import Event, StepState, due, escalations
from services.statutes.fit import Facts, Fit, Shown, Stated, fit
from services.statutes.investigator import investigators
from services.statutes.offence_rows import ACTS, FURTHER, MEANS, PURPOSES, SAME_AS, OffenceRow, offence_rows
from services.statutes.provision import Provision
from services.statutes.sop_rows import Sop, shipped_sops
from services.tables.days import DAY_MS
from services.tables.zone import PAKISTAN_MS
from services.values.dates import day_text
from services.values.records import (
    ChargePoint,
    CheckChildResponse,
    ChildAnswer,
    ClockStep,
    Competence,
    FitChargesRequest,
    FitChargesResponse,
    LawRow,
    OffenceFit,
    OffenceVersion,
    Section,
)
from services.vocabulary.answers import CANNOT_TELL, Answer

WORDS: Final = ACTS | MEANS | PURPOSES | FURTHER | SAME_AS.keys()


class ReadLaw:
    """See :class:`services.records.case_law_port.CaseLaw`. Reads the rows once; raises BadLaw."""

    def __init__(self) -> None:
        self._ages, self._offences, self._sops = age_rows(), offence_rows(), shipped_sops()

    def child(self, asked_as: str, who: Someone, act: Act, workplace: str, *, continuing: bool) -> CheckChildResponse:
        """See the port."""
        then = Days(act.first, act.last, continuing)
        days = dict.fromkeys((At.ACT, At.MARRIAGE, At.WORK), then) if act.first else {}
        if act.reported:
            days[At.REPORT] = Days(act.reported)
        question = Question(Ask(asked_as), who.births, days, act.place, who.sex, workplace)
        answers = ask(question, self._ages)
        said = tuple(map(_child_answer, answers))
        return CheckChildResponse(said, agree(answers), protect(question, answers, signs=who.signs))

    def fit(
        self, asked: FitChargesRequest, victim: Someone, act: Act, charged: Sequence[Section], now_ms: int
    ) -> FitChargesResponse:
        """See the port."""
        said = {each.word: Stated(Shown(each.how)) for each in asked.said}
        crossed = Answer(asked.crossed or CANNOT_TELL)
        facts = Facts(said, victim.births, victim.sex, act.first, act.last, act.place, crossed, asked.continuing)
        fits = fit(facts, self._offences, self._ages)
        bodies = investigators(fits, crossed, _day(now_ms))
        points = charge_check(charged, fits, self._offences, facts)
        return FitChargesResponse(
            tuple(map(_offence_fit, fits.values())),
            tuple(Competence(each.body, each.mark, each.why) for each in bodies),
            tuple(ChargePoint(each.kind, each.offences) for each in points),
        )

    def clocks(
        self, procedure: str, happened: Sequence[Happened], shown: frozenset[str], place: str, now_ms: int
    ) -> tuple[ClockStep, ...]:
        """See the port. What is about nobody starts and ends clocks of everybody."""
        sops = [self._sops[procedure]] if procedure else list(self._sops.values())
        people = sorted({each.record for each in happened} - {""})
        return tuple(
            _clock_step(sop, state, record, now_ms)
            for sop in sops
            for record in ("", *people)
            for state in _states(sop, record, happened, place, now_ms, bare=not procedure)
            if state.step.evidence in shown
        )

    def reason_fault(self, said: Said) -> str:
        """See the port."""
        return reason_fault(_reason(said))

    def reason_holds(self, said: Said, now_ms: int, *, sent_up: bool) -> bool:
        """See the port."""
        return reason_holds(_reason(said), _day(now_ms), sent_up=sent_up)

    def unknown_word(self, asked: FitChargesRequest) -> str:
        """See the port."""
        return next((each.word for each in asked.said if each.word not in WORDS), "")

    def knows_procedure(self, name: str) -> bool:
        """See the port."""
        return name in self._sops


def _day(at_ms: int) -> int:
    return (at_ms + PAKISTAN_MS) // DAY_MS


def _reason(said: Said) -> Reason:
    return Reason(GeneralReason(said.kind), said.words, said.officer, day_text(_day(said.at_ms)))


def _states(
    sop: Sop, record: str, happened: Sequence[Happened], place: str, now_ms: int, *, bare: bool
) -> Iterator[StepState]:
    """Of one person, or of the whole case where ``record`` is empty. ``bare``: what has not started is left out."""
    of_case = {each.word for each in happened if not each.record}
    own = {each.word for each in happened if each.record == record} - (of_case if record else set())
    own |= set() if record or bare else {step.starts_on for step in sop.steps} - {each.word for each in happened}
    about = [each for each in happened if not record or each.record in ("", record)]
    for state in due(sop, [Event(each.word, each.at) for each in about], now_ms, place):
        if state.step.starts_on in own:
            yield state


def _clock_step(sop: Sop, state: StepState, record: str, now_ms: int) -> ClockStep:
    step = state.step
    tell = step.escalate_to if escalations([state], now_ms) else ""
    row = _law_row(step.provision)
    return ClockStep(
        sop.provision.id, row, state.state, step.who, step.what, state.due_ms, late=state.late, tell=tell, record=record
    )


def _child_answer(each: Answered) -> ChildAnswer:
    return ChildAnswer(_law_row(each.row.provision), each.answer, each.english, each.urdu)


def _offence_fit(each: Fit) -> OffenceFit:
    versions = tuple(map(_version, (each.row, *each.penalty_open)))
    open_, missing = (tuple(word.upper() for word in words) for words in (each.open, each.failed))
    return OffenceFit(each.offence, each.verdict, open_, missing, versions)


def _version(row: OffenceRow) -> OffenceVersion:
    costs = row.penalty
    return OffenceVersion(
        _law_row(row.provision),
        costs.min_years or 0,
        costs.max_years or 0,
        costs.life,
        costs.fine_min or 0,
        costs.fine_max or 0,
        costs.mode,
    )


def _law_row(provision: Provision) -> LawRow:
    return LawRow(provision.id, provision.words, provision.mark, provision.read_on, provision.note)
