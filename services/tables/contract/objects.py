"""The contract over JSON Lines, where each object names its own columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.tables.contract.contract import Contract
from services.tables.contract.naming import Naming, check_headings
from services.tables.contract.refused import TableRefused, at
from services.tables.delimited import Cell
from services.tables.reading import RawObject


def names_of(naming: Naming, cells: Mapping[str, Cell]) -> dict[str, str]:
    """Column of each key of an object; empty for a key that names none."""
    return {key: (names or ("",))[0] for key, names in zip(cells, naming.names(list(cells)), strict=True)}


def judge_objects(contract: Contract, rows: Iterable[RawObject]) -> None:
    """Read every object once and take nothing of it. Raises TableRefused."""
    (naming,) = contract.namings
    orders = contract.orders(naming)
    settled = set[str]()
    for row in rows:
        if row.broken:
            if not row.ended:
                raise TableRefused(at(row.number), "cut", f"the file ends in the middle of row {row.number}")
            continue
        if not row.cells.keys() <= settled:
            contract.ignored |= check_headings(row.number, list(row.cells), naming, contract.stated)
            settled |= row.cells.keys()
        for key, name in names_of(naming, row.cells).items():
            if name in naming.dates:
                orders.take(name, row.number, row.cells[key])
    orders.settle()
