"""Documents reported lost or stolen: one row a document. It is the document that is listed: whoever shows it is asked.

Its holder's other numbers are not read, as the holder may travel on them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from services.sources.exports import persons
from services.sources.exports.drafting import CONTROL_COLUMNS, in_list
from services.sources.exports.layout import Column, Format, Origin, Row
from services.sources.exports.listed import term_columns, terms
from services.tables import cells
from services.tables.numbers import NumberError, refuse_read_back
from services.tables.rejects import BadCell
from services.values import identifiers
from services.values.errors import IdentifierInvalid
from services.values.records import Identifier, RecordVersion

_KINDS = {
    **dict.fromkeys(("passport", "پاسپورٹ"), "PASSPORT"),
    **dict.fromkeys(("cnic", "id card", "شناختی کارڈ"), "CNIC"),
    **{kind.casefold(): kind for kind in ("NICOP", "POC", "POR", "ACC")},
}

COLUMNS = (
    Column("report_no", ("Report No", "Roznamcha No", "رپورٹ نمبر"), True, "number of the report of the loss"),
    Column("document", ("Document Type", "دستاویز"), True, "`passport`, `CNIC`, `NICOP`, `POC`, `PoR` or `ACC`"),
    Column("number", ("Document No", "Document Number", "دستاویز نمبر"), True, "its number"),
    Column("country", ("Issuing Country", "ملک"), meaning="of a passport, ISO 3166-1 alpha-2; of Pakistan where empty"),
    Column("holder", ("Name of Holder", "Holder Name", "نام حامل"), True, "name of the person to whom it was given"),
    Column("holder_urdu", ("Holder Name Urdu", "اردو نام حامل"), meaning="the same name in Urdu"),
    Column("holder_father", ("Holder Father Name", "ولدیت حامل"), meaning="father's name"),
    Column("holder_born", ("Holder Date of Birth", "تاریخ پیدائش حامل"), meaning="date or year of birth", date=True),
    *term_columns(authority=False),
    *CONTROL_COLUMNS,
)  # fmt: skip


def drafts(row: Row, origin: Origin) -> Iterator[RecordVersion]:
    """The entry of one row; none where a cell is bad, which the row then says."""
    report = row.read("report_no", cells.number_text, "")
    document, found = _document(row), terms(row)
    entry = in_list(row, origin, "lost", ("A", "2"), report, document.type if document else "")
    holder = persons.person(row, "holder", (found.placed, found.placed))
    if entry is None or row.bad or holder is None or document is None:
        return
    rests_on = found._replace(authority=found.authority or f"report {report}")
    body, shown = rests_on.entry("LOST_DOCUMENT", "SEIZE_DOCUMENT"), replace(holder, identifiers=(document,))
    yield entry.draft("LIST_ENTRY", body, found.placed, (), shown, "LISTED")


def _document(row: Row) -> Identifier | None:
    """The document's number; None where it is bad or missing, which the row then says."""
    kind = row.read("document", lambda raw: cells.word(raw, _KINDS), "")
    number, country = row.read("number", cells.number_text, ""), row.text("country", 2).upper()
    if not (kind and number):
        return None
    return row.attempt("number", lambda: _parsed(kind, number, country or ("PK" if kind == "PASSPORT" else "")), None)


def _parsed(kind: str, number: str, country: str) -> Identifier:
    try:
        refuse_read_back(number)
        return identifiers.parse(kind, number, country)
    except NumberError:
        raise BadCell("rounded-by-spreadsheet") from None
    except IdentifierInvalid:
        raise BadCell("not-an-identifier") from None


FORMAT = Format("lost_documents", "Lost and stolen documents", COLUMNS, drafts)
