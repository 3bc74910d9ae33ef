"""Papers of an invented case: builders that the tests of this room share. No real person stands behind them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import TypedDict, Unpack

from services.records.timeline.seen import date_of
from services.records.wire import encode
from services.values.records import (
    Birth,
    Body,
    BorderCrossing,
    CaseFile,
    CaseReference,
    Charge,
    CourtEvent,
    CustodyEvent,
    Identifier,
    InvestigationEvent,
    ListEntry,
    Name,
    Party,
    RecordVersion,
    Section,
    Sentence,
    Subject,
    VersionProof,
    VisibleVersion,
    Voice,
    kind_of,
)


class Asked(TypedDict, total=False):
    """What a history may be asked for besides its papers and the time."""

    as_of_valid: str
    as_of_recorded_ms: int
    selector: Identifier | None
    side: str
    reader: str


class Shape(TypedDict, total=False):
    """What a test may say of a paper besides its body, agency and cases."""

    of: Subject | None
    record_id: str
    version: int
    status: str
    grade: tuple[str, str]
    valid_from: str


class OfFile(TypedDict, total=False):
    """What a test may say of the FIR besides when it was reported."""

    act: tuple[str, str]
    investigator_rank: str
    closed: bool
    officers: tuple[str, ...]
    crosses_border: bool
    joint: tuple[str, ...]


class Told(TypedDict, total=False):
    """Fields of ``CaseFile`` of which most tests say nothing."""

    summary: str
    investigator_rank: str
    closed: bool
    officers: tuple[str, ...]
    crosses_border: bool
    joint: tuple[str, ...]


CNIC = Identifier("CNIC", "3520112345671")
OTHER_CNIC = Identifier("CNIC", "3740598765432")
FIR_A = CaseReference("FIR", "PB/LAHORE/ICHHRA/512/2024", "2024-03-05")
FIR_B = CaseReference("FIR", "PB/LAHORE/ICHHRA/513/2024", "2024-03-05")
COURT_B = CaseReference("COURT_CASE", "LAHORE SESSIONS/100/2024")
COURT_A = CaseReference("COURT_CASE", "LAHORE SESSIONS/99/2024")
POLICE, COURT, HIGH_COURT, TOP_COURT, PRISON = "pk.punjab", "pk.court", "pk.high-court", "pk.supreme", "pk.prisons"
COURTS = {COURT: ("PB-LHR-DSJ", "SESSION"), HIGH_COURT: ("PB-LHC", "HIGH"), TOP_COURT: ("PK-SC", "SUPREME")}
KINDS = {
    POLICE: "POLICE",
    "pk.sindh": "POLICE",
    "pk.police": "POLICE",
    "pk.fia": "FIA",
    PRISON: "PRISON",
    "pk.prosecution": "PROSECUTION",
    **dict.fromkeys(COURTS, "COURT"),
}
HOLDERS = {"FIR": POLICE, "COURT_CASE": COURT, "APPEAL": HIGH_COURT, "ENQUIRY": "pk.fia"}
"""Whose register a number stands in; of all other types the writer's own."""
PPC = Section("PPC", "371-A")
PTPA = Section("PTPA", "3", read_with=True)
NOW_MS = 1_760_000_000_000  # 2025-10-09
DAY_MS = 86_400_000

_numbers = count(1)


def subject(
    name: str = "Muhammad Aslam",
    father: str = "Bashir Ahmad",
    born: tuple[str, str] = ("1990-01-01", "1990-12-31"),
    numbers: tuple[Identifier, ...] = (CNIC,),
    gender: str = "M",
) -> Subject:
    """A person; ``born`` of two empty texts for an unknown birth."""
    names = (Name("OWN", name, "Latn"), Name("FATHER", father, "Latn"))
    return Subject(names, numbers, gender, Birth(*born) if any(born) else None, "PK-PB-LHR")


