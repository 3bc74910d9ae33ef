"""One order of day and month a column, judged over the whole file. Pure.

``05/06/2024`` alone tells no order. A row such as ``13/05/2024`` tells it for its column, and a row that tells the
other order contradicts it: then nobody knows what the rows between them mean.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from services.tables.contract.refused import TableRefused, at
from services.tables.contract.stated import DAY_FIRST, MONTH_FIRST
from services.tables.delimited import Cell

_NUMBERS: Final = re.compile(r"(?<!\d)(?<!\d[-/. ])(\d{1,2})([-/. ])(\d{1,2})([-/. ])(\d{4}|\d{2})(?!\d)")
"""Day and month of numbers alone with the year behind them, anywhere in a cell: a cell may hold several dates."""
_YEAR_FIRST: Final = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_REAL: Final = "of a spreadsheet"
_MONTHS: Final = 12


def orders_in(cell: str) -> set[str]:
    """Orders that alone explain a date of the cell. A day that no calendar has, such as 31-02-2024, tells none."""
    orders = set[str]()
    for match in _NUMBERS.finditer(cell):
        first, second, year = int(match[1]), int(match[3]), int(match[5])
        day_first, month_first = _exists(year, second, first), _exists(year, first, second)
        if day_first != month_first:
            orders.add(DAY_FIRST if day_first else MONTH_FIRST)
    return orders


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= _MONTHS and 1 <= day <= monthrange(year + 2000 * (year < 100), month)[1]


def turned(cell: Cell) -> Cell:
    """The cell with day and month of each date of numbers changed over; a real date as it is."""
    return cell if isinstance(cell, datetime) else _NUMBERS.sub(r"\3\2\1\4\5", cell)


@dataclass(slots=True)
class DateOrders:
    """Rows that tell the order of each column; ``order``: in which the file is read, ``stated`` where so told."""

    order: str
    stated: bool
    _first: dict[tuple[str, str], int] = field(default_factory=dict)

    def take(self, column: str, row: int, cell: Cell) -> None:
        """One cell of a column of dates. Raises TableRefused where it contradicts a cell above."""
        if isinstance(cell, datetime):
            self._meet(column, row, _REAL)
            return
        for order in orders_in(cell):
            self._meet(column, row, order)
        for match in _YEAR_FIRST.finditer(cell):
            if not _exists(year := int(match[1]), int(match[2]), int(match[3])) and _exists(
                year, int(match[3]), int(match[2])
            ):
                raise TableRefused(at(row, column), "dates", "a date that only year, day, month explains")

    def _meet(self, column: str, row: int, order: str) -> None:
        if (column, order) in self._first:
            return
        self._first[column, order] = row
        above = {each: first for each in (DAY_FIRST, MONTH_FIRST, _REAL) if (first := self._first.get((column, each)))}
        if len(above) == 1:
            return
        told = ", ".join(f"row {first} {_WORDS[each]}" for each, first in sorted(above.items(), key=lambda one: one[1]))
        rule = "dates-mixed" if _REAL in above else "dates"
        raise TableRefused(at(row, column), rule, f"dates mixed: {told}; give the column one order of day and month")

    def settle(self) -> None:
        """Judge the columns at the end of the file. Raises TableRefused where one is written in the other order."""
        for (column, order), row in self._first.items():
            if order not in (self.order, _REAL):
                hint = (
                    "and another is stated" if self.stated else f"state the order of the whole file (--dates {order})"
                )
                raise TableRefused(at(row, column), "dates", f"a date that only {order} explains; {hint}")


_WORDS: Final = {
    DAY_FIRST: "is day-first only",
    MONTH_FIRST: "is month-first only",
    _REAL: "is a date that a spreadsheet made of a text",
}
