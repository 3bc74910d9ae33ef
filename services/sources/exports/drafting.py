"""What the rows of all layouts share: the case they speak of, how it may be used, and the drafts made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from services.sources.exports.layout import Column, Origin, Row
from services.tables import cells
from services.tables.delimited import Cell
from services.tables.rejects import BadCell
from services.values import case_references
from services.values.errors import CaseReferenceInvalid
from services.values.records import Body, CaseReference, RecordVersion, Subject

CASE_COLUMNS = (
    Column(
        "type",
        ("Case Type", "Register", "قسم"),
        meaning="`FIR` where empty; `Enquiry`, `Complaint`, `Missing child`, `Operation`",
    ),
    Column(
        "fir_no", ("FIR No", "FIR Number", "Case No", "مقدمہ نمبر", "ایف آئی آر نمبر"), True, "number; `512/2024` too"
    ),
    Column("year", ("FIR Year", "سال"), meaning="year, where the number has none"),
    Column("province", ("صوبہ",), meaning="code or name; else as stated for the whole file"),
    Column("district", ("Distt", "ضلع"), True, "district of the station"),
    Column("station", ("Police Station", "PS", "P.S.", "Circle", "تھانہ"), True, "police station or circle"),
)
CONTROL_COLUMNS = (
    Column("grade", ("Grading",), meaning="source A-C or X, information 1-4, such as `B2`"),
    Column("handling", ("Handling Code",), meaning="`open`, `H1`, `H2`, `H3` or `ORCON`; open where empty"),
    Column("releasable_to", ("Releasable To",), meaning="agency ids named in the terms of H3, comma between"),
    Column("clearance", (), meaning="0 to 3; 0 where empty"),
)

_TYPES = (
    dict.fromkeys(("fir", "مقدمہ"), "FIR")
    | dict.fromkeys(("enquiry", "inquiry", "انکوائری"), "ENQUIRY")
    | dict.fromkeys(("complaint", "private complaint", "استغاثہ"), "COMPLAINT")
    | dict.fromkeys(("missing child", "گمشدہ بچہ"), "MISSING_CHILD")
    | dict.fromkeys(("operation", "آپریشن"), "OPERATION")
)
PLACE_LENGTH = 120
COURT_LENGTH = 200
NOTE_LENGTH = 2000
_HANDLING = {"open": "OPEN", "h1": "H1", "h2": "H2", "h3": "H3", "orcon": "ORCON"}
_GRADE = re.compile(r"([ABCX])([1-4])")
_NOT_PLACE = re.compile(r"[^\w .'&()-]+")
_AGENCY = re.compile(r"[a-z0-9][a-z0-9.-]{0,62}")


@dataclass(frozen=True, slots=True)
class Drafting:
    """Facts that every draft of one row carries. ``prefix`` of record ids names the layout."""

    prefix: str
    agency: str
    case: CaseReference
    references: tuple[CaseReference, ...]
    grade: tuple[str, str]
    handling: str
    releasable_to: tuple[str, ...]
    clearance: int

    def draft(
        self, kind: str, body: Body, at: str, key: tuple[object, ...], subject: Subject | None = None, role: str = ""
    ) -> RecordVersion:
        """One draft. ``key``: what sets the record apart within the case; ``at``: ISO 8601, when it became true."""
        return RecordVersion(
            agency=self.agency,
            record_id=record_id(self.prefix, self.case, key),
            kind=kind,
            handling=self.handling,
            releasable_to=self.releasable_to,
            clearance=self.clearance,
            source_grade=self.grade[0],
            information_grade=self.grade[1],
            valid_from=at[:10],
            subject=subject,
            role=role,
            case_references=self.references,
            body=body,
        )


def record_id(prefix: str, case: CaseReference, key: tuple[object, ...]) -> str:
    """Id of what the row states: the same keys give the same id for ever, and no person can be read from it."""
    text = "\x1f".join((case.type, case.key, *map(str, key)))
    return f"{prefix}-{sha256(text.encode()).hexdigest()[:24]}"


def drafting(
    row: Row, origin: Origin, prefix: str, dated: str, grade: tuple[str, str], *more: CaseReference | None
) -> Drafting | None:
    """Shared facts of a row, None where one is bad. ``dated``: day of the case's entry; ``more``: its other numbers."""
    case = case_of(row, origin, dated)
    return in_case(row, origin, prefix, case, grade, *more)


