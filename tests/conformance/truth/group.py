"""Files of the set: one kind of mess each, made from lines that carry their truth."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from services.sources.feeds.options import Options
from tests.conformance.truth.truth import Truth

FAMILIES = ("FIR", "court", "prison", "bank", "wallet", "CDR", "border", "airline", "goAML")


class Line(NamedTuple):
    """A line of a table. ``truth`` is None where it is no row: a title, a heading, a blank line."""

    cells: Sequence[str]
    truth: Truth | None = None


@dataclass(frozen=True)
class Group:
    """One file. ``truths``: what each row means, by the number that a reader gives the row.

    ``ignorable``: headings that whoever imports the file states as of no use; ``clean``: nothing in it contradicts, so
    that a mutation of it has a known cause.
    """

    family: str
    name: str
    reader: str
    data: bytes
    truths: Mapping[int, Truth]
    suffix: str = "csv"
    options: Options = field(default_factory=Options)
    ignorable: tuple[str, ...] = ()
    clean: bool = False
    delimiter: str = ","


def written(lines: Sequence[Sequence[str]], delimiter: str = ",", end: str = "\n") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(lines)
    return out.getvalue()


def table(
    family: str,
    name: str,
    reader: str,
    *lines: Line,
    delimiter: str = ",",
    encoding: str = "utf-8",
    options: Options | None = None,
    ignorable: tuple[str, ...] = (),
    clean: bool = False,
) -> Group:
    """A table of these lines, counted from 1 as a spreadsheet counts them."""
    truths = {number: line.truth for number, line in enumerate(lines, 1) if line.truth is not None}
    data = written([line.cells for line in lines], delimiter).encode(encoding)
    return Group(
        family,
        name,
        reader,
        data,
        truths,
        options=options or Options(),
        ignorable=ignorable,
        clean=clean,
        delimiter=delimiter,
    )


def changed(heading: Sequence[str], row: Sequence[str], cells: Mapping[str, str]) -> list[str]:
    """A row with some cells changed, by heading. KeyError for a heading that the table lacks."""
    made = dict(zip(heading, row, strict=True))
    if unknown := cells.keys() - made.keys():
        raise KeyError(f"no such heading: {sorted(unknown)}")
    return [cells.get(name, made[name]) for name in heading]
