"""Court disposals: one row an order about one accused, as reader's registers and prosecution branches keep them.

An order is a word of a closed list. It gives a step in court, a bail order, a remand, a
warrant, a proclamation or a protection order; a conviction also its sentence and compensation.
A police report of cancellation cancels nothing: only the Magistrate's order on it stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from services.sources.exports import persons
from services.sources.exports.drafting import CASE_COLUMNS, CONTROL_COLUMNS, COURT_LENGTH, drafting, reference
from services.sources.exports.layout import Column, Format, Origin, Row
from services.sources.exports.measures import measures
from services.sources.exports.orders import ORDERS, Order
from services.sources.exports.sections import NO_SECTIONS, sections
from services.tables import cells
from services.tables.delimited import Cell
from services.tables.rejects import BadCell
from services.values.records import (
    Bail,
    Body,
    Charge,
    CompensationOrder,
    CourtEvent,
    CustodyEvent,
    Extract,
    ListEntry,
    Proclamation,
    ProtectionOrder,
    RecordVersion,
    Section,
    Sentence,
)
from services.vocabulary.records import PartyRole, RecordKind
from services.vocabulary.steps import EventType

_TERM = re.compile(r"(\d{1,3})\s*(years?|yrs?|months?|days?|سال|ماہ|دن)(?:\s*(?:r\.?i\.?|s\.?i\.?|قید))?[\s,&]*", re.I)
_UNITS = {"y": 365, "m": 30, "d": 1, "س": 365, "م": 30, "د": 1}
LIFE, DEATH = -1, -2

_ROLES = {
    "accused": "ACCUSED",
    "ملزم": "ACCUSED",
    "victim": "VICTIM",
    "متاثرہ": "VICTIM",
    "witness": "WITNESS",
    "گواہ": "WITNESS",
    "complainant": "COMPLAINANT",
    "مدعی": "COMPLAINANT",
}

COLUMNS = (
    *CASE_COLUMNS,
    Column("accused_no", ("Accused No", "Sr of Accused", "نمبر ملزم"), True, "the accused's number in the challan"),
    *persons.columns("accused", "Accused", "ملزم", required=True),
    Column("role", ("Role of Person",), meaning="`accused` if empty; a protected `victim`, `witness`, `complainant`"),
    Column("court", ("Name of Court", "عدالت"), True, "court"),
    Column("court_case_no", ("Court Case No", "Case Number of Court", "مقدمہ عدالت"), meaning="the court's own number"),
    Column("appeal_no", ("Appeal No", "اپیل نمبر"), meaning="number of the appeal"),
    Column("order", ("Disposal", "Decision", "Order of Court", "حکم", "فیصلہ"), True, "a word of the list of orders"),
    Column(
        "order_date", ("Date of Order", "Decision Date", "Date of Decision", "تاریخ فیصلہ"), True, "its date", date=True
    ),
    Column(
        "order_no", ("Order No",), meaning="number of the order, where one is repeated on a day or its date corrected"
    ),
    Column("sections", ("Offence", "Section of Law", "U/S", "جرم", "دفعات"), meaning="sections the order is under"),
    Column("imprisonment", ("Sentence", "قید"), meaning="`5 years RI`, `6 months`, `life`, `death`"),
    Column("fine", ("Fine Rs", "جرمانہ"), meaning="rupees"),
    Column("in_lieu", ("In Lieu", "In Default"), meaning="imprisonment in place of the fine"),
    Column("compensation", ("Compensation Rs", "معاوضہ"), meaning="rupees to the victim"),
    Column("surety", ("Surety Rs", "Bail Amount", "ضمانت"), meaning="rupees"),
    Column("days", ("Remand Days",), meaning="days of remand"),
    Column("expires", ("Valid Until",), meaning="last day of a warrant", date=True),
    Column("plea", (), meaning="plea to the charge"),
    Column("spared", ("Spared",), meaning="agencies or `agency/officer` an order of protection names"),
    Column("pseudonym", (), meaning="name to be used instead"),
    Column(
        "measures",
        ("Measures",),
        meaning="what is ordered while the person speaks: `in camera`, `screen`, comma between",
    ),
    Column("copy_no", ("Certified Copy No",), meaning="number of the certified copy that an agency enters for a court"),
    Column("copy_date", ("Date of Copy",), meaning="day of the copy", date=True),
    Column("copy_sha256", (), meaning="SHA-256 of the deposited copy, 64 hexadecimal digits"),
    Column("note", ("Remarks", "کیفیت"), meaning="remark, without names"),
    *CONTROL_COLUMNS,
)


def drafts(row: Row, origin: Origin) -> Iterator[RecordVersion]:
    """Records of one row; none where a cell is bad, which the row then says."""
    at = row.read("order_date", cells.day, "")
    number = row.read("accused_no", lambda raw: cells.whole(raw, 999), 0)
    order = row.read("order", _order, None)
    court = row.text("court", COURT_LENGTH).upper()
    found = row.read("sections", sections, NO_SECTIONS)
    numbers = (reference(row, "court_case_no", "COURT_CASE", court), reference(row, "appeal_no", "APPEAL", court))
    case = drafting(row, origin, "court", "", ("A", "1"), *numbers)
    if case is not None and at and at[:4] < case.case.key.rpartition("/")[2]:
        row.reject("order_date", "contradicts")
    accused = persons.person(row, "accused", (at, at))
    role = _role(row, order)
    ordered = _measures(row, order)
    bodies = list(_bodies(row, order, at, court, found)) if order else []
    if case is None or row.bad or accused is None:
        return
    apart = row.text("order_no") or at
    copy = _extract(row, court)
    if row.bad:
        return
    for kind, body in bodies:
        if copy is not None and isinstance(body, CourtEvent | Charge | Sentence):
            body = replace(body, extract=copy)
        if isinstance(body, ProtectionOrder):
            body = replace(body, measures=ordered)
        yield case.draft(kind, body, at, (role, number, _word(order), apart, kind), accused, role)


def _extract(row: Row, court: str) -> Extract | None:
    """The certified copy that a row was taken from; None where it names none."""
    number, day = row.text("copy_no", 120), row.read("copy_date", cells.day, "")
    digest = row.read("copy_sha256", _digest, b"")
    if not (number or day or digest):
        return None
    for column, value in (("copy_no", number), ("copy_date", day), ("copy_sha256", digest)):
        if not value:
            row.reject(column, "missing")
    return Extract(court, number, day, digest)


def _digest(raw: Cell) -> bytes:
    value = cells.text(raw, 64)
    if not value:
        return b""
    if not re.fullmatch(r"[0-9a-fA-F]{64}", value):
        raise BadCell("not-a-number")
    return bytes.fromhex(value)


def _role(row: Row, order: Order | None) -> str:
    """The person's role; only an order of protection can be about another than the accused."""
    role = row.read("role", lambda raw: cells.word(raw, _ROLES), "") or "ACCUSED"
    if role != PartyRole.ACCUSED and order is not None and order.kind != "PROTECTION":
        row.reject("role", "unknown-word")
    return "LISTED" if order is not None and order.kind == "WARRANT" else role


