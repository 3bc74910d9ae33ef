"""Holds counts against the committed tables. Each failure is a sentence that says what to do.

counted   against counts.tsv   no count is higher, none is lower by more than 3 %
renewed   against counts.tsv   a count that rises past 3 % needs an equal fall in its call, or a row of raised.tsv
committed against first.tsv    the same over all renewals, and the sum of no column is higher by more than 5 %
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tests.work_counts.table import COLUMNS, FUNCTIONS, SUM, Raised, Row, Table, sums

SLACK: Final = 0.03
SUM_SLACK: Final = 0.05
RENEW: Final = "run `python -m tests.work_counts.renew`"


def change(before: int, after: int) -> float:
    """By what share a count changed."""
    return (after - before) / max(before, 1)


def text_of_change(name: str, column: str, before: int, after: int) -> str:
    """Call, column and both counts, as every failure begins."""
    return f"{name}: {column}: {before} before, {after} now ({change(before, after):+.1%})"


def judge_counted(counted: Table, committed: Table, *, functions: bool) -> list[str]:
    """What this checkout does against ``counts.tsv``. ``functions``: this interpreter is the one of the table."""
    failures = [f"{name}: in one of the tables alone; {RENEW}" for name in sorted(counted.keys() ^ committed.keys())]
    for name in counted.keys() & committed.keys():
        for column in COLUMNS:
            if functions or column != FUNCTIONS:
                failures += _judge_count(name, column, committed[name][column], counted[name][column])
    return sorted(failures)


def _judge_count(name: str, column: str, before: int, after: int) -> Iterator[str]:
    share = change(before, after)
    if share > (SLACK if column == FUNCTIONS else 0):
        yield (
            f"{text_of_change(name, column, before, after)}: find what the call does more of and take it out; where it"
            f" must be so, {RENEW}, which asks for a row of tests/work_counts/raised.tsv past 3 %"
        )
    elif share < -SLACK:
        yield f"{text_of_change(name, column, before, after)}: it does less; {RENEW}, so that it stays less"


def unpaid(before: Row, after: Row) -> list[str]:
    """Columns of a call that rise past 3 %; none where other columns fall by as large a share together."""
    shares = {column: change(before[column], after[column]) for column in COLUMNS}
    risen = [column for column, share in shares.items() if share > SLACK]
    fallen = -sum(share for share in shares.values() if share < 0)
    return risen if sum(shares[column] for column in risen) > fallen else []


def judge_renewed(before: Table, after: Table, raised: Sequence[Raised]) -> list[str]:
    """What a renewal writes, against what it replaces; calls that are new have nothing to be held against."""
    return [
        f"{text_of_change(name, column, before[name][column], after[name][column])}: no row of tests/work_counts/raised.tsv"
        f" says why, and nothing else of the call falls by as much"
        for name in after
        if name in before
        for column in unpaid(before[name], after[name])
        if not _is_explained(name, column, after[name][column], raised)
    ]


def _is_explained(name: str, column: str, count: int, raised: Sequence[Raised]) -> bool:
    """Whether the newest row of the count allows so much."""
    rows = [row for row in raised if (row.call, row.column) == (name, column)]
    return bool(rows) and abs(change(rows[-1].after, count)) <= SLACK


def judge_committed(committed: Table, first: Table, raised: Sequence[Raised]) -> list[str]:
    """``counts.tsv`` against what was counted first, whose last row is the sum of the others."""
    began = {name: row for name, row in first.items() if name != SUM}
    failures = [f"{name}: in counts.tsv or first.tsv alone" for name in sorted(began.keys() ^ committed.keys())]
    if failures:
        return failures
    failures += judge_renewed(began, committed, raised)
    failures += _judge_sums(sums(committed), sums(began), first.get(SUM, {}))
    for row in raised:
        failures += _judge_raised(row, committed, began)
    return failures


def _judge_sums(now: Row, began: Row, written: Row) -> Iterator[str]:
    if written != began:
        yield "first.tsv: its last row is not the sum of the others; nobody changes what was counted first"
    for column in COLUMNS:
        if change(began[column], now[column]) > SUM_SLACK:
            yield f"{text_of_change(SUM, column, began[column], now[column])}: at most 5 %, whatever the reasons"


def _judge_raised(row: Raised, committed: Table, began: Table) -> Iterator[str]:
    start = f"raised.tsv: {row.call}: {row.column}"
    if row.call not in committed or row.column not in COLUMNS:
        yield f"{start}: there is no such count"
    elif not (row.by and row.commit and len(row.why.split()) >= 3):
        yield f"{start}: says for what, by which commit and why, in words"
    elif not row.before < row.after:
        yield f"{start}: {row.before} to {row.after} is no rise"
    elif change(began[row.call][row.column], committed[row.call][row.column]) <= SLACK:
        yield f"{start}: the count is no higher than at first, and the row explains nothing; take it out"
