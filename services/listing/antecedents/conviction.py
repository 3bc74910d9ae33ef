"""Which cases of a history are previous convictions, by the versions that courts signed. Pure.

Left out: what is no unreversed conviction; a conviction of which no court's own version is here; one for an act of a
person who was, or may have been, a child (JJSA 2018 ss. 9, 19, V2), as a finding against a child disqualifies nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from services.records.timeline.telling import case_name, tell
from services.records.words import isolate
from services.values.ages import child, stated_of
from services.values.dates import span_or_none
from services.values.records import Birth, CaseFile, CaseStanding, CourtEvent, RecordVersion, Sentence
from services.vocabulary.answers import NO
from services.vocabulary.protection import ACCUSED_ROLES, LIVE, OFFENDER_ROLES
from services.vocabulary.readings import Both
from services.vocabulary.steps import EventType

_CONVICTIONS: Final = frozenset({EventType.CONVICTION, EventType.CONVICTION_245})
IsCourt = Callable[[str], bool]
"""Whether an agency is a court by the registry."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a court did, by its own version: ISO 8601 day, words in English and Urdu, name of the version."""

    at: str
    words: Both
    version: str


@dataclass(frozen=True, slots=True)
class Conviction:
    """One case. ``finality``: FINAL, APPEALABLE or UNDER_APPEAL; only a final one is a previous conviction.

    ``outcome``: where the case stands, English and Urdu. ``age_stated``: whether any record states a birth.
    """

    case: Both
    finality: str
    outcome: Both
    steps: tuple[Step, ...]
    age_stated: bool

    @property
    def final(self) -> bool:
        """Whether no appeal is left."""
        return self.finality == "FINAL"


def convictions(
    cases: Iterable[CaseStanding], versions: Sequence[RecordVersion], is_court: IsCourt
) -> tuple[Conviction, ...]:
    """The unreversed convictions of one person by courts' own versions, oldest first."""
    live = [version for version in versions if version.status in LIVE]
    births = [v.subject.birth for v in live if v.role in OFFENDER_ROLES and v.subject and v.subject.birth]
    found = (_conviction(case, live, births, is_court) for case in cases)
    return tuple(sorted((each for each in found if each), key=lambda each: (each.steps[0].at, each.steps[0].version)))


def _conviction(
    case: CaseStanding, versions: Sequence[RecordVersion], births: Sequence[Birth], is_court: IsCourt
) -> Conviction | None:
    if not case.offence or case.role not in ACCUSED_ROLES:
        return None
    numbers = set(case.references)
    papers = [version for version in versions if numbers & set(version.case_references)]
    deciding = [v for v in papers if v.name in case.evidence and is_court(v.agency) and _convicts(v)]
    if not deciding or _of_child(papers, births, {version.agency for version in deciding}):
        return None
    since = min(_step(version).at for version in deciding)
    sentences = [v for v in papers if is_court(v.agency) and isinstance(v.body, Sentence) and _step(v).at >= since]
    steps = {version.name: _step(version) for version in (*deciding, *sentences)}
    return Conviction(
        _joined([case_name(reference) for reference in case.references]),
        case.finality,
        (case.outcome, case.outcome_ur),
        tuple(sorted(steps.values(), key=lambda step: (step.at, step.version))),
        bool(stated_of(births)),
    )


def _convicts(version: RecordVersion) -> bool:
    body = version.body
    return isinstance(body, Sentence) or (isinstance(body, CourtEvent) and body.type in _CONVICTIONS)


def _step(version: RecordVersion) -> Step:
    body = version.body
    at = body.at if isinstance(body, (CourtEvent, Sentence)) else ""
    return Step(at or version.valid_from, tell(version), version.name)


def _of_child(papers: Sequence[RecordVersion], births: Sequence[Birth], courts: set[str]) -> bool:
    """Whether the act may have been a child's. Without any birth stated it is not held to be, which the row says.

    What the convicting court found of the age settles it; a diversion is open to children alone.
    """
    if any(getattr(version.body, "type", "") == EventType.DIVERTED for version in papers):
        return True
    found = _found(papers, courts)
    stated = stated_of([found] if found else births)
    first, last = _act(papers)
    return bool(stated) and child(stated, first, last) != NO


def _found(papers: Iterable[RecordVersion], courts: set[str]) -> Birth | None:
    """The birth that one of ``courts`` found last in this case."""
    events = [
        (v.body.at, v.name, v.body.found) for v in papers if v.agency in courts and isinstance(v.body, CourtEvent)
    ]
    found = [(at, name, birth) for at, name, birth in events if birth is not None and span_or_none(at)]
    return max(found, key=lambda each: each[:2])[2] if found else None


def _act(papers: Iterable[RecordVersion]) -> tuple[str, str]:
    """First and last day of the act as case files state it, else of the report, else the earliest day of any paper."""
    papers = list(papers)
    files = [v.body for v in papers if isinstance(v.body, CaseFile)]
    acts = [day for file in files for day in (file.act_from, file.act_to) if span_or_none(day)]
    told = acts or [file.reported for file in files if span_or_none(file.reported)]
    told = told or sorted((v.valid_from for v in papers if span_or_none(v.valid_from)), key=_first_day)[:1]
    days = sorted(told, key=_first_day)
    return (days[0], days[-1]) if days else ("", "")


def _first_day(day: str) -> int:
    span = span_or_none(day)
    return span.first_day if span else 0


def _joined(names: Sequence[Both]) -> Both:
    return "; ".join(name for name, _ in names), "؛ ".join(isolate(name) for _, name in names)
