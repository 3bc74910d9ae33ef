"""The currency of a money file, by its titles, headings, cells and importer; two that differ refuse it. Pure.

A title row says ``Currency: USD``, a heading ``Debit (USD)``. The word of the importer holds where neither does, and
rupees where nobody says anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from services.sources.feeds.options import Options
from services.sources.feeds.row import FileRefused
from services.sources.feeds.sheet import Column, Layout, Line, Sheet
from services.tables import amounts
from services.tables.contract.naming import heading_key
from services.tables.rejects import BadCell

CELL: Final = Column(
    "currency",
    ("CCY", "Currency Code", "Curr", "Cur", "Txn Currency", "Transaction Currency", "Account Currency", "کرنسی"),
)
_FREQUENT: Final = (
    "PKR Rs Rupees USD US$ EUR GBP AED SAR QAR KWD BHD OMR CAD AUD CNY JPY CHF TRY MYR INR AFN IRR IQD BDT LKR THB SGD"
)
_CODES: Final = frozenset(_FREQUENT.split())
_SIGN: Final = re.compile(r"US\s?\$|[$€£₨]", re.IGNORECASE)
_TITLE: Final = re.compile(
    r"(?:account |a/c |statement |txn |transaction )?(?:currency|ccy|curr|کرنسی)(?: code)?\s*[:;|=-]?\s*(?P<word>.*)"
    r"|(?:all )?(?:amounts?|figures)(?: are)?(?: stated)? in (?P<phrase>.*)",
    re.IGNORECASE,
)


def in_currencies(name: str, headings: Sequence[str], *, required: bool = False) -> Column:
    """A column of amounts, also under headings that end in a currency: ``Debit (USD)``, ``Amount in AED``."""
    ended = (f"{each}{joint}{code}" for each in (name, *headings) for joint in (" ", " in ") for code in sorted(_CODES))
    return Column(name, (*headings, *ended), required)


@dataclass(slots=True)
class Stated:
    """``file``: what titles and headings state, or nothing; ``otherwise``: of an amount that nothing states.

    ``cells``: what the cells of the column of currencies say, all of them.
    """

    file: str
    otherwise: str
    cells: set[str] = field(default_factory=set)
    _rows: int = 0
    _cells_differ: int = 0
    _marks_differ: int = 0

    def of(self, line: Line) -> str:
        """The currency of a row's amounts; what is wrong with it is among the row's rejects."""
        code = line.read("currency", amounts.currency, "")
        if self.file and code and code != self.file:
            line.reject("currency", "other-currency")
        if not code and not self.file and self.cells - {self.otherwise}:
            line.reject("currency", "missing")
        return code or self.file or self.otherwise

    def see(self, line: Line, columns: Sequence[str]) -> None:
        """A row of the first pass."""
        written = [column for column in columns if line.text(column)]
        if not written:
            return
        self._rows += 1
        if code := line.read("currency", amounts.currency, ""):
            self.cells.add(code)
            self._cells_differ += bool(self.file) and code != self.file
        code = code or self.file or self.otherwise
        self._marks_differ += any(_is_of_another(line, column, code) for column in written)

    def end(self) -> None:
        """The first pass is over. Raises FileRefused where every amount is of another currency than the file's."""
        if self._rows > 1 and self._rows in (self._cells_differ, self._marks_differ):
            raise FileRefused("file", "currency", "every amount is of another currency than the file's; state which")


def first_pass(sheet: Sheet, layout: Layout, columns: Sequence[str], options: Options) -> Stated:
    """What the whole file states, cells included. Raises FileRefused."""
    currency = stated(sheet, layout, columns, options)
    for line in sheet.lines():
        if isinstance(line, Line):
            currency.see(line, columns)
    currency.end()
    return currency


def _is_of_another(line: Line, column: str, code: str) -> bool:
    try:
        amounts.amount(line.text(column), code)
    except BadCell as bad:
        return bad.reason == "other-currency"
    return False


def stated(sheet: Sheet, layout: Layout, columns: Sequence[str], options: Options) -> Stated:
    """What the rows above the table and its headings state. Raises FileRefused where they contradict."""
    option = _known(options.currency, "options") if options.currency else ""
    codes = {_known(word, "title") for cells in sheet.titles for word in _titled(cells)}
    codes |= {code for cell in sheet.heading for code in _headed(cell, layout, columns, option)}
    if len(codes | ({option} if option else set())) > 1 and codes:
        raise FileRefused("file", "currency", "titles, headings or options state two currencies")
    return Stated(next(iter(codes), ""), option or "PKR")


def _known(word: str, where: str) -> str:
    try:
        return amounts.currency(word)
    except BadCell:
        raise FileRefused(where, "currency", "states a currency that is none of ISO 4217") from None


def _titled(cells: Sequence[str]) -> Iterator[str]:
    """Words that a title row states as the file's currency."""
    for place, cell in enumerate(cells):
        if match := _TITLE.fullmatch(" ".join(cell.split())):
            word = (match["word"] or match["phrase"] or "").strip(" :=-.")
            yield word or next((after.strip() for after in cells[place + 1 :] if after.strip()), "")


def _headed(cell: str, layout: Layout, columns: Sequence[str], option: str) -> Iterator[str]:
    """The currency that a heading of amounts states, by a sign or as its last word."""
    known = _names_of(layout).get(heading_key(cell), ())
    amount = [written for name, written in known if name in columns]
    if amount and (sign := _SIGN.search(cell)):
        yield _signed(sign[0], option)
    elif amount and (word := amount[0].rpartition(" ")[2]) in _CODES:
        yield _known(word, "heading")


@lru_cache(maxsize=8)
def _names_of(layout: Layout) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """By each heading's key the columns that it names, and how the layout writes it."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for column in layout.columns:
        for written in (column.name, *column.headings):
            key = heading_key(written)
            found[key] = (*found.get(key, ()), (column.name, written))
    return found


def _signed(sign: str, option: str) -> str:
    try:
        amounts.amount(f"{sign}1", option or "PKR")
    except BadCell:
        return _known(sign, "heading")
    return option or "PKR"
