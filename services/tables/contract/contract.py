"""The contract over one table: judged over the whole file, then its rows one at a time. Nothing is held but one row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, NamedTuple, TextIO

from services.tables.contract.dates import DateOrders, turned
from services.tables.contract.ends import Adds, Sums, is_footer, is_total
from services.tables.contract.naming import Heading, Naming, filled, heading_key
from services.tables.contract.refused import TableRefused, at
from services.tables.contract.stated import UNSTATED, Stated
from services.tables.delimited import Cell, RawRow, csv_rows
from services.tables.errors import UnreadableFile

TITLE_ROWS: Final = 30
DELIMITERS: Final = (",", ";", "\t", "|")


class Placed(NamedTuple):
    """A row of data under its columns, or ``reason``, why it is none. ``raw``: its first cell, for its shape alone."""

    number: int
    naming: Naming
    cells: Mapping[str, Cell]
    reason: str = ""
    raw: Cell = ""


@dataclass(slots=True)
class Contract:
    """One file under one of several layouts. ``others``: layouts whose heading may not stand below that of this one.

    ``ignored`` collects headings that are not read; ``titles`` and ``heading``: cells above the table, and of its first
    heading, once rows were read.
    """

    namings: Sequence[Naming]
    stated: Stated = UNSTATED
    others: Sequence[Naming] = ()
    ignored: set[str] = field(default_factory=set)
    titles: Sequence[Sequence[Cell]] = ()
    heading: Sequence[Cell] = ()

    def delimiter(self, text: Callable[[], TextIO]) -> str:
        """What cuts the first rows into most columns of the layouts; ``text`` opens the file at its beginning."""
        return max(DELIMITERS, key=lambda each: self._columns_found(text(), each))

    def _columns_found(self, text: TextIO, delimiter: str) -> int:
        with text:
            first = [row.cells for row in islice(csv_rows(text, delimiter), TITLE_ROWS)]
        names = (naming.names(cells) for cells in first for naming in self.namings)
        return max((len({name for each in found for name in each}) for found in names), default=0)

    def judge(self, rows: Iterable[RawRow]) -> None:
        """Read the whole file once and take nothing of it. Raises TableRefused."""
        orders: dict[str, DateOrders] = {}
        for placed in self._place(iter(rows), Sums()):
            judged = orders.setdefault(placed.naming.name, self.orders(placed.naming))
            for column in placed.naming.dates & placed.cells.keys():
                judged.take(column, placed.number, placed.cells[column])
        for judged in orders.values():
            judged.settle()

    def place(self, rows: Iterable[RawRow]) -> Iterator[Placed]:
        """Rows of a file that was judged, with their dates in the order that the layout reads."""
        for placed in self._place(iter(rows), Sums()):
            yield placed._replace(cells=self.read(placed.naming, placed.cells))

    def read(self, naming: Naming, cells: Mapping[str, Cell]) -> Mapping[str, Cell]:
        """Cells as the layout reads them: day and month change over where the importer states the other order."""
        if self.stated.dates in ("", naming.order):
            return cells
        return {name: turned(cell) if name in naming.dates else cell for name, cell in cells.items()}

    def orders(self, naming: Naming) -> DateOrders:
        """What judges the dates of one layout's columns, before the first row."""
        return DateOrders(self.stated.dates or naming.order, bool(self.stated.dates))

    def _place(self, rows: Iterator[RawRow], sums: Sums) -> Iterator[Placed]:
        heading = self._first(rows)
        for row in rows:
            if not row.ended and (row.broken or self._is_cut(row, heading)):
                raise TableRefused(at(row.number), "cut", f"the file ends in the middle of row {row.number}")
            if row.broken:
                sums.broken = True
                yield Placed(row.number, heading.naming, {}, row.broken, row.cells[0])
            elif not any(map(filled, row.cells)) or is_footer(row.cells):
                continue
            elif (below := self._below(row, heading)) is not None:
                if below.names != heading.names:
                    sums.heading()
                heading = below
            elif any(map(filled, row.cells[len(heading.names) :])):
                sums.broken = True
                yield Placed(row.number, heading.naming, {}, "too-many-cells")
            elif (placed := self._row(row, heading, sums)) is not None:
                yield placed

    def _row(self, row: RawRow, heading: Heading, sums: Sums) -> Placed | None:
        pairs = zip(heading.names, row.cells, strict=False)
        cells = {name: cell for known, cell in pairs for name in known}
        if any(not filled(cells.get(name, "")) for name in heading.naming.required) and is_total(row.cells):
            own = [place for place, known in enumerate(heading.names) if heading.naming.own_totals.intersection(known)]
            adds = sums.check(row.number, row.cells, own)
            if adds is Adds.UNKNOWN:
                return Placed(row.number, heading.naming, {}, "total-row")
            return Placed(row.number, heading.naming, cells) if adds is Adds.BY_READER else None
        for place in heading.open:
            if place < len(row.cells) and filled(row.cells[place]):
                raise TableRefused(
                    at(row.number, place + 1), "heading-absent", "a cell stands under no heading: name the column, or "
                    f"ignore it as 'column {place + 1}' (--ignore)",
                )  # fmt: skip
        sums.take(row.cells)
        return Placed(row.number, heading.naming, cells)

    def _is_cut(self, row: RawRow, heading: Heading) -> bool:
        return len(row.cells) < heading.width and not is_footer(row.cells) and not is_total(row.cells)

    def _first(self, rows: Iterator[RawRow]) -> Heading:
        lacking: Sequence[str] | None = None
        above: list[RawRow] = []
        for row in islice(rows, TITLE_ROWS):
            absent = [(naming, naming.absent(naming.names(row.cells))) for naming in self.namings]
            if fitting := [naming for naming, missing in absent if not missing]:
                naming = max(fitting, key=lambda each: sum(map(bool, each.names(row.cells))))
                heading = self._heading(row, naming)
                _refuse_above(above, sum(map(filled, row.cells)))
                self.titles, self.heading = [each.cells for each in above], row.cells
                return heading
            least = min((sorted(missing) for _, missing in absent), key=len)
            lacking = least if lacking is None or len(least) < len(lacking) else lacking
            above.append(row)
        if len(self.namings) == 1:
            missing = ", ".join(lacking if lacking is not None else sorted(self.namings[0].required))
            raise UnreadableFile(f"no heading row with all required columns; missing: {missing}")
        raise UnreadableFile(f"no row names the columns of {' or '.join(each.name for each in self.namings)}")

    def _heading(self, row: RawRow, naming: Naming) -> Heading:
        heading = Heading.of(row.number, row.cells, naming, self.stated)
        self.ignored |= heading.ignored
        return heading

    def _below(self, row: RawRow, heading: Heading) -> Heading | None:
        """The heading that a later row is; None for a row of data. Raises TableRefused for one of another table."""
        naming = heading.again(row.cells, (*self.namings, *self.others))
        if naming is not None and naming.name != heading.naming.name:
            raise TableRefused(
                at(row.number), "heading-other", f"the heading of {naming.name} stands here: cut the file"
            )
        if naming is None:
            if missing := heading.part(row.cells):
                text = f"another table begins here, without {', '.join(sorted(missing))}: cut the file"
                raise TableRefused(at(row.number), "heading-other", text)
            return None
        return self._heading(row, naming)


def keys_of(columns: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    """Columns by the key of each heading; a heading may stand for several."""
    keys: dict[str, tuple[str, ...]] = {}
    for name, headings in columns:
        for key in dict.fromkeys(heading_key(heading) for heading in (name, *headings)):
            keys[key] = (*keys.get(key, ()), name)
    return keys


def _refuse_above(above: Sequence[RawRow], width: int) -> None:
    """Refuse a row above the heading that is as full as a row of data: nothing would tell that it was lost."""
    for row in above:
        cells = sum(map(filled, row.cells))
        if cells > 2 and 4 * cells >= 3 * width:
            raise TableRefused(
                at(row.number), "above-heading", "a row as full as those below it stands above the heading"
            )
