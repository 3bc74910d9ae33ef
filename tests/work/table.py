"""Tables of counts as they are committed: a line a call, a column a kind of work, tabs between."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Row = dict[str, int]
Table = Mapping[str, Row]
FUNCTIONS: Final = "functions"
COLUMNS: Final = ("statements", "rows", "opened", "signed", "checked", "entries", "bytes", FUNCTIONS)


def text_of(table: Table) -> str:
    """As a file holds it, with the names of the columns first."""
    lines = ["\t".join(("call", *COLUMNS))]
    lines += ["\t".join((name, *(str(row[column]) for column in COLUMNS))) for name, row in table.items()]
    return "\n".join(lines) + "\n"


def table_of(text: str) -> Table:
    """Out of a file's text. Raises ValueError where it is no such table, or names a call twice."""
    head, *lines = (line.split("\t") for line in text.splitlines())
    if head != ["call", *COLUMNS]:
        raise ValueError(f"columns: {head}")
    found: dict[str, Row] = {}
    for name, *counts in lines:
        if name in found:
            raise ValueError(f"{name}: twice")
        found[name] = dict(zip(COLUMNS, map(int, counts), strict=True))
    return found


def sums(table: Table) -> Row:
    """Of each column over all calls."""
    return {column: sum(row[column] for row in table.values()) for column in COLUMNS}
