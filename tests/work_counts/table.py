"""Tables of counts as they are committed: a line a call, a column a kind of work, tabs between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

Row = Mapping[str, int]
Table = Mapping[str, Row]
HERE: Final = Path(__file__).parent
COUNTS: Final = HERE / "counts.tsv"
"""What the calls do now; ``python -m tests.work_counts.renew`` writes it."""
FIRST: Final = HERE / "first.tsv"
"""What they did when counting began, and the sums of that. No program writes it."""
RAISED: Final = HERE / "raised.tsv"
"""Why a count is higher than it was. No program writes it."""
SUM: Final = "sum of all calls"
INTERPRETER: Final = (3, 11)
"""Version of Python whose functions the tables count."""
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
    rows: dict[str, Row] = {}
    for name, *counts in lines:
        if name in rows:
            raise ValueError(f"{name}: twice")
        rows[name] = dict(zip(COLUMNS, map(int, counts), strict=True))
    return rows


def sums(table: Table) -> Row:
    """Of each column over all calls."""
    return {column: sum(row[column] for row in table.values()) for column in COLUMNS}


class Raised(NamedTuple):
    """A count that rose for a reason. ``commit``: subject of the change that raised it, for ``by``, such as an issue."""

    call: str
    column: str
    before: int
    after: int
    by: str
    commit: str
    why: str


def raised_of(text: str) -> Sequence[Raised]:
    """Out of a file's text, in its order. Raises ValueError where it is no such table."""
    head, *lines = (line.split("\t") for line in text.splitlines())
    if head != list(Raised._fields):
        raise ValueError(f"columns: {head}")
    rows = []
    for call, column, before, after, *reason in lines:
        by, commit, why = reason
        rows.append(Raised(call, column, int(before), int(after), by, commit, why))
    return rows
