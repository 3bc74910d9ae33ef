"""The table of ``docs/performance.md``, which is written from the committed counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from tests.shared import ROOT
from tests.work_counts.table import COLUMNS, INTERPRETER, SUM, Raised, Row, Table, sums

DOCUMENT: Final = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- counts: written by python -m tests.work_counts.renew -->", "<!-- end of counts -->"
MARK: Final = "Counted after commit "


def lines_of(head: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A table of Markdown; numbers stand at the right."""
    names = list(head)
    yield f"| {' | '.join(names)} |"
    yield f"|---|{'---:|' * (len(names) - 1)}"
    yield from (f"| {' | '.join(map(str, row))} |" for row in rows)


def part_of(counts: Table, first: Table, raised: Iterable[Raised], commit: str) -> str:
    """The part of the document between its two marks, with them. ``commit``: the product that was counted."""

    def line(name: str, row: Row) -> list[str]:
        return [name, *(f"{row[column]:,}" for column in COLUMNS)]

    rows = [line(name, row) for name, row in counts.items()]
    rows += [line(f"**{SUM}**", sums(counts)), line("the sum when counting began", first[SUM])]
    version = ".".join(map(str, INTERPRETER))
    lines = [BEGIN, "", f"{MARK}`{commit}`, on CPython {version}.", "", *lines_of(("call", *COLUMNS), rows), ""]
    reasons = [[row.call, row.column, row.before, row.after, row.by, row.commit, row.why] for row in raised]
    if reasons:
        lines += ["Counts that rose for a reason:", "", *lines_of(Raised._fields, reasons), ""]
    return "\n".join((*lines, END))


def put_into(text: str, part: str) -> str:
    """The document with the part in its place. Raises ValueError where it has not the two marks."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("docs/performance.md has lost the marks of its counts")
    return before + part + after


def commit_in(text: str) -> str:
    """The commit that the document names."""
    return text.partition(f"{MARK}`")[2].partition("`")[0]
