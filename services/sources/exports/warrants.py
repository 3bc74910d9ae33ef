"""Warrants and proclamations as courts issue them: one row a process against one person (CrPC ss. 75-88, 512).

What was executed, recalled or cancelled keeps its row, with the day.
"""

from __future__ import annotations

from collections.abc import Iterator

from services.sources.exports import persons
from services.sources.exports.drafting import CASE_COLUMNS, CONTROL_COLUMNS, COURT_LENGTH, drafting
from services.sources.exports.layout import Column, Format, Origin, Row
from services.sources.exports.listed import CAUTION_LENGTH
from services.sources.exports.orders import ORDERS, Order
from services.tables import cells
from services.tables.delimited import Cell
from services.tables.rejects import BadCell
from services.values.records import ListEntry, Proclamation, RecordVersion
from services.vocabulary.records import RecordKind

_PROCESS = {word: order for word, order in ORDERS.items() if order.kind in ("WARRANT", RecordKind.PROCLAMATION)}
_512 = dict.fromkeys(("absconder 512", "512", "مفرور"), Order("PROCLAMATION", "512"))

COLUMNS = (
    *CASE_COLUMNS,
    Column("process_no", ("Warrant No", "Process No", "وارنٹ نمبر"), True, "number of the process in the court"),
    Column("process", ("Kind of Process", "نوعیت"), True, "a warrant or proclamation of the list of orders"),
    Column("court", ("Name of Court", "Issuing Court", "عدالت"), True, "court that issued it"),
    *persons.columns("accused", "Accused", "ملزم", required=True),
    Column("issued", ("Date of Issue", "تاریخ اجراء"), True, "its date", date=True),
    Column("expires", ("Returnable By", "Valid Until", "تاریخ واپسی"), meaning="last day of a warrant", date=True),
    Column(
        "ended",
        ("Executed On", "Cancelled On", "تاریخ تعمیل"),
        meaning="day on which it was executed or recalled",
        date=True,
    ),
    Column("caution", ("Warning", "احتیاط"), meaning="what to beware of, without names"),
    *CONTROL_COLUMNS,
)


def drafts(row: Row, origin: Origin) -> Iterator[RecordVersion]:
    """The process of one row; none where a cell is bad, which the row then says."""
    number = row.read("process_no", cells.number_text, "")
    process = row.read("process", _process, None)
    court = row.text("court", COURT_LENGTH).upper()
    issued, ended = row.read("issued", cells.day, ""), row.read("ended", cells.day, "")
    case = drafting(row, origin, "warrant", "", ("A", "1"))
    accused = persons.person(row, "accused", (issued, issued))
    body = _body(row, process, f"{court}, {number}", court, (issued, ended)) if process else None
    if issued and ended and ended < issued:
        row.reject("ended", "contradicts")
    if case is None or row.bad or accused is None or body is None:
        return
    key = court, number, body.type
    if isinstance(body, ListEntry):
        yield case.draft("LIST_ENTRY", body, issued, key, accused, "LISTED")
    else:
        yield case.draft("PROCLAMATION", body, issued, key, accused, "ACCUSED")


def _body(row: Row, process: Order, authority: str, court: str, days: tuple[str, str]) -> ListEntry | Proclamation:
    """``days``: issued, and ended or empty."""
    issued, ended = days
    if process.kind == RecordKind.PROCLAMATION:
        return Proclamation(process.type, issued, court, ended)
    expires = row.read("expires", cells.day, "")
    if expires and expires < issued:
        row.reject("expires", "contradicts")
    return ListEntry(process.type, "ARREST", row.text("caution", CAUTION_LENGTH), authority, "", issued, expires, ended)


def _process(raw: Cell) -> Order | None:
    value = " ".join(cells.text(raw, 100).casefold().replace(".", "").split())
    if not value:
        return None
    found = _PROCESS.get(value) or _512.get(value)
    if found is None:
        raise BadCell("unknown-word")
    return found


FORMAT = Format("warrants", "Warrants and proclamations", COLUMNS, drafts)
