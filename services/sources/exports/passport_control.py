"""Passport control list: one row a passport, or its holder, that is not to pass, or is to be told of.

Passports Act 1974. The list is of documents first: a row without a passport or CNIC has no place in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from services.sources.exports import persons
from services.sources.exports.drafting import CONTROL_COLUMNS, in_list
from services.sources.exports.layout import Column, Format, Origin, Row
from services.sources.exports.listed import term_columns, terms
from services.tables import cells
from services.values.identifiers import names_one
from services.values.records import RecordVersion

_CATEGORIES = {
    **dict.fromkeys(("black list", "blacklist", "exit", "بلیک لسٹ"), "BLACKLIST PREVENT_EXIT"),
    **dict.fromkeys(("entry", "entry ban", "foreigner", "داخلہ ممنوع"), "BLACKLIST PREVENT_ENTRY"),
    **dict.fromkeys(("watch", "watch list", "نگرانی"), "WATCH INFORM"),
}

COLUMNS = (
    Column("pcl_no", ("PCL No", "Control No", "نمبر شمار"), True, "number of the entry; never given twice"),
    Column("category", ("List", "زمرہ"), True, "`black list`, `entry ban` or `watch list`"),
    *persons.columns("holder", "Holder", "حامل", required=True),
    *term_columns(authority=True),
    *CONTROL_COLUMNS,
)


def drafts(row: Row, origin: Origin) -> Iterator[RecordVersion]:
    """The entry of one row; none where a cell is bad, which the row then says."""
    number = row.read("pcl_no", cells.number_text, "")
    category = row.read("category", lambda raw: cells.word(raw, _CATEGORIES), "")
    found = terms(row)
    entry = in_list(row, origin, "pcl", ("A", "1"), number)
    holder = persons.person(row, "holder", (found.placed, found.placed))
    if holder is not None and not row.bad and not any(map(names_one, holder.identifiers)):
        row.reject("holder_passport", "missing")
    if entry is None or row.bad or holder is None:
        return
    kind, _, action = category.partition(" ")
    yield entry.draft("LIST_ENTRY", found.entry(kind, action), found.placed, (), holder, "LISTED")


FORMAT = Format("passport_control", "Passport control list", COLUMNS, drafts)
