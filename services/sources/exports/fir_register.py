"""Police FIR register: one row a case, with all accused, victims and the complainant in it.

Also used by FIA circles and customs stations, which keep the same register, and for
enquiries before an FIR (``type``). Each row gives the case file; for each accused their part,
the first event, arrest and the last step of the investigation; for victims and the
complainant their part. Numbers of an unknown accused are the case's and accuse nobody. Age is at
the date of the act; role and sections are as registered. Where no accused is named, the last step
is the case's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from services.sources.exports import case_numbers, persons
from services.sources.exports.drafting import (
    CASE_COLUMNS,
    CONTROL_COLUMNS,
    PLACE_LENGTH,
    Drafting,
    drafting,
    reference,
    station_of,
)
from services.sources.exports.layout import Column, Format, Origin, Row
from services.sources.exports.names import entries
from services.sources.exports.sections import NO_SECTIONS, sections
from services.tables import cells
from services.tables.delimited import Cell
from services.tables.rejects import BadCell
from services.values.records import CaseFile, CustodyEvent, InvestigationEvent, Party, RecordVersion, Section, Subject
from services.vocabulary.records import PartyRole
from services.vocabulary.steps import EventType

_RANKS = {
    "constable": "CONSTABLE",
    "hc": "HEAD_CONSTABLE",
    "asi": "ASSISTANT_SUB_INSPECTOR",
    "si": "SUB_INSPECTOR",
    "sub-inspector": "SUB_INSPECTOR",
    "sub inspector": "SUB_INSPECTOR",
    "inspector": "INSPECTOR",
    "dsp": "DEPUTY_SUPERINTENDENT",
    "assistant director": "ASSISTANT_DIRECTOR",
    "deputy director": "DEPUTY_DIRECTOR",
}
_STEPS = {
    "under investigation": "NONE",
    "زیر تفتیش": "NONE",
    "challan": EventType.CHALLAN_FINAL,
    "challaned": EventType.CHALLAN_FINAL,
    "چالان": EventType.CHALLAN_FINAL,
    "interim challan": EventType.CHALLAN_INTERIM,
    "supplementary challan": EventType.CHALLAN_SUPPLEMENTARY,
    "cancellation report": EventType.CANCELLATION_REPORT,
    "cancelled": EventType.CANCELLATION_REPORT,
    "خارج": EventType.CANCELLATION_REPORT,
    "untraced": EventType.UNTRACED_REPORT,
    "عدم پتہ": EventType.UNTRACED_REPORT,
    "not sent up": EventType.NOT_SENT_UP,
    "column 2": EventType.NOT_SENT_UP,
    "released 169": EventType.RELEASE_169,
    "transferred": EventType.TRANSFER,
}
_OF_PERSON = frozenset({EventType.NOT_SENT_UP, EventType.RELEASE_169})
"""Steps that are nobody's where no accused is named."""
_OFFICER = re.compile(r"[a-z0-9][a-z0-9-]{1,40}")
_FIRST_EVENT = {"FIR": EventType.FIR, "ENQUIRY": EventType.ENQUIRY}

COLUMNS = (
    *CASE_COLUMNS,
    Column(
        "registered",
        ("FIR Date", "Date of FIR", "Registration Date", "تاریخ اندراج"),
        True,
        "date, with time if known",
        date=True,
    ),
    Column(
        "occurred",
        ("Date of Occurrence", "Occurrence Date", "تاریخ وقوعہ"),
        meaning="date or year of the act",
        date=True,
    ),
    Column("occurred_to", ("Occurrence To",), meaning="last date of the act", date=True),
    Column("place", ("Place of Occurrence", "جائے وقوعہ"), meaning="place of the act"),
    Column("sections", ("Offence", "Section of Law", "U/S", "جرم", "دفعات"), meaning="`365-B/34 PPC r/w 3 PTPA`"),
    *persons.columns("accused", "Accused", "ملزم"),
    Column(
        "accused_arrested",
        ("Date of Arrest", "Arrest Date", "تاریخ گرفتاری"),
        meaning="date or time of arrest",
        date=True,
    ),
    *persons.columns("complainant", "Complainant", "مدعی"),
    *persons.columns("victim", "Victim", "متاثرہ"),
    *case_numbers.COLUMNS,
    Column("step", ("Case Status", "Status", "کیفیت مقدمہ"), meaning="last step of the investigation"),
    Column("step_date", ("Status Date", "Challan Date", "تاریخ چالان"), meaning="its date", date=True),
    Column("challan_no", ("Challan No", "چالان نمبر"), meaning="challan number"),
    Column("officers", ("IO", "Investigating Officer", "تفتیشی افسر"), meaning="officer ids assigned, comma between"),
    Column("rank", ("IO Rank", "Rank", "عہدہ"), meaning="rank of the investigating officer"),
    Column("crosses_border", ("Cross Border", "Transnational"), meaning="yes or no"),
    Column("closed", ("Case Closed",), meaning="yes or no"),
    Column("summary", ("Brief Facts", "Remarks", "مختصر حالات"), meaning="brief facts, without names"),
    *CONTROL_COLUMNS,
)


