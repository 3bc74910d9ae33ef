"""Whether a person was a child at the act: age as a range, judged from dates (JJSA 2018 ss. 2, 8).

A range that straddles 18 is handled as juvenile until decided. Turning 18 later lifts nothing: only the act's
date counts. Births that sources state differently widen the range; the finding of the court of the case settles
it for that case, whichever way it goes. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from services.records.authority.speaker import CaseAuthority, Speaker, case_authority
from services.records.authority.table import Degree, Fact, degree
from services.records.law.steps import ON_PROBATION
from services.values.ages import MAJORITY, ages_at, stated_of
from services.values.dates import span_or_none
from services.values.records import Birth, CaseFile, CourtEvent, CustodyEvent, RecordVersion, Sentence
from services.vocabulary.protection import OFFENDER_ROLES
from services.vocabulary.records import Age, RecordKind, RecordStatus
from services.vocabulary.steps import EventType

_STEPS: Final = frozenset({RecordKind.COURT_EVENT, RecordKind.INVESTIGATION_EVENT})
CUSTODIANS: Final = frozenset({Speaker.COURT, Speaker.SUPERIOR, Speaker.OTHER_COURT, Speaker.PRISON, Speaker.CUSTODIAN})
_DONE_BY_SENTENCE: Final = frozenset({"FINE", *ON_PROBATION})
_DONE_BY_RELEASE: Final = frozenset({"SENTENCE_SERVED", "DIVERTED"})


class Act(NamedTuple):
    """First and last possible date of an act, empty where unknown. ``stated``: a case file dates the act itself."""

    first: str = ""
    last: str = ""
    stated: bool = False


class Acts(NamedTuple):
    """When the act was, for the records of each agency: ``by`` those that date it for their own alone."""

    everybody: Act
    by: tuple[tuple[str, Act], ...] = ()

    def of(self, agency: str) -> Act:
        """When it was for the records of an agency."""
        return next((act for each, act in self.by if each == agency), self.everybody)

    def claimed(self, agency: str) -> Iterator[Act]:
        """When others state it was, where neither the agency nor who has a say states it."""
        if not self.of(agency).stated:
            yield from (act for each, act in self.by if each != agency and act.stated)

    def first_day(self, agency: str) -> int | None:
        """First day by any of them, for the records of an agency; None where one knows none, or where none of the
        agency's own papers counts and nobody else dates the act for it.
        """
        days = [span_or_none(act.first) for act in (self.of(agency), *(act for _, act in self.by))]
        return None if None in days else min(day.first_day for day in days if day is not None)


def judge(births: Iterable[Birth], act_from: str, act_to: str = "", *, done: bool = False) -> str:
    """``NO``, ``POSSIBLE``, ``YES`` or ``DONE`` (diverted, or sentence done).

    Without any birth stated there is no range, and the answer is ``NO``; with one but without a date of the
    act it is ``POSSIBLE``.
    """
    stated = stated_of(births)
    if not stated:
        return "NO"
    first = span_or_none(act_from)
    if first is None:
        return "DONE" if done else "POSSIBLE"
    last = span_or_none(act_to) or first
    ages = ages_at(stated, first.first_day, max(first.first_day, last.last_day))
    if ages.youngest >= MAJORITY:
        return "NO"
    if done:
        return "DONE"
    return "YES" if ages.oldest is not None and ages.oldest < MAJORITY else "POSSIBLE"


def found_by_court(records: Sequence[RecordVersion], case: CaseAuthority | None = None) -> Birth | None:
    """The birth that the court of the case found last (AGE_DETERMINED, JJSA s. 8); None where it found none."""
    found = [
        (when.last_day, r.name, r.body.found)
        for r in records
        if isinstance(r.body, CourtEvent) and r.body.type == EventType.AGE_DETERMINED and r.body.found is not None
        if r.status not in (RecordStatus.WITHDRAWN, RecordStatus.EXPUNGED) and r.subject is not None
        if (when := span_or_none(r.body.at)) is not None
        if (case or case_authority(records)).speaker(r) is Speaker.COURT
    ]
    return max(found, key=lambda each: each[:2])[2] if found else None


def of_case(records: Iterable[RecordVersion], case: CaseAuthority | None = None) -> str:
    """The judgment over all versions of one person in one case, case-level ones among them.

    A diversion is open to juveniles only (s. 9), so it answers ``DONE`` even where no birth is stated. ``case``: who
    owns it and which courts are seized of it, read off the versions where it is not given.
    """
    held = [r for r in records if r.status not in (RecordStatus.WITHDRAWN, RecordStatus.EXPUNGED)]
    of = case or case_authority(held)
    done = any(done_by(r, of) == "" for r in held if sentence_done(r))
    acts = dated(held, of)
    days = {act[:2] for _, act in acts.by} or {acts.everybody[:2]}
    freed = any(degree(Fact.DIVERSION, of.speaker(r)) is not Degree.CLAIM for r in held if diverted(r))
    if (decided := found_by_court(held, of)) is not None:
        return _strictest(judge([decided], *act, done=freed or done) for act in days)
    if freed:
        return "DONE"
    stated = [r.subject.birth for r in held if r.subject and r.subject.birth and r.role in OFFENDER_ROLES]
    if not stated:
        return "NO"
    births = {(birth.earliest, birth.latest): birth for birth in stated}.values()
    return _strictest(judge(births, *act, done=done) for act in days)


def dated(records: Sequence[RecordVersion], case: CaseAuthority) -> Acts:
    """When the act was: by the papers of the case's owner. Where none of it are held, each agency dates its own alone.

    What was written before it was kept whose word it is dates the act beside them, as it did.
    """
    if own := [r for r in records if case.owner and r.agency == case.owner]:
        return Acts(_act(own))
    before = [r for r in records if case.speaker(r) is Speaker.BEFORE]
    papers: dict[str, list[RecordVersion]] = {}
    for record in records:
        papers.setdefault(record.agency, list(before))
        if case.speaker(record) is not Speaker.BEFORE:
            papers[record.agency].append(record)
    return Acts(_act(before), tuple((agency, _act(papers[agency])) for agency in sorted(papers)))


def act_dates(records: Sequence[RecordVersion], case: CaseAuthority | None = None, agency: str = "") -> tuple[str, str]:
    """First and last possible date of the act: as case files say, else of the report, else of the earliest version.

    In a ``case``, for the records of an agency as :func:`dated` says; by all papers where none is given.
    """
    return (_act(records) if case is None else dated(records, case).of(agency))[:2]


def _act(records: Iterable[RecordVersion]) -> Act:
    records = list(records)
    files = [r.body for r in records if isinstance(r.body, CaseFile)]
    acts = [(f.act_from or f.act_to, f.act_to or f.act_from) for f in files]
    acts = [act for act in acts if span_or_none(act[0]) and span_or_none(act[1])]
    stated = bool(acts)
    if not acts:
        dates = [f.reported for f in files if span_or_none(f.reported)]
        if not dates:
            earliest = min((r.valid_from for r in records if span_or_none(r.valid_from)), key=_first_day, default="")
            dates = [earliest] if earliest else []
        acts = [(text, text) for text in dates]
    if not acts:
        return Act()
    first, last = min((act[0] for act in acts), key=_first_day), max((act[1] for act in acts), key=_last_day)
    return Act(first, last, stated)


def _strictest(found: Iterable[str]) -> str:
    return max(found, key=(Age.NO, Age.POSSIBLE, Age.YES, Age.DONE).index)


def _first_day(text: str) -> int:
    found = span_or_none(text)
    return found.first_day if found else 0


def _last_day(text: str) -> int:
    found = span_or_none(text)
    return found.last_day if found else 0


def diverted(record: RecordVersion) -> bool:
    """Whether it records a diversion (s. 9)."""
    return record.kind in _STEPS and getattr(record.body, "type", "") == EventType.DIVERTED


def sentence_done(record: RecordVersion) -> bool:
    """Whether a sentence is over, or was one that ends the case: a fine, or probation (JJSA s. 15)."""
    body = record.body
    if isinstance(body, Sentence):
        return body.form in _DONE_BY_SENTENCE
    if not isinstance(body, CustodyEvent):
        return False
    return body.type == "PROBATION" or (body.type == "RELEASE" and body.release_reason in _DONE_BY_RELEASE)


def done_by(record: RecordVersion, case: CaseAuthority) -> str:
    """For whose records it counts that a sentence is done: empty for everybody's, else the writer's agency alone.

    The court, the case's owner and whoever has the person know; before it was kept whose word it is, anybody.
    """
    speaker = case.speaker(record)
    counts = speaker in CUSTODIANS or speaker in (Speaker.OWNER, Speaker.BEFORE)
    return "" if counts else record.agency