def record(
    body: Body,
    *,
    agency: str = "",
    role: str = "ACCUSED",
    of: Subject | None = None,
    cases: Sequence[CaseReference] | None = None,
    record_id: str = "",
    version: int = 1,
    status: str = "ACTIVE",
    grade: tuple[str, str] = ("A", "2"),
    valid_from: str = "",
) -> RecordVersion:
    """A sound version around ``body``; an empty role makes it one of the case as a whole.

    A court's step is by default the court's own, under its own number of the case; all else the police's.
    """
    of_court = isinstance(body, CourtEvent | Charge | Sentence)
    agency = agency or (COURT if of_court else POLICE)
    if cases is None:
        cases = (FIR_A, COURT_A) if of_court and agency in COURTS else (FIR_A,)
    return RecordVersion(
        agency=agency,
        record_id=record_id or f"r{next(_numbers)}",
        version=version,
        previous_sha256=b"" if version == 1 else b"p" * 32,
        kind=kind_of(body),
        status=status,
        handling="OPEN",
        source_grade=grade[0],
        information_grade=grade[1],
        valid_from=valid_from or date_of_body(body) or "2024-03-05",
        subject=(of or subject()) if role else None,
        role=role,
        case_references=tuple(cases),
        body=body,
        voice=voice_of(agency, tuple(cases), body),
    )


def voice_of(agency: str, cases: tuple[CaseReference, ...], body: Body) -> Voice:
    """What a registry would say of a writer: each number is held where its type puts it."""
    voice = Voice(KINDS.get(agency, ""), tuple(_holder(case, agency) for case in cases))
    if agency not in COURTS or not getattr(body, "court", ""):
        return voice
    code, tier = COURTS[agency]
    return voice._replace(court=code, tier=tier, above=("PB-LHC",), tries=tuple(True for _ in cases))


def _holder(case: CaseReference, agency: str) -> str:
    return "pk.fia" if case.type == "FIR" and "FIA" in case.key else HOLDERS.get(case.type, agency)


def date_of_body(body: Body) -> str:
    """The body's own date, day only."""
    return date_of(RecordVersion(body=body))[:10]


def visible(version: RecordVersion, recorded_ms: int = 1_700_000_000_000, raw: bytes | None = None) -> VisibleVersion:
    """As a store would hand it out, with an invented proof."""
    proof = VersionProof(b"g" * 32, 0, b"s" * 16, (b"h" * 32,))
    return VisibleVersion(version, recorded_ms, encode(version) if raw is None else raw, proof)


def all_visible(*versions: RecordVersion) -> list[VisibleVersion]:
    """Each recorded a millisecond after the last."""
    return [visible(version, 1_700_000_000_000 + index) for index, version in enumerate(versions)]


def case_file(
    reported: str = "2024-03-05", act: tuple[str, str] = ("2024-03-04", "2024-03-04"), **more: Unpack[Told]
) -> CaseFile:
    """The FIR of a case, by default a day after the act."""
    return CaseFile(act[0], act[1], reported, "Ferozepur Road", "ICHHRA", (PPC, PTPA), **more)


def step(kind: str, at: str, *sections: Section) -> InvestigationEvent:
    """A step of the investigation."""
    return InvestigationEvent(kind, at, sections)


def order(kind: str, at: str, *sections: Section) -> CourtEvent:
    """A step in court."""
    return CourtEvent(kind, at, "SESSIONS LAHORE", sections)


def custody(kind: str, at: str, *, days: int = 0, reason: str = "", place: str = "CAMP JAIL") -> CustodyEvent:
    """A fact of custody."""
    return CustodyEvent(kind, at, place, days, reason)


def warrant(authority: str = "Sessions Court Lahore", expires: str = "") -> ListEntry:
    """A non-bailable warrant, by default in force."""
    return ListEntry("WARRANT_NON_BAILABLE", "ARREST", "armed", authority, "", "2024-03-10", expires)


def crossing(at: str, direction: str = "EXIT") -> BorderCrossing:
    """A crossing at one post."""
    return BorderCrossing(direction, at, "TORKHAM", "", "AF")


def sentence(at: str, days: int = 730) -> Sentence:
    """A sentence of imprisonment."""
    return Sentence(at, "SESSIONS LAHORE", (PPC,), days, form="IMPRISONMENT")


def party(*sections: Section) -> Party:
    """A part in the case."""
    return Party(sections or (PPC,))