def _measures(row: Row, order: Order | None) -> tuple[str, ...]:
    """What an order of measures names; no other order names any."""
    nothing: tuple[str, ...] = ()
    found = row.read("measures", measures, nothing)
    of_measures = order == Order("PROTECTION", "MEASURES")
    if of_measures != bool(found):
        row.reject("measures", "missing" if of_measures else "no-place")
    return found


def _word(order: Order | None) -> str:
    return f"{order.kind}:{order.type}" if order else ""


def _order(raw: Cell) -> Order | None:
    value = " ".join(cells.text(raw, 100).casefold().replace(".", "").split())
    if not value:
        return None
    try:
        return ORDERS[value]
    except KeyError:
        raise BadCell("unknown-word") from None


def _bodies(row: Row, order: Order, at: str, court: str, found: tuple[Section, ...]) -> Iterator[tuple[str, Body]]:
    """Kind and body of each record that an order makes."""
    note = row.text("note")
    if order.kind == "EVENT":
        yield "COURT_EVENT", CourtEvent(order.type, at, court, found, note)
        if order.type == EventType.CHARGE_FRAMED:
            yield "CHARGE", Charge(found, at, court, row.text("plea", COURT_LENGTH))
        if order.type in {EventType.CONVICTION, EventType.CONVICTION_245}:
            yield from _sentence(row, at, court, found)
        return
    if order.kind == RecordKind.SENTENCE:
        yield from _probation(row, order, at, court, found)
        return
    yield _single(row, order, at, court, note)


