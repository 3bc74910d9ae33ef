"""Whether a person was a child at the act: age as a range, judged from dates (JJSA 2018 ss. 2, 8).

A range that straddles 18 is handled as juvenile until decided. Turning 18 later lifts nothing: only the act's
date counts. Births that sources state differently widen the range; the finding of the court of the case settles
it for that case, whichever way it goes. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from services.records.authority.speaker import CaseAuthority, Speaker, case_authority
from services.records.authority.table import Degree, Fact, degree
from services.values.dates import day_text, span_or_none, years_between
from services.values.records import Birth, CaseFile, CourtEvent, RecordVersion
from services.vocabulary.protection import OFFENDER_ROLES
from services.vocabulary.records import Age, RecordKind, RecordStatus

MAJORITY: Final = 18
_STEPS: Final = frozenset({RecordKind.COURT_EVENT, RecordKind.INVESTIGATION_EVENT})
YES, NO, CANNOT_TELL = "YES", "NO", "CANNOT_TELL"
_YEAR_ONLY: Final = frozenset({"OTHER_DOCUMENT", "FAMILY", "SELF", "ESTIMATE", ""})
"""What a birth rests on where the first of January or of July stands for "that year" (P, K)."""
_STANDS_FOR_YEAR: Final = ("-01-01", "-07-01")
_MEDICAL_YEARS: Final = 2
CUSTODIANS: Final = frozenset({Speaker.COURT, Speaker.SUPERIOR, Speaker.OTHER_COURT, Speaker.PRISON, Speaker.CUSTODIAN})
_DONE_BY_SENTENCE: Final = frozenset({"FINE", "PROBATION"})
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

    def first_day(self) -> int | None:
        """First day by any of them; None where one knows none."""
        days = [span_or_none(act.first) for act in (dict(self.by).values() or (self.everybody,))]
        return None if None in days else min(day.first_day for day in days if day is not None)


class Ages(NamedTuple):
    """Completed years at the act, youngest and oldest possible; ``oldest`` None where no birth bounds it."""

    youngest: int
    oldest: int | None


def coarse(birth: Birth) -> Birth:
    """The birth as wide as what it rests on: a nominal day is the whole year, a medical board may err by two years."""
    if birth.basis == "MEDICAL":
        return replace(
            birth,
            earliest=_moved(birth.earliest, -_MEDICAL_YEARS, last=False),
            latest=_moved(birth.latest, _MEDICAL_YEARS, last=True),
        )
    same = birth.earliest == birth.latest
    if birth.basis in _YEAR_ONLY and same and birth.earliest[4:] in _STANDS_FOR_YEAR:
        return replace(birth, earliest=birth.earliest[:4], latest=birth.latest[:4])
    return birth


def of_tazkira(age: int, solar_year: int) -> Birth:
    """The births that "age n in solar year Y" leaves open; its year begins on 20 or 21 March, the wider holds (P)."""
    earliest = date(solar_year + 621 - (age + 1), 3, 22)
    latest = date(solar_year + 622 - age, 3, 20)
    return Birth(earliest.isoformat(), latest.isoformat(), "OTHER_DOCUMENT")


def child(
    births: Iterable[Birth], act_from: str, act_to: str = "", *, below: int = MAJORITY, continuing: bool = False
) -> str:
    """``YES``, ``NO`` or ``CANNOT_TELL``: whether somebody was below an age at an act, by all that is stated.

    One act on an unknown day of a span is judged over all of it; one that lasted the span, by its first day.
    """
    stated = [coarse(b) for b in births if span_or_none(b.earliest) or span_or_none(b.latest)]
    first = span_or_none(act_from)
    if not stated or first is None:
        return CANNOT_TELL
    last = first if continuing else span_or_none(act_to) or first
    ages = ages_at(stated, first.first_day, max(first.last_day, last.last_day))
    if ages.youngest >= below:
        return NO
    return YES if ages.oldest is not None and ages.oldest < below else CANNOT_TELL


def judge(births: Iterable[Birth], act_from: str, act_to: str = "", *, done: bool = False) -> str:
    """``NO``, ``POSSIBLE``, ``YES`` or ``DONE`` (diverted, or sentence done).

    Without any birth stated there is no range, and the answer is ``NO``; with one but without a date of the
    act it is ``POSSIBLE``.
    """
    stated = [coarse(b) for b in births if span_or_none(b.earliest) or span_or_none(b.latest)]
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


def ages_at(births: Iterable[Birth], first_day: int, last_day: int) -> Ages:
    """The range of ages over all ``births`` from ``first_day`` to ``last_day`` (days since 1970-01-01)."""
    earliest: list[int | None] = []
    latest: list[int | None] = []
    for birth in births:
        first, last = span_or_none(birth.earliest), span_or_none(birth.latest)
        earliest.append(first.first_day if first else None)
        latest.append(last.last_day if last else None)
    youngest = 0 if None in latest else years_between(max(d for d in latest if d is not None), first_day)
    oldest = None if None in earliest else years_between(min(d for d in earliest if d is not None), last_day)
    return Ages(max(youngest, 0), oldest)


def found_by_court(records: Sequence[RecordVersion], case: CaseAuthority | None = None) -> Birth | None:
    """The birth that the court of the case found last (AGE_DETERMINED, JJSA s. 8); None where it found none."""
    found = [
        (when.last_day, r.name, r.body.found)
        for r in records
        if isinstance(r.body, CourtEvent) and r.body.type == "AGE_DETERMINED" and r.body.found is not None
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
    return record.kind in _STEPS and getattr(record.body, "type", "") == "DIVERTED"


def sentence_done(record: RecordVersion) -> bool:
    """Whether a sentence is over, or was one that ends the case: a fine, or probation (JJSA s. 15)."""
    body: Any = record.body
    if record.kind == RecordKind.SENTENCE:
        return body.form in _DONE_BY_SENTENCE
    if record.kind != RecordKind.CUSTODY_EVENT:
        return False
    return body.type == "PROBATION" or (body.type == "RELEASE" and body.release_reason in _DONE_BY_RELEASE)


def done_by(record: RecordVersion, case: CaseAuthority) -> str:
    """For whose records it counts that a sentence is done: empty for everybody's, else the writer's agency alone.

    The court, the case's owner and whoever has the person know; before it was kept whose word it is, anybody.
    """
    speaker = case.speaker(record)
    counts = speaker in CUSTODIANS or speaker in (Speaker.OWNER, Speaker.BEFORE)
    return "" if counts else record.agency


def _moved(text: str, years: int, *, last: bool) -> str:
    """A date text some years on, as the first or last day that it may mean; empty for an empty one."""
    found = span_or_none(text)
    if found is None:
        return ""
    day = date.fromisoformat(day_text(found.last_day if last else found.first_day))
    leap = day.month == 2 and day.day == 29
    return (day - timedelta(days=1) if leap else day).replace(year=day.year + years).isoformat()
