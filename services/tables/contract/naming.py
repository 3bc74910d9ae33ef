"""Headings and the columns that they name, and whether a row below the heading is a heading again. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.tables.contract.refused import TableRefused, at
from services.tables.contract.stated import DAY_FIRST, Stated
from services.tables.delimited import Cell
from services.tables.showing import neutral
from services.tables.text import comparable

Names = Sequence[tuple[str, ...]]
"""Columns that each cell of a heading row names: none, one, or several that one word tells together."""
_LONGEST: Final = 200
_SHOWN: Final = 60
_MOST_SHOWN: Final = 8
_FOUR_DIGITS: Final = re.compile(r"\d{4}")


def heading_key(heading: str) -> str:
    """A heading without case, points, spaces and script variants: ``F.I.R. No.`` is ``firno``."""
    return comparable(heading[:_LONGEST]).replace(" ", "")


UNREAD: Final = frozenset(
    heading_key(heading)
    for heading in (
        *("S. No", "S #", "Sr", "Sr. No", "Serial", "Serial No", "Serial Number", "Row No", "Remarks", "Remark"),
        *("نمبر شمار", "شمار", "سیریل نمبر", "سلسلہ نمبر", "ریمارکس"),
    )
)
"""Headings of any table that number the lines of the file or hold words for people: known, and not read."""


def filled(cell: Cell) -> bool:
    """Whether a cell holds anything."""
    return isinstance(cell, datetime) or bool(cell.strip())


@dataclass(frozen=True, slots=True)
class Naming:
    """A layout as the contract sees it. ``keys``: columns by :func:`heading_key`; ``required``: of a heading row.

    ``dates``: columns that hold dates, ``order``: the order of day and month in which the layout reads them;
    ``unread``: keys of headings that the layout knows and does not read; ``own_totals``:
    columns whose totals its reader judges where they are not the sum of the column.
    """

    name: str
    keys: Mapping[str, tuple[str, ...]]
    required: frozenset[str]
    dates: frozenset[str] = frozenset()
    order: str = DAY_FIRST
    unread: frozenset[str] = frozenset()
    own_totals: frozenset[str] = frozenset()

    def names(self, cells: Sequence[Cell]) -> list[tuple[str, ...]]:
        """Columns that each cell names; of two meanings a cell leaves the one that another cell has alone."""
        named = [self.keys.get(heading_key(cell), ()) if isinstance(cell, str) else () for cell in cells]
        alone = {name for names in named if len(names) == 1 for name in names}
        return [tuple(name for name in names if name not in alone) or names for names in named]

    def absent(self, names: Names) -> frozenset[str]:
        """Required columns that no cell names."""
        return self.required - {name for each in names for name in each}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading row in force. ``ignored``: headings that are not read; ``open``: places under no heading at all."""

    naming: Naming
    names: Names
    ignored: frozenset[str]
    open: frozenset[int]
    width: int

    @classmethod
    def of(cls, row: int, cells: Sequence[Cell], naming: Naming, stated: Stated) -> Heading:
        """Raises TableRefused for a heading that nobody knows, and for two of one meaning."""
        names = naming.names(cells)
        _once(row, names)
        ignore = {heading_key(each) for each in stated.ignore}
        named = [place for place, cell in enumerate(cells) if filled(cell)]
        bare = frozenset(range(len(cells))) - set(named)
        opened = frozenset(place for place in bare if heading_key(f"column {place + 1}") not in ignore)
        return cls(naming, names, check_headings(row, cells, naming, stated), opened, max(named) + 1)

    def again(self, cells: Sequence[Cell], others: Iterable[Naming]) -> Naming | None:
        """The layout whose required columns a later row names all; None for a row of data.

        Raises nothing: see :meth:`part` for a row that names some.
        """
        if not self._may_name(cells):
            return None
        fitting = (naming for naming in (self.naming, *others) if not naming.absent(naming.names(cells)))
        return next(fitting, None)

    def part(self, cells: Sequence[Cell]) -> frozenset[str]:
        """Required columns that a row lacks which names columns in most of its cells; none for a row of data."""
        if not self._may_name(cells):
            return frozenset()
        names = self.naming.names(cells)
        known = {name for each in names for name in each}
        most = 2 * sum(map(bool, names)) > sum(map(filled, cells))
        return self.naming.absent(names) if len(known) > 1 and most else frozenset()

    def _may_name(self, cells: Sequence[Cell]) -> bool:
        """Whether a row can be a heading, by what is cheap: no dates, few numbers, and no cells past the heading's."""
        texts = [cell for cell in cells if filled(cell)]
        if len(texts) < 2:
            return False
        return sum(isinstance(cell, datetime) or bool(_FOUR_DIGITS.search(cell)) for cell in texts) * 4 <= len(texts)


def check_headings(row: int, cells: Sequence[Cell], naming: Naming, stated: Stated) -> frozenset[str]:
    """Headings that are not read. Raises TableRefused for one that nobody knows, and where an ignored one is read."""
    names, ignore = naming.names(cells), {heading_key(each) for each in stated.ignore}
    named = [place for place, cell in enumerate(cells) if filled(cell)]
    if read := [place for place in named if names[place] and heading_key(str(cells[place])) in ignore]:
        text = f"the layout {naming.name} reads {_shown(cells, read)}: it cannot be ignored"
        raise TableRefused(at(row, read[0] + 1), "heading-ignored", text)
    passed = ignore | UNREAD | naming.unread
    if unknown := [place for place in named if not names[place] and not _passed(cells[place], passed)]:
        raise TableRefused(at(row, unknown[0] + 1), "heading-unknown", _unknown(naming, cells, unknown))
    return frozenset(str(cells[place]).strip() for place in named if not names[place])


def _passed(cell: Cell, keys: Iterable[str]) -> bool:
    text = str(cell).strip()
    return text == "#" or heading_key(text) in keys


def _once(row: int, names: Names) -> None:
    known = [name for each in names for name in each]
    if twice := sorted({name for name in known if known.count(name) > 1}):
        raise TableRefused(at(row), "heading-twice", f"two columns mean the same: {', '.join(twice)}")


def _unknown(naming: Naming, cells: Sequence[Cell], places: Sequence[int]) -> str:
    which = "the heading" if len(places) == 1 else "the headings"
    return (
        f"the layout {naming.name} does not know {which} {_shown(cells, places)}; "
        "where nothing depends on a column, name its heading as ignored (--ignore)"
    )


def _shown(cells: Sequence[Cell], places: Sequence[int]) -> str:
    return ", ".join(_quoted(cells, places[:_MOST_SHOWN])) + (", ..." if len(places) > _MOST_SHOWN else "")


def _quoted(cells: Sequence[Cell], places: Iterable[int]) -> Iterator[str]:
    for place in places:
        yield f"'{neutral(' '.join(str(cells[place]).split())[:_SHOWN])}'"