def _probation(row: Row, order: Order, at: str, court: str, found: tuple[Section, ...]) -> Iterator[tuple[str, Body]]:
    """A finding of guilt with probation or admonition, or the sentence that is passed once probation is revoked."""
    passed = list(_sentence(row, at, court, found))
    sentenced = any(kind == RecordKind.SENTENCE for kind, _ in passed)
    if order.type == "REVOKED":
        if not sentenced:
            row.reject("imprisonment", "missing")
        yield from passed
        return
    if sentenced:
        row.reject("imprisonment" if row.text("imprisonment") else "fine", "contradicts")
    yield "COURT_EVENT", CourtEvent(EventType.CONVICTION, at, court, found, row.text("note"))
    yield "SENTENCE", Sentence(at, court, found, form=order.type)
    yield from passed


def _single(row: Row, order: Order, at: str, court: str, note: str) -> tuple[str, Body]:
    """Kind and body of an order that makes one record."""
    if order.kind == "BAIL":
        return "BAIL", Bail(order.type, at, court, row.read("surety", cells.whole, 0) * 100, note)
    if order.kind == "CUSTODY":
        days = row.read("days", lambda raw: cells.whole(raw, 366), 0)
        return "CUSTODY_EVENT", CustodyEvent(order.type, at, court, days, note=note)
    if order.kind == "PROCLAMATION":
        return "PROCLAMATION", Proclamation(order.type, at, court)
    if order.kind == "WARRANT":
        expires = row.read("expires", cells.day, "")
        return "LIST_ENTRY", ListEntry(order.type, "ARREST", "", court, row.text("note", 300), at, expires)
    spared = tuple(part.strip() for part in row.text("spared").split(",") if part.strip())
    return "PROTECTION_ORDER", ProtectionOrder(order.type, at, court, spared, row.text("pseudonym", 120))


def _sentence(row: Row, at: str, court: str, found: tuple[Section, ...]) -> Iterator[tuple[str, Body]]:
    term = row.read("imprisonment", days_of, 0)
    fine = row.read("fine", cells.whole, 0)
    in_lieu = row.read("in_lieu", days_of, 0)
    compensation = row.read("compensation", cells.whole, 0)
    if term or fine:
        form = "BOTH" if term and fine else "IMPRISONMENT" if term else "FINE"
        days = max(term, 0)
        yield "SENTENCE", Sentence(at, court, found, days, term == LIFE, term == DEATH, fine * 100, in_lieu, form)
    if compensation:
        yield "COMPENSATION_ORDER", CompensationOrder(at, court, compensation * 100)


def days_of(raw: Cell) -> int:
    """Days of ``5 years RI`` or ``1 year 6 months`` (365 and 30 days); LIFE, DEATH; 0 where empty.

    Raises BadCell ``not-a-number``.
    """
    value = cells.number_text(raw).casefold()
    if not value:
        return 0
    if value.startswith(("life", "عمر قید")):
        return LIFE
    if value.startswith(("death", "سزائے موت")):
        return DEATH
    if "".join(match[0] for match in _TERM.finditer(value)) != value:
        raise BadCell("not-a-number")
    return sum(int(match[1]) * _UNITS[match[2][0]] for match in _TERM.finditer(value))


FORMAT = Format("court_disposals", "Court disposals", COLUMNS, drafts)
