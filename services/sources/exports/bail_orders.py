"""Orders on bail as courts' bail registers keep them: one row an order about one person (CrPC ss. 496-502, 514).

An order that was recalled or whose bond was forfeited is a row of its own, with its own day.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.sources.exports import persons
from services.sources.exports.drafting import (
    CASE_COLUMNS,
    CONTROL_COLUMNS,
    COURT_LENGTH,
    NOTE_LENGTH,
    drafting,
    reference,
)
from services.sources.exports.layout import Column, Format, Origin, Row
from services.sources.exports.orders import ORDERS
from services.tables import cells
from services.values.records import Bail, RecordVersion
from services.vocabulary.records import RecordKind

_BAIL: Final = {word: order.type for word, order in ORDERS.items() if order.kind == RecordKind.BAIL}
_SURETY: Final = frozenset({"PRE_ARREST_INTERIM", "PRE_ARREST_CONFIRMED", "POST_ARREST", "PROTECTIVE"})
"""Orders that ask for a bond."""
PAISA: Final = 100

COLUMNS = (
    *CASE_COLUMNS,
    Column("bail_no", ("Bail Petition No", "Bail No", "درخواست ضمانت نمبر"), True, "number of the petition, `77/2024`"),
    Column("court", ("Name of Court", "عدالت"), True, "court that decided"),
    Column("order", ("Order", "Bail Order", "حکم"), True, "an order on bail of the list of orders"),
    Column("order_date", ("Date of Order", "Order Date", "تاریخ حکم"), True, "its date", date=True),
    *persons.columns("accused", "Accused", "ملزم", required=True),
    Column("surety", ("Surety Amount", "Bond", "زر ضمانت"), meaning="rupees of the bond, of an order that grants bail"),
    Column("note", ("Remarks", "کیفیت"), meaning="remark, without names"),
    *CONTROL_COLUMNS,
)


def drafts(row: Row, origin: Origin) -> Iterator[RecordVersion]:
    """The order of one row; none where a cell is bad, which the row then says."""
    kind = row.read("order", lambda raw: cells.word(raw, _BAIL), "")
    at, court = row.read("order_date", cells.day, ""), row.text("court", COURT_LENGTH).upper()
    own = reference(row, "bail_no", "COURT_CASE", *([court] if court else []))
    case = drafting(row, origin, "bail", "", ("A", "1"), own)
    accused = persons.person(row, "accused", (at, at))
    surety = row.read("surety", cells.whole, 0) * PAISA
    if surety and kind and kind not in _SURETY:
        row.reject("surety", "contradicts")
    body = Bail(kind, at, court, surety, row.text("note", NOTE_LENGTH))
    if case is None or row.bad or accused is None or own is None:
        return
    yield case.draft("BAIL", body, at, (own.key, kind, at), accused, "ACCUSED")


FORMAT = Format("bail_orders", "Orders on bail", COLUMNS, drafts)