def drafts(row: Row, origin: Origin) -> Iterator[RecordVersion]:
    """Records of one row; none where a cell is bad, which the row then says."""
    registered = row.read("registered", cells.moment, "")
    first, last = row.read("occurred", cells.days, ("", ""))
    last = row.read("occurred_to", cells.day, "") or last
    if first and registered and first > registered[:10]:
        row.reject("occurred", "contradicts")
    found = row.read("sections", sections, NO_SECTIONS)
    challan = reference(row, "challan_no", "CHALLAN", *station_of(row, origin))
    case = drafting(row, origin, "fir", registered[:10], ("A", "2"), challan)
    file = _case_file(row, registered, (first, last), found)
    when = (first, last) if first else (registered, registered)
    accused = persons.people(row, "accused", when)
    others = [(role, persons.people(row, role.lower(), when)) for role in (PartyRole.COMPLAINANT, PartyRole.VICTIM)]
    numbers = case_numbers.subject_of(row)
    arrests = _arrests(row, accused)
    step, step_date = _step(row)
    is_named = any(subject and subject.names for subject in accused)
    if step in _OF_PERSON and not is_named:
        row.reject("step", "no-place")
    if case is not None and case.case.type == "FIR" and not found:
        row.reject("sections", "missing")
    if case is None or row.bad:
        return
    yield case.draft("CASE_FILE", file, registered, ("case",))
    if numbers is not None:
        yield case_numbers.draft(case, numbers, registered, ())
    if step and not is_named:
        yield case.draft("INVESTIGATION_EVENT", InvestigationEvent(step, step_date, found), step_date, ("event", step))
    for position, subject in enumerate(accused, 1):
        if subject is not None and not subject.names:
            yield case_numbers.draft(case, subject, registered, (position,))
        elif subject is not None:
            yield from _accused(case, position, subject, found, registered)
            if arrests[position - 1]:
                yield _arrest(case, position, subject, arrests[position - 1], file.station)
            if step:
                event = InvestigationEvent(step, step_date, found)
                yield _event(case, position, subject, event, (step,))
    for role, subjects in others:
        for position, subject in enumerate(subjects, 1):
            if subject is not None:
                yield case.draft("PARTY", Party(), registered, (role, position), subject, role)


def _case_file(row: Row, registered: str, act: tuple[str, str], found: tuple[Section, ...]) -> CaseFile:
    return CaseFile(
        act_from=act[0],
        act_to=act[1],
        reported=registered,
        place=row.text("place", PLACE_LENGTH),
        station=row.text("station", PLACE_LENGTH).upper(),
        sections=found,
        summary=row.text("summary"),
        officers=row.read("officers", _officers, ()),
        investigator_rank=row.read("rank", lambda raw: cells.word(raw, _RANKS), ""),
        crosses_border=row.read("crosses_border", cells.yes, False),
        closed=row.read("closed", cells.yes, False),
    )


def _role(case: Drafting) -> str:
    """Before an FIR nobody is accused."""
    return "SUSPECT" if case.case.type in ("ENQUIRY", "OPERATION") else "ACCUSED"


def _accused(
    case: Drafting, position: int, subject: Subject, found: tuple[Section, ...], registered: str
) -> Iterator[RecordVersion]:
    yield case.draft("PARTY", Party(found), registered, ("ACCUSED", position), subject, _role(case))
    kind = _FIRST_EVENT.get(case.case.type)
    if kind:
        yield _event(case, position, subject, InvestigationEvent(kind, registered, found), ("first",))


def _event(
    case: Drafting, position: int, subject: Subject, event: InvestigationEvent, key: tuple[str, ...]
) -> RecordVersion:
    return case.draft("INVESTIGATION_EVENT", event, event.at, ("event", position, *key), subject, _role(case))


def _arrest(case: Drafting, position: int, subject: Subject, at: str, station: str) -> RecordVersion:
    body = CustodyEvent("ARREST", at, station)
    return case.draft("CUSTODY_EVENT", body, at, ("arrest", position), subject, _role(case))


def _arrests(row: Row, accused: Sequence[Subject | None]) -> list[str]:
    """Moment of arrest of each accused, empty where at large. Whom nobody can name is not arrested: ``no-place``."""

    if not accused:
        return []
    count = len(accused)

    def meaning() -> list[str]:
        raw = row.cells.get("accused_arrested", "")
        if count == 1 or not isinstance(raw, str):
            return [cells.moment(raw)] * count
        return [cells.moment(entry) for entry in entries(cells.text(raw), count)]

    moments = row.attempt("accused_arrested", meaning, [""] * count)
    if any(at and not (subject and subject.names) for at, subject in zip(moments, accused, strict=True)):
        row.reject("accused_arrested", "no-place")
    return moments


def _step(row: Row) -> tuple[str, str]:
    """Last step of the investigation and its date; empty while it goes on."""
    step = row.read("step", lambda raw: cells.word(raw, _STEPS), "")
    at = row.read("step_date", cells.day, "")
    if at and not step:
        row.reject("step", "missing")
    if step in {"", "NONE"}:
        return "", ""
    if not at and not row.bad:
        row.reject("step_date", "missing")
    return step, at


def _officers(raw: Cell) -> tuple[str, ...]:
    found = tuple(part.strip().lower() for part in cells.text(raw, 500).replace("،", ",").split(",") if part.strip())
    if not all(_OFFICER.fullmatch(officer) for officer in found):
        raise BadCell("unknown-word")
    return found


FORMAT = Format("fir_register", "Police FIR register", COLUMNS, drafts)
