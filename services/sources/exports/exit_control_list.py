"""Exit Control List: one row a person whom an order of the Federal Government keeps from leaving.

Exit from Pakistan (Control) Ordinance 1981, s. 2: each entry rests on an order, without which there is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from services.sources.exports import persons
from services.sources.exports.drafting import CONTROL_COLUMNS, in_list
from services.sources.exports.layout import Column, Format, Origin, Row
from services.sources.exports.listed import term_columns, terms
from services.tables import cells
from services.values.records import RecordVersion

COLUMNS = (
    Column("ecl_no", ("ECL No", "ECL Serial", "نمبر شمار"), True, "number of the entry; never given twice"),
    *persons.columns("person", "Person", "شخص", required=True),
    *term_columns(authority=True),
    *CONTROL_COLUMNS,
)


def drafts(row: Row, origin: Origin) -> Iterator[RecordVersion]:
    """The entry of one row; none where a cell is bad, which the row then says."""
    number = row.read("ecl_no", cells.number_text, "")
    found = terms(row)
    entry = in_list(row, origin, "ecl", ("A", "1"), number)
    listed = persons.person(row, "person", (found.placed, found.placed))
    if entry is not None and not row.bad and listed is not None:
        yield entry.draft("LIST_ENTRY", found.entry("ECL", "PREVENT_EXIT"), found.placed, (), listed, "LISTED")


FORMAT = Format("exit_control_list", "Exit Control List", COLUMNS, drafts)
