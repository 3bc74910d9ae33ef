"""The dated step that a version records, and whose word it is. Pure.

How far a word goes is the authority table's to say; a court of the case decides every step that a court records.
In a case that nobody owns the steps of an investigation count for their writer's own records alone (ADR 79).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from services.records.authority.speaker import NOBODY, CaseAuthority, Speaker
from services.records.authority.table import Degree, Fact, degree
from services.records.law.transitions import ACQUITTALS
from services.records.tokens import names_one
from services.values.dates import span_or_none
from services.values.records import (
    CaseFile,
    Charge,
    CourtEvent,
    CustodyEvent,
    InvestigationEvent,
    RecordVersion,
    Section,
    Sentence,
)
from services.vocabulary.records import RecordStatus
from services.vocabulary.steps import OF_COURT, OF_INVESTIGATION, PROCEDURE, EventType, OtherEvent

LAST_TIER: Final = "SUPREME"
"""Tier of the courts above which there is no appeal."""
ON_PROBATION: Final = frozenset({"PROBATION", "ADMONITION"})
"""Forms of a sentence after which the conviction is deemed none (Probation of Offenders Ordinance 1960 s. 11 (K))."""
_KNOWN: Final = frozenset(PROCEDURE)
ENDS_FAVOURABLY: Final = ACQUITTALS | {
    EventType.QUASHED_561A,
    EventType.WITHDRAWN_494,
    EventType.CANCELLATION_ORDERED,
    EventType.DISCHARGE,
}
"""Steps that end a case in favour of the accused; a discharge only after cognizance."""
_OPENENDS_FAVOURABLY: Final = frozenset(
    {
        EventType.UNTRACED_REPORT,
        EventType.CANCELLATION_REPORT,
        EventType.STOPPED_249,
        EventType.RELEASE_169,
        EventType.NOT_SENT_UP,
    }
)


class Event(NamedTuple):
    """One dated step. ``day``: last day its date covers; ``personal``: from a record about a person.

    ``by``: kind of agency that wrote it; ``tier``: of the court that it names, where that is the writer's own.
    ``probation``: of a sentence, that it is an order under section 4 or 5 of the Probation of Offenders Ordinance 1960.
    """

    type: str
    day: int
    version: str
    owner: str
    sections: tuple[Section, ...]
    speaker: Speaker
    personal: bool
    by: str = ""
    tier: str = ""
    probation: bool = False

    @property
    def word(self) -> Degree:
        """How far the writer's word goes on this step."""
        return _WORDS[self.type, self.speaker]


def fact_of(kind: str) -> Fact:
    """The row of the authority table that a step belongs to."""
    if kind in ENDS_FAVOURABLY:
        return Fact.FAVOURABLE_END
    if kind in _OPENENDS_FAVOURABLY:
        return Fact.OPEN_END
    if kind == EventType.DIVERTED:
        return Fact.DIVERSION
    return Fact.POLICE_STEP if kind in OF_INVESTIGATION or kind == OtherEvent.COMPLAINT else Fact.COURT_STEP


def _word(kind: str, speaker: Speaker) -> Degree:
    if speaker is Speaker.COURT:
        return Degree.DECIDES
    found = degree(fact_of(kind), speaker)
    if found is Degree.CORROBORATES and kind != OtherEvent.CERTIFICATE:
        return Degree.REPORTED
    return Degree.CLAIM if kind == OtherEvent.CERTIFICATE and found is not Degree.CORROBORATES else found


_WORDS: Final[dict[tuple[str, Speaker], Degree]] = {
    (kind, speaker): _word(kind, speaker) for kind in PROCEDURE for speaker in Speaker
}


def event_of(record: RecordVersion, case: CaseAuthority = NOBODY, view: str = "") -> Event | None:
    """The step that a version records; None where it records none, is undated, withdrawn or expunged.

    ``case``: who owns it, which courts are seized of it, and in which versions one speaks by a confirmed copy.
    ``view``: agency for whose records it is asked, which matters where nobody owns the case.
    """
    found = _TYPED.get(type(record.body))
    if found is None or record.status in (RecordStatus.WITHDRAWN, RecordStatus.EXPUNGED):
        return None
    kind, at = found(record, record.body)
    when = span_or_none(at) or span_or_none(record.valid_from)
    if kind not in _KNOWN or when is None:
        return None
    voice = record.voice
    return Event(
        kind,
        when.last_day,
        record.name,
        record.agency,
        getattr(record.body, "sections", ()),
        _speaker(record, case, kind, view),
        record.subject is not None,
        voice.kind,
        voice.tier,
        getattr(record.body, "form", "") in ON_PROBATION,
    )


def _speaker(record: RecordVersion, case: CaseAuthority, kind: str, view: str) -> Speaker:
    speaker = case.speaker(record)
    own = record.agency == view or speaker is Speaker.BEFORE
    if own and not case.owner and kind in OF_INVESTIGATION and fact_of(kind) in (Fact.POLICE_STEP, Fact.OPEN_END):
        return Speaker.OWNER
    return speaker


def _of_case_file(record: RecordVersion, body: CaseFile) -> tuple[str, str]:
    types = {reference.type for reference in record.case_references}
    kind = next((kind for kind in (EventType.FIR, OtherEvent.COMPLAINT, EventType.ENQUIRY) if kind in types), "")
    return kind, body.reported


def _of_custody(record: RecordVersion, body: CustodyEvent) -> tuple[str, str]:
    """A prison's certificate: an admission under its own convict number that names court and warrant (s. 511).

    Where that court is a member it has to confirm the conviction by a record of its own; until then it is reported.
    """
    if body.type != "ADMISSION" or not (body.court and body.warrant_no and _numbered(record)):
        return "", body.at
    return (EventType.CONVICTION if record.voice.through else OtherEvent.CERTIFICATE), body.at


def _numbered(record: RecordVersion) -> bool:
    """Whether the prison's own convict number and a number of strength 2 are on it."""
    held = zip(record.case_references, record.voice.holders, strict=False)
    own = any(reference.type == "PRISON_CONVICT" and holder == record.agency for reference, holder in held)
    return own and record.subject is not None and any(map(names_one, record.subject.identifiers))


_TYPED: Final[dict[type, Callable[[RecordVersion, Any], tuple[str, str]]]] = {
    CaseFile: _of_case_file,
    InvestigationEvent: lambda _, body: (body.type if body.type in OF_INVESTIGATION else "", body.at),
    CourtEvent: lambda _, body: (body.type if body.type in OF_COURT else "", body.at),
    Charge: lambda _, body: (EventType.CHARGE_FRAMED, body.framed),
    Sentence: lambda _, body: (EventType.SENTENCE, body.at),
    CustodyEvent: _of_custody,
}
