"""Missing-child reports: one row a child, as stations and child-protection bodies keep them (ZARRA Act 2020).

Each row gives the report's case file, the child's part in it, the alert by which posts know the child, and the telling
of ZARRA. Numbers of nobody known, such as the phone that called the family, are the case's. A child who is found keeps
the row, with the day: the alert ends and the file is closed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from services.sources.exports import case_numbers, persons
from services.sources.exports.drafting import CONTROL_COLUMNS, PLACE_LENGTH, in_case, reference, station_of
from services.sources.exports.layout import Column, Format, Origin, Row
from services.sources.exports.listed import CAUTION_LENGTH
from services.tables import cells
from services.values.records import CaseFile, CaseReference, InvestigationEvent, ListEntry, Party, RecordVersion
from services.vocabulary.steps import EventType

COLUMNS = (
    Column("report_no", ("Report No", "Missing Report No", "رپورٹ نمبر"), True, "number and year, `12/2026`"),
    Column("fir_no", ("FIR No", "FIR Number", "مقدمہ نمبر"), meaning="FIR of the station, `512/2026`"),
    Column("province", ("صوبہ",), meaning="code or name; else as stated for the whole file"),
    Column("district", ("Distt", "ضلع"), True, "district of the station or body"),
    Column("station", ("Police Station", "PS", "P.S.", "تھانہ"), True, "police station, or the body's office"),
    *persons.columns("child", "Child", "بچہ", required=True),
    *case_numbers.COLUMNS,
    Column("reported", ("Date of Report", "Reported On", "تاریخ رپورٹ"), True, "date or time of the report", date=True),
    Column("missing_since", ("Last Seen On", "Missing Since", "تاریخ گمشدگی"),
           meaning="day of the last sight", date=True),
    Column("last_seen", ("Last Seen At", "مقام گمشدگی"), meaning="place, without names"),
    Column("zarra_told", ("ZARRA Informed", "زارا کو اطلاع"),
           meaning="date or time at which ZARRA was told", date=True),
    Column("recovered", ("Date of Recovery", "Recovered On", "تاریخ بازیابی"),
           meaning="day of the recovery", date=True),
    Column("caution", ("Warning", "احتیاط"), meaning="what to beware of, without names"),
    *CONTROL_COLUMNS,
)  # fmt: skip


def drafts(row: Row, origin: Origin) -> Iterator[RecordVersion]:
    """Records of one row; none where a cell is bad, which the row then says."""
    place = station_of(row, origin)
    case = reference(row, "report_no", "MISSING_CHILD", *place)
    fir = reference(row, "fir_no", "FIR", *place)
    reported = row.read("reported", cells.moment, "")
    child = persons.person(row, "child", (reported, reported))
    numbers = case_numbers.subject_of(row)
    recovered, told = row.read("recovered", cells.day, ""), row.read("zarra_told", cells.moment, "")
    file = _file(row, place[2], reported, bool(recovered))
    caution = row.text("caution", CAUTION_LENGTH)
    if reported and recovered and recovered < reported[:10]:
        row.reject("recovered", "contradicts")
    made = in_case(row, origin, "missing", case or CaseReference(), ("A", "2"), fir)
    if made is None or row.bad or case is None or child is None:
        return
    alert = ListEntry("CHILD_ALERT", "CALL_DESK", caution, f"missing-child report {case.key}", "", reported[:10])
    yield made.draft("CASE_FILE", file, reported, ("case",))
    yield made.draft("PARTY", Party(), reported, ("child",), child, "VICTIM")
    yield made.draft("LIST_ENTRY", replace(alert, cancelled=recovered), reported, ("alert",), child, "LISTED")
    if numbers is not None:
        yield case_numbers.draft(made, numbers, reported, ())
    if told:
        yield made.draft("INVESTIGATION_EVENT", InvestigationEvent(EventType.ZARRA_TOLD, told), told, ("zarra",))


def _file(row: Row, station: str, reported: str, closed: bool) -> CaseFile:
    since, last = row.read("missing_since", cells.days, ("", ""))
    if since and reported and since > reported[:10]:
        row.reject("missing_since", "contradicts")
    return CaseFile(since, last, reported, row.text("last_seen", PLACE_LENGTH), station.upper(), closed=closed)


FORMAT = Format("missing_children", "Missing-child reports", COLUMNS, drafts)
