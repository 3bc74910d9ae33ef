"""Provisional National Identification List: one row a person whom an agency asked to stop or to be told of.

No statute makes the list, so an entry rests on what its row names: a court's order, or a request under a statute. One
that names nothing is stored and flagged, and nobody may act on it.
"""

from __future__ import annotations

from collections.abc import Iterator

from services.sources.exports import persons
from services.sources.exports.drafting import CONTROL_COLUMNS, PLACE_LENGTH, in_list
from services.sources.exports.layout import Column, Format, Origin, Row
from services.sources.exports.listed import term_columns, terms
from services.tables import cells
from services.values.records import RecordVersion

_ACTIONS = dict.fromkeys(("stop", "offload", "prevent", "روکیں"), "PREVENT_EXIT") | dict.fromkeys(
    ("inform", "alert", "watch", "اطلاع"), "INFORM"
)

COLUMNS = (
    Column("pnil_no", ("PNIL No", "Entry No", "نمبر شمار"), True, "number of the entry; never given twice"),
    *persons.columns("person", "Person", "شخص", required=True),
    Column("asked_by", ("Requested By", "Requesting Agency", "درخواست گزار"), True, "office that asked for the entry"),
    Column("action", ("Action Required", "کارروائی"), True, "`stop` or `inform`"),
    *term_columns(authority=False),
    *CONTROL_COLUMNS,
)


def drafts(row: Row, origin: Origin) -> Iterator[RecordVersion]:
    """The entry of one row; none where a cell is bad, which the row then says."""
    number = row.read("pnil_no", cells.number_text, "")
    action = row.read("action", lambda raw: cells.word(raw, _ACTIONS), "")
    asked_by = row.text("asked_by", PLACE_LENGTH)
    found = terms(row)
    entry = in_list(row, origin, "pnil", ("A", "2"), number)
    listed = persons.person(row, "person", (found.placed, found.placed))
    if entry is None or row.bad or listed is None:
        return
    rests_on = f"{found.authority}, asked by {asked_by}" if found.authority else ""
    body = found._replace(authority=rests_on).entry("PNIL", action)
    yield entry.draft("LIST_ENTRY", body, found.placed, (), listed, "LISTED")


FORMAT = Format("provisional_list", "Provisional National Identification List", COLUMNS, drafts)
