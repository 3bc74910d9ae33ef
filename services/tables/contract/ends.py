"""Rows that end a table: totals, which must add up, and footers. Pure.

A total is compared with the rows above it: with the sum of its column, with their count, or with the last cell of its
column, which a closing balance repeats. Sums begin again below each total, so that one of a page and one of the file
both add up.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import Enum
from itertools import islice
from typing import Final

from services.tables.contract.naming import filled
from services.tables.contract.refused import TableRefused, at
from services.tables.delimited import Cell

_COUNT: Final = r"\d[\d,]*(?:\.\d+)?"
_OF: Final = "rows|records|entries|cases|transactions|calls|persons|passengers|amount|no|number|count"
_TOTAL: Final = re.compile(
    rf"\W*(?:(?:(?:grand|sub|page|net|overall)[ -]?)?totals?(?: (?:no\.? )?(?:of )?(?:{_OF}))?"
    rf"|(?:کل )?میزان(?: کل)?|کل(?: تعداد| رقم)?|مجموعہ|ٹوٹل)\W*({_COUNT})?\W*",
    re.I,
)
_FOOTER: Final = re.compile(
    r"\W*(?:end(?: of (?:the )?(?:report|file|statement|list|records?|data|page|register))?"
    r"|page (?:no\.? ?)?\d+(?: ?(?:of|/) ?\d+)?|\d+ of \d+ pages?|صفحہ(?: نمبر)? ?\d+|اختتام(?: رپورٹ)?|ختم شد"
    r"|(?:this is an? )?(?:computer|system)[ -]generated.{0,120}|(?:printed|generated) (?:on|by|at)\b.{0,120})\W*",
    re.I,
)
_NUMBER: Final = re.compile(rf"(?:PKR|Rs\.?)?\s*([+-]?{_COUNT})\s*(?:/-)?", re.I)


class Adds(Enum):
    """What is known of a total."""

    UP = "up"
    BY_READER = "by reader"
    UNKNOWN = "unknown"


def is_footer(cells: Sequence[Cell]) -> bool:
    """Whether the one filled cell of a row says that a page or the file ends."""
    texts = list(islice((cell for cell in cells if filled(cell)), 2))
    return len(texts) == 1 and isinstance(texts[0], str) and bool(_FOOTER.fullmatch(texts[0].strip()))


def is_total(cells: Sequence[Cell]) -> bool:
    """Whether a cell of the row says that it is a total."""
    return any(isinstance(cell, str) and _TOTAL.fullmatch(cell.strip()) for cell in cells)


def _number(cell: Cell) -> Decimal | None:
    match = _NUMBER.fullmatch(cell.strip()) if isinstance(cell, str) else None
    try:
        return Decimal(match[1].replace(",", "")) if match else None
    except InvalidOperation:
        return None


@dataclass(slots=True)
class _Sums:
    """Rows since the file or the last total began. ``sums``: by place; None where a cell is no number."""

    rows: int = 0
    sums: dict[int, Decimal | None] = field(default_factory=dict)

    def take(self, numbers: Sequence[tuple[int, Decimal | None]]) -> None:
        self.rows += 1
        for place, number in numbers:
            above = self.sums.get(place, Decimal(0))
            self.sums[place] = None if above is None or number is None else above + number


class Sums:
    """Sums of every column of numbers. ``broken`` rows could not be cut into cells: then no total can be checked."""

    def __init__(self) -> None:
        self._whole, self._since = _Sums(), _Sums()
        self._last: dict[int, Decimal] = {}
        self.broken = False

    def take(self, cells: Sequence[Cell]) -> None:
        """One row of data."""
        both = self._whole.sums
        numbers = [
            (place, None if both.get(place, 0) is None else _number(cell))
            for place, cell in enumerate(cells)
            if filled(cell)
        ]
        self._last.update((place, number) for place, number in numbers if number is not None)
        self._whole.take(numbers)
        self._since.take(numbers)

    def heading(self) -> None:
        """Another order of columns begins: sums by place end here."""
        self._whole.sums.clear()
        self._since.sums.clear()
        self._last.clear()

    def check(self, row: int, cells: Sequence[Cell], own: Collection[int] = ()) -> Adds:
        """Whether a total adds up; at a place of ``own`` the layout's reader judges what does not.

        Raises TableRefused where it does not at any other place.
        """
        if self.broken:
            return Adds.UNKNOWN
        totals = list(_totals(cells))
        differing = [place for place, number in totals if number not in self._expected(place)]
        if other := [place for place in differing if place not in own]:
            raise TableRefused(at(row, other[0] + 1), "total", "the total is not that of the rows above it")
        self._since = _Sums()
        return Adds.BY_READER if differing else Adds.UP if totals else Adds.UNKNOWN

    def _expected(self, place: int) -> set[Decimal | None]:
        expected: set[Decimal | None] = {Decimal(self._whole.rows), Decimal(self._since.rows)}
        expected |= {self._whole.sums.get(place), self._since.sums.get(place), self._last.get(place)}
        return expected - {None}


def _totals(cells: Sequence[Cell]) -> Iterator[tuple[int, Decimal]]:
    for place, cell in enumerate(cells):
        label = _TOTAL.fullmatch(cell.strip()) if isinstance(cell, str) else None
        number = _number(label[1] if label and label[1] else cell)
        if number is not None:
            yield place, number
