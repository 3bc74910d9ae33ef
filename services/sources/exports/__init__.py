"""Agency exports, one file a layout: rows of CSV, JSON Lines, .xlsx and .xls become drafts of record versions.

The registry is this directory: a module with a ``FORMAT`` is a format.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from services.sources.card_bearers import SERIES, Cards, bearer, of_several
from services.sources.exports.ditto import Above
from services.sources.exports.layout import Cells, Format, Origin, Row
from services.sources.exports.table import Table
from services.tables.contract.stated import UNSTATED, Stated
from services.tables.place import Place
from services.tables.rejects import Reject
from services.values.records import RecordVersion

__all__ = ["Format", "Origin", "Outcome", "Reject", "formats", "of_row", "read"]

_OF_THE_BEARER = frozenset({"OWN", "ALIAS"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row: drafts, or what is wrong with it. ``flags``: what the clerk is to be told of drafts."""

    row: int
    drafts: tuple[RecordVersion, ...]
    rejects: tuple[Reject, ...]
    flags: tuple[Reject, ...] = ()


@cache
def formats() -> dict[str, Format]:
    """Every format of this directory by its name."""
    modules = (import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    found = [module.FORMAT for module in modules if isinstance(getattr(module, "FORMAT", None), Format)]
    return {layout.name: layout for layout in found}


def read(
    layout: Format,
    path: Path,
    origin: Origin,
    ignored: set[str] | None = None,
    place: Place | None = None,
    stated: Stated = UNSTATED,
) -> Iterator[Outcome]:
    """Outcome of each data row, one at a time, in the order of the file.

    ``ignored``, where given, collects headings that are not read; ``place`` knows how far the file is read.
    Raises UnreadableFile where the file as a whole cannot be read or contradicts itself, before the first outcome;
    OSError as the file system does.
    """
    others = [each.naming() for each in formats().values() if each is not layout]
    first = Table(path, layout, None, None, origin.region, stated, others)
    several = of_several(lambda: _cards(_outcomes(layout, first, origin)))
    table = Table(path, layout, ignored, place, origin.region, stated, others)
    yield from _outcomes(layout, table, origin, several)


def _cards(outcomes: Iterator[Outcome]) -> Cards:
    """The cards of each row's persons, with their names."""
    for outcome in outcomes:
        for subject in dict.fromkeys(draft.subject for draft in outcome.drafts if draft.subject is not None):
            named = bearer(name.text for name in subject.names if name.type in _OF_THE_BEARER)
            yield from ((each.value, named) for each in subject.identifiers if each.type in SERIES)


def _outcomes(layout: Format, table: Table, origin: Origin, several: frozenset[str] = frozenset()) -> Iterator[Outcome]:
    above = Above()
    for row in table:
        if isinstance(row, Reject):
            above.unknown()
            yield Outcome(row.row, (), (row,))
        else:
            row.of_several = several
            yield _outcome(layout, row, origin, above)


def of_row(layout: Format, cells: Cells, origin: Origin, number: int = 1) -> Outcome:
    """Outcome of one row that does not come from a file: cells by column name."""
    return _outcome(layout, Row(number, cells, layout.required(), origin.region), origin, Above())


def _outcome(layout: Format, written: Row, origin: Origin, above: Above) -> Outcome:
    row = above.filled(written)
    drafts = () if row.bad else tuple(layout.drafts(row, origin))
    if origin.today:
        row.reject_future((draft.valid_from for draft in drafts), origin.today)
    if not row.bad:
        row.reject_unseen()
    above.next(row, row.bad)
    return Outcome(row.number, () if row.bad else drafts, tuple(row.bad), () if row.bad else tuple(row.flags))
