"""How the accused of a case are counted: how far it is against each, what a court ordered, and the funnel. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from services.node.counted_law import Act, CountedLaw, form_of
from services.node.counted_papers import Papers, births, who
from services.records.law.phases import PHASES
from services.records.law.standing import judge
from services.records.law.steps import Event
from services.records.law.transitions import ACQUITTALS, BY_WORD
from services.records.law.verdict import Verdict
from services.statistics.facts import AccusedPerson, Punished
from services.statistics.funnel import Ended, Stage, Told, funnel
from services.statistics.sentencing import Sentenced
from services.values.ages import child
from services.values.dates import span_or_none
from services.values.records import Bail, Charge, RecordVersion, Sentence, Statement
from services.vocabulary.answers import NO
from services.vocabulary.protection import ACCUSED_ROLES
from services.vocabulary.records import PartyRole
from services.vocabulary.steps import EventType

DAYS: Final = 365
LIFE: Final = 100
"""Years that stand for a sentence without an end."""
_BEFORE_COURT: Final = frozenset({"COGNIZANCE", "CHARGED", "ABSENT", "RETRIAL", "ACQUITTAL_SET_ASIDE"})
_ENDED: Final = {
    "STOPPED": "STOPPED",
    "DISCHARGED": "DISCHARGED",
    "DISCHARGED_ON_APPEAL": "DISCHARGED",
    "DIVERTED": "OTHER",
    "ABATED": "OTHER",
}
_BY_WAY: Final[dict[str, str]] = {EventType.COMPOUNDED_345: "COMPOUNDED", EventType.WITHDRAWN_494: "WITHDRAWN"}
_BAILED: Final = frozenset({"PRE_ARREST_INTERIM", "PRE_ARREST_CONFIRMED", "POST_ARREST", "PROTECTIVE"})
_IN_COURT: Final = frozenset({"164", "COURT"})


def accused_of(papers: Papers, act: Act, law: CountedLaw) -> Iterator[AccusedPerson]:
    """Each person whom the case accuses by its owner's or its court's word, once."""
    people = papers.people(ACCUSED_ROLES)
    lines = _funnel(papers, people)
    for name, records in people.items():
        events = papers.events_of(records)
        verdict = judge(events)
        outcome = _outcome(verdict, events)
        by = frozenset(each.agency for each in records)
        punished = _punished(papers, records, act, law) if outcome == "CONVICTED" else None
        yield AccusedPerson(_stage(verdict, outcome), outcome, by, punished, lines.get(name))


def _outcome(verdict: Verdict, events: Iterable[Event]) -> str:
    """By what decided it; what no court's own record decided is not over, but for a conviction that is reported."""
    phase = PHASES[verdict.phase]
    if verdict.phase in BY_WORD:
        return "REPORTED"
    if not verdict.decided or not (phase.offence or phase.favourable or verdict.phase in _ENDED):
        return "OPEN"
    if phase.offence:
        return "CONVICTED"
    ways = {_BY_WAY.get(each.type, "") for each in events if each.version in verdict.evidence} - {""}
    return min(ways) if ways else "ACQUITTED" if phase.acquitted else _ENDED.get(verdict.phase, "OTHER")


def _stage(verdict: Verdict, outcome: str) -> str:
    if outcome != "OPEN":
        return "ENDED"
    if verdict.phase in _BEFORE_COURT:
        return "CHARGED"
    return "SENT_UP" if verdict.phase == "SENT_UP" else "INVESTIGATION"


def _punished(papers: Papers, records: Sequence[RecordVersion], act: Act, law: CountedLaw) -> Punished | None:
    bodies = [each.body for each in records if papers.by_court(each)]
    last = max((each for each in bodies if isinstance(each, Sentence)), key=lambda each: each.at, default=None)
    if last is None:
        return None
    years = LIFE if last.life or last.death else last.imprisonment_days / DAYS
    form = form_of(last.form, years, last.fine_minor)
    if form is None:
        return None
    stated = births(records)
    young = bool(stated) and child(stated, act.first, act.last) != NO
    plea = any(isinstance(each, Charge) and each.plea.casefold() == "guilty" for each in bodies)
    sections = last.sections or papers.body.sections
    return law.punished(sections, Sentenced(form, years, young, plea), act)


def _funnel(papers: Papers, people: Mapping[str, Sequence[RecordVersion]]) -> dict[str, frozenset[Stage]]:
    """Of the only accused of a case, as no record says whom of several a statement names."""
    if len(people) != 1:
        return {}
    ((name, records),) = people.items()
    told = [each for record in papers.said if (each := _told(papers, record, name)) is not None]
    lines = funnel(told, [Ended(name, _bailed(papers, records), _acquitted(papers, records))])
    return {line.accused: line.stages for line in lines}


def _bailed(papers: Papers, records: Iterable[RecordVersion]) -> int | None:
    bails = (each.body for each in records if papers.by_court(each))
    days = (span_or_none(each.at) for each in bails if isinstance(each, Bail) and each.type in _BAILED)
    return min((day.first_day for day in days if day), default=None)


def _acquitted(papers: Papers, records: Sequence[RecordVersion]) -> int | None:
    events = papers.events_of(records)
    verdict = judge(events)
    if not verdict.decided or not PHASES[verdict.phase].acquitted:
        return None
    return max((each.day for each in events if each.type in ACQUITTALS), default=None)


def _told(papers: Papers, record: RecordVersion, name: str) -> Told | None:
    body = record.body
    if not isinstance(body, Statement) or record.role != PartyRole.VICTIM or body.type not in _IN_COURT:
        return None
    day = span_or_none(body.at)
    if day is None or not papers.by_court(record):
        return None
    changes = body.takes_back or body.relation == "MODIFIES"
    return Told(who(record), frozenset({name}), day.first_day, changes, bool(body.measures))