def in_case(
    row: Row, origin: Origin, prefix: str, case: CaseReference, grade: tuple[str, str], *more: CaseReference | None
) -> Drafting | None:
    """As :func:`drafting`, of a case that is read already."""
    return _drafting(row, origin, prefix, case, (case, *(each for each in more if each is not None)), grade)


def in_list(row: Row, origin: Origin, prefix: str, grade: tuple[str, str], *number: str) -> Drafting | None:
    """As :func:`drafting`, for an entry that stands in no case. ``number``: what it is told by in its list."""
    return _drafting(row, origin, prefix, CaseReference("", "/".join(number)), (), grade)


def _drafting(
    row: Row,
    origin: Origin,
    prefix: str,
    case: CaseReference,
    references: tuple[CaseReference, ...],
    grade: tuple[str, str],
) -> Drafting | None:
    found = Drafting(
        prefix=prefix,
        agency=origin.agency,
        case=case,
        references=references,
        grade=row.read("grade", lambda raw: _grade(raw, grade), grade),
        handling=row.read("handling", lambda raw: cells.word(raw, _HANDLING), "") or "OPEN",
        releasable_to=row.read("releasable_to", _agencies, ()),
        clearance=row.read("clearance", lambda raw: cells.whole(raw, 3), 0),
    )
    return None if row.bad else found


def case_of(row: Row, origin: Origin, dated: str) -> CaseReference:
    """The case that a row names; an empty one where the row is bad."""
    kind = row.read("type", lambda raw: cells.word(raw, _TYPES), "") or "FIR"
    number = row.read("fir_no", cells.number_text, "")
    year = _year(row, number) or dated[:4]
    place = station_of(row, origin)
    if not (number and all(place)):
        return CaseReference()
    return row.attempt("fir_no", lambda: CaseReference(kind, _key(kind, place, number, year), dated), CaseReference())


def _year(row: Row, number: str) -> str:
    """Year of a case number, from the number itself or its own column; the two may not differ."""
    written, stated = number.rpartition("/")[2] if "/" in number else "", row.read("year", cells.number_text, "")
    if written and stated and not stated.endswith(written):
        row.reject("year", "contradicts")
    return stated or written


def _key(kind: str, place: tuple[str, str, str], number: str, year: str) -> str:
    try:
        bare = number.rpartition("/")[0] or number
        if kind == "FIR":
            return case_references.fir_key(*place, bare, year)
        of_year = case_references.fir_key(*place, "1", year).rpartition("/")[2]
        return case_references.canonical(kind, "/".join((*(part.replace("/", "-") for part in place), bare, of_year)))
    except CaseReferenceInvalid as error:
        lost = any(violation.rule == "spreadsheet-date" for violation in error.violations)
        raise BadCell("turned-into-date" if lost else "not-a-case") from None


def reference(row: Row, column: str, kind: str, *register: str) -> CaseReference | None:
    """Another number of the case from a cell, led by the ``register`` that counts it; None where empty or bad."""

    def meaning() -> CaseReference | None:
        number = cells.number_text(row.cells.get(column, ""))
        if not number:
            return None
        try:
            return case_references.parse(kind, "/".join((*(_NOT_PLACE.sub(" ", part) for part in register), number)))
        except CaseReferenceInvalid:
            raise BadCell("not-a-case") from None

    return row.attempt(column, meaning, None)


def station_of(row: Row, origin: Origin) -> tuple[str, str, str]:
    """Province code, district and station of a row; empty where bad or missing."""
    return (
        row.attempt("province", lambda: _province(row.text("province", PLACE_LENGTH) or origin.province), ""),
        row.text("district", PLACE_LENGTH),
        row.text("station", PLACE_LENGTH),
    )


@lru_cache(maxsize=256)
def _province(written: str) -> str:
    """Code of a province or police service; BadCell ``missing`` or ``unknown-word``."""
    if not written:
        raise BadCell("missing")
    try:
        return case_references.fir_key(written, "X", "X", "1", "2000").partition("/")[0]
    except CaseReferenceInvalid:
        raise BadCell("unknown-word") from None


def _grade(raw: Cell, otherwise: tuple[str, str]) -> tuple[str, str]:
    value = cells.text(raw, 10).upper()
    if not value:
        return otherwise
    match = _GRADE.fullmatch(value)
    if match is None:
        raise BadCell("unknown-word")
    return match[1], match[2]


def _agencies(raw: Cell) -> tuple[str, ...]:
    found = tuple(part.strip() for part in cells.text(raw, 500).split(",") if part.strip())
    if not all(_AGENCY.fullmatch(agency) for agency in found):
        raise BadCell("unknown-word")
    return found
