"""What rows of lists share: on whose authority somebody is listed, from when to when, and what to beware of."""

from __future__ import annotations

from typing import NamedTuple

from services.sources.exports.layout import Column, Row
from services.tables import cells
from services.values.records import ListEntry

AUTHORITY_LENGTH = 300
CAUTION_LENGTH = 500


def term_columns(*, authority: bool) -> tuple[Column, ...]:
    """Columns of an entry's terms. ``authority``: whether the list has no entry without one."""
    return (
        Column(
            "authority",
            ("Order", "Memorandum No", "Authority", "حکم نامہ"),
            authority,
            "order, court or office that it rests on" + ("" if authority else "; without it nobody may act on it"),
        ),
        Column(
            "placed", ("Date of Placement", "Placed On", "تاریخ شمولیت"), True, "day from which it holds", date=True
        ),
        Column("expires", ("Valid Until", "Expiry Date", "تاریخ اختتام"), meaning="last day", date=True),
        Column(
            "removed",
            ("Date of Removal", "Removed On", "تاریخ اخراج"),
            meaning="day on which it was taken off",
            date=True,
        ),
        Column("caution", ("Warning", "احتیاط"), meaning="what to beware of, without names"),
        Column("scope", ("Applies At", "دائرہ"), meaning="where it holds; everywhere where empty"),
    )


class Terms(NamedTuple):
    """Days are ISO 8601, empty where the cell is."""

    authority: str
    placed: str
    expires: str
    removed: str
    caution: str
    scope: str

    def entry(self, kind: str, action: str) -> ListEntry:
        """The entry of these terms. ``kind``: word of ``ListType``."""
        return ListEntry(
            kind, action, self.caution, self.authority, self.scope, self.placed, self.expires, self.removed
        )  # fmt: skip


def terms(row: Row) -> Terms:
    """Terms of a row; what contradicts another cell is noted on it."""
    found = Terms(
        row.text("authority", AUTHORITY_LENGTH),
        row.read("placed", cells.day, ""),
        row.read("expires", cells.day, ""),
        row.read("removed", cells.day, ""),
        row.text("caution", CAUTION_LENGTH),
        row.text("scope", AUTHORITY_LENGTH),
    )
    for column, day in (("expires", found.expires), ("removed", found.removed)):
        if found.placed and day and day < found.placed:
            row.reject(column, "contradicts")
    return found
