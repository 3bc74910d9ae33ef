"""What twenty calls do is what ``tests/work_counts/counts.tsv`` says, and ``docs/performance.md`` shows that table."""

from __future__ import annotations

import re
import sys

import pytest

from tests.work_counts.calls import CALLS
from tests.work_counts.judge import judge_committed, judge_counted
from tests.work_counts.page import DOCUMENT, commit_in, part_of, put_into
from tests.work_counts.renew import counted, failures_of
from tests.work_counts.table import COUNTS, FIRST, INTERPRETER, RAISED, Row, raised_of, table_of

COMMITTED, BEGAN = table_of(COUNTS.read_text()), table_of(FIRST.read_text())
REASONS = raised_of(RAISED.read_text())


def test_a_call_does_as_much_as_the_table_says() -> None:
    """In a process of its own, so that nothing else that was imported or remembered moves a count."""
    measured, judged = counted(), sys.version_info[:2] == INTERPRETER
    if not judged:
        functions = {name: row["functions"] for name, row in measured.items()}
        sys.stderr.write(f"functions on this Python, not held: {functions}\n")
    failures = judge_counted(measured, COMMITTED, functions=judged)
    assert not failures, "\n".join(failures)


def test_the_table_is_of_these_twenty_calls() -> None:
    assert list(COMMITTED) == list(CALLS)
    assert len(CALLS) == 20


def test_what_rose_since_counting_began_has_its_reason() -> None:
    failures = judge_committed(COMMITTED, BEGAN, REASONS)
    assert not failures, "\n".join(failures)


def test_the_document_shows_the_table() -> None:
    text = DOCUMENT.read_text()
    assert put_into(text, part_of(COMMITTED, BEGAN, REASONS, commit_in(text))) == text, (
        "run python -m tests.work_counts.renew"
    )
    assert re.fullmatch("[0-9a-f]{12}", commit_in(text))


def test_a_document_without_marks_is_not_written() -> None:
    with pytest.raises(ValueError, match="marks"):
        put_into("# Performance\n", "table")


def test_nothing_is_renewed_where_the_seeds_differ_or_a_count_has_no_reason() -> None:
    name = next(iter(COMMITTED))
    row: Row = {**COMMITTED[name], "opened": COMMITTED[name]["opened"] * 2}
    more = {**COMMITTED, name: row}
    assert failures_of([COMMITTED, COMMITTED, COMMITTED]) == []
    assert failures_of([COMMITTED, more, COMMITTED]) == [
        "the counts differ with the seed of Python's hashes: an order of a set decides how much is done"
    ]
    assert any(each.startswith(f"{name}: opened: ") for each in failures_of([more, more, more]))
