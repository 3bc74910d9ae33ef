"""Prison admissions and releases: one row a stay of one prisoner in one case.

Each row gives the admission and, where the cells are filled, transfer, remission and release.
A prisoner held in several cases has a row for each. A release names its reason: bail,
acquittal and a served sentence are different things to every reader. Nothing ends a stay before
it begins.
"""

from __future__ import annotations

from collections.abc import Iterator

from services.sources.exports import persons
from services.sources.exports.drafting import (
    CASE_COLUMNS,
    CONTROL_COLUMNS,
    COURT_LENGTH,
    PLACE_LENGTH,
    drafting,
    reference,
)
from services.sources.exports.layout import Column, Format, Origin, Row
from services.tables import cells
from services.values.records import CustodyEvent, RecordVersion

_STANDING = dict.fromkeys(("utp", "under trial", "u/t", "حوالاتی"), "PRISON_UNDER_TRIAL") | dict.fromkeys(
    ("convict", "ctp", "condemned", "قیدی"), "PRISON_CONVICT"
)
_REASONS = {
    "bail": "BAIL",
    "ضمانت": "BAIL",
    "acquitted": "ACQUITTED",
    "acquittal": "ACQUITTED",
    "بری": "ACQUITTED",
    "sentence served": "SENTENCE_SERVED",
    "expiry of sentence": "SENTENCE_SERVED",
    "سزا پوری": "SENTENCE_SERVED",
    "sentence suspended": "SENTENCE_SUSPENDED",
    "discharged": "DISCHARGED",
    "court order": "COURT_ORDER",
    "remission": "REMISSION",
    "معافی": "REMISSION",
    "diverted": "DIVERTED",
    "other": "OTHER",
    "died": "DEATH",
    "وفات": "DEATH",
    "escaped": "ESCAPE",
    "فرار": "ESCAPE",
}

COLUMNS = (
    Column("prison", ("Jail", "Name of Jail", "Name of Prison", "جیل"), True, "prison"),
    Column("prison_no", ("UTP No", "Prisoner No", "Convict No", "قیدی نمبر"), True, "number in the prison's register"),
    Column("standing", ("Prisoner Type", "UTP or Convict", "حیثیت"), True, "`UTP` or `convict`"),
    *persons.columns("prisoner", "Prisoner", "قیدی", required=True),
    *CASE_COLUMNS,
    Column("court", ("Committing Court", "Court of Committal", "عدالت"), meaning="court that committed a convict"),
    Column(
        "warrant_no",
        ("Warrant No", "Committal Warrant", "وارنٹ نمبر"),
        meaning="number of its warrant; with the court a certificate (CrPC s. 511)",
    ),
    Column(
        "admitted", ("Admission Date", "Date of Admission", "تاریخ داخلہ"), True, "date or time of admission", date=True
    ),
    Column("transferred", ("Transfer Date", "تاریخ منتقلی"), meaning="date of transfer", date=True),
    Column("transferred_to", ("Transferred To", "منتقلی بجیل"), meaning="prison of the transfer"),
    Column("remission", ("Remission Days", "معافی ایام"), meaning="days of remission"),
    Column("remission_date", ("Date of Remission",), meaning="date of the order", date=True),
    Column(
        "released", ("Release Date", "Date of Release", "تاریخ رہائی"), meaning="date or time of release", date=True
    ),
    Column("reason", ("Release Reason", "Mode of Release", "وجہ رہائی"), meaning="a word of the list of reasons"),
    Column("note", ("Remarks", "کیفیت"), meaning="remark, without names"),
    *CONTROL_COLUMNS,
)


def drafts(row: Row, origin: Origin) -> Iterator[RecordVersion]:
    """Records of one row; none where a cell is bad, which the row then says."""
    prison = row.text("prison", PLACE_LENGTH).upper()
    number = row.read("prison_no", cells.number_text, "")
    register = row.read("standing", lambda raw: cells.word(raw, _STANDING), "")
    admitted = row.read("admitted", cells.moment, "")
    own = reference(row, "prison_no", register, prison) if register and prison else None
    case = drafting(row, origin, "prison", "", ("A", "1"), own)
    prisoner = persons.person(row, "prisoner", (admitted, admitted))
    events = list(_events(row, prison, admitted))
    for column in ("transferred", "remission_date", "released"):
        if admitted and any(day < admitted[:10] for day, read in row.days.items() if read == column):
            row.reject(column, "contradicts")
    if case is None or row.bad or prisoner is None:
        return
    for key, event in events:
        yield case.draft("CUSTODY_EVENT", event, event.at, (prison, number, *key), prisoner, "ACCUSED")


def _events(row: Row, prison: str, admitted: str) -> Iterator[tuple[tuple[str, ...], CustodyEvent]]:
    """What sets each event apart, and the event."""
    released, note = row.read("released", cells.moment, ""), row.text("note")
    court, warrant = row.text("court", COURT_LENGTH).upper(), row.text("warrant_no", 120)
    note_here = "" if released else note
    yield ("admission",), CustodyEvent("ADMISSION", admitted, prison, note=note_here, court=court, warrant_no=warrant)
    if at := row.read("transferred", cells.moment, ""):
        yield ("transfer", at), CustodyEvent("TRANSFER", at, row.text("transferred_to", PLACE_LENGTH).upper())
    if days := row.read("remission", lambda raw: cells.whole(raw, 20000), 0):
        at = row.read("remission_date", cells.day, "")
        if not at:
            row.reject("remission_date", "missing")
        yield ("remission", at), CustodyEvent("REMISSION", at, prison, days)
    if released:
        yield ("release",), _release(row, prison, released, note)


def _release(row: Row, prison: str, at: str, note: str) -> CustodyEvent:
    """How the stay ended; death and escape end it without a release."""
    reason = row.read("reason", lambda raw: cells.word(raw, _REASONS), "")
    if not reason:
        row.reject("reason", "missing")
    if reason in {"DEATH", "ESCAPE"}:
        return CustodyEvent(reason, at, prison, note=note)
    return CustodyEvent("RELEASE", at, prison, release_reason=reason, note=note)


FORMAT = Format("prison_register", "Prison admissions and releases", COLUMNS, drafts)
